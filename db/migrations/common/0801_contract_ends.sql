-- What a venue lets people do with a contract, and its end: as announced, or when it was over. `ended_at` is when Helix
-- learned that a contract is listed no more; null while it is listed. A contract that comes back loses it.
ALTER TABLE instruments
    ADD COLUMN status text NOT NULL DEFAULT 'trading'
        CHECK (status IN ('trading', 'pre-market', 'settling', 'closed')),
    ADD COLUMN ends_at timestamptz,
    ADD COLUMN ended_at timestamptz;
CREATE INDEX instruments_ended ON instruments (source, coin) WHERE NOT is_active;
