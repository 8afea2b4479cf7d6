-- Plain PostgreSQL: native range partitions by month, made ahead by make_partitions() at the start and by the clock.
-- The default partition catches what no month was made for, so that nothing is lost.

CREATE FUNCTION make_partitioned(name text, time_column text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE shape.%I INCLUDING ALL) PARTITION BY RANGE (%I)', name, name, time_column);
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', name || '_default', name);
    INSERT INTO partitioned_tables VALUES (name, time_column);
END $$;

SELECT make_partitioned('ohlcv', 'open_at');
SELECT make_partitioned('open_interest', 'at');
SELECT make_partitioned('liquidation_events', 'at');
SELECT make_partitioned('liquidation_data_raw', 'at');
SELECT make_partitioned('liquidation_snapshots', 'at');
SELECT make_partitioned('signals', 'at');
SELECT make_partitioned('agent_logs', 'at');
SELECT make_partitioned('wicks', 'open_at');

DROP FUNCTION make_partitioned(text, text);
DROP SCHEMA shape CASCADE;
SELECT make_partitions(now() - interval '1 month', now() + interval '2 months');

-- Forced closes by hour, in USD: computed on demand here, a continuous aggregate on TimescaleDB.
CREATE VIEW liquidation_hours AS
SELECT source, venue, coin, date_trunc('hour', at, 'UTC') AS hour_at,
       coalesce(sum(price_usd * quantity_base) FILTER (WHERE side = 'long'), 0) AS long_usd,
       coalesce(sum(price_usd * quantity_base) FILTER (WHERE side = 'short'), 0) AS short_usd,
       count(*) AS events
FROM liquidation_events
GROUP BY source, venue, coin, date_trunc('hour', at, 'UTC');
