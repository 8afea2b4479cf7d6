-- Paper accounts as the exchange keeps them: what was asked (commands), what came of it (fills, transfers: added, never
-- changed), and how things stand (accounts, positions, orders: changed in place, made from the former).
--
-- All of a batch is one transaction. What a batch fills by the thousand carries no foreign keys: the exchange is the
-- only writer, a check of each row would cost more than the row, and `helix paper verify` looks at all of it.
-- Money is USDT with ten decimals. Ticks and lots count in the grid of `paper_contracts`.

CREATE TABLE paper_contracts (
    source market_source NOT NULL,
    symbol text NOT NULL,
    coin text NOT NULL,
    tick_size numeric NOT NULL CHECK (tick_size > 0),
    lot_size numeric NOT NULL CHECK (lot_size > 0),
    PRIMARY KEY (source, symbol)
);

-- `state` is the exchange's view, `closed_at` the member's: an account that was reset is closed for its member at once
-- and for the exchange when it has sold what was left. `cash` is the sum of the account's transfers, kept by the batch.
CREATE TABLE paper_accounts (
    account_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL,
    source market_source NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    start numeric(38, 10) NOT NULL CHECK (start > 0),
    intent text NOT NULL,                            -- which request made it
    state text NOT NULL DEFAULT 'opening' CHECK (state IN ('opening', 'open', 'closed')),
    cash numeric(38, 10) NOT NULL DEFAULT 0,
    margin text NOT NULL DEFAULT 'isolated',
    is_hedged boolean NOT NULL DEFAULT false,
    limits jsonb,
    leverages jsonb NOT NULL DEFAULT '[]',
    changed_at timestamptz,                          -- by the market's clock; null: the exchange has not seen it
    more jsonb NOT NULL DEFAULT '{}',                -- other fields of the exchange's image of it
    UNIQUE (user_id, source, number),
    UNIQUE (user_id, source, intent)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX paper_accounts_open ON paper_accounts (user_id, source) WHERE closed_at IS NULL;

-- An id is a multiple of 4: the three after it belong to what hangs on an order (engine.exchange.orders.IDS_AN_ORDER).
CREATE TABLE paper_commands (
    command_id bigint GENERATED ALWAYS AS IDENTITY (START WITH 4 INCREMENT BY 4) PRIMARY KEY,
    account_id bigint NOT NULL,
    source market_source NOT NULL,
    intent text NOT NULL,
    body jsonb NOT NULL,
    sent_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'refused')),
    refusal text,
    numbers jsonb NOT NULL DEFAULT '[]',
    batch bigint,                                    -- that carried it out
    UNIQUE (account_id, intent),
    CHECK ((state = 'refused') = (refusal IS NOT NULL)),
    CHECK ((state = 'waiting') = (batch IS NULL))
);
CREATE INDEX paper_commands_waiting ON paper_commands (source, command_id) WHERE state = 'waiting';
CREATE INDEX paper_commands_batch ON paper_commands USING brin (batch);

-- One row a batch and source, in one chain: `hash` is the sha256 of the batch's content and of the hash before it.
CREATE TABLE paper_batches (
    source market_source NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    at timestamptz NOT NULL,
    last_fill_id bigint NOT NULL,                    -- up to and with this batch
    last_transfer_id bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (source, number)
);

