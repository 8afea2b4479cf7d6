-- name: lock_journal
-- One writer a source at a time. What comes in is joined to big tables by their keys, however much it is: a plan made
-- for its size would be made anew each time, and might read the big one from end to end.
SELECT pg_advisory_xact_lock(hashtext('helix paper journal'), hashtext($1)),
       set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
       set_config('plan_cache_mode', 'force_custom_plan', true)

-- name: last_batch
SELECT number, last_fill_id, last_transfer_id, hash FROM paper_batches WHERE source = $1 ORDER BY number DESC LIMIT 1

-- name: batch
SELECT number, last_fill_id, last_transfer_id, hash FROM paper_batches WHERE source = $1 AND number = $2

-- name: add_batch
INSERT INTO paper_batches (source, number, at, last_fill_id, last_transfer_id, hash) VALUES ($1, $2, $3, $4, $5, $6)

-- name: known_orders
SELECT order_id FROM paper_orders WHERE order_id = ANY (column_of($1)::bigint[])

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

-- name: change_orders
UPDATE paper_orders AS o
SET status = c.status, is_final = c.is_final, body = c.body::jsonb,
    changed_at = timestamptz 'epoch' + c.at_ms * interval '1 millisecond'
FROM unnest(column_of($1)::bigint[], column_of($2), column_of($3)::boolean[], column_of($4)::bigint[], column_of($5))
    AS c (order_id, status, is_final, at_ms, body)
WHERE o.order_id = c.order_id

-- name: add_trades
-- Before positions change: a life that began in an earlier batch is told by its row. No row: the batch knows it all.
INSERT INTO paper_trades (account_id, symbol, slot, fill_id, side, leverage_e2, most_lots, entry_lots, entry_value,
                          exit_lots, exit_value, opened_at, closed_at, net, cause)
SELECT t.account_id, t.symbol, t.slot, t.fill_id, t.side, t.leverage_e2, greatest(t.most_lots, p.most_lots),
       t.entry_lots + coalesce(p.entry_lots, 0), t.entry_value + coalesce(p.entry_value, 0),
       t.exit_lots + coalesce(p.exit_lots, 0), t.exit_value + coalesce(p.exit_value, 0),
       coalesce(timestamptz 'epoch' + t.opened_ms * interval '1 millisecond', p.opened_at),
       timestamptz 'epoch' + t.closed_ms * interval '1 millisecond', t.net, t.cause
FROM unnest(column_of($1)::bigint[], column_of($2), column_of($3)::smallint[], column_of($4)::bigint[],
            column_of($5)::position_side[], column_of($6)::integer[], column_of($7)::bigint[],
            column_of($8)::numeric[], column_of($9)::numeric[], column_of($10)::numeric[], column_of($11)::numeric[],
            column_of($12)::bigint[], column_of($13)::bigint[], column_of($14)::numeric[], column_of($15),
            column_of($16)::boolean[])
    AS t (account_id, symbol, slot, fill_id, side, leverage_e2, most_lots, entry_lots, entry_value, exit_lots,
          exit_value, opened_ms, closed_ms, net, cause, goes_on)
LEFT JOIN paper_positions AS p
    ON t.goes_on AND p.account_id = t.account_id AND p.symbol = t.symbol AND p.slot = t.slot

-- name: drop_positions
DELETE FROM paper_positions AS p
USING unnest(column_of($1)::bigint[], column_of($2), column_of($3)::smallint[]) AS gone (account_id, symbol, slot)
WHERE p.account_id = gone.account_id AND p.symbol = gone.symbol AND p.slot = gone.slot

-- name: change_positions
-- One that closed and opened again within the batch does not go on: nothing of what was before counts.
UPDATE paper_positions AS p
SET lots = c.lots, cost = c.cost, leverage_e2 = c.leverage_e2, extra_margin = c.extra_margin,
    opened_at = timestamptz 'epoch' + c.opened_ms * interval '1 millisecond',
    changed_at = timestamptz 'epoch' + c.at_ms * interval '1 millisecond',
    realised = c.realised, liquidation_ticks = c.liquidation_ticks, more = c.more::jsonb,
    most_lots = CASE WHEN c.goes_on THEN greatest(c.most_lots, p.most_lots) ELSE c.most_lots END,
    entry_lots = CASE WHEN c.goes_on THEN p.entry_lots ELSE 0 END + c.entry_lots,
    entry_value = CASE WHEN c.goes_on THEN p.entry_value ELSE 0 END + c.entry_value,
    exit_lots = CASE WHEN c.goes_on THEN p.exit_lots ELSE 0 END + c.exit_lots,
    exit_value = CASE WHEN c.goes_on THEN p.exit_value ELSE 0 END + c.exit_value
FROM unnest(column_of($1)::bigint[], column_of($2), column_of($3)::smallint[], column_of($4)::bigint[],
            column_of($5)::numeric[], column_of($6)::integer[], column_of($7)::numeric[], column_of($8)::bigint[],
            column_of($9)::bigint[], column_of($10)::numeric[], column_of($11)::bigint[], column_of($12),
            column_of($13)::boolean[], column_of($14)::bigint[], column_of($15)::numeric[],
            column_of($16)::numeric[], column_of($17)::numeric[], column_of($18)::numeric[])
    AS c (account_id, symbol, slot, lots, cost, leverage_e2, extra_margin, opened_ms, at_ms, realised,
          liquidation_ticks, more, goes_on, most_lots, entry_lots, entry_value, exit_lots, exit_value)
WHERE p.account_id = c.account_id AND p.symbol = c.symbol AND p.slot = c.slot

-- name: change_accounts
-- The cash is what the ledger makes of it; where the exchange says something else, the row is left out and missed.
UPDATE paper_accounts AS a
SET cash = a.cash + c.moved, margin = coalesce(c.margin, a.margin), is_hedged = coalesce(c.is_hedged, a.is_hedged),
    state = coalesce(c.state, a.state), limits = CASE WHEN c.state IS NULL THEN a.limits ELSE c.limits::jsonb END,
    leverages = coalesce(c.leverages::jsonb, a.leverages), more = coalesce(c.more::jsonb, a.more),
    changed_at = coalesce(timestamptz 'epoch' + c.at_ms * interval '1 millisecond', a.changed_at)
FROM unnest(column_of($2)::bigint[], column_of($3)::numeric[], column_of($4)::numeric[], column_of($5),
            column_of($6)::boolean[], column_of($7), column_of($8), column_of($9), column_of($10)::bigint[],
            column_of($11))
    AS c (account_id, moved, cash, margin, is_hedged, state, limits, leverages, at_ms, more)
WHERE a.account_id = c.account_id
  AND CASE WHEN a.source = $1 THEN c.cash IS NULL OR c.cash = a.cash + c.moved ELSE false END

-- name: missed_accounts
SELECT c.account_id, a.cash, c.moved, c.cash AS said
FROM unnest(column_of($2)::bigint[], column_of($3)::numeric[], column_of($4)::numeric[]) AS c (account_id, moved, cash)
LEFT JOIN paper_accounts AS a ON a.account_id = c.account_id AND a.source = $1
WHERE a.account_id IS NULL OR c.cash IS NOT NULL AND c.cash <> a.cash
LIMIT 5
