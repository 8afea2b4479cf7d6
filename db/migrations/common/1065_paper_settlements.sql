-- Funding as it was told, before anybody paid it. A contract with many holders is settled part by part: what a restart
-- finds here unfinished it goes on with, at the same rate and mark, for those whom the ledger does not show as paid.
CREATE TABLE paper_settlements (
    source market_source NOT NULL,
    symbol text NOT NULL,
    at timestamptz NOT NULL,                         -- the instant
    told bigint GENERATED ALWAYS AS IDENTITY,        -- ascends in the order they were told
    rate_e8 bigint NOT NULL,                         -- fraction times 1e8
    mark_ticks bigint NOT NULL,
    is_done boolean NOT NULL,                        -- all have paid
    PRIMARY KEY (source, symbol, at)
);
CREATE INDEX paper_settlements_unfinished ON paper_settlements (source, told) WHERE NOT is_done;

CREATE FUNCTION leave_simulated_settlements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM paper_settlements WHERE source = 'simulated';
    RETURN NULL;
END $$;
CREATE TRIGGER leave_simulated_settlements AFTER INSERT ON simulated_worlds
    FOR EACH ROW EXECUTE FUNCTION leave_simulated_settlements();
