-- name: save_pattern
INSERT INTO coin_history_patterns (
    source, agent, coin, window_name, venue, model_version, measured_at, venues, horizon, since, maps, left_out, cases,
    reached, reached_mirror, reached_both, reached_random, half_within, most_within, swept, turned, wick_half, wick_most,
    targets
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
ON CONFLICT DO NOTHING

-- name: newest_patterns
SELECT DISTINCT ON (coin, window_name, venue) * FROM coin_history_patterns
WHERE source = $1 AND model_version = $2 AND measured_at BETWEEN $3::timestamptz - interval '30 days' AND $3
ORDER BY coin, window_name, venue, measured_at DESC

-- name: save_wicks
INSERT INTO cluster_wicks (
    source, agent, coin, window_name, model_version, measured_at, map_at, level_name, side, near_usd, peak_usd, far_usd,
    notional_usd, swept_at, turned_at, beyond
)
SELECT $1, $2, $3, $4, $5, $6, w.*
FROM unnest(
    $7::timestamptz[], $8::text[], $9::text[], $10::float8[], $11::float8[], $12::float8[], $13::float8[],
    $14::timestamptz[], $15::timestamptz[], $16::float8[]
) AS w
ON CONFLICT DO NOTHING

-- name: forget_earlier_wicks
DELETE FROM cluster_wicks WHERE source = $1 AND coin = $2 AND window_name = $3 AND measured_at < $4

-- name: wicks_of
SELECT map_at, level_name, side, near_usd, peak_usd, far_usd, notional_usd, swept_at, turned_at, beyond
FROM cluster_wicks AS one
WHERE source = $1 AND coin = $2 AND window_name = $3 AND measured_at = (
    SELECT max(measured_at) FROM cluster_wicks
    WHERE source = one.source AND coin = one.coin AND window_name = one.window_name AND measured_at <= $4
)
ORDER BY map_at, level_name
