-- name: waiting_members
-- Who played before and has not left since kept to the limits all the while; outside of a round there are none.
SELECT m.period, m.user_id, m.account_id, m.ready_at, m.told, a.opened_at, a.start,
       EXISTS (
           SELECT FROM round_entries AS p JOIN rounds AS r ON r.source = p.source AND r.round_key = p.round_key
           WHERE p.source = m.source AND p.user_id = m.user_id AND p.account_id = m.account_id
             AND r.period = m.period AND r.ends_at > m.joined_at AND p.why IS DISTINCT FROM 'left') AS has_played
FROM round_members AS m
JOIN paper_accounts AS a ON a.account_id = m.account_id AND a.state = 'open'
JOIN round_limits AS l ON l.account_id = m.account_id AND l.is_limited AND l.command_id IS NOT NULL
WHERE m.source = $1 AND m.period = $2 AND m.left_at IS NULL AND m.entered < $3 AND m.ready_at <= $4
  AND a.closed_at IS NULL
ORDER BY m.ready_at, m.user_id LIMIT $5

-- name: block_member
UPDATE round_members AS m SET ready_at = $4, told = $5
FROM (SELECT told FROM round_members WHERE source = $1 AND period = $2 AND user_id = $3 FOR UPDATE) AS before
WHERE m.source = $1 AND m.period = $2 AND m.user_id = $3
RETURNING before.told IS DISTINCT FROM $5 AS is_news

-- name: postpone_member
UPDATE round_members SET ready_at = $4 WHERE source = $1 AND period = $2 AND user_id = $3

-- name: drop_reset_members
UPDATE round_members AS m SET left_at = a.closed_at FROM paper_accounts AS a
WHERE m.source = $1 AND m.left_at IS NULL AND a.account_id = m.account_id AND a.closed_at IS NOT NULL

-- name: drop_reset_entries
UPDATE round_entries AS e SET why = 'reset' FROM paper_accounts AS a, rounds AS r
WHERE e.source = $1 AND r.source = $1 AND r.round_key = e.round_key AND r.state = 'running'
  AND a.account_id = e.account_id AND a.closed_at < r.ends_at AND e.why IS DISTINCT FROM 'reset'

-- name: unlimited
SELECT account_id, is_limited, turns FROM round_limits WHERE source = $1 AND command_id IS NULL
ORDER BY account_id LIMIT $2

-- name: limit_account
-- Unless it should be otherwise again meanwhile.
UPDATE round_limits SET command_id = $4 WHERE source = $1 AND account_id = $2 AND turns = $3

-- name: add_entry
INSERT INTO round_entries
    (source, round_key, user_id, account_id, entered_at, opening_usdt, opening, peak_usdt, reached_at, why,
     opening_fill_id, opening_transfer_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $5, $8, $9, $10)
ON CONFLICT DO NOTHING

-- name: entered
UPDATE round_members SET entered = $3 WHERE source = $1 AND period = $4 AND user_id = ANY ($2::bigint[])

-- name: unscored
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND scored_at IS NULL ORDER BY user_id LIMIT $3

-- name: score_entry
UPDATE round_entries
SET closing_usdt = $4, replayed_usdt = $5, fills = $6, early_fills = $7, score_ppm = $8, dip_ppm = $9, reached_at = $10,
    trades = $11, median_hold_s = $12, why = $13, scored_at = $14
WHERE source = $1 AND round_key = $2 AND user_id = $3 AND scored_at IS NULL

-- name: entries_since
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND entry_id > $3 ORDER BY entry_id LIMIT $4

-- name: out_of_round
SELECT user_id, why FROM round_entries WHERE source = $1 AND round_key = $2 AND why IN ('left', 'reset')

-- name: stand
UPDATE round_entries AS e
SET peak_usdt = n.peak_usdt, dip_ppm = n.dip_ppm, score_ppm = n.score_ppm, reached_at = n.reached_at,
    trades = n.trades, median_hold_s = n.median_hold_s
FROM unnest($3::bigint[], $4::numeric[], $5::int[], $6::bigint[], $7::timestamptz[], $8::int[], $9::int[])
    AS n (user_id, peak_usdt, dip_ppm, score_ppm, reached_at, trades, median_hold_s)
WHERE e.source = $1 AND e.round_key = $2 AND e.user_id = n.user_id AND e.scored_at IS NULL

-- name: mismatches
-- Of those under review too: their prize is held, and paid when they are cleared.
SELECT account_id FROM round_entries
WHERE source = $1 AND round_key = $2 AND (why IS NULL OR why = 'review')
  AND (replayed_usdt IS NULL OR abs(closing_usdt - replayed_usdt) >= 0.005 OR early_fills > 0)
ORDER BY account_id

-- name: unrank
UPDATE round_entries SET rank = NULL WHERE source = $1 AND round_key = $2 AND rank IS NOT NULL

-- name: rank
UPDATE round_entries AS e SET rank = n.rank
FROM (
    SELECT user_id, row_number() OVER (ORDER BY score_ppm DESC, dip_ppm, trades, reached_at, account_id) AS rank
    FROM round_entries WHERE source = $1 AND round_key = $2 AND why IS NULL
) AS n
WHERE e.source = $1 AND e.round_key = $2 AND e.user_id = n.user_id

-- name: first_ranked
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND rank <= $3 ORDER BY rank

-- name: reviewed
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND why = 'review'
ORDER BY score_ppm DESC, dip_ppm, trades, reached_at, account_id

-- name: totals
SELECT count(*) AS traders, count(rank) AS ranked, coalesce(sum(fills), 0)::bigint AS fills,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY score_ppm) FILTER (WHERE rank IS NOT NULL) AS middle
FROM round_entries WHERE source = $1 AND round_key = $2

-- name: by_account
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2 AND account_id > $3 ORDER BY account_id LIMIT $4

-- name: review
UPDATE round_entries SET why = 'review' WHERE source = $1 AND round_key = $2 AND account_id = ANY ($3::bigint[])
  AND why IS NULL

-- name: account_ids
SELECT account_id FROM round_entries WHERE source = $1 AND round_key = $2 ORDER BY account_id

-- name: contenders
SELECT account_id FROM round_entries WHERE source = $1 AND round_key = $2 AND why IS NULL
ORDER BY score_ppm DESC, dip_ppm, trades, reached_at, account_id LIMIT $3

-- name: add_suspicion
INSERT INTO round_suspicions (source, round_key, account_id, kind, others, evidence, found_at)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (source, round_key, account_id, kind) DO NOTHING

-- name: origins
SELECT a.account_id, u.inviter_code, u.created_at
FROM paper_accounts AS a JOIN users AS u ON u.user_id = a.user_id WHERE a.account_id = ANY ($1::bigint[])

-- name: open_suspicions
SELECT s.*, a.user_id, n.name
FROM round_suspicions AS s JOIN paper_accounts AS a ON a.account_id = s.account_id
LEFT JOIN trader_names AS n ON n.user_id = a.user_id
WHERE s.source = $1 AND s.verdict IS NULL ORDER BY s.found_at, s.suspicion_id LIMIT $2

-- name: judge
UPDATE round_suspicions AS s SET verdict = $3, decided_by = $4, decided_at = $5
FROM paper_accounts AS a
WHERE s.source = $1 AND s.suspicion_id = $2 AND s.verdict IS NULL AND a.account_id = s.account_id
RETURNING s.round_key, s.account_id, a.user_id

-- name: verdicts
SELECT verdict FROM round_suspicions WHERE source = $1 AND round_key = $2 AND account_id = $3 ORDER BY suspicion_id
