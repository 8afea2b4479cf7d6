-- name: positions
SELECT p.account_id, p.symbol, p.slot, p.lots, p.cost, p.leverage_e2, p.extra_margin, p.opened_at, p.realised,
       p.liquidation_ticks, c.coin, c.tick_size, c.lot_size
FROM paper_positions AS p
JOIN paper_accounts AS a USING (account_id)
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = p.symbol
WHERE p.account_id = $1 ORDER BY p.opened_at, p.symbol, p.slot

-- name: orders
SELECT o.body, o.first_at, o.changed_at, s.sent_at, c.coin, c.tick_size, c.lot_size
FROM paper_orders AS o
JOIN paper_accounts AS a USING (account_id)
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = o.symbol
LEFT JOIN paper_commands AS s ON s.command_id = o.order_id - o.order_id % 4
WHERE o.account_id = $1 AND NOT o.is_final ORDER BY o.order_id

-- name: order
SELECT o.body, o.first_at, o.changed_at, s.sent_at, c.coin, c.tick_size, c.lot_size
FROM paper_orders AS o
JOIN paper_accounts AS a USING (account_id)
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = o.symbol
LEFT JOIN paper_commands AS s ON s.command_id = o.order_id - o.order_id % 4
WHERE o.order_id = $1

-- name: fills_of_order
SELECT f.*, c.coin, c.tick_size, c.lot_size
FROM paper_fills AS f
JOIN paper_accounts AS a USING (account_id)
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = f.symbol
WHERE f.order_id = $1 AND f.order_id <> 0 ORDER BY f.fill_id DESC

-- name: fills
SELECT f.*, c.coin, c.tick_size, c.lot_size
FROM paper_fills AS f
JOIN paper_accounts AS a USING (account_id)
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = f.symbol
WHERE f.account_id = $1 AND f.fill_id < coalesce($2::bigint, 9223372036854775807) AND f.at >= coalesce($4::timestamptz, '-infinity')
ORDER BY f.fill_id DESC LIMIT $3

-- name: trades
-- With ties: trades that closed at the same instant never fall between two pages.
SELECT t.*, c.coin, c.tick_size, c.lot_size
FROM paper_trades AS t
JOIN paper_accounts AS a USING (account_id)
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = t.symbol
WHERE t.account_id = $1 AND t.closed_at < coalesce($2::timestamptz, 'infinity')
ORDER BY t.closed_at DESC FETCH FIRST ($3) ROWS WITH TIES

-- name: transfers
SELECT transfer_id, account_id, at, cause, from_purse, to_purse, amount, symbol, fill_id
FROM paper_transfers WHERE account_id = $1 AND transfer_id < coalesce($2::bigint, 9223372036854775807)
ORDER BY transfer_id DESC LIMIT $3

-- name: equity
SELECT at, equity, cash FROM paper_equity
WHERE account_id = $1 AND minute >= date_trunc('minute', coalesce($2::timestamptz, '-infinity'))
  AND at >= coalesce($2::timestamptz, '-infinity')
ORDER BY minute
