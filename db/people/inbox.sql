-- name: put_updates
-- An update that was handled or is waiting already is left out.
INSERT INTO inbox (bot_id, update_id, lane, payload)
SELECT $1, u.update_id, u.lane, u.payload
FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS u (update_id, lane, payload)
WHERE NOT EXISTS (SELECT FROM inbox_handled h WHERE h.bot_id = $1 AND h.update_id = u.update_id)
ORDER BY u.update_id
ON CONFLICT DO NOTHING
RETURNING update_id

-- name: claim_updates
-- Only the first of a lane can be claimed, so a lane is worked in order by one worker at a time.
WITH free AS (
    SELECT i.update_id
    FROM inbox i
    WHERE i.bot_id = $1
      AND (i.claimed_until IS NULL OR i.claimed_until < clock_timestamp())
      AND (i.not_before IS NULL OR i.not_before <= clock_timestamp())
      AND NOT EXISTS (
          SELECT FROM inbox e WHERE e.bot_id = i.bot_id AND e.lane = i.lane AND e.update_id < i.update_id)
    ORDER BY i.update_id
    LIMIT $3
    FOR UPDATE SKIP LOCKED)
UPDATE inbox i
SET claimed_by = $2, claimed_until = clock_timestamp() + make_interval(secs => $4), attempts = attempts + 1
FROM free
WHERE i.bot_id = $1 AND i.update_id = free.update_id
RETURNING i.update_id, i.lane, i.payload, i.attempts, i.received_at

-- name: extend_claims
UPDATE inbox SET claimed_until = clock_timestamp() + make_interval(secs => $4)
WHERE bot_id = $1 AND claimed_by = $2 AND update_id = ANY ($3::bigint[])

-- name: finish_update
WITH gone AS (DELETE FROM inbox WHERE bot_id = $1 AND update_id = $2)
INSERT INTO inbox_handled (bot_id, update_id, failed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING

-- name: release_update
UPDATE inbox
SET claimed_by = NULL, claimed_until = NULL, last_error = $4,
    not_before = clock_timestamp() + make_interval(secs => $3)
WHERE bot_id = $1 AND update_id = $2

-- name: give_back_claims
UPDATE inbox SET claimed_by = NULL, claimed_until = NULL WHERE bot_id = $1 AND claimed_by = $2

-- name: free_claims_of_the_dead
UPDATE inbox SET claimed_by = NULL, claimed_until = NULL WHERE bot_id = $1 AND claimed_until IS NOT NULL

-- name: count_waiting
SELECT count(*) AS waiting FROM inbox WHERE bot_id = $1

-- name: forget_handled
DELETE FROM inbox_handled WHERE handled_at < now() - make_interval(hours => $1)

-- name: forget_answers
DELETE FROM answers WHERE created_at < now() - make_interval(hours => $1)

-- name: answers_of
SELECT step, method, state, result FROM answers WHERE bot_id = $1 AND update_id = $2 ORDER BY step

-- name: intend_answer
INSERT INTO answers (bot_id, update_id, step, method, state) VALUES ($1, $2, $3, $4, 'intent') ON CONFLICT DO NOTHING

-- name: withdraw_answer
DELETE FROM answers WHERE bot_id = $1 AND update_id = $2 AND step = $3 AND state = 'intent'

-- name: confirm_answer
UPDATE answers SET state = 'sent', result = $4 WHERE bot_id = $1 AND update_id = $2 AND step = $3
