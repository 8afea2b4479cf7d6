-- name: open_account_of
SELECT account_id, opened_at FROM paper_accounts WHERE user_id = $2 AND source = $1 AND closed_at IS NULL

-- name: join
-- Who is in with that account stays as they are. Whoever closed the account of a membership that held since $6, where the
-- round that runs began, comes in at $7, where it ends: a reset leaves the round, counted in or not yet.
INSERT INTO round_members AS m (source, period, user_id, account_id, joined_at, ready_at) VALUES ($1, $2, $3, $4, $5, $5)
ON CONFLICT (source, period, user_id) DO UPDATE
SET account_id = excluded.account_id, joined_at = excluded.joined_at, left_at = NULL, told = NULL, entered = '',
    ready_at = greatest(excluded.ready_at, m.ready_at, (
        SELECT $7::timestamptz FROM paper_accounts AS a
        WHERE a.account_id = m.account_id AND a.closed_at >= $6 AND coalesce(m.left_at, a.closed_at) >= $6))
WHERE m.left_at IS NOT NULL OR m.account_id <> excluded.account_id

-- name: lock_account
-- Two presses at once are one after the other.
SELECT pg_advisory_xact_lock(hashtextextended('round-limits', $1))

-- name: wish_limits
-- In any kind of round: limited. Nothing where it is so already.
INSERT INTO round_limits AS l (account_id, source, is_limited, turns)
SELECT $2, $1, EXISTS (SELECT FROM round_members WHERE account_id = $2 AND left_at IS NULL), 0
ON CONFLICT (account_id) DO UPDATE
SET is_limited = excluded.is_limited, turns = l.turns + 1, command_id = NULL
WHERE l.is_limited IS DISTINCT FROM excluded.is_limited

-- name: member_account
SELECT account_id FROM round_members WHERE source = $1 AND period = $2 AND user_id = $3 AND left_at IS NULL

-- name: leave
UPDATE round_members SET left_at = $4 WHERE source = $1 AND period = $2 AND user_id = $3 AND left_at IS NULL
RETURNING user_id

-- name: leave_entry
UPDATE round_entries AS e SET why = 'left' FROM rounds AS r
WHERE e.source = $1 AND e.user_id = $3 AND r.source = e.source AND r.round_key = e.round_key AND r.period = $2
  AND r.state = 'running' AND r.ends_at > $4 AND e.why IS DISTINCT FROM 'reset'

-- name: memberships
SELECT m.*, e.why, e.user_id IS NOT NULL AS is_entered
FROM round_members AS m
JOIN paper_accounts AS a ON a.account_id = m.account_id AND a.closed_at IS NULL
LEFT JOIN round_entries AS e ON e.source = m.source AND e.user_id = m.user_id AND e.round_key = ANY ($3::text[])
    AND e.round_key LIKE m.period || '-%'
WHERE m.source = $1 AND m.user_id = $2 AND m.left_at IS NULL
