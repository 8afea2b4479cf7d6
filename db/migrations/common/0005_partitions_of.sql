-- Months of some of the growing tables: an import of four years of candles needs no months of signals.
CREATE FUNCTION make_partitions_of(names text[], from_at timestamptz, to_at timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    parent partitioned_tables;
    month_at timestamptz;
    part text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('helix make_partitions'));
    FOR parent IN SELECT * FROM partitioned_tables WHERE table_name = ANY (names) LOOP
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

CREATE OR REPLACE FUNCTION make_partitions(from_at timestamptz, to_at timestamptz) RETURNS integer LANGUAGE sql AS $$
    SELECT make_partitions_of(ARRAY(SELECT table_name FROM partitioned_tables), from_at, to_at)
$$;
