-- name: save_bars
-- One row a bar; `series` names its contract. Rows that are already there, alike, are left alone and not counted. The
-- open interest of a bar goes to its own table, at the bar's close, in the same statement: both or neither. With $16
-- false a bar that is there already stays as it is.
WITH given AS (
    SELECT s.venue, s.symbol, s.coin, s.step_ms, 'epoch'::timestamptz + b.open_ms * interval '1 millisecond' AS open_at,
           b.open, b.high, b.low, b.close, b.volume_base, nullif(b.taker_buy_base, 'NaN') AS taker_buy_base,
           nullif(b.oi_base, 'NaN') AS oi_base
    FROM unnest($7::bigint[], $8::bigint[], $9::float8[], $10::float8[], $11::float8[], $12::float8[], $13::float8[],
                $14::float8[], $15::float8[])
        AS b (series, open_ms, open, high, low, close, volume_base, taker_buy_base, oi_base)
    JOIN unnest($3::text[], $4::text[], $5::text[], $6::integer[]) WITH ORDINALITY
        AS s (venue, symbol, coin, step_ms, series) USING (series)
), written AS (
    INSERT INTO ohlcv AS old (source, venue, symbol, step_ms, open_at, coin, open, high, low, close, volume_base,
                              taker_buy_base, agent)
    SELECT $1, venue, symbol, step_ms, open_at, coin, open, high, low, close, volume_base, taker_buy_base, $2 FROM given
    ON CONFLICT (source, venue, symbol, step_ms, open_at) DO UPDATE SET
        open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
        volume_base = excluded.volume_base, taker_buy_base = coalesce(excluded.taker_buy_base, old.taker_buy_base),
        agent = excluded.agent
    WHERE $16::boolean
      AND (old.open, old.high, old.low, old.close, old.volume_base, old.taker_buy_base) IS DISTINCT FROM
          (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume_base,
           coalesce(excluded.taker_buy_base, old.taker_buy_base))
    RETURNING 1
), interest AS (
    INSERT INTO open_interest AS old (source, venue, symbol, at, coin, oi_base, agent)
    SELECT DISTINCT ON (venue, symbol, open_at + step_ms * interval '1 millisecond')
           $1::market_source, venue, symbol, open_at + step_ms * interval '1 millisecond', coin, oi_base, $2::text
    FROM given WHERE oi_base IS NOT NULL
    ON CONFLICT (source, venue, symbol, at) DO UPDATE SET oi_base = excluded.oi_base, agent = excluded.agent
    WHERE old.oi_base IS DISTINCT FROM excluded.oi_base
)
SELECT count(*) AS written FROM written

-- name: save_open_interest
WITH written AS (
    INSERT INTO open_interest AS old (source, venue, symbol, at, coin, oi_base, agent)
    SELECT $1, $3, $4, 'epoch'::timestamptz + b.at_ms * interval '1 millisecond', $5, b.oi_base, $2
    FROM unnest($6::bigint[], $7::float8[]) AS b (at_ms, oi_base)
    ON CONFLICT (source, venue, symbol, at) DO UPDATE SET oi_base = excluded.oi_base, agent = excluded.agent
    WHERE old.oi_base IS DISTINCT FROM excluded.oi_base
    RETURNING 1
)
SELECT count(*) AS written FROM written

-- name: bars_between
-- The columns as arrays, oldest first: one row whatever the span. The open interest is that at the bar's close; where
-- none was stamped then, the last one stamped inside the bar.
SELECT array_agg((date_part('epoch', b.open_at) * 1000)::bigint) AS open_ms, array_agg(b.open) AS open,
       array_agg(b.high) AS high, array_agg(b.low) AS low, array_agg(b.close) AS close,
       array_agg(b.volume_base) AS volume_base, array_agg(b.taker_buy_base) AS taker_buy_base,
       array_agg(b.oi_base) AS oi_base
FROM (
    SELECT o.open_at, o.open, o.high, o.low, o.close, o.volume_base, o.taker_buy_base,
           coalesce(i.oi_base, inside.oi_base) AS oi_base
    FROM ohlcv AS o
    LEFT JOIN open_interest AS i
        ON i.source = $1 AND i.venue = $2 AND i.symbol = $3
        AND i.at = o.open_at + make_interval(secs => $4::integer / 1000.0)
        AND i.at > $5 AND i.at < $6::timestamptz + make_interval(secs => $4::integer / 1000.0)
    LEFT JOIN LATERAL (
        SELECT e.oi_base FROM open_interest AS e
        WHERE i.oi_base IS NULL AND e.source = $1 AND e.venue = $2 AND e.symbol = $3
          AND e.at > o.open_at AND e.at < o.open_at + make_interval(secs => $4::integer / 1000.0)
        ORDER BY e.at DESC LIMIT 1
    ) AS inside ON true
    WHERE o.source = $1 AND o.venue = $2 AND o.symbol = $3 AND o.step_ms = $4 AND o.open_at >= $5 AND o.open_at < $6
    ORDER BY o.open_at
) AS b

