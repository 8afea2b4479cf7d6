-- Spans in which a venue was not heard: a broken stream, or no Helix running. Bars are read again from REST and the
-- gap is then filled; forced closes of the span are lost for good, so it is kept after that too.
CREATE TABLE feed_gaps (
    source market_source NOT NULL,
    venue text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL CHECK (until >= since),
    reason text NOT NULL,
    filled_at timestamptz,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, since, until)
);
CREATE INDEX feed_gaps_open ON feed_gaps (source, venue) WHERE filled_at IS NULL;
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES ('feed_gaps', 'until', 'true', '400 days');

-- Until when each venue was heard, so that a start after a kill knows since when nobody listened.
CREATE TABLE feed_heard (
    source market_source NOT NULL,
    venue text NOT NULL,
    heard_at timestamptz NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue)
);
