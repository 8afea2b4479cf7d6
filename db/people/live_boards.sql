-- name: put_live_board
WITH earlier AS (SELECT * FROM live_boards WHERE chat_id = $1 AND market_source = $2),
made AS (
    INSERT INTO live_boards AS b (chat_id, market_source, message_id, ended_key, shown_hash)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (chat_id, market_source) DO UPDATE SET
        message_id = excluded.message_id, ended_key = excluded.ended_key, shown_hash = excluded.shown_hash,
        not_before = excluded.not_before
    RETURNING chat_id, market_source)
SELECT earlier.* FROM made JOIN earlier USING (chat_id, market_source) WHERE earlier.message_id <> $3

-- name: all_live_boards
SELECT * FROM live_boards WHERE market_source = $1

-- name: due_live_boards
-- The next look is set before this one, so that two processes do not look twice.
WITH due AS (
    SELECT chat_id, market_source FROM live_boards
    WHERE market_source = $1 AND message_id <> 0 AND not_before <= clock_timestamp()
    ORDER BY not_before LIMIT $2 FOR UPDATE SKIP LOCKED)
UPDATE live_boards b SET not_before = clock_timestamp() + make_interval(secs => $3)
FROM due WHERE b.chat_id = due.chat_id AND b.market_source = due.market_source
RETURNING b.*

-- name: live_board_shows
UPDATE live_boards SET shown_hash = $4 WHERE chat_id = $1 AND market_source = $2 AND message_id = $3

-- name: end_live_board
DELETE FROM live_boards WHERE chat_id = $1 AND market_source = $2 AND message_id = $3

-- name: lose_live_board
UPDATE live_boards SET message_id = 0 WHERE chat_id = $1 AND market_source = $2 AND message_id = $3