-- An order as it stands; `body` is the exchange's own image of it.
CREATE TABLE paper_orders (
    order_id bigint PRIMARY KEY,
    account_id bigint NOT NULL,
    symbol text NOT NULL,
    status text NOT NULL,
    is_final boolean NOT NULL,
    first_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    body jsonb NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX paper_orders_active ON paper_orders (account_id, order_id) WHERE NOT is_final;

-- A position as it stands; its row goes when it is flat. The last five: what its closed trade will be made of.
CREATE TABLE paper_positions (
    account_id bigint NOT NULL,
    symbol text NOT NULL,
    slot smallint NOT NULL,
    lots bigint NOT NULL CHECK (lots <> 0),          -- signed
    cost numeric(38, 10) NOT NULL,
    leverage_e2 integer NOT NULL,
    extra_margin numeric(38, 10) NOT NULL,
    opened_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    realised numeric(38, 10) NOT NULL,
    liquidation_ticks bigint NOT NULL,
    more jsonb NOT NULL DEFAULT '{}',
    most_lots bigint NOT NULL,
    entry_lots numeric NOT NULL,
    entry_value numeric NOT NULL,                    -- ticks times lots
    exit_lots numeric NOT NULL,
    exit_value numeric NOT NULL,
    PRIMARY KEY (account_id, symbol, slot)
) WITH (fillfactor = 80);

CREATE TABLE paper_fills (
    fill_id bigint NOT NULL,                         -- ascends over the exchange of one source
    account_id bigint NOT NULL,
    order_id bigint NOT NULL,                        -- 0: the exchange's own
    symbol text NOT NULL,
    slot smallint NOT NULL,
    at timestamptz NOT NULL,
    sent_at timestamptz,
    is_buy boolean NOT NULL,
    ticks bigint NOT NULL,
    lots bigint NOT NULL CHECK (lots > 0),
    is_maker boolean NOT NULL,
    fee numeric(38, 10) NOT NULL,
    realised numeric(38, 10) NOT NULL,               -- gross
    cause text NOT NULL,
    model text NOT NULL,
    batch bigint NOT NULL,
    PRIMARY KEY (account_id, fill_id)
);
CREATE INDEX paper_fills_of_order ON paper_fills (order_id) WHERE order_id <> 0;
CREATE INDEX paper_fills_batch ON paper_fills USING brin (batch);

-- Double entry: each row takes from one purse and gives to another. A correction is a row the other way round.
CREATE TABLE paper_transfers (
    transfer_id bigint NOT NULL,                     -- ascends over the exchange of one source
    account_id bigint NOT NULL,
    at timestamptz NOT NULL,
    cause text NOT NULL,
    from_purse text NOT NULL,
    to_purse text NOT NULL,
    amount numeric(38, 10) NOT NULL CHECK (amount > 0),
    symbol text,
    fill_id bigint,
    batch bigint NOT NULL,
    PRIMARY KEY (account_id, transfer_id),
    CHECK (from_purse <> to_purse)
);
CREATE INDEX paper_transfers_batch ON paper_transfers USING brin (batch);

-- A balance is never stored: it is the sum of its entries.
CREATE VIEW paper_balances AS
SELECT account_id, purse, sum(amount) AS balance
FROM (
    SELECT account_id, to_purse AS purse, amount FROM paper_transfers
    UNION ALL
    SELECT account_id, from_purse, -amount FROM paper_transfers
) AS entries
GROUP BY account_id, purse;

-- A position from its first fill to flat.
CREATE TABLE paper_trades (
    account_id bigint NOT NULL,
    fill_id bigint NOT NULL,                         -- the one that ended it
    symbol text NOT NULL,
    slot smallint NOT NULL,
    side position_side NOT NULL,
    most_lots bigint NOT NULL,
    leverage_e2 integer NOT NULL,
    entry_lots numeric NOT NULL,
    entry_value numeric NOT NULL,
    exit_lots numeric NOT NULL,
    exit_value numeric NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz NOT NULL,
    net numeric(38, 10) NOT NULL,
    cause text NOT NULL,                             -- of the last fill
    PRIMARY KEY (account_id, fill_id)
);
CREATE INDEX paper_trades_closed ON paper_trades (account_id, closed_at);

-- Points of the equity curve: looked at, not owed. At most one a minute and account, the last one.
CREATE TABLE paper_equity (
    account_id bigint NOT NULL,
    minute timestamptz NOT NULL,
    at timestamptz NOT NULL,
    equity numeric(38, 10) NOT NULL,
    cash numeric(38, 10) NOT NULL,
    PRIMARY KEY (account_id, minute)
);
CREATE INDEX paper_equity_minute ON paper_equity USING brin (minute);

-- Older points are kept by the hour, then by the day. `thinned_until`: how far that was done.
CREATE TABLE paper_equity_steps (
    step interval PRIMARY KEY,
    after interval NOT NULL,
    thinned_until timestamptz
);
INSERT INTO paper_equity_steps (step, after) VALUES ('1 hour', '7 days'), ('1 day', '90 days');

-- Thins, of each step, the oldest day that is due. Returns whether there is more to do.
CREATE FUNCTION thin_paper_equity(now_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    rule paper_equity_steps;
    since timestamptz;
    until timestamptz;
    is_more boolean := false;
BEGIN
    FOR rule IN SELECT * FROM paper_equity_steps ORDER BY step FOR UPDATE LOOP
        since := coalesce(rule.thinned_until,
                          date_trunc('day', (SELECT min(minute) FROM paper_equity), 'UTC'));
        until := least(since + interval '1 day', date_trunc('day', now_at - rule.after, 'UTC'));
        CONTINUE WHEN since IS NULL OR until <= since;
        DELETE FROM paper_equity AS p
        WHERE p.minute >= since AND p.minute < until AND EXISTS (
            SELECT FROM paper_equity AS later
            WHERE later.account_id = p.account_id AND later.minute > p.minute
              AND later.minute < date_bin(rule.step, p.minute, 'epoch') + rule.step
        );
        UPDATE paper_equity_steps SET thinned_until = until WHERE step = rule.step;
        is_more := true;
    END LOOP;
    RETURN is_more;
END $$;

-- Added, never changed. Only what happened on another simulated market goes with it.
CREATE FUNCTION paper_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM paper_accounts WHERE account_id = OLD.account_id AND source = 'simulated'
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'HX003';
END $$;
CREATE FUNCTION paper_batches_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.source = 'simulated' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'HX003';
END $$;
CREATE FUNCTION paper_is_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'HX003';
END $$;
DO $$
DECLARE
    name text;
    guard text;
BEGIN
    FOREACH name IN ARRAY ARRAY['paper_fills', 'paper_transfers', 'paper_trades', 'paper_batches'] LOOP
        guard := CASE name WHEN 'paper_batches' THEN 'paper_batches_are_append_only' ELSE 'paper_is_append_only' END;
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION %I()',
                       name || '_stay', name, guard);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION paper_is_never_emptied()',
                       name || '_last', name);
    END LOOP;
