-- name: add_points
INSERT INTO paper_equity AS old (account_id, minute, at, equity, cash)
SELECT DISTINCT ON (account_id, date_trunc('minute', at)) account_id, date_trunc('minute', at), at, equity, cash
FROM unnest($1::bigint[], $2::timestamptz[], $3::numeric[], $4::numeric[]) AS p (account_id, at, equity, cash)
ORDER BY account_id, date_trunc('minute', at), at DESC
ON CONFLICT (account_id, minute) DO UPDATE SET at = excluded.at, equity = excluded.equity, cash = excluded.cash
WHERE old.at <= excluded.at

-- name: thin_points
SELECT thin_paper_equity($1) AS is_more
