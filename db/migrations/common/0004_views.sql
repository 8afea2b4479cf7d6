-- The same on every kind of database, for reading by hand and for Grafana.

-- Bars with the open interest at their close.
CREATE VIEW bars AS
SELECT o.*, i.oi_base
FROM ohlcv AS o
LEFT JOIN open_interest AS i
    ON i.source = o.source AND i.venue = o.venue AND i.symbol = o.symbol
    AND i.at = o.open_at + o.step_ms * interval '1 millisecond';
