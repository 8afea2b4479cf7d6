-- name: lessons_done
SELECT lesson FROM lessons_done WHERE user_id = $1

-- name: badges_of
SELECT badge, awarded_at FROM badges WHERE user_id = $1 ORDER BY awarded_at, badge

-- name: award_badges
-- A badge keeps its first day.
INSERT INTO badges (user_id, badge, awarded_at) SELECT $1, unnest($2::text[]), $3
ON CONFLICT (user_id, badge) DO NOTHING RETURNING badge

-- name: begin_replay
INSERT INTO lesson_replays (chat_id, message_id, user_id, lesson, choice, not_before)
VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
ON CONFLICT (chat_id, message_id) DO NOTHING
RETURNING chat_id

-- name: running_replay
SELECT *, now() - started_at AS age FROM lesson_replays WHERE chat_id = $1 AND message_id = $2

-- name: skip_replay
UPDATE lesson_replays SET is_skipped = true, not_before = now() WHERE chat_id = $1 AND message_id = $2
RETURNING chat_id

-- name: due_replays
UPDATE lesson_replays SET leased_until = now() + make_interval(secs => $2)
WHERE (chat_id, message_id) IN (
    SELECT chat_id, message_id FROM lesson_replays WHERE not_before <= now() AND (leased_until IS NULL OR leased_until <= now())
    ORDER BY not_before LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING *, now() - started_at AS age

-- name: replay_shows
UPDATE lesson_replays SET step = $3, leased_until = NULL,
    not_before = CASE WHEN is_skipped THEN now() ELSE now() + make_interval(secs => $4) END
WHERE chat_id = $1 AND message_id = $2

-- name: end_replay
DELETE FROM lesson_replays WHERE chat_id = $1 AND message_id = $2

-- name: lesson_done
INSERT INTO lessons_done (user_id, lesson, done_at, choice, ended_by, net_usdt) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (user_id, lesson) DO UPDATE SET
    choice = excluded.choice, ended_by = excluded.ended_by, net_usdt = excluded.net_usdt
