-- Which simulated market the rows of source `simulated` belong to. Another seed, or a folder made anew, is another
-- market: its prices have nothing to do with the old ones, so the old rows go when it is entered.
CREATE TABLE simulated_worlds (
    seed bigint NOT NULL,
    epoch timestamptz NOT NULL,
    entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (seed, epoch)
);

-- True where the world is a new one. Everything in one transaction: two processes cannot both clear.
CREATE FUNCTION enter_simulated_world(new_seed bigint, new_epoch timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    current simulated_worlds;
    name text;
BEGIN
    LOCK TABLE simulated_worlds IN EXCLUSIVE MODE;
    SELECT * INTO current FROM simulated_worlds ORDER BY entered_at DESC LIMIT 1;
    IF current.seed = new_seed AND current.epoch = new_epoch THEN
        RETURN false;
    END IF;
    FOREACH name IN ARRAY ARRAY['ohlcv', 'open_interest', 'liquidation_events', 'liquidation_data_raw',
                                'liquidation_snapshots', 'signals', 'wicks', 'funding', 'instruments',
                                'accuracy_records'] LOOP
        EXECUTE format('DELETE FROM %I WHERE source = %L', name, 'simulated');
    END LOOP;
    DELETE FROM simulated_worlds WHERE seed = new_seed AND epoch = new_epoch;
    INSERT INTO simulated_worlds (seed, epoch) VALUES (new_seed, new_epoch);
    RETURN true;
END
$$;
