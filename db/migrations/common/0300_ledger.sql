-- The accuracy ledger: maps frozen before their hour, scores after it, in one hash chain a source. Rows are added and
-- never changed; who changes them all the same is found by the day heads that were posted where the database does not
-- reach. Times are the market's clock (a replay's, too). Bodies are kept for a while, hashes for ever: some 200 bytes an
-- entry, 24,000 entries a day with 500 coins.

CREATE TABLE ledger_entries (
    source market_source NOT NULL,
    number bigint NOT NULL CHECK (number > 0),       -- place in the source's chain
    kind text NOT NULL CHECK (kind IN ('map', 'missed', 'score', 'weights')),
    coin text NOT NULL,                              -- * where the entry is about all coins
    hour_at timestamptz NOT NULL,                    -- the hour it is about
    written_at timestamptz NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),  -- sha256 of the body
    hash bytea NOT NULL CHECK (length(hash) = 32),      -- sha256 of this row and the hash before it
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, number),
    UNIQUE (source, kind, hour_at, coin),            -- frozen once, scored once
    CONSTRAINT frozen_before_its_hour
        CHECK (kind <> 'map' OR (written_at < hour_at AND written_at >= hour_at - interval '1 hour')),
    CONSTRAINT scored_after_its_hour CHECK (kind <> 'score' OR written_at >= hour_at + interval '1 hour')
);
CREATE INDEX ledger_entries_coin ON ledger_entries (source, coin, kind, hour_at);
CREATE INDEX ledger_entries_written ON ledger_entries (source, written_at);

-- What was hashed, packed with zlib: some 750 bytes a map, 300 a score.
CREATE TABLE ledger_bodies (
    source market_source NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    hour_at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (source, number)
);
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES
    ('ledger_bodies', 'hour_at', $$kind = 'map'$$, '90 days'),
    ('ledger_bodies', 'hour_at', $$kind <> 'map'$$, '400 days');

-- Numbers without a hole, and by the database's own clock no map of an hour that has begun. A replay has its own time.
CREATE FUNCTION ledger_entry_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM ledger_entries WHERE source = NEW.source) THEN
        RAISE EXCEPTION 'entry % does not follow the last one', NEW.number USING ERRCODE = 'HX002';
    END IF;
    IF NEW.kind = 'map' AND NEW.source = 'live'
       AND clock_timestamp() NOT BETWEEN NEW.hour_at - interval '1 hour' AND NEW.hour_at THEN
        RAISE EXCEPTION 'a map of % cannot be frozen at %', NEW.hour_at, clock_timestamp() USING ERRCODE = 'HX001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_fits BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_entry_fits();

-- Append only. A simulated market that is another one takes its rows with it; bodies go when they are old.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.source = 'simulated' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'ledger_bodies' THEN
        IF OLD.hour_at < clock_timestamp() - interval '89 days' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'HX003';
END $$;
CREATE FUNCTION ledger_is_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'HX003';
END $$;

-- The hash of the last entry of each UTC day, and where it was posted.
CREATE TABLE ledger_heads (
    source market_source NOT NULL,
    day date NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    entries bigint NOT NULL,                         -- written that day
    maps bigint NOT NULL,
    coins integer NOT NULL,
    made_at timestamptz NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, day)
);

-- One row a chat, written before the send. `intent` found later means: perhaps sent.
CREATE TABLE ledger_posts (
    source market_source NOT NULL,
    day date NOT NULL,
    chat text NOT NULL,                              -- the channel as it is set, or an admin's id
    state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'intent', 'sent', 'dropped')),
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT now(),
    chat_id bigint,                                  -- the channel's number, once known
    anchor_id bigint,                                -- newest message we know there when it was about to be sent
    message_id bigint,
    note text,
    PRIMARY KEY (source, day, chat)
);
CREATE INDEX ledger_posts_due ON ledger_posts (not_before) WHERE state IN ('due', 'intent');

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ledger_entries', 'ledger_bodies', 'ledger_heads'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()',
                       name || '_stay', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_never_emptied()',
                       name || '_last', name);
    END LOOP;
END $$;

-- Spans over which a process heard a venue's stream without a break: only inside them does silence mean that nobody
-- was closed by force.
CREATE TABLE ledger_heard (
    source market_source NOT NULL,
    venue text NOT NULL,
    holder text NOT NULL,                            -- the process
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, holder, since)
);
CREATE INDEX ledger_heard_until ON ledger_heard (source, until);
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES ('ledger_heard', 'until', 'true', '30 days');

-- Where each coin stands, computed from the scores: may be thrown away and is made again.
CREATE TABLE ledger_standings (
    source market_source NOT NULL,
    coin text NOT NULL,
    judged_at timestamptz NOT NULL,
    scores integer NOT NULL,
    body jsonb NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, coin)
);
