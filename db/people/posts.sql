-- name: put_post
INSERT INTO posts (post_key, chat_id, kind, source, body, reply_to_key, good_until) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (post_key, chat_id, source) DO NOTHING
RETURNING post_key

-- name: claim_posts
-- The oldest first, an answer after what it answers. A row whose holder died is seen again after its time.
WITH due AS (
    SELECT post_key, chat_id FROM posts
    WHERE source = $1 AND kind = ANY ($2::text[])
      AND state IN ('due', 'intent') AND not_before <= clock_timestamp()
      AND NOT EXISTS (
          SELECT 1 FROM posts first
          WHERE first.post_key = posts.reply_to_key AND first.chat_id = posts.chat_id AND first.source = posts.source
            AND first.state IN ('due', 'intent'))
    ORDER BY made_at, post_key LIMIT $3 FOR UPDATE SKIP LOCKED)
UPDATE posts p
SET state = 'intent', attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $4)
FROM due WHERE p.post_key = due.post_key AND p.chat_id = due.chat_id AND p.source = $1
RETURNING p.*,
    (
        SELECT r.message_id FROM posts r
        WHERE r.post_key = p.reply_to_key AND r.chat_id = p.chat_id AND r.source = p.source
    ) AS reply_to_id,
    (SELECT coalesce(max(o.message_id), 0) FROM posts o WHERE o.chat_id = p.chat_id) AS newest_id

-- name: intend_post
UPDATE posts SET said = $5, anchor_id = $6, not_before = clock_timestamp() + make_interval(secs => $7)
WHERE post_key = $1 AND chat_id = $2 AND source = $3 AND attempts = $4 AND state = 'intent'
RETURNING post_key

-- name: confirm_post
-- Whoever knows the message is right, even late. The words are in the chat now.
UPDATE posts SET state = 'sent', message_id = $4, sent_at = clock_timestamp(), said = NULL, note = NULL
WHERE post_key = $1 AND chat_id = $2 AND source = $3 AND state <> 'sent'

-- name: drop_post
UPDATE posts SET state = 'dropped', note = $5
WHERE post_key = $1 AND chat_id = $2 AND source = $3 AND attempts = $4 AND state = 'intent'

-- name: put_off_post
UPDATE posts
SET state = 'due', said = NULL, anchor_id = NULL, not_before = clock_timestamp() + make_interval(secs => $5), note = $6
WHERE post_key = $1 AND chat_id = $2 AND source = $3 AND attempts = $4 AND state = 'intent'

-- name: doubt_post
UPDATE posts SET not_before = clock_timestamp() + make_interval(secs => $5), note = $6
WHERE post_key = $1 AND chat_id = $2 AND source = $3 AND attempts = $4 AND state = 'intent'

-- name: sent_post
SELECT message_id FROM posts WHERE post_key = $1 AND chat_id = $2 AND state = 'sent'

-- name: sent_posts
SELECT * FROM posts WHERE source = $1 AND kind = $2 AND state = 'sent' ORDER BY made_at, post_key, chat_id
