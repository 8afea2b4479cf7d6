-- name: last_settled
-- Of the contracts that are held: a step down an index each. What was settled before the oldest of the positions was
-- opened concerns none of them, and whoever has never paid yet owes from there on. The ledger speaks for what was
-- settled before settlements had rows of their own.
SELECT held.symbol, greatest(held.since - interval '1 millisecond', (
    SELECT t.at FROM paper_transfers t JOIN paper_accounts a USING (account_id)
    WHERE t.cause = 'funding' AND t.symbol = held.symbol AND a.source = $1
    ORDER BY t.at DESC LIMIT 1), (
    SELECT s.at FROM paper_settlements s WHERE s.source = $1 AND s.symbol = held.symbol
    ORDER BY s.at DESC LIMIT 1)) AS at
FROM (
    SELECT p.symbol, min(p.opened_at) AS since FROM paper_positions p JOIN paper_accounts a USING (account_id)
    WHERE a.source = $1 GROUP BY p.symbol) held

-- name: put_settlements
INSERT INTO paper_settlements (source, symbol, at, rate_e8, mark_ticks, is_done)
SELECT $1, n.symbol, n.at, n.rate_e8, n.mark_ticks, n.is_done
FROM unnest($2::text[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::boolean[])
    WITH ORDINALITY AS n (symbol, at, rate_e8, mark_ticks, is_done, place)
ORDER BY n.place
ON CONFLICT (source, symbol, at) DO UPDATE SET is_done = excluded.is_done

-- name: unfinished
SELECT symbol, at, rate_e8, mark_ticks FROM paper_settlements WHERE source = $1 AND NOT is_done ORDER BY told

-- name: who_paid
SELECT coalesce(array_agg(t.account_id), '{}') AS ids FROM paper_transfers t JOIN paper_accounts a USING (account_id)
WHERE t.cause = 'funding' AND t.symbol = $2 AND t.at = $3 AND a.source = $1
