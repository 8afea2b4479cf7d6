-- name: add_rows
INSERT INTO paper_drift (source, fill_id, account_id, symbol, coin, at, is_buy, quantity, model, verdict, why, paper, market, bps, usdt)
SELECT $1::market_source, *
FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[], $8::double precision[],
            $9::text[], $10::text[], $11::text[], $12::double precision[], $13::double precision[],
            $14::double precision[], $15::double precision[])
ON CONFLICT DO NOTHING

-- name: summary
-- As `summarise` of engine.exchange.drift_summary. `worst`: the one farthest from zero.
SELECT model, coin, count(*) AS fills, count(bps) AS compared,
       count(*) FILTER (WHERE verdict = 'not-reached') AS not_reached,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY bps) AS median, avg(bps) AS mean,
       (array_agg(bps ORDER BY abs(bps) DESC, fill_id) FILTER (WHERE bps IS NOT NULL))[1] AS worst,
       avg((abs(bps) <= $4)::integer)::double precision AS within, coalesce(sum(usdt), 0) AS usdt
FROM paper_drift
WHERE source = $1 AND at >= $2 AND at < $3
GROUP BY GROUPING SETS ((), (model), (model, coin))
HAVING count(*) > 0
ORDER BY grouping(model) DESC, model COLLATE "C", grouping(coin) DESC, fills DESC, coin COLLATE "C"

-- name: whys
SELECT why, count(*) AS fills FROM paper_drift
WHERE source = $1 AND at >= $2 AND at < $3 AND why IS NOT NULL
GROUP BY why ORDER BY fills DESC, why

-- name: made
SELECT count(*) AS fills
FROM paper_fills AS f JOIN paper_accounts AS a USING (account_id)
WHERE a.source = $1 AND f.at >= $2 AND f.at < $3 AND f.model = ANY ($4)

-- name: lines
SELECT fill_id, account_id, symbol, coin, at, is_buy, quantity, model, verdict, why, paper, market, bps, usdt
FROM paper_drift
WHERE source = $1 AND at >= $2 AND at < $3 AND (at, fill_id) > ($4, $5)
ORDER BY at, fill_id LIMIT $6

-- name: is_begun
SELECT EXISTS (SELECT FROM paper_accounts WHERE source = $1 AND opened_at < $2) AS is_begun

-- name: newest_day
SELECT (max(at) AT TIME ZONE 'UTC')::date AS day FROM paper_drift WHERE source = $1

-- name: sources
SELECT DISTINCT source FROM paper_accounts ORDER BY source
