-- name: make_prize
INSERT INTO prizes (source, round_key, user_id, account_id, amount_usd, state, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (source, round_key, user_id) DO NOTHING

-- name: prizes_in_state
SELECT * FROM prizes WHERE source = $1 AND state = $2 ORDER BY made_at, prize_id

-- name: ask_prize
UPDATE prizes SET state = 'asked', asked_at = $3 WHERE source = $1 AND prize_id = $2 AND state = 'due' RETURNING prize_id

-- name: expire_prizes
UPDATE prizes SET state = 'unclaimed' WHERE source = $1 AND state = 'asked' AND asked_at <= $2

-- name: unclaimed_since
SELECT * FROM prizes WHERE source = $1 AND state = 'unclaimed' AND asked_at >= $2 ORDER BY asked_at, prize_id

-- name: find_prize
SELECT * FROM prizes WHERE source = $1 AND prize_id = $2

-- name: prizes_of
SELECT * FROM prizes WHERE source = $1 AND user_id = $2 ORDER BY made_at DESC, prize_id DESC

-- name: open_prizes
SELECT * FROM prizes WHERE source = $1 AND state IN ('due', 'asked', 'claimed', 'held') ORDER BY made_at, prize_id

-- name: claim_prize
UPDATE prizes SET state = 'claimed', how = $4, claimed_at = $5
WHERE source = $1 AND prize_id = $2 AND user_id = $3 AND state IN ('due', 'asked')
  AND (asked_at IS NULL OR asked_at > $6)
RETURNING prize_id

-- name: pay_prize
UPDATE prizes SET state = 'paid', paid_at = $3 WHERE source = $1 AND prize_id = $2 AND state = 'claimed' RETURNING prize_id

-- name: release_prize
UPDATE prizes SET state = 'due' WHERE source = $1 AND prize_id = $2 AND state = 'held' RETURNING prize_id

-- name: refuse_prize
UPDATE prizes SET state = 'refused' WHERE source = $1 AND prize_id = $2 AND state = 'held' RETURNING prize_id
