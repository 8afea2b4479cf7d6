-- Chunks are TimescaleDB's own; an emptied one is small once compressed, and is left alone.
CREATE FUNCTION drop_empty_partitions(before_at timestamptz) RETURNS integer LANGUAGE sql AS $$ SELECT 0 $$;
