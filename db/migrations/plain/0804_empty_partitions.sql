-- Months that forgetting has emptied go as a whole: an empty table costs planning time with every question.
CREATE FUNCTION drop_empty_partitions(before_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    parent partitioned_tables;
    part regclass;
    is_empty boolean;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('helix make_partitions'));
    FOR parent IN SELECT * FROM partitioned_tables LOOP
        FOR part IN
            SELECT inhrelid::regclass FROM pg_inherits
            WHERE inhparent = parent.table_name::regclass
              AND to_date(substring(inhrelid::regclass::text FROM '\d{4}_\d{2}$'), 'YYYY_MM')
                  < date_trunc('month', before_at)
        LOOP
            EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s)', part) INTO is_empty;
            IF is_empty THEN
                EXECUTE format('DROP TABLE %s', part);
                dropped := dropped + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN dropped;
END $$;
