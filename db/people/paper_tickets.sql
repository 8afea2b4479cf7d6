-- name: open_ticket
WITH made AS (
    INSERT INTO paper_tickets (user_id, source, coin, symbol, side, size_by, size, leverage, time_window,
        limit_usd, stop_usd, target_usd, asked_in)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (user_id, asked_in) DO NOTHING
    RETURNING *)
SELECT * FROM made
UNION ALL
SELECT * FROM paper_tickets WHERE user_id = $1 AND asked_in = $13 AND NOT EXISTS (SELECT 1 FROM made)

-- name: find_ticket
SELECT * FROM paper_tickets WHERE ticket_id = $1 AND user_id = $2

-- name: change_ticket
UPDATE paper_tickets SET side = $3, size_by = $4, size = $5, leverage = $6, limit_usd = $7, stop_usd = $8,
    target_usd = $9, shown_usd = $10, quantity = $11, win_usdt = $12, lose_usdt = $13, shown_at = $14
WHERE ticket_id = $1 AND user_id = $2 AND state = 'open'
RETURNING *

-- name: end_ticket
UPDATE paper_tickets SET state = $3, account_id = $4 WHERE ticket_id = $1 AND user_id = $2 AND state = 'open' RETURNING ticket_id
