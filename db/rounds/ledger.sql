-- name: written_since
-- Whether the exchange has written anything that happened at that moment or later.
SELECT coalesce(max(at) >= $2, false) AS is_past FROM paper_batches WHERE source = $1

-- name: bounds
-- Everything up to these ids happened before that moment: nothing is written ahead of its time.
SELECT coalesce(max(last_fill_id), 0) AS fill_id, coalesce(max(last_transfer_id), 0) AS transfer_id
FROM paper_batches
WHERE source = $1 AND number = (
    SELECT max(number) FROM paper_batches WHERE source = $1 AND at < $2::timestamptz - interval '1 minute')

-- name: last_ids
-- As far as it is written.
SELECT last_fill_id AS fill_id, last_transfer_id AS transfer_id
FROM paper_batches WHERE source = $1 ORDER BY number DESC LIMIT 1

-- name: books
-- As of $2, wound back from how things stand by what happened since, and by what was written after the ids $5 and $6:
-- one statement, so one moment of the database. $3, $4: ids before all that happened since.
-- A row an account for its cash (symbol null), a row a position that was open.
WITH cash AS (
    SELECT a.account_id, a.cash - coalesce((
        SELECT sum(CASE t.to_purse WHEN 'cash' THEN t.amount ELSE -t.amount END)
        FROM paper_transfers AS t
        WHERE t.account_id = a.account_id AND t.transfer_id > least($4::bigint, $6::bigint)
          AND (t.at >= $2 OR t.transfer_id > $6)
          AND 'cash' IN (t.from_purse, t.to_purse)), 0) AS cash
    FROM paper_accounts AS a WHERE a.account_id = ANY ($1::bigint[])
), since AS (
    SELECT account_id, symbol, slot, CASE WHEN is_buy THEN lots ELSE -lots END::numeric AS lots, ticks, realised,
           cause = 'liquidation' AS is_takeover
    FROM paper_fills
    WHERE account_id = ANY ($1::bigint[]) AND fill_id > least($3::bigint, $5::bigint) AND (at >= $2 OR fill_id > $5)
), moved AS (
    SELECT account_id, symbol, slot, lots::numeric AS lots, sign(lots::numeric) * cost AS cost, 0::numeric AS value,
           0::numeric AS realised, false AS is_takeover
    FROM paper_positions WHERE account_id = ANY ($1::bigint[])
    UNION ALL
    SELECT account_id, symbol, slot, -lots, 0, lots * ticks, realised, is_takeover FROM since
)
SELECT account_id, NULL::text AS symbol, NULL::smallint AS slot, NULL::numeric AS quantity, cash AS amount,
       false AS is_takeover
FROM cash
UNION ALL
SELECT m.account_id, m.symbol, m.slot, sum(m.lots) * min(c.lot_size),
       sum(m.cost) - sum(m.value) * min(c.tick_size * c.lot_size) - sum(m.realised), bool_or(m.is_takeover)
FROM moved AS m
JOIN paper_accounts AS a ON a.account_id = m.account_id
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = m.symbol
GROUP BY m.account_id, m.symbol, m.slot
HAVING sum(m.lots) <> 0

-- name: fills
-- Of these accounts with $2 <= at < $3, in the order they were made. $4: a fill id before all of them.
SELECT f.*, c.coin, c.tick_size, c.lot_size
FROM paper_fills AS f
JOIN paper_accounts AS a ON a.account_id = f.account_id
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = f.symbol
WHERE f.account_id = ANY ($1::bigint[]) AND f.fill_id > $4 AND f.at >= $2 AND f.at < $3
ORDER BY f.fill_id

-- name: fills_before
SELECT f.*, c.coin, c.tick_size, c.lot_size
FROM paper_fills AS f
JOIN paper_accounts AS a ON a.account_id = f.account_id
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = f.symbol
WHERE f.account_id = ANY ($1::bigint[]) AND f.fill_id > $3 AND f.batch <= $2
ORDER BY f.fill_id

-- name: fills_of_position
SELECT f.*, c.coin, c.tick_size, c.lot_size
FROM paper_fills AS f
JOIN paper_accounts AS a ON a.account_id = f.account_id
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = f.symbol
WHERE f.account_id = $1 AND f.symbol = $2 AND f.slot = $3 AND f.at < $4 AND f.fill_id <= $5
ORDER BY f.fill_id

