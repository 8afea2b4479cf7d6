-- Paper fills beside what the recorded trades would have given: looked at, not owed. One row a fill that was looked at;
-- `why` says why there was nothing to compare it with.
CREATE TABLE paper_drift (
    source market_source NOT NULL,
    fill_id bigint NOT NULL,
    account_id bigint NOT NULL,
    symbol text NOT NULL,
    coin text NOT NULL,
    at timestamptz NOT NULL,                         -- of the fill
    is_buy boolean NOT NULL,
    quantity double precision NOT NULL,              -- coins
    model text NOT NULL,
    verdict text NOT NULL,
    why text,
    paper double precision NOT NULL,                 -- USDT a coin
    market double precision,
    bps double precision,                            -- positive: paper was kinder
    usdt double precision,
    PRIMARY KEY (source, fill_id),
    CHECK ((why IS NULL) = (market IS NOT NULL) AND (why IS NULL) = (bps IS NOT NULL)
           AND (why IS NULL) = (usdt IS NOT NULL))
);
CREATE INDEX paper_drift_by_time ON paper_drift (source, at, fill_id);
CREATE INDEX paper_drift_age ON paper_drift USING brin (at);
INSERT INTO retention (table_name, time_column, keep) VALUES ('paper_drift', 'at', '90 days');

-- The report counts a day's fills. They are added in the order of time.
CREATE INDEX paper_fills_by_time ON paper_fills USING brin (at);

-- Fills of another simulated market have the same numbers.
CREATE FUNCTION leave_simulated_drift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM paper_drift WHERE source = 'simulated';
    RETURN NULL;
END $$;
CREATE TRIGGER leave_simulated_drift AFTER INSERT ON simulated_worlds
    FOR EACH ROW EXECUTE FUNCTION leave_simulated_drift();
