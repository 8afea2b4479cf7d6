-- TimescaleDB: hypertables in chunks of a week (bars, open interest) or a month. With the full licence chunks are
-- compressed after a month, by contract; deleting is forget_old_rows()'s work on every kind, since it spares what was
-- recorded, which a policy that drops whole chunks would not.

-- Segments and order together name every column of the key, as compression of a table with a key wants it.
CREATE FUNCTION make_hypertable(name text, time_column name, chunk interval, segment_by text, order_by text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE shape.%I INCLUDING ALL)', name, name);
    PERFORM create_hypertable(name::regclass, by_range(time_column, chunk), create_default_indexes => false);
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        EXECUTE format(
            'ALTER TABLE %I SET (timescaledb.compress, timescaledb.compress_segmentby = %L, '
            'timescaledb.compress_orderby = %L)', name, segment_by, order_by
        );
        PERFORM add_compression_policy(name::regclass, interval '35 days');
    END IF;
END $$;

SELECT make_hypertable('ohlcv', 'open_at', '7 days', 'source, venue, symbol, step_ms', 'open_at');
SELECT make_hypertable('open_interest', 'at', '7 days', 'source, venue, symbol', 'at');
SELECT make_hypertable(
    'liquidation_events', 'at', '1 month', 'source, venue, symbol', 'at, side, price_usd, quantity_base'
);
SELECT make_hypertable('liquidation_data_raw', 'at', '1 month', 'source, provider, kind, coin, step_ms', 'at');
SELECT make_hypertable('liquidation_snapshots', 'at', '1 month', 'source, coin, window_name, venue', 'at');
SELECT make_hypertable('signals', 'at', '1 month', 'source, coin', 'at, id');
SELECT make_hypertable('agent_logs', 'at', '1 month', 'agent', 'at, id');
SELECT make_hypertable('wicks', 'open_at', '1 month', 'source, venue, symbol, step_ms', 'open_at, direction');

DROP FUNCTION make_hypertable(text, name, interval, text, text);
DROP SCHEMA shape CASCADE;

-- Forced closes by hour, in USD. The same columns as on plain PostgreSQL. EXECUTE, so that the Apache edition never
-- parses the clause it lacks.
DO $$
DECLARE
    head text := 'CREATE VIEW liquidation_hours';
    tail text := '';
    body text := 'SELECT source, venue, coin, time_bucket(interval ''1 hour'', at) AS hour_at,
       coalesce(sum(price_usd * quantity_base) FILTER (WHERE side = ''long''), 0) AS long_usd,
       coalesce(sum(price_usd * quantity_base) FILTER (WHERE side = ''short''), 0) AS short_usd,
       count(*) AS events
FROM liquidation_events
GROUP BY source, venue, coin, time_bucket(interval ''1 hour'', at)';
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        head := 'CREATE MATERIALIZED VIEW liquidation_hours WITH (timescaledb.continuous, timescaledb.materialized_only = false)';
        tail := ' WITH NO DATA';
    END IF;
    EXECUTE head || ' AS ' || body || tail;
    IF tail <> '' THEN
        -- No start: an import of old recordings is taken up too; only what changed is computed again.
        PERFORM add_continuous_aggregate_policy(
            'liquidation_hours', NULL::interval, interval '1 hour', interval '1 hour'
        );
    END IF;
END $$;
