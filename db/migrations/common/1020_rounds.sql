-- Competitions on paper accounts: rounds, who is in them, the prices at their bells, what came of them, prizes; the names
-- traders go by and whom they follow. Scores and dips in millionths of the equity an entry began with.

CREATE TABLE rounds (
    source market_source NOT NULL,
    round_key text NOT NULL,                         -- day-2026-02-06
    period text NOT NULL CHECK (period IN ('day', 'week', 'month')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'running'
        CHECK (state IN ('running', 'closed', 'checked', 'disputed', 'published', 'cancelled')),
    opened_by timestamptz,                           -- which bell's prices the opening equities were taken at
    closed_by timestamptz,                           -- and the closing ones
    fills_replayed bigint,
    note text,                                       -- why it is disputed or cancelled
    number bigint,                                   -- place in the source's chain of results
    result text,                                     -- canonical JSON, as hashed
    hash bytea CHECK (length(hash) = 32),            -- sha256 of it and of the hash before
    published_at timestamptz,
    PRIMARY KEY (source, round_key),
    UNIQUE (source, number),
    CHECK (ends_at > starts_at),
    CHECK ((number IS NULL) = (hash IS NULL) AND (number IS NULL) = (result IS NULL))
);
CREATE INDEX rounds_unfinished ON rounds (source, ends_at) WHERE state IN ('running', 'closed', 'checked');

-- The prices equities are taken at: at the bell, and between bells whenever somebody joined. Written before anything is
-- computed from them. `taken_at` later than `at`: Helix was down, and the first prices after it counted.
CREATE TABLE round_bells (
    source market_source NOT NULL,
    at timestamptz NOT NULL,
    taken_at timestamptz NOT NULL,
    PRIMARY KEY (source, at)
);
CREATE TABLE round_prices (
    source market_source NOT NULL,
    at timestamptz NOT NULL,
    symbol text NOT NULL,
    coin text NOT NULL,
    bid_usd numeric NOT NULL CHECK (bid_usd > 0),
    ask_usd numeric NOT NULL CHECK (ask_usd >= bid_usd),
    taker_fee numeric NOT NULL CHECK (taker_fee >= 0),
    PRIMARY KEY (source, at, symbol)
);

-- Who takes part in all rounds of a kind from a moment on, with which account. A reset makes another account, so it ends
-- the membership.
CREATE TABLE round_members (
    source market_source NOT NULL,
    period text NOT NULL CHECK (period IN ('day', 'week', 'month')),
    user_id bigint NOT NULL,
    account_id bigint NOT NULL,
    joined_at timestamptz NOT NULL,
    ready_at timestamptz NOT NULL,                   -- prices before it do not count for them
    left_at timestamptz,
    told text,                                       -- round and reason of the last word that they are not in
    PRIMARY KEY (source, period, user_id)
);
CREATE INDEX round_members_in ON round_members (source, period, user_id) WHERE left_at IS NULL;
CREATE INDEX round_members_account ON round_members (account_id) WHERE left_at IS NULL;

-- Accounts that were told to keep to a round's limits.
CREATE TABLE round_limits (
    account_id bigint PRIMARY KEY,
    source market_source NOT NULL,
    is_limited boolean NOT NULL,                     -- what was sent last
    turns integer NOT NULL,                          -- how often: part of the command's intent
    command_id bigint                                -- null: about to be sent
);

-- One row a person and round. `opening` is the account's books when it was counted in, from which the replay starts.
-- peak to reached_at: how it stands while it runs, written now and then; the ranks in Redis are made from it.
CREATE TABLE round_entries (
    entry_id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    source market_source NOT NULL,
    round_key text NOT NULL,
    user_id bigint NOT NULL,
    account_id bigint NOT NULL,
    entered_at timestamptz NOT NULL,                 -- of the prices it was counted in at
    opening_usdt numeric NOT NULL,
    opening jsonb NOT NULL,
    peak_usdt numeric NOT NULL,
    dip_ppm integer NOT NULL DEFAULT 0,
    score_ppm bigint NOT NULL DEFAULT 0,
    reached_at timestamptz NOT NULL,
    trades integer NOT NULL DEFAULT 0,
    median_hold_s integer,
    why text,                                        -- why it has no rank; null: it has one, or may get it
    closing_usdt numeric,
    replayed_usdt numeric,
    fills integer,                                   -- replayed
    early_fills integer,                             -- made no later than their order: never
    scored_at timestamptz,
    rank integer,
    PRIMARY KEY (source, round_key, user_id),
    UNIQUE (source, round_key, account_id)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX round_entries_rank ON round_entries (source, round_key, rank) WHERE rank IS NOT NULL;
CREATE INDEX round_entries_unscored ON round_entries (source, round_key, user_id) WHERE scored_at IS NULL;
CREATE INDEX round_entries_of_user ON round_entries (user_id, source);

CREATE TABLE round_suspicions (
    suspicion_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source market_source NOT NULL,
    round_key text NOT NULL,
    account_id bigint NOT NULL,
    kind text NOT NULL,                              -- engine.club.rounds.cheats.values.CheatKind
    others bigint[] NOT NULL,                        -- accounts it was found with
    evidence jsonb NOT NULL,
    found_at timestamptz NOT NULL,
    verdict text CHECK (verdict IN ('cleared', 'guilty')),
    decided_by bigint,
    decided_at timestamptz,
    UNIQUE (source, round_key, account_id, kind),
    CHECK ((verdict IS NULL) = (decided_at IS NULL))
);
CREATE INDEX round_suspicions_open ON round_suspicions (source, found_at) WHERE verdict IS NULL;

CREATE TABLE prizes (
    prize_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source market_source NOT NULL,
    round_key text NOT NULL,
    user_id bigint NOT NULL,
    account_id bigint NOT NULL,
    amount_usd numeric NOT NULL CHECK (amount_usd > 0),
    state text NOT NULL
        CHECK (state IN ('due', 'asked', 'claimed', 'paid', 'unclaimed', 'held', 'refused')),
    made_at timestamptz NOT NULL,
    asked_at timestamptz,
    claimed_at timestamptz,
    how text,
    paid_at timestamptz,
    UNIQUE (source, round_key, user_id)              -- one is held where the first is looked at, and the next is due
);
CREATE INDEX prizes_open ON prizes (source, made_at) WHERE state IN ('due', 'asked', 'claimed', 'held');
CREATE INDEX prizes_of_user ON prizes (user_id);

-- `look`: the same for names that read alike.
CREATE TABLE trader_names (
    user_id bigint PRIMARY KEY,
    name text NOT NULL,
    look text NOT NULL UNIQUE,
    chosen_at timestamptz                            -- null: given, not chosen
);
-- What given names are drawn with, so that nobody can tell from a name whose it is.
CREATE TABLE trader_name_salt (salt text NOT NULL);
INSERT INTO trader_name_salt SELECT gen_random_uuid()::text || gen_random_uuid()::text;

CREATE TABLE trader_privacy (
    user_id bigint PRIMARY KEY,
    is_hidden boolean NOT NULL DEFAULT false,
    may_be_followed boolean NOT NULL DEFAULT false,
    CHECK (NOT (is_hidden AND may_be_followed))
);
CREATE TABLE trader_follows (
    follower_id bigint NOT NULL,
    trader_id bigint NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (follower_id, trader_id),
    CHECK (follower_id <> trader_id)
);
CREATE INDEX trader_follows_trader ON trader_follows (trader_id);

-- Who is counted in a group's own ranking.
CREATE TABLE group_traders (
    chat_id bigint NOT NULL,
    user_id bigint NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (chat_id, user_id)
);
CREATE INDEX group_traders_user ON group_traders (user_id);

-- A result is said once and never changed.
CREATE FUNCTION round_results_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number IS NOT NULL
       AND (NEW.number, NEW.result, NEW.hash) IS DISTINCT FROM (OLD.number, OLD.result, OLD.hash) THEN
        RAISE EXCEPTION 'the result of % stands', OLD.round_key USING ERRCODE = 'HX003';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER round_results_stay BEFORE UPDATE ON rounds FOR EACH ROW EXECUTE FUNCTION round_results_stay();

-- Another simulated market has other prices: its competitions go with it. Names and follows stay.
CREATE FUNCTION leave_simulated_rounds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['prizes', 'round_suspicions', 'round_entries', 'round_members', 'round_limits',
                                'round_prices', 'round_bells', 'rounds'] LOOP
        EXECUTE format('DELETE FROM %I WHERE source = %L', name, 'simulated');
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER leave_simulated_rounds AFTER INSERT ON simulated_worlds
    FOR EACH ROW EXECUTE FUNCTION leave_simulated_rounds();