-- name: fills_between
-- Of each account beyond its id in $2, before $3 and up to the id $4, in the order they were made.
SELECT f.*, c.coin, c.tick_size, c.lot_size
FROM unnest($1::bigint[], $2::bigint[]) AS o (account_id, fill_id)
JOIN paper_fills AS f ON f.account_id = o.account_id AND f.fill_id > o.fill_id AND f.fill_id <= $4 AND f.at < $3
JOIN paper_accounts AS a ON a.account_id = f.account_id
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = f.symbol
ORDER BY f.fill_id

-- name: movements_between
SELECT t.transfer_id, t.account_id, t.at, t.cause, CASE t.to_purse WHEN 'cash' THEN t.amount ELSE -t.amount END AS amount
FROM unnest($1::bigint[], $2::bigint[]) AS o (account_id, transfer_id)
JOIN paper_transfers AS t
    ON t.account_id = o.account_id AND t.transfer_id > o.transfer_id AND t.transfer_id <= $4 AND t.at < $3
WHERE 'cash' IN (t.from_purse, t.to_purse) AND t.cause NOT IN ('pnl', 'fee')
ORDER BY t.transfer_id

-- name: last_batch
SELECT coalesce(max(number), 0) AS number FROM paper_batches WHERE source = $1

-- name: batch_before
SELECT coalesce(max(number), 0) AS number FROM paper_batches
WHERE source = $1 AND at < $2::timestamptz - interval '1 minute'

-- name: fills_of_batches
-- Of accounts that take part in anything.
SELECT f.*, c.coin, c.tick_size, c.lot_size
FROM paper_fills AS f
JOIN paper_accounts AS a ON a.account_id = f.account_id
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = f.symbol
WHERE a.source = $1 AND f.batch > $2 AND f.batch <= $3
  AND EXISTS (SELECT FROM round_members AS m WHERE m.account_id = f.account_id)
ORDER BY f.fill_id

-- name: exposures
-- Open positions with the margin they hold, by coin, as they stand now; and orders that may still open one, at the
-- leverage their symbol is set to (10x where nothing was set).
SELECT h.account_id, c.coin, max(h.leverage_e2) AS leverage_e2, sum(h.margin) AS margin_usdt
FROM (
    SELECT p.account_id, p.symbol, p.leverage_e2, p.cost * 100 / p.leverage_e2 + p.extra_margin AS margin
    FROM paper_positions AS p WHERE p.account_id = ANY ($1::bigint[])
    UNION ALL
    SELECT o.account_id, o.symbol, coalesce((
        SELECT (set_to ->> 1)::int FROM jsonb_array_elements(a.leverages) AS set_to WHERE set_to ->> 0 = o.symbol), 1000), 0
    FROM paper_orders AS o JOIN paper_accounts AS a ON a.account_id = o.account_id
    WHERE o.account_id = ANY ($1::bigint[]) AND NOT o.is_final
      AND NOT coalesce((o.body -> 'order' ->> 'reduce_only')::boolean, false)
) AS h
JOIN paper_accounts AS a ON a.account_id = h.account_id
JOIN paper_contracts AS c ON c.source = a.source AND c.symbol = h.symbol
GROUP BY h.account_id, c.coin

-- name: symbols
SELECT symbol, coin FROM paper_contracts WHERE source = $1 ORDER BY symbol

-- name: held_symbols
-- What members hold now, and what was traded since that moment: it may have been held then.
SELECT p.symbol FROM round_members AS m JOIN paper_positions AS p ON p.account_id = m.account_id
WHERE m.source = $1 AND m.left_at IS NULL
UNION
SELECT f.symbol FROM paper_fills AS f JOIN paper_accounts AS a ON a.account_id = f.account_id
WHERE a.source = $1 AND f.batch > $3 AND f.at >= $2

-- name: best_trade
-- The largest way of a price in a trade's favour, of trades opened in the round by those who are ranked in it.
SELECT t.*, c.coin, c.tick_size,
       (t.exit_value / t.exit_lots / (t.entry_value / t.entry_lots) - 1) * CASE t.side WHEN 'long' THEN 1 ELSE -1 END
           AS move
FROM round_entries AS e
JOIN paper_trades AS t ON t.account_id = e.account_id AND t.closed_at >= $3 AND t.closed_at < $4 AND t.opened_at >= $3
JOIN paper_contracts AS c ON c.source = e.source AND c.symbol = t.symbol
WHERE e.source = $1 AND e.round_key = $2 AND e.rank IS NOT NULL AND t.opened_at >= e.entered_at
ORDER BY move DESC, t.fill_id LIMIT 1
