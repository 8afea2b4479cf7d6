-- Positions of public accounts as last seen, one row an account and coin; `side` and sizes are the venue's own, prices in
-- USD per coin. Live only: real accounts never stand beside simulated or recorded prices. Rows go when the position is
-- closed or its account was not looked at for two days.
CREATE TABLE whale_accounts (
    source market_source NOT NULL CHECK (source = 'live'),
    venue text NOT NULL DEFAULT 'hyperliquid',
    account text NOT NULL CHECK (account ~ '^0x[0-9a-f]{40}$'),
    seen_at timestamptz NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, account)
);

CREATE TABLE whale_positions (
    source market_source NOT NULL,
    venue text NOT NULL DEFAULT 'hyperliquid',
    account text NOT NULL,
    coin text NOT NULL,
    side position_side NOT NULL,
    size_base double precision NOT NULL CHECK (size_base > 0),
    entry_usd double precision NOT NULL,
    leverage double precision NOT NULL,
    is_cross boolean NOT NULL,
    liquidation_usd double precision,
    notional_usd double precision NOT NULL,
    margin_usd double precision NOT NULL,
    seen_at timestamptz NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, account, coin),
    FOREIGN KEY (source, venue, account) REFERENCES whale_accounts ON DELETE CASCADE
);
CREATE INDEX ON whale_positions (source, coin, notional_usd DESC);

-- The venue's own open interest, one-sided and in coins, to tell how much of it was seen.
CREATE TABLE whale_contexts (
    source market_source NOT NULL CHECK (source = 'live'),
    venue text NOT NULL DEFAULT 'hyperliquid',
    coin text NOT NULL,
    oi_base double precision NOT NULL,
    mark_usd double precision NOT NULL,
    seen_at timestamptz NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, coin)
);