-- name: newest_opens
-- By step, the open of a contract's newest bar in a span; finest first, steps without any left out.
SELECT known.step_ms, (date_part('epoch', newest.open_at) * 1000)::bigint AS open_ms
FROM unnest($6::integer[]) AS known (step_ms)
CROSS JOIN LATERAL (
    SELECT o.open_at FROM ohlcv AS o
    WHERE o.source = $1 AND o.venue = $2 AND o.symbol = $3 AND o.step_ms = known.step_ms
      AND o.open_at >= $4 AND o.open_at + make_interval(secs => known.step_ms / 1000.0) <= $5 AND o.open_at < $5
    ORDER BY o.open_at DESC LIMIT 1
) AS newest
ORDER BY known.step_ms

-- name: open_interest_between
SELECT array_agg((date_part('epoch', b.at) * 1000)::bigint) AS at_ms, array_agg(b.oi_base) AS oi_base
FROM (
    SELECT at, oi_base FROM open_interest
    WHERE source = $1 AND venue = $2 AND symbol = $3 AND at >= $4 AND at < $5
    ORDER BY at
) AS b

-- name: coverage
-- What is stored of a source: contracts and steps with their first and last bar.
SELECT venue, symbol, coin, step_ms, min(open_at) AS first_at, max(open_at) AS last_at, count(*) AS bars
FROM ohlcv WHERE source = $1 GROUP BY venue, symbol, coin, step_ms ORDER BY venue, symbol, step_ms

-- name: turnover_by_symbol
-- USD traded in a span by contract, from the bars of one step; to rank coins where no ticker is known.
SELECT venue, symbol, coin, sum(volume_base * close) AS turnover_usd
FROM ohlcv WHERE source = $1 AND step_ms = $2 AND open_at >= $3 AND open_at < $4
GROUP BY venue, symbol, coin ORDER BY turnover_usd DESC

-- name: save_funding
WITH written AS (
    INSERT INTO funding AS old (source, venue, symbol, at, coin, rate, funding_interval, agent)
    SELECT $1, $3, $4, 'epoch'::timestamptz + f.at_ms * interval '1 millisecond', $5, f.rate, $6, $2
    FROM unnest($7::bigint[], $8::float8[]) AS f (at_ms, rate)
    ON CONFLICT (source, venue, symbol, at) DO UPDATE SET
        rate = excluded.rate, funding_interval = coalesce(excluded.funding_interval, old.funding_interval),
        agent = excluded.agent
    WHERE (old.rate, old.funding_interval) IS DISTINCT FROM
          (excluded.rate, coalesce(excluded.funding_interval, old.funding_interval))
    RETURNING 1
)
SELECT count(*) AS written FROM written

-- name: funding_between
SELECT at, rate, funding_interval FROM funding
WHERE source = $1 AND venue = $2 AND symbol = $3 AND at >= $4 AND at < $5 ORDER BY at

-- name: save_liquidations
WITH written AS (
    INSERT INTO liquidation_events (source, venue, symbol, at, side, price_usd, quantity_base, coin, agent)
    SELECT $1, e.venue, e.symbol, e.at, e.side, e.price_usd, e.quantity_base, e.coin, $2
    FROM unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::float8[], $8::float8[], $9::text[])
        AS e (venue, symbol, at, side, price_usd, quantity_base, coin)
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT count(*) AS written FROM written

-- name: liquidation_events_between
SELECT venue, symbol, coin, side, price_usd, quantity_base, at
FROM liquidation_events WHERE source = $1 AND at >= $2 AND at < $3 AND ($4::text[] IS NULL OR coin = ANY ($4))
ORDER BY at

-- name: save_liquidation_sums
WITH written AS (
    INSERT INTO liquidation_data_raw AS old (source, provider, kind, coin, step_ms, at, venues, long_usd, short_usd,
                                             agent)
    SELECT $1, $3, 'sums', $4, $5, 'epoch'::timestamptz + r.at_ms * interval '1 millisecond', $6,
           nullif(r.long_usd, 'NaN'), nullif(r.short_usd, 'NaN'), $2
    FROM unnest($7::bigint[], $8::float8[], $9::float8[]) AS r (at_ms, long_usd, short_usd)
    ON CONFLICT (source, provider, kind, coin, step_ms, at) DO UPDATE SET
        long_usd = excluded.long_usd, short_usd = excluded.short_usd, venues = excluded.venues, agent = excluded.agent
    WHERE (old.long_usd, old.short_usd) IS DISTINCT FROM (excluded.long_usd, excluded.short_usd)
    RETURNING 1
)
SELECT count(*) AS written FROM written

-- name: liquidated_by_events
SELECT sum(price_usd * quantity_base) FILTER (WHERE side = 'long') AS long_usd,
       sum(price_usd * quantity_base) FILTER (WHERE side = 'short') AS short_usd,
       array_agg(DISTINCT venue) AS venues, min(at) AS first_at
FROM liquidation_events WHERE source = $1 AND coin = $2 AND at >= $3 AND at < $4

