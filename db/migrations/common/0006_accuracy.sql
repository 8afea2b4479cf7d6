-- How often the largest level of a coin's maps was reached within `horizon`, beside a level as far away on the other
-- side. One row a measurement, so that what was said on a day can be read later; `measured_at` is the market's clock
-- (a replay's, too), and nothing later went into the figures.
CREATE TABLE accuracy_records (
    source market_source NOT NULL,
    venue text NOT NULL,
    coin text NOT NULL,
    window_name text NOT NULL,
    measured_at timestamptz NOT NULL,
    model_version text NOT NULL,
    horizon interval NOT NULL,
    cases integer NOT NULL CHECK (cases >= 0),
    reached integer NOT NULL CHECK (reached BETWEEN 0 AND cases),
    reached_other_side integer NOT NULL CHECK (reached_other_side BETWEEN 0 AND cases),
    reached_both integer NOT NULL CHECK (reached_both BETWEEN 0 AND least(reached, reached_other_side)),
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, coin, window_name, model_version, measured_at)
);
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES ('accuracy_records', 'measured_at', 'true', '400 days');
