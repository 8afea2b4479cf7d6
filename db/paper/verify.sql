-- name: cash_faults
SELECT a.account_id, a.cash, coalesce(b.balance, 0) AS balance
FROM paper_accounts AS a
LEFT JOIN paper_balances AS b ON b.account_id = a.account_id AND b.purse = 'cash'
WHERE ($1::bigint IS NULL OR a.account_id = $1) AND a.cash <> coalesce(b.balance, 0)
ORDER BY a.account_id LIMIT $2

-- name: position_faults
SELECT account_id, symbol, slot, coalesce(p.lots, 0) AS lots, coalesce(f.lots, 0) AS filled
FROM (SELECT account_id, symbol, slot, lots FROM paper_positions
      WHERE $1::bigint IS NULL OR account_id = $1) AS p
FULL JOIN (SELECT account_id, symbol, slot, sum(CASE WHEN is_buy THEN lots ELSE -lots END) AS lots FROM paper_fills
           WHERE $1::bigint IS NULL OR account_id = $1
           GROUP BY account_id, symbol, slot) AS f USING (account_id, symbol, slot)
WHERE coalesce(p.lots, 0) <> coalesce(f.lots, 0)
ORDER BY account_id, symbol, slot LIMIT $2

-- name: stray_entries
-- Rows of no account.
SELECT account_id, what FROM (
    SELECT account_id, 'transfers' AS what FROM paper_transfers WHERE $1::bigint IS NULL OR account_id = $1
    UNION SELECT account_id, 'fills' FROM paper_fills WHERE $1::bigint IS NULL OR account_id = $1
    UNION SELECT account_id, 'positions' FROM paper_positions WHERE $1::bigint IS NULL OR account_id = $1
    UNION SELECT account_id, 'orders' FROM paper_orders WHERE $1::bigint IS NULL OR account_id = $1
) AS rows
WHERE NOT EXISTS (SELECT FROM paper_accounts AS a WHERE a.account_id = rows.account_id)
ORDER BY account_id LIMIT $2

-- name: purse_sum
SELECT coalesce(sum(balance), 0) AS total FROM paper_balances WHERE $1::bigint IS NULL OR account_id = $1

-- name: sources
SELECT DISTINCT source FROM paper_batches ORDER BY source

-- name: batches_from
SELECT number, at, last_fill_id, last_transfer_id, hash FROM paper_batches
WHERE source = $1 AND number > $2 ORDER BY number LIMIT $3

-- name: done_between
SELECT batch, command_id, refusal FROM paper_commands WHERE source = $1 AND batch BETWEEN $2 AND $3

-- name: fill_lines
-- As db/paper/entries.py spells them.
SELECT f.batch, string_agg(concat_ws(E'\t',
    f.fill_id, f.account_id, f.order_id, f.symbol, f.slot,
    to_char(f.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"'),
    coalesce(to_char(f.sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"'), '\N'),
    f.is_buy::text::char(1), f.ticks, f.lots, f.is_maker::text::char(1),
    trunc(f.fee * 1e10) || 'e-10', trunc(f.realised * 1e10) || 'e-10', f.cause, f.model, f.batch) || E'\n',
    '' ORDER BY f.fill_id) AS lines
FROM paper_fills AS f JOIN paper_accounts AS a USING (account_id)
WHERE a.source = $1 AND f.batch BETWEEN $2 AND $3 GROUP BY f.batch

-- name: transfer_lines
SELECT t.batch, string_agg(concat_ws(E'\t',
    t.transfer_id, t.account_id, to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"'), t.cause,
    t.from_purse, t.to_purse, trunc(t.amount * 1e10) || 'e-10', coalesce(t.symbol, '\N'),
    coalesce(t.fill_id::text, '\N'), t.batch) || E'\n', '' ORDER BY t.transfer_id) AS lines
FROM paper_transfers AS t JOIN paper_accounts AS a USING (account_id)
WHERE a.source = $1 AND t.batch BETWEEN $2 AND $3 GROUP BY t.batch
