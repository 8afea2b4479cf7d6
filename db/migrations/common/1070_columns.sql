-- The values of a column as they are sent by the thousand: one text, a line each, `\N` for none, as in COPY. A client
-- makes that in a fraction of the time it takes to make an array.
CREATE FUNCTION column_of(lines text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(lines, E'\n', '\N');
