-- name: let_ids_out
-- Shared by those who send, alone for whoever reads what waits: no id becomes visible after a higher one was read.
SELECT pg_advisory_xact_lock_shared(hashtext('helix paper ids'), hashtext($1))

-- name: hold_ids
SELECT pg_advisory_xact_lock(hashtext('helix paper ids'), hashtext($1))

-- name: source_of
SELECT source FROM paper_accounts WHERE account_id = $1

-- name: command_by_intent
SELECT command_id, account_id, body, sent_at, state, refusal, numbers FROM paper_commands
WHERE account_id = $1 AND intent = $2

-- name: next_command_id
SELECT nextval(pg_get_serial_sequence('paper_commands', 'command_id')) AS command_id

-- name: add_command
INSERT INTO paper_commands (command_id, account_id, source, intent, body, sent_at) OVERRIDING SYSTEM VALUE
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id, intent) DO NOTHING
RETURNING command_id, account_id, body, sent_at, state, refusal, numbers

-- name: find_command
SELECT command_id, account_id, body, sent_at, state, refusal, numbers FROM paper_commands WHERE command_id = $1

-- name: command_state
SELECT state FROM paper_commands WHERE command_id = $1

-- name: waiting_commands
SELECT command_id, account_id, body, sent_at, state, refusal, numbers FROM paper_commands
WHERE source = $1 AND state = 'waiting' AND command_id > $2 ORDER BY command_id LIMIT $3
