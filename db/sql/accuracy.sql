-- name: save_record
INSERT INTO accuracy_records (
    source, agent, venue, coin, window_name, measured_at, model_version, horizon, cases, reached, reached_other_side,
    reached_both
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (source, coin, window_name, model_version, measured_at) DO NOTHING

-- name: newest_records
SELECT DISTINCT ON (coin, window_name) * FROM accuracy_records
WHERE source = $1 AND model_version = $2 AND measured_at <= $3
ORDER BY coin, window_name, measured_at DESC
