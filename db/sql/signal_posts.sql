-- name: plan_confirmed
-- Only what the stream was told, and what is still news. A spike confirms a coin on many windows at once: of signals of
-- one coin to one side, which are one trade, one is posted while it lives. An admin's is always posted.
INSERT INTO signal_posts (signal_id, what, chat_id, source)
SELECT signal_id, 'confirmed', $2, source FROM (
    SELECT DISTINCT ON (CASE s.kind WHEN 'manual' THEN s.signal_id ELSE 0 END, s.coin, s.side) s.signal_id, s.source
    FROM signal_states AS s
    WHERE s.source = $1 AND s.state = 'confirmed' AND s.announced_at IS NOT NULL
      AND s.written_at > clock_timestamp() - make_interval(secs => $3)
      AND (s.kind = 'manual' OR NOT EXISTS (
            SELECT 1 FROM signal_posts AS p JOIN live_signals AS l ON l.signal_id = p.signal_id
            WHERE p.chat_id = $2 AND p.what = 'confirmed' AND p.state <> 'dropped'
              AND l.source = s.source AND l.coin = s.coin AND l.side = s.side))
      AND NOT EXISTS (SELECT 1 FROM signal_posts AS p WHERE p.chat_id = $2 AND p.signal_id = s.signal_id)
    ORDER BY CASE s.kind WHEN 'manual' THEN s.signal_id ELSE 0 END, s.coin, s.side, s.number
) AS fresh
ON CONFLICT DO NOTHING
RETURNING 1

-- name: plan_ended
-- An end is told where its confirmation was.
INSERT INTO signal_posts (signal_id, what, chat_id, source)
SELECT s.signal_id, 'ended', $2, s.source
FROM signal_states AS s
JOIN signal_posts AS p ON p.signal_id = s.signal_id AND p.chat_id = $2 AND p.what = 'confirmed' AND p.state <> 'dropped'
WHERE s.source = $1 AND s.was = 'confirmed' AND s.announced_at IS NOT NULL
  AND s.written_at > clock_timestamp() - make_interval(secs => $3)
ON CONFLICT DO NOTHING
RETURNING 1

-- name: claim
-- `intent` before the send. An end waits until the post of its confirmation is there or was given up.
WITH due AS (
    SELECT p.signal_id, p.what, p.chat_id FROM signal_posts AS p
    WHERE p.source = $1 AND p.chat_id = $2 AND p.state IN ('due', 'intent') AND p.not_before <= clock_timestamp()
      AND (p.what = 'confirmed' OR NOT EXISTS (
            SELECT 1 FROM signal_posts AS c WHERE c.signal_id = p.signal_id AND c.chat_id = p.chat_id
              AND c.what = 'confirmed' AND c.state IN ('due', 'intent')))
    ORDER BY p.created_at, p.signal_id LIMIT $3 FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE signal_posts AS p
    SET state = 'intent', attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $4)
    FROM due
    WHERE p.signal_id = due.signal_id AND p.what = due.what AND p.chat_id = due.chat_id
    RETURNING p.*
)
SELECT c.*, k.what, k.chat_id, k.attempts, k.anchor_id, k.body AS post_body,
       s.state AS now_state, s.at AS now_at, s.price_usd AS now_price_usd, s.reason AS now_reason, c.at AS confirmed_at,
       (SELECT b.message_id FROM signal_posts AS b
        WHERE b.signal_id = k.signal_id AND b.chat_id = k.chat_id AND b.what = 'confirmed') AS reply_to
FROM claimed AS k
JOIN signal_states AS c ON c.signal_id = k.signal_id AND c.state = 'confirmed'
JOIN signal_states AS s ON s.signal_id = k.signal_id
    AND (CASE k.what WHEN 'confirmed' THEN s.state = 'confirmed' ELSE s.was = 'confirmed' END)
ORDER BY k.created_at, k.signal_id

-- name: intend
UPDATE signal_posts SET anchor_id = $4, body = $5 WHERE signal_id = $1 AND what = $2 AND chat_id = $3

-- name: confirm
UPDATE signal_posts SET state = 'sent', message_id = $4 WHERE signal_id = $1 AND what = $2 AND chat_id = $3

-- name: drop
UPDATE signal_posts SET state = 'dropped', note = $4 WHERE signal_id = $1 AND what = $2 AND chat_id = $3

-- name: put_off
UPDATE signal_posts
SET state = 'due', anchor_id = NULL, not_before = clock_timestamp() + make_interval(secs => $4), note = $5
WHERE signal_id = $1 AND what = $2 AND chat_id = $3

-- name: doubt
UPDATE signal_posts SET not_before = clock_timestamp() + make_interval(secs => $4), note = $5
WHERE signal_id = $1 AND what = $2 AND chat_id = $3

-- name: newest
SELECT coalesce(max(message_id), 0) AS message_id FROM signal_posts WHERE chat_id = $1
