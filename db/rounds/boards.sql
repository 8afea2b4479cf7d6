-- name: people
SELECT account_id, user_id FROM round_entries WHERE source = $1 AND round_key = $2 AND account_id = ANY ($3::bigint[])

-- name: opening_of
SELECT opening_usdt FROM round_entries WHERE source = $1 AND round_key = $2 AND user_id = $3

-- name: group_users
-- As one value: thousands of rows cost more to read than to find.
SELECT ARRAY(SELECT user_id FROM group_traders WHERE chat_id = $1) AS user_ids

-- name: kept_counts
SELECT count(*) AS traders, count(rank) AS ranked FROM round_entries WHERE source = $1 AND round_key = $2

-- name: kept_part
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND rank > $3 AND rank <= $4 ORDER BY rank

-- name: kept_of
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND user_id = $3

-- name: kept_company
-- By their order among themselves; who has no rank comes last.
SELECT account_id, user_id, score_ppm, dip_ppm, trades, median_hold_s, reached_at, why FROM round_entries
WHERE source = $1 AND round_key = $2 AND user_id = ANY ($3::bigint[])
ORDER BY why IS NOT NULL, score_ppm DESC, dip_ppm, trades, reached_at, account_id
