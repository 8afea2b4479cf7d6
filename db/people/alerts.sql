-- name: add_alert
-- After `lock_owner`, so that two taps at once cannot pass the limit together.
WITH held AS (SELECT count(*) AS n FROM alerts WHERE user_id = $1 AND ended_at IS NULL)
INSERT INTO alerts
    (user_id, coin, market_source, kind, time_window, price_usd, direction, level, distance, strength, share, cooldown,
     asked_in)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM held WHERE held.n < $14
RETURNING *

-- name: lock_owner
SELECT user_id FROM users WHERE user_id = $1 FOR UPDATE

-- name: same_alert
SELECT * FROM alerts
WHERE user_id = $1 AND coin = $2 AND market_source = $3 AND kind = $4 AND time_window = $5
  AND price_usd IS NOT DISTINCT FROM $6 AND distance IS NOT DISTINCT FROM $7
  AND strength IS NOT DISTINCT FROM $8 AND share IS NOT DISTINCT FROM $9 AND (ended_at IS NULL OR asked_in = $10)
ORDER BY ended_at NULLS FIRST LIMIT 1

-- name: alerts_of_user
SELECT * FROM alerts WHERE user_id = $1 AND ended_at IS NULL ORDER BY alert_id

-- name: end_alert
UPDATE alerts SET ended_at = now() WHERE alert_id = $1 AND user_id = $2 AND ended_at IS NULL RETURNING alert_id

-- name: change_cooldown
UPDATE alerts SET cooldown = $3 WHERE alert_id = $1 AND user_id = $2 AND ended_at IS NULL RETURNING *

-- name: active_alerts
SELECT a.* FROM alerts a JOIN users u USING (user_id)
WHERE a.market_source = $1 AND a.ended_at IS NULL AND u.blocked_at IS NULL
ORDER BY a.alert_id

-- name: change_alert
-- Only from the state that was judged: of two processes that saw the same crossing, one wins. $6, the coin is over: not
-- while any venue's contract is listed, also of a venue that this process has not heard or whose coins another one has.
UPDATE alerts
SET is_armed = $2,
    last_fired_at = CASE WHEN $3::boolean THEN $4 ELSE last_fired_at END,
    ended_at = CASE WHEN $6::boolean OR ($3::boolean AND kind = 'price') THEN $4 ELSE ended_at END
WHERE alert_id = $1 AND is_armed = $5 AND ended_at IS NULL
  AND NOT ($6::boolean AND EXISTS (
      SELECT FROM instruments i
      WHERE i.source::text = alerts.market_source AND i.coin = alerts.coin AND i.is_active))
RETURNING alert_id

-- name: add_firing
INSERT INTO alert_firings
    (alert_id, market_source, price_usd, level_price_usd, level_notional_usd, fired_at, seen_value, seen_detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: claim_firings
-- `intent` before the send. What is due to one person is told together; whoever was told something in the last $3
-- seconds waits until then. Rows whose sender died are seen again after their time, together as they were, marked as
-- unknown.
WITH due AS (
    SELECT f.firing_id, f.state AS was, f.batch_id, a.user_id
    FROM alert_firings f JOIN alerts a USING (alert_id)
    WHERE f.state IN ('due', 'intent') AND f.not_before <= clock_timestamp()
      AND (f.state = 'intent' OR NOT EXISTS (
          SELECT 1 FROM alert_firings told JOIN alerts theirs USING (alert_id)
          WHERE theirs.user_id = a.user_id AND told.sent_at > clock_timestamp() - make_interval(secs => $3)))
    ORDER BY f.firing_id LIMIT $1 FOR UPDATE OF f SKIP LOCKED),
fresh AS (
    SELECT user_id, nextval('alert_batches') AS batch_id FROM (SELECT DISTINCT user_id FROM due WHERE was = 'due') people)
UPDATE alert_firings f
SET state = 'intent',
    attempts = attempts + 1,
    not_before = clock_timestamp() + make_interval(secs => $2),
    batch_id = CASE WHEN due.was = 'intent' THEN due.batch_id ELSE fresh.batch_id END
FROM due LEFT JOIN fresh USING (user_id), alerts a
WHERE f.firing_id = due.firing_id AND a.alert_id = f.alert_id
RETURNING f.firing_id, f.price_usd AS fired_price_usd, f.level_price_usd, f.level_notional_usd, f.fired_at, f.attempts,
          f.anchor_id, f.seen_value, f.seen_detail, f.batch_id, f.is_held, due.was = 'intent' AS is_unknown, a.*

-- name: anchor_firings
UPDATE alert_firings SET anchor_id = $2 WHERE firing_id = ANY ($1::bigint[])

-- name: confirm_firings
UPDATE alert_firings SET state = 'sent', message_id = $2, sent_at = clock_timestamp()
WHERE firing_id = ANY ($1::bigint[])

-- name: drop_firings
UPDATE alert_firings SET state = 'dropped', note = $2 WHERE firing_id = ANY ($1::bigint[])

-- name: delay_firings
UPDATE alert_firings
SET state = 'due', not_before = clock_timestamp() + make_interval(secs => $2), note = $3, is_held = is_held OR $4
WHERE firing_id = ANY ($1::bigint[])
