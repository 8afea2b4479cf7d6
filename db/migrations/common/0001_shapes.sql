-- Shapes of the tables that grow with time. They are made here once and turned into real tables by the migration of
-- the same block for the kind of database: native partitions (plain) or hypertables (timescale).
-- Every key contains the time column, as both kinds need. Every row says who wrote it (agent), for which vertical and
-- from which market source; the source is part of each key, so live, recorded and simulated numbers never mix.

CREATE DOMAIN market_source AS text CHECK (VALUE IN ('live', 'recorded', 'simulated'));
CREATE DOMAIN market_vertical AS text CHECK (VALUE IN ('perps', 'poly'));
CREATE DOMAIN position_side AS text CHECK (VALUE IN ('long', 'short'));

CREATE SCHEMA shape;

-- Closed candles. Prices in USD per coin, volumes in coins; taker_buy_base is null where nobody delivered it.
-- Kept (live and simulated; recorded is never deleted): see the rows of `retention`.
CREATE TABLE shape.ohlcv (
    source market_source NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    step_ms integer NOT NULL CHECK (step_ms > 0),
    open_at timestamptz NOT NULL,
    coin text NOT NULL,
    open double precision NOT NULL,
    high double precision NOT NULL,
    low double precision NOT NULL,
    close double precision NOT NULL,
    volume_base double precision NOT NULL,
    taker_buy_base double precision,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, symbol, step_ms, open_at)
);

-- One-sided open interest in coins at an instant. A bar's open interest is the row at its close.
CREATE TABLE shape.open_interest (
    source market_source NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    at timestamptz NOT NULL,
    coin text NOT NULL,
    oi_base double precision NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, symbol, at)
);

-- One forced close. No venue gives it a number, so all it consists of is its key: a repeated message is one row.
CREATE TABLE shape.liquidation_events (
    source market_source NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    at timestamptz NOT NULL,
    side position_side NOT NULL,
    price_usd double precision NOT NULL,
    quantity_base double precision NOT NULL,
    coin text NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, symbol, at, side, price_usd, quantity_base)
);
CREATE INDEX ON shape.liquidation_events (source, coin, at);

-- What a data provider published about liquidations, as it came: sums over a span, or a whole answer in `payload`.
CREATE TABLE shape.liquidation_data_raw (
    source market_source NOT NULL,
    provider text NOT NULL,
    kind text NOT NULL,
    coin text NOT NULL,
    step_ms bigint NOT NULL DEFAULT 0,
    at timestamptz NOT NULL,
    venues text[] NOT NULL DEFAULT '{}',
    long_usd double precision,
    short_usd double precision,
    payload jsonb,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, provider, kind, coin, step_ms, at)
);
CREATE INDEX ON shape.liquidation_data_raw (source, coin, at);

-- What a map said at an instant: its levels, to be judged later. `venue` is empty for all venues summed.
CREATE TABLE shape.liquidation_snapshots (
    source market_source NOT NULL,
    coin text NOT NULL,
    window_name text NOT NULL,
    venue text NOT NULL DEFAULT '',
    at timestamptz NOT NULL,
    price_usd double precision NOT NULL,
    state text NOT NULL,
    imbalance double precision,
    body jsonb NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, coin, window_name, venue, at)
);
CREATE INDEX ON shape.liquidation_snapshots (source, at);

CREATE SEQUENCE signals_id;
CREATE TABLE shape.signals (
    id bigint NOT NULL DEFAULT nextval('signals_id'),
    at timestamptz NOT NULL,
    source market_source NOT NULL,
    coin text NOT NULL,
    kind text NOT NULL,
    side position_side,
    window_name text,
    price_usd double precision,
    body jsonb NOT NULL DEFAULT '{}',
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (id, at)
);
CREATE INDEX ON shape.signals (source, coin, at);
CREATE INDEX ON shape.signals (source, at);

CREATE SEQUENCE agent_logs_id;
CREATE TABLE shape.agent_logs (
    id bigint NOT NULL DEFAULT nextval('agent_logs_id'),
    at timestamptz NOT NULL,
    source market_source NOT NULL,
    level text NOT NULL CHECK (level IN ('debug', 'info', 'warning', 'error')),
    event text NOT NULL,
    body jsonb NOT NULL DEFAULT '{}',
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (id, at)
);
CREATE INDEX ON shape.agent_logs (agent, at);

-- How far a bar's wick reached beyond its body, as a fraction of the body's near end. `direction`: up or down.
CREATE TABLE shape.wicks (
    source market_source NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    step_ms integer NOT NULL,
    open_at timestamptz NOT NULL,
    direction text NOT NULL CHECK (direction IN ('up', 'down')),
    coin text NOT NULL,
    reach double precision NOT NULL,
    price_usd double precision NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, venue, symbol, step_ms, open_at, direction)
);
CREATE INDEX ON shape.wicks (source, coin, open_at);
