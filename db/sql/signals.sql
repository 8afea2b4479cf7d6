-- name: living
SELECT * FROM live_signals WHERE source = $1

-- name: living_of
SELECT * FROM live_signals WHERE source = $1 AND coin = $2 AND window_name = $3

-- name: open_signal
-- One statement: the slot, the signal and its first state, or nothing where the slot is taken.
WITH taken AS (
    INSERT INTO live_signals (
        source, coin, window_name, signal_id, kind, side, opened_at, expires_at, state, state_at, price_usd, body,
        judged_at, entered_at
    )
    VALUES ($1, $2, $3, nextval('signals_id'), $4, $5, $6, $7, 'new', $6, $8, $9, $10, $11)
    ON CONFLICT (source, coin, window_name) DO NOTHING
    RETURNING *
), said AS (
    INSERT INTO signals (id, at, source, coin, kind, side, window_name, price_usd, body, agent)
    SELECT signal_id, opened_at, source, coin, kind, side, window_name, price_usd, body, $12 FROM taken
), stated AS (
    INSERT INTO signal_states (
        signal_id, state, source, coin, window_name, kind, side, opened_at, expires_at, at, price_usd, body, agent
    )
    SELECT signal_id, 'new', source, coin, window_name, kind, side, opened_at, expires_at, opened_at, price_usd, body, $12
    FROM taken
)
SELECT * FROM taken

-- name: confirm_signal
WITH changed AS (
    UPDATE live_signals
    SET state = 'confirmed', state_at = $2, expires_at = $3, price_usd = $4, body = $5, judged_at = $6, entered_at = $7
    WHERE signal_id = $1 AND state = 'new'
    RETURNING *
), stated AS (
    INSERT INTO signal_states (
        signal_id, state, was, source, coin, window_name, kind, side, opened_at, expires_at, at, price_usd, body, agent
    )
    SELECT signal_id, 'confirmed', 'new', source, coin, window_name, kind, side, opened_at, expires_at, state_at,
           price_usd, body, $8
    FROM changed
)
SELECT * FROM changed

-- name: end_signal
WITH gone AS (
    DELETE FROM live_signals WHERE signal_id = $1 AND state = $2 RETURNING *
), stated AS (
    INSERT INTO signal_states (
        signal_id, state, was, source, coin, window_name, kind, side, opened_at, expires_at, at, price_usd, reason, body,
        agent
    )
    SELECT signal_id, $3, state, source, coin, window_name, kind, side, opened_at, expires_at, $4, $5, $6, body, $7
    FROM gone
)
SELECT signal_id FROM gone

-- name: judged
UPDATE live_signals AS l
SET judged_at = greatest(l.judged_at, n.judged_at), entered_at = coalesce(l.entered_at, n.entered_at)
FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[]) AS n (signal_id, judged_at, entered_at)
WHERE l.signal_id = n.signal_id

-- name: unannounced
SELECT * FROM signal_states WHERE announced_at IS NULL ORDER BY number LIMIT $1

-- name: announced
UPDATE signal_states SET announced_at = clock_timestamp() WHERE number = ANY ($1::bigint[]) AND announced_at IS NULL

-- name: told_live
-- As it was known at $2. No signal is watched for longer than eight days.
SELECT c.*, 'confirmed' AS now_state, c.at AS now_at, c.price_usd AS now_price_usd, c.reason AS now_reason,
       c.at AS confirmed_at, count(*) OVER () AS total
FROM signal_states AS c
WHERE c.source = $1 AND c.state = 'confirmed' AND c.at <= $2 AND c.at > $2 - interval '8 days'
  AND NOT EXISTS (
    SELECT 1 FROM signal_states AS e WHERE e.signal_id = c.signal_id AND e.was = 'confirmed' AND e.at <= $2
  )
ORDER BY c.at DESC, c.signal_id DESC LIMIT $3 OFFSET $4

-- name: told_closed
SELECT c.*, e.state AS now_state, e.at AS now_at, e.price_usd AS now_price_usd, e.reason AS now_reason,
       c.at AS confirmed_at, count(*) OVER () AS total
FROM signal_states AS e
JOIN signal_states AS c ON c.signal_id = e.signal_id AND c.state = 'confirmed'
WHERE e.source = $1 AND e.state IN ('hit', 'stopped', 'expired') AND e.was = 'confirmed'
  AND e.at <= $2 AND e.at > $2 - interval '7 days'
ORDER BY e.at DESC, e.signal_id DESC LIMIT $3 OFFSET $4

-- name: told_waiting
-- That wait now and did so then.
SELECT l.*, l.state AS now_state, l.state_at AS now_at, l.price_usd AS now_price_usd, '' AS now_reason,
       NULL::timestamptz AS confirmed_at, count(*) OVER () AS total
FROM live_signals AS l
WHERE l.source = $1 AND l.state = 'new' AND l.state_at <= $2
ORDER BY (l.body ->> 'share')::float8 DESC, l.coin, l.window_name LIMIT $3 OFFSET $4

-- name: told_one
SELECT c.*, s.state AS now_state, s.at AS now_at, s.price_usd AS now_price_usd, s.reason AS now_reason,
       (SELECT k.at FROM signal_states AS k WHERE k.signal_id = $2 AND k.state = 'confirmed' AND k.at <= $3)
           AS confirmed_at
FROM signal_states AS s
JOIN LATERAL (
    SELECT * FROM signal_states AS g
    WHERE g.signal_id = $2 AND g.state IN ('new', 'confirmed') AND g.at <= $3 ORDER BY g.number DESC LIMIT 1
) AS c ON true
WHERE s.source = $1 AND s.signal_id = $2 AND s.at <= $3
ORDER BY s.number DESC LIMIT 1

-- name: waiting
SELECT count(*) AS cases FROM live_signals WHERE source = $1 AND state = 'new'

-- name: ended_lately
SELECT state, reason IN ('gap', 'delisted', 'never-entered') AS is_void, count(*) AS cases FROM signal_states
WHERE source = $1 AND state IN ('hit', 'stopped', 'expired') AND was = 'confirmed'
  AND at <= $2 AND at > $2 - interval '7 days'
GROUP BY 1, 2

-- name: tally
-- Of confirmed signals that ended by then. Gaps and delistings are counted apart: nobody saw what price did.
SELECT coin = $3 AND window_name = $4 AS is_own, state, reason IN ('gap', 'delisted', 'never-entered') AS is_void,
       count(*) AS cases
FROM signal_states
WHERE source = $1 AND was = 'confirmed' AND kind = $5 AND at <= $2
GROUP BY 1, 2, 3
