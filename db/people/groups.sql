-- name: group_settings_of
SELECT * FROM group_settings WHERE chat_id = $1

-- name: change_group
INSERT INTO group_settings
    (chat_id, locale, thread_id, has_boards, board_minute, cooldown_s, clean_up_h, pins, is_muted, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (chat_id) DO UPDATE SET
    locale = excluded.locale, thread_id = excluded.thread_id, has_boards = excluded.has_boards,
    board_minute = excluded.board_minute, cooldown_s = excluded.cooldown_s, clean_up_h = excluded.clean_up_h,
    pins = excluded.pins, is_muted = excluded.is_muted, changed_by = excluded.changed_by, changed_at = now()

-- name: groups_with_boards
-- A group that moved is followed by its settings' own move; the old id is gone from the list.
SELECT c.chat_id, s.locale, s.thread_id, coalesce(s.has_boards, true) AS has_boards,
       coalesce(s.board_minute, 0) AS board_minute, coalesce(s.cooldown_s, 60) AS cooldown_s,
       coalesce(s.clean_up_h, 0) AS clean_up_h, coalesce(s.pins, true) AS pins,
       coalesce(s.is_muted, false) AS is_muted
FROM chats c LEFT JOIN group_settings s ON s.chat_id = c.chat_id
WHERE c.kind IN ('group', 'supergroup') AND c.left_at IS NULL AND c.migrated_to IS NULL
  AND coalesce(s.has_boards, true)
ORDER BY c.chat_id

-- name: inherit_group_settings
INSERT INTO group_settings
    (chat_id, locale, thread_id, has_boards, board_minute, cooldown_s, clean_up_h, pins, is_muted, changed_by)
SELECT $2, locale, NULL, has_boards, board_minute, cooldown_s, clean_up_h, pins, is_muted, changed_by
FROM group_settings WHERE chat_id = $1
ON CONFLICT (chat_id) DO NOTHING

-- name: take_traders_along
WITH gone AS (DELETE FROM group_traders WHERE chat_id = $1 RETURNING user_id, seen_at)
INSERT INTO group_traders (chat_id, user_id, seen_at) SELECT $2, user_id, seen_at FROM gone ON CONFLICT DO NOTHING

-- name: note_group_answer
INSERT INTO group_answers (chat_id, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING

-- name: outdated_answers
-- Telegram lets a bot delete what is at most two days old; what is older is forgotten with the rest.
WITH due AS (
    SELECT a.chat_id, a.message_id
    FROM group_answers a LEFT JOIN group_settings s ON s.chat_id = a.chat_id
    WHERE a.sent_at < clock_timestamp() - interval '47 hours'
       OR (coalesce(s.clean_up_h, 0) > 0 AND a.sent_at < clock_timestamp() - make_interval(hours => s.clean_up_h))
    ORDER BY a.sent_at LIMIT $1 FOR UPDATE OF a SKIP LOCKED),
gone AS (
    DELETE FROM group_answers a USING due WHERE a.chat_id = due.chat_id AND a.message_id = due.message_id
    RETURNING a.chat_id, a.message_id, a.sent_at)
SELECT g.chat_id, g.message_id FROM gone g JOIN group_settings s ON s.chat_id = g.chat_id
WHERE s.clean_up_h > 0 AND g.sent_at > clock_timestamp() - interval '47 hours'
ORDER BY g.sent_at
