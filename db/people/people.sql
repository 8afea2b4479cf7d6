-- name: find_person
SELECT * FROM users WHERE user_id = $1

-- name: meet_person
-- The first start is kept; who writes in private can be reached again.
INSERT INTO users AS u (user_id, first_name, username, locale, zone, started_at)
VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::boolean THEN now() END)
ON CONFLICT (user_id) DO UPDATE SET
    first_name = excluded.first_name,
    username = excluded.username,
    seen_at = now(),
    started_at = coalesce(u.started_at, excluded.started_at),
    blocked_at = CASE WHEN $6::boolean THEN NULL ELSE u.blocked_at END
RETURNING *

-- name: keep_inviter
UPDATE users SET inviter_code = $2 WHERE user_id = $1 AND inviter_code IS NULL

-- name: change_preferences
UPDATE users SET locale = $2, zone = $3, theme = $4, style = $5, default_window = $6 WHERE user_id = $1 RETURNING *

-- name: mark_blocked
UPDATE users SET blocked_at = coalesce(blocked_at, now()) WHERE user_id = $1

-- name: mark_reachable
UPDATE users SET blocked_at = NULL WHERE user_id = $1

-- name: see_chat
INSERT INTO chats AS c (chat_id, kind, title) VALUES ($1, $2, $3)
ON CONFLICT (chat_id) DO UPDATE SET kind = excluded.kind, title = excluded.title, seen_at = now(), left_at = NULL

-- name: leave_chat
UPDATE chats SET left_at = coalesce(left_at, now()) WHERE chat_id = $1

-- name: migrate_chat
INSERT INTO chats (chat_id, kind, migrated_to) VALUES ($1, 'group', $2)
ON CONFLICT (chat_id) DO UPDATE SET migrated_to = excluded.migrated_to

-- name: inherit_chat
INSERT INTO chats (chat_id, kind, title, locale)
SELECT $2, 'supergroup', title, locale FROM chats WHERE chat_id = $1
ON CONFLICT (chat_id) DO NOTHING

-- name: where_chat_went
WITH RECURSIVE trail (chat_id, migrated_to, hop) AS (
    SELECT chat_id, migrated_to, 1 FROM chats WHERE chat_id = $1
    UNION ALL
    SELECT c.chat_id, c.migrated_to, t.hop + 1 FROM chats c JOIN trail t ON c.chat_id = t.migrated_to WHERE t.hop < 5)
SELECT chat_id FROM trail ORDER BY hop DESC LIMIT 1

-- name: change_quiet
UPDATE users SET quiet_from = $2, quiet_to = $3 WHERE user_id = $1 RETURNING *
