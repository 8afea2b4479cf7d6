-- name: accounts_from
-- A closed account is still the exchange's until it holds nothing any more: its positions are sold at the next price.
SELECT account_id, state, cash, margin, is_hedged, limits, leverages, changed_at, more
FROM paper_accounts AS a
WHERE account_id > $2 AND source = $1 AND (
    state = 'open'
    OR state = 'closed' AND (
        cash <> 0
        OR EXISTS (SELECT FROM paper_positions AS p WHERE p.account_id = a.account_id)
        OR EXISTS (SELECT FROM paper_orders AS o WHERE o.account_id = a.account_id AND NOT o.is_final)
    )
)
ORDER BY account_id LIMIT $3

-- name: positions_between
SELECT account_id, symbol, slot, lots, cost, leverage_e2, extra_margin, opened_at, changed_at, realised,
       liquidation_ticks, more
FROM paper_positions WHERE account_id BETWEEN $1 AND $2 ORDER BY account_id, symbol, slot

-- name: orders_between
SELECT account_id, body FROM paper_orders WHERE account_id BETWEEN $1 AND $2 AND NOT is_final
ORDER BY account_id, order_id
