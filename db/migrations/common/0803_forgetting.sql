-- Forgetting in parts: after a long stop weeks are due at once, and one statement over all of them would be ended by its
-- time limit again and again. Each call forgets, of each rule, the oldest day there is. Returns the rows deleted; 0 when
-- nothing is too old.
CREATE FUNCTION forget_oldest_day(now_at timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    rule retention;
    oldest_at timestamptz;
    deleted bigint;
    total bigint := 0;
BEGIN
    FOR rule IN SELECT * FROM retention LOOP
        EXECUTE format(
            'SELECT min(%I) FROM %I WHERE %I < $1 AND source <> ''recorded'' AND (%s)',
            rule.time_column, rule.table_name, rule.time_column, rule.only_where
        ) INTO oldest_at USING now_at - rule.keep;
        CONTINUE WHEN oldest_at IS NULL;
        EXECUTE format(
            'DELETE FROM %I WHERE %I >= $1 AND %I < $2 AND source <> ''recorded'' AND (%s)',
            rule.table_name, rule.time_column, rule.time_column, rule.only_where
        ) USING oldest_at, least(oldest_at + interval '1 day', now_at - rule.keep);
        GET DIAGNOSTICS deleted = ROW_COUNT;
        total := total + deleted;
    END LOOP;
    RETURN total;
END $$;

-- Rows come in the order of time, so a few bytes a hundred pages tell where the old ones are.
CREATE INDEX ohlcv_by_time ON ohlcv USING brin (open_at);
CREATE INDEX open_interest_by_time ON open_interest USING brin (at);
