-- name: write
INSERT INTO audit_log (at, user_id, user_name, action, subject, from_value, to_value, source, agent)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: page
SELECT *, count(*) OVER () AS total FROM audit_log WHERE source = $1 ORDER BY entry_id DESC LIMIT $2 OFFSET $3
