-- name: save_snapshot
INSERT INTO liquidation_snapshots AS old (source, coin, window_name, venue, at, price_usd, state, imbalance, body, agent)
VALUES ($1, $3, $4, $5, $6, $7, $8, $9, $10, $2)
ON CONFLICT (source, coin, window_name, venue, at) DO NOTHING

-- name: snapshots
SELECT * FROM liquidation_snapshots
WHERE source = $1 AND coin = $2 AND window_name = $3 AND venue = $4 AND at >= $5 AND at < $6 ORDER BY at

-- name: save_signal
INSERT INTO signals (at, source, coin, kind, side, window_name, price_usd, body, agent, vertical)
VALUES ($3, $1, $4, $5, $6, $7, $8, $9, $2, $10) RETURNING id

-- name: signals
SELECT * FROM signals WHERE source = $1 AND at >= $2 AND ($3::text IS NULL OR coin = $3) ORDER BY at DESC, id DESC LIMIT $4

-- name: save_log
INSERT INTO agent_logs (at, source, level, event, body, agent, vertical) VALUES ($3, $1, $4, $5, $6, $2, $7)

-- name: logs
SELECT * FROM agent_logs WHERE source = $1 AND agent = $2 AND at >= $3 ORDER BY at DESC, id DESC LIMIT $4

-- name: save_wicks
WITH written AS (
    INSERT INTO wicks (source, venue, symbol, step_ms, open_at, direction, coin, reach, price_usd, agent)
    SELECT $1, $3, $4, $6, 'epoch'::timestamptz + w.open_ms * interval '1 millisecond', w.direction, $5, w.reach,
           w.price_usd, $2
    FROM unnest($7::bigint[], $8::text[], $9::float8[], $10::float8[]) AS w (open_ms, direction, reach, price_usd)
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT count(*) AS written FROM written

-- name: wicks
SELECT open_at, direction, reach, price_usd FROM wicks
WHERE source = $1 AND venue = $2 AND symbol = $3 AND step_ms = $4 AND open_at >= $5 AND open_at < $6
ORDER BY open_at, direction
