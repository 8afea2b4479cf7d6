-- name: lock_journal
-- One writer a source at a time. What comes in is joined to big tables by their keys: the planner, which knows nothing
-- of a table made a moment ago, would read the big one from end to end.
SELECT pg_advisory_xact_lock(hashtext('helix paper journal'), hashtext($1)),
       set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)

-- name: last_batch
SELECT number, last_fill_id, last_transfer_id, hash FROM paper_batches WHERE source = $1 ORDER BY number DESC LIMIT 1

-- name: batch
SELECT number, last_fill_id, last_transfer_id, hash FROM paper_batches WHERE source = $1 AND number = $2

-- name: add_batch
INSERT INTO paper_batches (source, number, at, last_fill_id, last_transfer_id, hash) VALUES ($1, $2, $3, $4, $5, $6)

-- name: make_stages
-- Of this connection; emptied at the end of each transaction.
CREATE TEMPORARY TABLE IF NOT EXISTS coming_orders (
    order_id bigint, account_id bigint, symbol text, status text, is_final boolean, at timestamptz, body jsonb
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS coming_positions (
    account_id bigint, symbol text, slot smallint, lots bigint, cost numeric, leverage_e2 integer,
    extra_margin numeric, opened_at timestamptz, changed_at timestamptz, realised numeric, liquidation_ticks bigint,
    more jsonb, goes_on boolean, most_lots bigint, entry_lots numeric, entry_value numeric, exit_lots numeric,
    exit_value numeric
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS leaving_positions (
    account_id bigint, symbol text, slot smallint
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS coming_trades (
    account_id bigint, fill_id bigint, symbol text, slot smallint, side text, most_lots bigint, leverage_e2 integer,
    entry_lots numeric, entry_value numeric, exit_lots numeric, exit_value numeric, opened_at timestamptz,
    closed_at timestamptz, net numeric, cause text, goes_on boolean
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS coming_accounts (
    account_id bigint, moved numeric, cash numeric, margin text, is_hedged boolean, state text, limits jsonb,
    leverages jsonb, changed_at timestamptz, more jsonb
) ON COMMIT DELETE ROWS

-- name: known_grids
SELECT symbol FROM paper_contracts WHERE source = $1 AND symbol = ANY ($2)

-- name: finish_commands
-- The conditions are hidden in a CASE: by an index of its own for what waits, the planner would compare each waiting
-- command with each that is done.
UPDATE paper_commands AS c
SET state = CASE WHEN d.refusal IS NULL THEN 'done' ELSE 'refused' END, refusal = d.refusal, numbers = d.numbers,
    batch = $2
FROM unnest($3::bigint[], $4::text[], $5::jsonb[]) AS d (command_id, refusal, numbers)
WHERE c.command_id = d.command_id AND CASE WHEN c.state = 'waiting' THEN c.source = $1 ELSE false END
RETURNING c.command_id

-- name: put_orders
INSERT INTO paper_orders AS old (order_id, account_id, symbol, status, is_final, first_at, changed_at, body)
SELECT order_id, account_id, symbol, status, is_final, at, at, body FROM coming_orders
ON CONFLICT (order_id) DO UPDATE SET
    status = excluded.status, is_final = excluded.is_final, changed_at = excluded.changed_at, body = excluded.body

-- name: add_trades
-- Before positions change: a life that began in an earlier batch is told by its row. No row: the batch knows it all.
INSERT INTO paper_trades (account_id, fill_id, symbol, slot, side, most_lots, leverage_e2, entry_lots, entry_value,
                          exit_lots, exit_value, opened_at, closed_at, net, cause)
SELECT t.account_id, t.fill_id, t.symbol, t.slot, t.side, greatest(t.most_lots, p.most_lots), t.leverage_e2,
       t.entry_lots + coalesce(p.entry_lots, 0), t.entry_value + coalesce(p.entry_value, 0),
       t.exit_lots + coalesce(p.exit_lots, 0), t.exit_value + coalesce(p.exit_value, 0),
       coalesce(t.opened_at, p.opened_at), t.closed_at, t.net, t.cause
FROM coming_trades AS t
LEFT JOIN paper_positions AS p
    ON t.goes_on AND p.account_id = t.account_id AND p.symbol = t.symbol AND p.slot = t.slot

-- name: drop_positions
DELETE FROM paper_positions AS p USING leaving_positions AS gone
WHERE p.account_id = gone.account_id AND p.symbol = gone.symbol AND p.slot = gone.slot

-- name: put_positions
INSERT INTO paper_positions AS old (
    account_id, symbol, slot, lots, cost, leverage_e2, extra_margin, opened_at, changed_at, realised,
    liquidation_ticks, more, most_lots, entry_lots, entry_value, exit_lots, exit_value)
SELECT c.account_id, c.symbol, c.slot, c.lots, c.cost, c.leverage_e2, c.extra_margin, c.opened_at, c.changed_at,
       c.realised, c.liquidation_ticks, c.more,
       CASE WHEN c.goes_on THEN greatest(c.most_lots, p.most_lots) ELSE c.most_lots END,
       CASE WHEN c.goes_on THEN c.entry_lots + coalesce(p.entry_lots, 0) ELSE c.entry_lots END,
       CASE WHEN c.goes_on THEN c.entry_value + coalesce(p.entry_value, 0) ELSE c.entry_value END,
       CASE WHEN c.goes_on THEN c.exit_lots + coalesce(p.exit_lots, 0) ELSE c.exit_lots END,
       CASE WHEN c.goes_on THEN c.exit_value + coalesce(p.exit_value, 0) ELSE c.exit_value END
FROM coming_positions AS c
LEFT JOIN paper_positions AS p
    ON c.goes_on AND p.account_id = c.account_id AND p.symbol = c.symbol AND p.slot = c.slot
ON CONFLICT (account_id, symbol, slot) DO UPDATE SET
    lots = excluded.lots, cost = excluded.cost, leverage_e2 = excluded.leverage_e2,
    extra_margin = excluded.extra_margin, opened_at = excluded.opened_at, changed_at = excluded.changed_at,
    realised = excluded.realised, liquidation_ticks = excluded.liquidation_ticks, more = excluded.more,
    most_lots = excluded.most_lots, entry_lots = excluded.entry_lots, entry_value = excluded.entry_value,
    exit_lots = excluded.exit_lots, exit_value = excluded.exit_value

-- name: change_accounts
-- The cash is what the ledger makes of it; where the exchange says something else, the row is left out and missed.
UPDATE paper_accounts AS a
SET cash = a.cash + c.moved, margin = coalesce(c.margin, a.margin), is_hedged = coalesce(c.is_hedged, a.is_hedged),
    state = coalesce(c.state, a.state), limits = CASE WHEN c.state IS NULL THEN a.limits ELSE c.limits END,
    leverages = coalesce(c.leverages, a.leverages), changed_at = coalesce(c.changed_at, a.changed_at),
    more = coalesce(c.more, a.more)
FROM coming_accounts AS c
WHERE a.account_id = c.account_id
  AND CASE WHEN a.source = $1 THEN c.cash IS NULL OR c.cash = a.cash + c.moved ELSE false END

-- name: missed_accounts
SELECT c.account_id, a.cash, c.moved, c.cash AS said FROM coming_accounts AS c
LEFT JOIN paper_accounts AS a ON a.account_id = c.account_id AND a.source = $1
WHERE a.account_id IS NULL OR c.cash IS NOT NULL AND c.cash <> a.cash
LIMIT 5