-- name: liquidated_by_sums
-- Sums of one provider and step: of those that cover the span, the one that reaches furthest back, then the finest.
SELECT provider, step_ms, sum(long_usd) AS long_usd, sum(short_usd) AS short_usd, min(at) AS first_at,
       min(venues) AS venues
FROM liquidation_data_raw
WHERE source = $1 AND coin = $2 AND kind = 'sums' AND at >= $3 AND at + step_ms * interval '1 millisecond' <= $4
GROUP BY provider, step_ms ORDER BY first_at, step_ms LIMIT 1

-- name: save_raw
INSERT INTO liquidation_data_raw (source, provider, kind, coin, at, venues, payload, agent)
VALUES ($1, $3, $4, $5, $6, $7, $8, $2)
ON CONFLICT (source, provider, kind, coin, step_ms, at) DO UPDATE SET payload = excluded.payload

-- name: save_instruments
INSERT INTO instruments AS old (source, venue, symbol, coin, tick_size, lot_size, max_leverage, funding_interval,
                                listed_at, tiers, status, ends_at, order_filters, agent)
SELECT $1, i.venue, i.symbol, i.coin, i.tick_size, i.lot_size, i.max_leverage, i.funding_interval, i.listed_at,
       i.tiers::jsonb, i.status, i.ends_at, i.order_filters::jsonb, $2
FROM unnest($3::text[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::float8[], $9::interval[],
            $10::timestamptz[], $11::text[], $12::text[], $13::timestamptz[], $14::text[])
    AS i (venue, symbol, coin, tick_size, lot_size, max_leverage, funding_interval, listed_at, tiers, status, ends_at,
          order_filters)
ORDER BY i.venue, i.symbol -- every engine writes the whole list: in one order nobody waits for each other in a circle
ON CONFLICT (source, venue, symbol) DO UPDATE SET
    coin = excluded.coin, tick_size = excluded.tick_size, lot_size = excluded.lot_size,
    max_leverage = excluded.max_leverage, funding_interval = excluded.funding_interval,
    listed_at = coalesce(excluded.listed_at, old.listed_at),
    tiers = CASE WHEN excluded.tiers = '[]' THEN old.tiers ELSE excluded.tiers END,
    order_filters = coalesce(excluded.order_filters, old.order_filters),
    status = excluded.status, ends_at = excluded.ends_at, ended_at = NULL,
    is_active = true, seen_at = now(), agent = excluded.agent

-- name: add_unknown_instruments
-- As save_instruments, for contracts known from their prices alone: what a venue said about one is never overwritten.
INSERT INTO instruments (source, venue, symbol, coin, tick_size, lot_size, max_leverage, funding_interval, listed_at,
                         tiers, status, ends_at, order_filters, agent)
SELECT $1, i.venue, i.symbol, i.coin, i.tick_size, i.lot_size, i.max_leverage, i.funding_interval, i.listed_at,
       i.tiers::jsonb, i.status, i.ends_at, i.order_filters::jsonb, $2
FROM unnest($3::text[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::float8[], $9::interval[],
            $10::timestamptz[], $11::text[], $12::text[], $13::timestamptz[], $14::text[])
    AS i (venue, symbol, coin, tick_size, lot_size, max_leverage, funding_interval, listed_at, tiers, status, ends_at,
          order_filters)
ON CONFLICT DO NOTHING

-- name: retire_instruments
-- What a venue no longer lists: kept for its history, offered to nobody.
UPDATE instruments SET is_active = false, status = 'closed', ended_at = coalesce(ended_at, now())
WHERE source = $1 AND venue = $2 AND is_active AND NOT symbol = ANY ($3::text[])

-- name: end_instruments
-- What a venue told about contracts that are listed no more. Kept as they are otherwise.
UPDATE instruments AS old
SET is_active = false, status = i.status, ends_at = coalesce(i.ends_at, old.ends_at),
    ended_at = coalesce(old.ended_at, now())
FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS i (venue, symbol, status, ends_at)
WHERE old.source = $1 AND old.venue = i.venue AND old.symbol = i.symbol

-- name: ended_instruments
-- A coin's contracts that are listed no more, the last to end first.
SELECT * FROM instruments WHERE source = $1 AND coin = $2 AND NOT is_active
ORDER BY coalesce(ends_at, ended_at) DESC NULLS LAST, venue, symbol

-- name: named_instruments
-- Listed or not.
SELECT * FROM instruments WHERE source = $1 AND venue = $2 AND symbol = ANY ($3::text[]) ORDER BY symbol

-- name: instruments
SELECT * FROM instruments WHERE source = $1 AND is_active ORDER BY venue, symbol

-- name: make_partitions
SELECT make_partitions($1, $2) AS made

-- name: make_partitions_of
SELECT make_partitions_of($1, $2, $3) AS made

-- name: forget_oldest_day
SELECT forget_oldest_day($1) AS forgotten

-- name: drop_empty_partitions
SELECT drop_empty_partitions($1) AS dropped
