-- name: keep_account
WITH account AS (
    INSERT INTO whale_accounts (source, account, seen_at, agent) VALUES ($1, $3, $4, $2)
    ON CONFLICT (source, venue, account) DO UPDATE SET seen_at = excluded.seen_at, agent = excluded.agent
    WHERE whale_accounts.seen_at <= excluded.seen_at
    RETURNING account
)
SELECT count(*) AS taken FROM account

-- name: keep_positions
WITH closed AS (
    DELETE FROM whale_positions WHERE source = $1 AND account = $3 AND NOT coin = ANY ($5::text[])
)
INSERT INTO whale_positions (source, account, coin, side, size_base, entry_usd, leverage, is_cross, liquidation_usd,
                             notional_usd, margin_usd, seen_at, agent)
SELECT $1, $3, p.coin, p.side, p.size_base, p.entry_usd, p.leverage, p.is_cross, p.liquidation_usd, p.notional_usd,
       p.margin_usd, $4, $2
FROM unnest($5::text[], $6::text[], $7::float8[], $8::float8[], $9::float8[], $10::boolean[], $11::float8[],
            $12::float8[], $13::float8[])
    AS p (coin, side, size_base, entry_usd, leverage, is_cross, liquidation_usd, notional_usd, margin_usd)
ON CONFLICT (source, venue, account, coin) DO UPDATE SET
    side = excluded.side, size_base = excluded.size_base, entry_usd = excluded.entry_usd,
    leverage = excluded.leverage, is_cross = excluded.is_cross, liquidation_usd = excluded.liquidation_usd,
    notional_usd = excluded.notional_usd, margin_usd = excluded.margin_usd, seen_at = excluded.seen_at,
    agent = excluded.agent

-- name: keep_contexts
INSERT INTO whale_contexts (source, coin, oi_base, mark_usd, seen_at, agent)
SELECT $1, c.coin, c.oi_base, c.mark_usd, $6, $2
FROM unnest($3::text[], $4::float8[], $5::float8[]) AS c (coin, oi_base, mark_usd)
ON CONFLICT (source, venue, coin) DO UPDATE SET
    oi_base = excluded.oi_base, mark_usd = excluded.mark_usd, seen_at = excluded.seen_at, agent = excluded.agent

-- name: accounts
SELECT account FROM whale_accounts WHERE source = $1 AND seen_at >= $2 ORDER BY account

-- name: account_count
SELECT count(*) AS accounts FROM whale_accounts WHERE source = $1 AND seen_at >= $2

-- name: forget
DELETE FROM whale_accounts WHERE source = $1 AND seen_at < $2

-- name: positions
SELECT * FROM whale_positions WHERE source = $1 AND coin = $2 AND seen_at >= $3
ORDER BY notional_usd DESC, account

-- name: context
SELECT * FROM whale_contexts WHERE source = $1 AND coin = $2
