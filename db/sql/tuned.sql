-- name: version
SELECT coalesce(max(version), 0) AS version FROM tuned_thresholds WHERE source = $1

-- name: settings
SELECT DISTINCT ON (coin, name) coin, name, value FROM tuned_thresholds WHERE source = $1
ORDER BY coin, name, version DESC

-- name: keep
INSERT INTO tuned_thresholds (source, coin, name, value, at, user_id, agent) VALUES ($1, $2, $3, $4, $5, $6, $7)
