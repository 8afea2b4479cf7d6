-- name: held
SELECT coin, window_name, until_at FROM signal_trials WHERE source = $1 AND model_version = $2

-- name: load
SELECT * FROM signal_trials
WHERE source = $1 AND model_version = $2 AND ($3::text IS NULL OR coin = $3)
  AND ($4::text IS NULL OR window_name = $4) AND ($5::timestamptz IS NULL OR written_at > $5)
ORDER BY coin, window_name

-- name: save
INSERT INTO signal_trials AS old (source, coin, window_name, venue, model_version, from_at, until_at, moments, agent)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (source, coin, window_name) DO UPDATE
SET venue = excluded.venue, model_version = excluded.model_version, from_at = excluded.from_at,
    until_at = excluded.until_at, moments = excluded.moments, agent = excluded.agent, written_at = clock_timestamp()

-- name: newest
SELECT count(*) AS rows, max(written_at) AS written_at FROM signal_trials WHERE source = $1 AND model_version = $2
