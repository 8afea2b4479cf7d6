-- The lives of signals. The rows of `signals` say what was found; here is what became of it.

-- One row a coin and window with a living signal: two engines cannot open two. `judged_at`: price was looked at up to
-- here, in the market's time; `entered_at` is null while price has still to come to a manual signal's entry.
CREATE TABLE live_signals (
    source market_source NOT NULL,
    coin text NOT NULL,
    window_name text NOT NULL,
    signal_id bigint NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('imbalance', 'manual')),
    side position_side NOT NULL,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('new', 'confirmed')),
    state_at timestamptz NOT NULL,
    price_usd double precision NOT NULL,
    body jsonb NOT NULL,                            -- grounds and plan of the present state
    judged_at timestamptz NOT NULL,
    entered_at timestamptz,
    PRIMARY KEY (source, coin, window_name)
);

-- Append-only: each state of a signal once, written before anybody acts on it. `was`: the state before it, '' for none.
-- Only `announced_at` is filled in later, when the stream has told it.
CREATE TABLE signal_states (
    number bigint GENERATED ALWAYS AS IDENTITY,
    signal_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('new', 'confirmed', 'hit', 'stopped', 'expired')),
    was text NOT NULL DEFAULT '',
    source market_source NOT NULL,
    coin text NOT NULL,
    window_name text NOT NULL,
    kind text NOT NULL,
    side position_side NOT NULL,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    at timestamptz NOT NULL,                        -- the market's time
    price_usd double precision NOT NULL,
    reason text NOT NULL DEFAULT '',
    body jsonb NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    announced_at timestamptz,
    PRIMARY KEY (signal_id, state)
);
CREATE INDEX signal_states_unannounced ON signal_states (number) WHERE announced_at IS NULL;
CREATE INDEX signal_states_told ON signal_states (source, state, at);
CREATE INDEX signal_states_ended ON signal_states (source, coin, window_name, kind) WHERE was = 'confirmed';

-- Signals that were never confirmed are found by the thousand and say little later; confirmed ones are kept for good.
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES
    ('signal_states', 'at',
     'NOT EXISTS (SELECT 1 FROM signal_states AS c WHERE c.signal_id = signal_states.signal_id AND c.state = ''confirmed'')',
     '40 days'),
    ('signals', 'at',
     'kind = ''imbalance'' AND NOT EXISTS (SELECT 1 FROM signal_states AS c WHERE c.signal_id = signals.id AND c.state = ''confirmed'')',
     '40 days');

-- What the channel was told: the intent is a row before it is a message.
CREATE TABLE signal_posts (
    signal_id bigint NOT NULL,
    what text NOT NULL CHECK (what IN ('confirmed', 'ended')),
    chat_id bigint NOT NULL,
    source market_source NOT NULL,
    state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'intent', 'sent', 'dropped')),
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
    anchor_id bigint,                               -- newest message of the channel when it was about to be sent
    message_id bigint,
    note text NOT NULL DEFAULT '',
    body jsonb NOT NULL DEFAULT '{}',               -- the words as they were about to be sent, to find them again
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (signal_id, what, chat_id)
);
CREATE INDEX signal_posts_due ON signal_posts (not_before) WHERE state IN ('due', 'intent');

-- Thresholds set in the chat, newest row of a name and coin counts; coin '' is all coins, value null the house's number.
CREATE TABLE tuned_thresholds (
    version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source market_source NOT NULL,
    coin text NOT NULL DEFAULT '',
    name text NOT NULL,
    value double precision,
    at timestamptz NOT NULL,
    user_id bigint NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps'
);
CREATE INDEX ON tuned_thresholds (source, coin, name, version);

-- Who changed what. Append-only.
CREATE TABLE audit_log (
    entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    action text NOT NULL,                           -- threshold, signal …
    subject text NOT NULL,                          -- what of: "volume_ratio BTC"
    from_value text NOT NULL DEFAULT '',
    to_value text NOT NULL DEFAULT '',
    source market_source NOT NULL,
    body jsonb NOT NULL DEFAULT '{}',
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps'
);
CREATE INDEX ON audit_log (source, entry_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_log_stays BEFORE UPDATE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What could have been a signal in the past month, by coin and window, so that other thresholds can be tried at once.
-- `moments`: compressed columns as engine/signals/trials lays them out.
CREATE TABLE signal_trials (
    source market_source NOT NULL,
    coin text NOT NULL,
    window_name text NOT NULL,
    venue text NOT NULL,
    model_version text NOT NULL,
    from_at timestamptz NOT NULL,
    until_at timestamptz NOT NULL,
    moments bytea NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (source, coin, window_name)
);
