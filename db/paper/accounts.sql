-- name: open_account
SELECT account_id, user_id, source, number, opened_at, closed_at, start, state, cash, margin, is_hedged, limits, leverages
FROM paper_accounts WHERE user_id = $1 AND source = $2 AND closed_at IS NULL

-- name: account
SELECT account_id, user_id, source, number, opened_at, closed_at, start, state, cash, margin, is_hedged, limits, leverages
FROM paper_accounts WHERE account_id = $1

-- name: account_by_intent
SELECT account_id, user_id, source, number, opened_at, closed_at, start, state, cash, margin, is_hedged, limits, leverages
FROM paper_accounts WHERE user_id = $1 AND source = $2 AND intent = $3

-- name: lock_member
SELECT pg_advisory_xact_lock(hashtext('helix paper member'), hashtext($1 || ' ' || $2::bigint))

-- name: close_account
UPDATE paper_accounts SET closed_at = $3 WHERE user_id = $1 AND source = $2 AND closed_at IS NULL
RETURNING account_id

-- name: add_account
INSERT INTO paper_accounts (user_id, source, number, opened_at, start, intent)
SELECT $1::bigint, $2::text, coalesce(max(number), 0) + 1, $3, $4, $5 FROM paper_accounts
WHERE user_id = $1::bigint AND source = $2::text
ON CONFLICT DO NOTHING
RETURNING account_id, user_id, source, number, opened_at, closed_at, start, state, cash, margin, is_hedged, limits, leverages

-- name: add_own_command
INSERT INTO paper_commands (account_id, source, intent, body, sent_at) VALUES ($1, $2, $3, $4, $5)

-- name: open_accounts
-- First accounts of those who have none open, with the command that opens each for the exchange. `body` is that of the
-- command without its account.
WITH opened AS (
    INSERT INTO paper_accounts (user_id, source, number, opened_at, start, intent)
    SELECT member, $1::text, 1, $3::timestamptz, $4, 'open' FROM unnest($2::bigint[]) AS member
    WHERE NOT EXISTS (SELECT FROM paper_accounts WHERE user_id = member AND source = $1::text)
    ON CONFLICT DO NOTHING
    RETURNING account_id
), sent AS (
    INSERT INTO paper_commands (account_id, source, intent, body, sent_at)
    SELECT account_id, $1::text, 'open', jsonb_set($5::jsonb, '{with,account_id}', to_jsonb(account_id)), $3::timestamptz
    FROM opened RETURNING 1
)
SELECT count(*) FROM sent
