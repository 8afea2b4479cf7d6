-- name: unheaded_days
-- Days that are over, on which something was written, and that have no head. A replay may write in any order.
SELECT DISTINCT (written_at AT TIME ZONE 'UTC')::date AS day FROM ledger_entries
WHERE source = $1 AND written_at >= $2 AND written_at < $3
  AND NOT EXISTS (
      SELECT 1 FROM ledger_heads AS h WHERE h.source = $1 AND h.day = (written_at AT TIME ZONE 'UTC')::date
  )
ORDER BY day

-- name: make_head
-- The day's last entry. Nothing changes where the day has a head already.
INSERT INTO ledger_heads (source, day, number, hash, entries, maps, coins, made_at, agent)
SELECT $1::text, $3::date, last.number, last.hash, counted.entries, counted.maps, counted.coins, $4, $2
FROM (
    SELECT count(*) AS entries, count(*) FILTER (WHERE kind = 'map') AS maps,
           count(DISTINCT coin) FILTER (WHERE kind = 'map') AS coins, max(number) AS number
    FROM ledger_entries
    WHERE source = $1 AND written_at >= $3::date::timestamp AT TIME ZONE 'UTC'
      AND written_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
) AS counted
JOIN ledger_entries AS last ON last.source = $1 AND last.number = counted.number
ON CONFLICT (source, day) DO NOTHING

-- name: heads
SELECT * FROM ledger_heads WHERE source = $1 AND day >= $2 ORDER BY day DESC LIMIT $3

-- name: want_posts
-- Of each head one message to each chat; one that is there already stays as it is.
INSERT INTO ledger_posts (source, day, chat)
SELECT h.source, h.day, chat.name FROM ledger_heads AS h CROSS JOIN unnest($3::text[]) AS chat (name)
WHERE h.source = $1 AND h.day >= $2
ON CONFLICT (source, day, chat) DO NOTHING

-- name: claim_post
-- `intent` before the send. A row whose sender died is seen again after its time, marked as unknown.
WITH due AS (
    SELECT source, day, chat, state AS was FROM ledger_posts
    WHERE source = $1 AND state IN ('due', 'intent') AND not_before <= clock_timestamp()
    ORDER BY day, chat LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE ledger_posts AS p
SET state = 'intent', attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $2)
FROM due JOIN ledger_heads AS h USING (source, day)
WHERE p.source = due.source AND p.day = due.day AND p.chat = due.chat
RETURNING h.*, p.chat, p.chat_id, p.anchor_id, p.attempts, due.was = 'intent' AS is_unknown,
    (SELECT max(message_id) FROM ledger_posts AS e WHERE e.chat = p.chat) AS newest_known,
    (SELECT hash FROM ledger_heads AS b WHERE b.source = h.source AND b.day < h.day ORDER BY b.day DESC LIMIT 1)
        AS previous

-- name: anchor_post
UPDATE ledger_posts SET chat_id = $4, anchor_id = $5 WHERE source = $1 AND day = $2 AND chat = $3

-- name: confirm_post
UPDATE ledger_posts SET state = 'sent', chat_id = $4, message_id = $5, note = NULL
WHERE source = $1 AND day = $2 AND chat = $3

-- name: delay_post
UPDATE ledger_posts SET state = 'due', not_before = clock_timestamp() + make_interval(secs => $4), note = $5
WHERE source = $1 AND day = $2 AND chat = $3

-- name: drop_post
UPDATE ledger_posts SET state = 'dropped', note = $4 WHERE source = $1 AND day = $2 AND chat = $3

-- name: posts
SELECT day, chat, chat_id, message_id FROM ledger_posts
WHERE source = $1 AND state = 'sent' AND message_id IS NOT NULL ORDER BY day, chat
