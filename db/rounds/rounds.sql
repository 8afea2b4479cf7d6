-- name: begin_round
INSERT INTO rounds (source, round_key, period, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (source, round_key) DO NOTHING

-- name: unfinished
SELECT * FROM rounds WHERE source = $1 AND state IN ('running', 'closed', 'checked') ORDER BY ends_at, round_key

-- name: find_round
SELECT * FROM rounds WHERE source = $1 AND round_key = $2

-- name: open_round
UPDATE rounds SET opened_by = $3 WHERE source = $1 AND round_key = $2 AND opened_by IS NULL

-- name: close_round
UPDATE rounds SET state = 'closed', closed_by = $3
WHERE source = $1 AND round_key = $2 AND state = 'running' RETURNING round_key

-- name: dispute_round
UPDATE rounds SET state = 'disputed', note = $3
WHERE source = $1 AND round_key = $2 AND state = 'closed' RETURNING round_key

-- name: cancel_round
UPDATE rounds SET state = 'cancelled', note = $3
WHERE source = $1 AND round_key = $2 AND state IN ('running', 'closed') RETURNING round_key

-- name: retry_round
UPDATE rounds SET state = 'closed', note = NULL
WHERE source = $1 AND round_key = $2 AND state = 'disputed' RETURNING round_key

-- name: unscore_round
-- Those who are under review stay so; whoever left or reset stays out.
UPDATE round_entries SET scored_at = NULL, rank = NULL,
    why = CASE WHEN why IN ('left', 'reset', 'small', 'review') THEN why END
WHERE source = $1 AND round_key = $2

-- name: last_result
SELECT number, hash FROM rounds WHERE source = $1 AND number IS NOT NULL ORDER BY number DESC LIMIT 1

-- name: check_round
UPDATE rounds SET state = 'checked', fills_replayed = $3, number = $4, result = $5, hash = $6
WHERE source = $1 AND round_key = $2 AND state = 'closed' RETURNING round_key

-- name: publish_round
UPDATE rounds SET state = 'published', published_at = $3
WHERE source = $1 AND round_key = $2 AND state = 'checked' RETURNING round_key

-- name: results
SELECT round_key, number, result, hash FROM rounds WHERE source = $1 AND number > $2 ORDER BY number LIMIT $3

-- name: put_bell
INSERT INTO round_bells (source, at, taken_at) VALUES ($1, $2, $3) ON CONFLICT (source, at) DO NOTHING

-- name: put_price
INSERT INTO round_prices (source, at, symbol, coin, bid_usd, ask_usd, taker_fee) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (source, at, symbol) DO NOTHING

-- name: seal_bell
UPDATE round_bells SET fill_id = $3, transfer_id = $4 WHERE source = $1 AND at = $2 AND fill_id IS NULL

-- name: find_bell
SELECT * FROM round_bells WHERE source = $1 AND at = $2

-- name: bell_since
SELECT * FROM round_bells WHERE source = $1 AND at >= $2 ORDER BY at LIMIT 1

-- name: prices_at
SELECT * FROM round_prices WHERE source = $1 AND at = $2

-- name: forget_prices
DELETE FROM round_prices AS p WHERE p.source = $1 AND p.at < $2
  AND NOT EXISTS (SELECT FROM rounds AS r WHERE r.source = p.source AND (r.opened_by = p.at OR r.closed_by = p.at))
