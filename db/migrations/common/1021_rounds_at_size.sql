-- What is looked at every second or two stays cheap with a million members.

-- The last round of that kind a member was dealt with in: keys of a kind ascend with time, so who is not in the present
-- one yet is found by an index.
ALTER TABLE round_members ADD COLUMN entered text NOT NULL DEFAULT '';
UPDATE round_members AS m SET entered = coalesce((
    SELECT max(e.round_key) FROM round_entries AS e
    WHERE e.source = m.source AND e.user_id = m.user_id AND e.round_key LIKE m.period || '-%'), '');
CREATE INDEX round_members_to_enter ON round_members (source, period, entered, ready_at) WHERE left_at IS NULL;

-- `is_limited` is what should be; `turns` counts how often that changed and names the command; without a `command_id` it
-- is still to be sent.
CREATE INDEX round_limits_due ON round_limits (source, account_id) WHERE command_id IS NULL;
INSERT INTO round_limits (account_id, source, is_limited, turns)
SELECT DISTINCT account_id, source::text, true, 0 FROM round_members WHERE left_at IS NULL
ON CONFLICT (account_id) DO NOTHING;

CREATE INDEX paper_accounts_closed ON paper_accounts (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX round_entries_out ON round_entries (source, round_key) WHERE why IN ('left', 'reset');
