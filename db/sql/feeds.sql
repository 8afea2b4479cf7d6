-- name: gaps
SELECT since, until, reason, filled_at FROM feed_gaps
WHERE source = $1 AND venue = $2 AND (until >= $3 OR filled_at IS NULL) ORDER BY since

-- name: save_gap
INSERT INTO feed_gaps AS old (source, venue, since, until, reason, filled_at, agent)
VALUES ($1, $3, $4, $5, $6, $7, $2)
ON CONFLICT (source, venue, since, until) DO UPDATE SET filled_at = coalesce(old.filled_at, excluded.filled_at)

-- name: heard_at
SELECT heard_at FROM feed_heard WHERE source = $1 AND venue = $2

-- name: note_heard
-- Never back: of two engines the one that heard last is right.
INSERT INTO feed_heard AS old (source, venue, heard_at, agent) VALUES ($1, $3, $4, $2)
ON CONFLICT (source, venue) DO UPDATE SET heard_at = greatest(old.heard_at, excluded.heard_at), agent = excluded.agent
