-- Tables that stay small, alike on every kind of database.

-- A venue's contracts as last told. `tiers`: risk-limit rows, lowest first.
CREATE TABLE instruments (
    source market_source NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    coin text NOT NULL,
    tick_size numeric NOT NULL,
    lot_size numeric NOT NULL,
    max_leverage double precision NOT NULL,
    funding_interval interval NOT NULL,
    listed_at timestamptz,
    tiers jsonb NOT NULL DEFAULT '[]',
    is_active boolean NOT NULL DEFAULT true,
    seen_at timestamptz NOT NULL DEFAULT now(),
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, symbol)
);
CREATE INDEX ON instruments (source, coin);

-- Funding as paid: `rate` is a fraction per `funding_interval`, positive when longs pay. Three to eight rows a day and
-- contract: no partitions needed. The interval is null where the source did not tell it.
CREATE TABLE funding (
    source market_source NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    at timestamptz NOT NULL,
    coin text NOT NULL,
    rate double precision NOT NULL,
    funding_interval interval,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, symbol, at)
);
CREATE INDEX ON funding (source, coin, at);

-- Which growing tables are split into months by hand. Empty where TimescaleDB does it.
CREATE TABLE partitioned_tables (
    table_name text PRIMARY KEY,
    time_column text NOT NULL
);

-- How long live and simulated rows are kept; recorded rows are never deleted. `only_where`: a part of the table.
CREATE TABLE retention (
    table_name text NOT NULL,
    time_column text NOT NULL,
    only_where text NOT NULL DEFAULT 'true',
    keep interval NOT NULL,
    PRIMARY KEY (table_name, only_where)
);
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES
    ('ohlcv', 'open_at', 'step_ms < 900000', '40 days'),
    ('ohlcv', 'open_at', 'step_ms BETWEEN 900000 AND 1800000', '120 days'),
    ('ohlcv', 'open_at', 'step_ms > 1800000', '800 days'),
    ('open_interest', 'at', 'true', '400 days'),
    ('liquidation_events', 'at', 'true', '400 days'),
    ('liquidation_data_raw', 'at', 'payload IS NOT NULL', '30 days'),
    ('agent_logs', 'at', 'true', '90 days'),
    ('wicks', 'open_at', 'true', '400 days');

-- Deletes what is older than its keep. Called by the clock; returns the rows deleted.
CREATE FUNCTION forget_old_rows(now_at timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    rule retention;
    deleted bigint;
    total bigint := 0;
BEGIN
    FOR rule IN SELECT * FROM retention LOOP
        EXECUTE format(
            'DELETE FROM %I WHERE %I < $1 AND source <> ''recorded'' AND (%s)',
            rule.table_name, rule.time_column, rule.only_where
        ) USING now_at - rule.keep;
        GET DIAGNOSTICS deleted = ROW_COUNT;
        total := total + deleted;
    END LOOP;
    RETURN total;
END $$;

-- Makes the monthly partitions from the month of `from_at` to that of `to_at`, taking over rows that already fell into
-- the default partition. Safe to call twice and from two sessions at once. Returns how many were made.
CREATE FUNCTION make_partitions(from_at timestamptz, to_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    parent partitioned_tables;
    month_at timestamptz;
    part text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('helix make_partitions'));
    FOR parent IN SELECT * FROM partitioned_tables LOOP
        FOR month_at IN
            SELECT generate_series(
                date_trunc('month', from_at AT TIME ZONE 'UTC'), date_trunc('month', to_at AT TIME ZONE 'UTC'), '1 month'
            ) AT TIME ZONE 'UTC'
        LOOP
            part := parent.table_name || to_char(month_at AT TIME ZONE 'UTC', '"_"YYYY"_"MM');
            IF to_regclass(part) IS NULL THEN
                PERFORM make_partition(parent.table_name, parent.time_column, part, month_at);
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;

CREATE FUNCTION make_partition(parent text, time_column text, part text, month_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    next_at timestamptz := (month_at AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
    EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', parent || '_default');
    EXECUTE format(
        'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
        parent || '_default', time_column, month_at, time_column, next_at, part
    );
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, month_at, next_at);
END $$;
