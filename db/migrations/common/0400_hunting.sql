-- The history of a coin on a window: how often price went from a past map to its levels, how long that took, and how
-- far it shot beyond a cluster. `venue` is empty for `venues` summed. The plain columns speak of the largest level;
-- `targets` holds the same figures for the others by name (magnet, above, below). One row a measurement, so that what
-- was said on a day can be read later; `measured_at` is the market's clock, and nothing later went into the figures.
CREATE TABLE coin_history_patterns (
    source market_source NOT NULL,
    coin text NOT NULL,
    window_name text NOT NULL,
    venue text NOT NULL DEFAULT '',
    model_version text NOT NULL,
    measured_at timestamptz NOT NULL,
    venues text[] NOT NULL,
    horizon interval NOT NULL,
    since timestamptz,
    maps integer NOT NULL CHECK (maps >= 0),
    left_out integer NOT NULL CHECK (left_out >= 0),
    cases integer NOT NULL CHECK (cases BETWEEN 0 AND maps),
    reached integer NOT NULL CHECK (reached BETWEEN 0 AND cases),
    reached_mirror integer NOT NULL CHECK (reached_mirror BETWEEN 0 AND cases),
    reached_both integer NOT NULL CHECK (reached_both BETWEEN 0 AND least(reached, reached_mirror)),
    reached_random double precision NOT NULL CHECK (reached_random BETWEEN 0 AND cases),
    half_within interval,
    most_within interval,
    swept integer NOT NULL CHECK (swept >= 0),
    turned integer NOT NULL CHECK (turned BETWEEN 0 AND swept),
    wick_half double precision,
    wick_most double precision,
    targets jsonb NOT NULL DEFAULT '{}',
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, coin, window_name, venue, model_version, measured_at)
);
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES
    ('coin_history_patterns', 'measured_at', 'true', '90 days');

-- Each cluster of a past map that price went through, of the newest measurement alone. `beyond`: how far past the far
-- edge, as a fraction of it, before a bar closed on its near side again; `turned_at` is null where none did within the
-- horizon. Not a row of `wicks`: that is a bar's own wick beyond its body, and knows no cluster.
CREATE TABLE cluster_wicks (
    source market_source NOT NULL,
    coin text NOT NULL,
    window_name text NOT NULL,
    model_version text NOT NULL,
    measured_at timestamptz NOT NULL,
    map_at timestamptz NOT NULL,
    level_name text NOT NULL,
    side position_side NOT NULL,
    near_usd double precision NOT NULL,
    peak_usd double precision NOT NULL,
    far_usd double precision NOT NULL,
    notional_usd double precision NOT NULL,
    swept_at timestamptz NOT NULL CHECK (swept_at >= map_at),
    turned_at timestamptz CHECK (turned_at >= swept_at),
    beyond double precision NOT NULL CHECK (beyond >= 0),
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, coin, window_name, model_version, measured_at, map_at, level_name)
);
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES ('cluster_wicks', 'measured_at', 'true', '90 days');
