-- name: put_card
WITH made AS (
    INSERT INTO paper_cards (order_id, chat_id, message_id, user_id, account_id, source, coin, symbol, slot,
        time_window, risk_usdt, text_hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (order_id) DO NOTHING
    RETURNING *)
SELECT * FROM made
UNION ALL
SELECT * FROM paper_cards WHERE order_id = $1 AND NOT EXISTS (SELECT 1 FROM made)

-- name: card_of_order
SELECT * FROM paper_cards WHERE order_id = $1 AND user_id = $2

-- name: cards_of_position
SELECT * FROM paper_cards WHERE account_id = $1 AND symbol = $2 AND slot = $3 AND ended_at IS NULL
ORDER BY order_id DESC

-- name: wake_cards
UPDATE paper_cards SET not_before = clock_timestamp()
WHERE ended_at IS NULL AND account_id = ANY($1::bigint[]) AND (symbol = ANY($2::text[]) OR order_id = ANY($3::bigint[]))
RETURNING order_id

-- name: due_cards
-- The next look is set before this one, so that two processes do not look twice.
WITH due AS (
    SELECT order_id FROM paper_cards WHERE source = $1 AND ended_at IS NULL
        AND not_before <= clock_timestamp()
    ORDER BY not_before LIMIT $2 FOR UPDATE SKIP LOCKED)
UPDATE paper_cards c SET not_before = clock_timestamp() + make_interval(secs => $3)
FROM due WHERE c.order_id = due.order_id
RETURNING c.*

-- name: card_shows
UPDATE paper_cards SET text_hash = $2, ended_at = CASE WHEN $3 THEN now() END
WHERE order_id = $1 AND ended_at IS NULL
RETURNING order_id

-- name: move_card
UPDATE paper_cards SET chat_id = $2, message_id = $3, text_hash = $4 WHERE order_id = $1

-- name: rest_cards
UPDATE paper_cards SET not_before = greatest(not_before, clock_timestamp() + make_interval(secs => $4))
WHERE account_id = $1 AND symbol = $2 AND slot = $3 AND ended_at IS NULL