END $$;

-- A grid stands as long as rows count in it.
CREATE FUNCTION paper_grid_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.tick_size, OLD.lot_size) IS DISTINCT FROM (NEW.tick_size, NEW.lot_size) AND (
        EXISTS (SELECT FROM paper_orders JOIN paper_accounts USING (account_id)
                WHERE symbol = OLD.symbol AND source = OLD.source)
        OR EXISTS (SELECT FROM paper_fills JOIN paper_accounts USING (account_id)
                   WHERE symbol = OLD.symbol AND source = OLD.source)
    ) THEN
        RAISE EXCEPTION 'rows count in the grid of %', OLD.symbol USING ERRCODE = 'HX004';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_contracts_stand BEFORE UPDATE ON paper_contracts
    FOR EACH ROW EXECUTE FUNCTION paper_grid_stands();

-- Another simulated market has other prices: what was traded on the old one goes with it.
CREATE FUNCTION leave_simulated_paper() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['paper_equity', 'paper_trades', 'paper_transfers', 'paper_fills', 'paper_positions',
                                'paper_orders'] LOOP
        EXECUTE format('DELETE FROM %I AS t USING paper_accounts AS a'
                       ' WHERE a.account_id = t.account_id AND a.source = %L', name, 'simulated');
    END LOOP;
    FOREACH name IN ARRAY ARRAY['paper_commands', 'paper_accounts', 'paper_batches', 'paper_contracts'] LOOP
        EXECUTE format('DELETE FROM %I WHERE source = %L', name, 'simulated');
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER leave_simulated_paper AFTER INSERT ON simulated_worlds
    FOR EACH ROW EXECUTE FUNCTION leave_simulated_paper();
