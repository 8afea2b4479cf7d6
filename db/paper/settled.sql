-- name: last_settled
-- Of the contracts that are held: a step down the index each.
SELECT held.symbol, (
    SELECT t.at FROM paper_transfers t JOIN paper_accounts a USING (account_id)
    WHERE t.cause = 'funding' AND t.symbol = held.symbol AND a.source = $1
    ORDER BY t.at DESC LIMIT 1) AS at
FROM (
    SELECT DISTINCT p.symbol FROM paper_positions p JOIN paper_accounts a USING (account_id) WHERE a.source = $1) held
