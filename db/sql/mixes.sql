-- name: save_mix
INSERT INTO leverage_mixes (
    source, agent, coin_class, coin, version, trained_from, trained_to, valid_from, leverages, shares, gain, gain_low,
    hours, contracts
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (source, coin_class, coin, trained_to) DO NOTHING

-- name: mixes_valid_by
SELECT * FROM leverage_mixes WHERE source = $1 AND valid_from <= $2 ORDER BY valid_from

-- name: liquidated_coins
-- By venue, the most liquidated first.
SELECT venue, coin, sum(long_usd + short_usd) AS usd
FROM liquidation_hours WHERE source = $1 AND hour_at >= $2 AND hour_at < $3
GROUP BY venue, coin ORDER BY usd DESC

-- name: liquidated_hours
-- Every hour in which the venue's stream told anything, with one coin's sums.
SELECT h.hour_at, coalesce(l.long_usd, 0) AS long_usd, coalesce(l.short_usd, 0) AS short_usd
FROM (
    SELECT DISTINCT hour_at FROM liquidation_hours WHERE source = $1 AND venue = $2 AND hour_at >= $4 AND hour_at < $5
) AS h
LEFT JOIN liquidation_hours AS l ON l.source = $1 AND l.venue = $2 AND l.coin = $3 AND l.hour_at = h.hour_at
ORDER BY h.hour_at
