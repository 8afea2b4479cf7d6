-- name: save_thresholds
INSERT INTO coin_thresholds (source, agent, coin, oi_change_1h, volume_ratio, move_5m, bars, learned_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (source, coin) DO UPDATE SET
    agent = excluded.agent, oi_change_1h = excluded.oi_change_1h, volume_ratio = excluded.volume_ratio,
    move_5m = excluded.move_5m, bars = excluded.bars, learned_at = excluded.learned_at

-- name: all_thresholds
SELECT coin, oi_change_1h, volume_ratio, move_5m, bars, learned_at FROM coin_thresholds WHERE source = $1
