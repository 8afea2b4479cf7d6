-- Everything that was found out about a simulated market goes with its prices. The blocks after this one make some of
-- these tables: on a fresh database they are not there yet, and a block may be missing altogether.
--
-- What people decided stays: tuned_thresholds, audit_log, alerts. The ledger is append only, but its triggers let
-- simulated rows be deleted: the chain of another simulated market begins anew, with entry 1.
CREATE OR REPLACE FUNCTION enter_simulated_world(new_seed bigint, new_epoch timestamptz) RETURNS boolean
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
    FOREACH name IN ARRAY ARRAY[
        'ohlcv', 'open_interest', 'funding', 'wicks', 'liquidation_events', 'liquidation_data_raw', 'instruments',
        'feed_gaps', 'feed_heard',
        'liquidation_snapshots', 'accuracy_records', 'coin_history_patterns', 'cluster_wicks', 'coin_thresholds',
        'leverage_mixes',
        'signals', 'live_signals', 'signal_states', 'signal_trials', 'posts',
        'ledger_entries', 'ledger_bodies', 'ledger_heads', 'ledger_heard', 'ledger_standings'
    ] LOOP
        IF to_regclass(name) IS NOT NULL THEN
            EXECUTE format('DELETE FROM %I WHERE source = %L', name, 'simulated');
        END IF;
    END LOOP;
    DELETE FROM simulated_worlds WHERE seed = new_seed AND epoch = new_epoch;
    INSERT INTO simulated_worlds (seed, epoch) VALUES (new_seed, new_epoch);
    RETURN true;
END
$$;
