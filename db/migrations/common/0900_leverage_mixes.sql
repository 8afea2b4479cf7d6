-- Births by leverage learned from forced closes: one row a class or coin and training week, the first stays. `shares` (of
-- `leverages`, sum 1) may be used for maps made from `valid_from` on, never for earlier ones. `gain`: nats a dollar over
-- the default mix on the last part of the span, `gain_low` its lower end; only above zero it is used.
CREATE TABLE leverage_mixes (
    source market_source NOT NULL,
    coin_class text NOT NULL CHECK (coin_class IN ('major', 'large', 'small')),
    coin text NOT NULL DEFAULT '', -- empty: the class
    version text NOT NULL,
    trained_from timestamptz NOT NULL,
    trained_to timestamptz NOT NULL CHECK (trained_to > trained_from),
    valid_from timestamptz NOT NULL CHECK (valid_from > trained_to),
    leverages float8[] NOT NULL,
    shares float8[] NOT NULL CHECK (cardinality(shares) = cardinality(leverages)),
    gain float8 NOT NULL,
    gain_low float8 NOT NULL,
    hours integer NOT NULL,
    contracts integer NOT NULL,
    agent text NOT NULL,
    vertical market_vertical NOT NULL DEFAULT 'perps',
    PRIMARY KEY (source, coin_class, coin, trained_to)
);
INSERT INTO retention (table_name, time_column, only_where, keep) VALUES ('leverage_mixes', 'valid_from', 'true', '800 days');
