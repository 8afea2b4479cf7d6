-- name: put_watch
WITH earlier AS (SELECT * FROM watch_cards WHERE chat_id = $1),
made AS (
    INSERT INTO watch_cards AS w
        (chat_id, user_id, market_source, coins, time_window, message_id, text_hash, not_before)
    VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + interval '5 seconds')
    ON CONFLICT (chat_id) DO UPDATE SET
        user_id = excluded.user_id, market_source = excluded.market_source, coins = excluded.coins,
        time_window = excluded.time_window, message_id = excluded.message_id, text_hash = excluded.text_hash,
        not_before = excluded.not_before
    RETURNING chat_id)
SELECT earlier.* FROM made LEFT JOIN earlier USING (chat_id) WHERE earlier.message_id <> $6

-- name: watch_of
SELECT * FROM watch_cards WHERE chat_id = $1

-- name: due_watches
-- The next look is set before this one, so that two processes do not look twice.
WITH due AS (
    SELECT chat_id FROM watch_cards WHERE market_source = $1 AND not_before <= clock_timestamp()
    ORDER BY not_before LIMIT $2 FOR UPDATE SKIP LOCKED)
UPDATE watch_cards w SET not_before = clock_timestamp() + make_interval(secs => $3)
FROM due WHERE w.chat_id = due.chat_id
RETURNING w.*

-- name: watch_shows
UPDATE watch_cards SET text_hash = $3 WHERE chat_id = $1 AND message_id = $2

-- name: end_watch
DELETE FROM watch_cards WHERE chat_id = $1 AND ($2::bigint IS NULL OR message_id = $2) RETURNING chat_id
