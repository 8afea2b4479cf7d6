-- From where on a spike of a coin counts, learned from its own last 30 days; the newest of each coin. The owner's own
-- numbers are kept elsewhere and stand over these. `learned_at` is the market's clock.
CREATE TABLE coin_thresholds (
    source market_source NOT NULL,
    coin text NOT NULL,
    oi_change_1h double precision NOT NULL CHECK (oi_change_1h > 0),
    volume_ratio double precision NOT NULL CHECK (volume_ratio > 0),
    move_5m double precision NOT NULL CHECK (move_5m > 0),
    bars integer NOT NULL CHECK (bars >= 0),
    learned_at timestamptz NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, coin)
);
