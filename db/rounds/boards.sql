-- name: people
SELECT account_id, user_id FROM round_entries WHERE source = $1 AND round_key = $2 AND account_id = ANY ($3::bigint[])

-- name: opening_of
SELECT opening_usdt FROM round_entries WHERE source = $1 AND round_key = $2 AND user_id = $3

-- name: group_users
-- Of that group and in the round.
SELECT g.user_id FROM group_traders AS g
JOIN round_entries AS e ON e.source = $1 AND e.round_key = $2 AND e.user_id = g.user_id
WHERE g.chat_id = $3

-- name: kept_counts
SELECT count(*) AS traders, count(rank) AS ranked FROM round_entries WHERE source = $1 AND round_key = $2

-- name: kept_part
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND rank > $3 AND rank <= $4 ORDER BY rank

-- name: kept_of
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND user_id = $3

-- name: kept_standings
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND user_id = ANY ($3::bigint[])
