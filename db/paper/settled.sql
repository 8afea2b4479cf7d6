-- name: last_settled
-- Of the contracts that are held: a step down the index each. What was settled before the oldest of the positions was
-- opened concerns none of them, and whoever has never paid yet owes from there on.
SELECT held.symbol, greatest(held.since - interval '1 millisecond', (
    SELECT t.at FROM paper_transfers t JOIN paper_accounts a USING (account_id)
    WHERE t.cause = 'funding' AND t.symbol = held.symbol AND a.source = $1
    ORDER BY t.at DESC LIMIT 1)) AS at
FROM (
    SELECT p.symbol, min(p.opened_at) AS since FROM paper_positions p JOIN paper_accounts a USING (account_id)
    WHERE a.source = $1 GROUP BY p.symbol) held
