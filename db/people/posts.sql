-- name: put_post
INSERT INTO posts (post_key, chat_id, kind, body, reply_to_key, good_until) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (post_key, chat_id) DO NOTHING
RETURNING post_key

-- name: claim_posts
-- `intent` before the send; the oldest first, an answer after what it answers. A row whose sender died is seen again after its time, marked as unknown.
WITH due AS (
    SELECT post_key, chat_id, state AS was FROM posts
    WHERE state IN ('due', 'intent') AND not_before <= clock_timestamp() AND kind = ANY ($3::text[])
      AND NOT EXISTS (
          SELECT 1 FROM posts first
          WHERE first.post_key = posts.reply_to_key AND first.chat_id = posts.chat_id
            AND first.state IN ('due', 'intent'))
    ORDER BY made_at, post_key LIMIT $1 FOR UPDATE SKIP LOCKED)
UPDATE posts p
SET state = 'intent', attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $2)
FROM due WHERE p.post_key = due.post_key AND p.chat_id = due.chat_id
RETURNING p.*, due.was = 'intent' AS is_unknown,
    (SELECT r.message_id FROM posts r WHERE r.post_key = p.reply_to_key AND r.chat_id = p.chat_id) AS reply_to_id,
    (SELECT max(o.message_id) FROM posts o WHERE o.chat_id = p.chat_id) AS newest_id

-- name: anchor_post
UPDATE posts SET anchor_id = $3 WHERE post_key = $1 AND chat_id = $2

-- name: confirm_post
UPDATE posts SET state = 'sent', message_id = $3, sent_at = clock_timestamp() WHERE post_key = $1 AND chat_id = $2

-- name: drop_post
UPDATE posts SET state = 'dropped', note = $3 WHERE post_key = $1 AND chat_id = $2

-- name: delay_post
UPDATE posts SET state = 'due', not_before = clock_timestamp() + make_interval(secs => $3), note = $4
WHERE post_key = $1 AND chat_id = $2

-- name: sent_post
SELECT message_id FROM posts WHERE post_key = $1 AND chat_id = $2 AND state = 'sent'
