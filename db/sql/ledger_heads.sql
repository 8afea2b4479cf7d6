-- name: unheaded_days
-- Days that are over, on which something was written, and that have no head. A replay may write in any order. From day
-- to day by the index: a year of entries is millions.
WITH RECURSIVE days AS (
    (
        SELECT (written_at AT TIME ZONE 'UTC')::date AS day FROM ledger_entries
        WHERE source = $1 AND written_at >= $2 AND written_at < $3 ORDER BY written_at LIMIT 1
    )
    UNION ALL
    SELECT (
        SELECT (e.written_at AT TIME ZONE 'UTC')::date FROM ledger_entries AS e
        WHERE e.source = $1 AND e.written_at >= (d.day + 1)::timestamp AT TIME ZONE 'UTC' AND e.written_at < $3
        ORDER BY e.written_at LIMIT 1
    )
    FROM days AS d WHERE d.day IS NOT NULL
)
SELECT day FROM days AS d
WHERE day IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_heads AS h WHERE h.source = $1 AND h.day = d.day)
ORDER BY day

-- name: make_head
-- The day's last entry. Nothing changes where the day has a head already.
INSERT INTO ledger_heads (source, day, number, hash, entries, maps, coins, made_at, agent)
SELECT $1::text, $3::date, last.number, last.hash, counted.entries, counted.maps, counted.coins, $4, $2
FROM (
    SELECT count(*) AS entries, count(*) FILTER (WHERE kind = 'map') AS maps,
           count(DISTINCT coin) FILTER (WHERE kind = 'map') AS coins, max(number) AS number
    FROM ledger_entries
    WHERE source = $1 AND written_at >= $3::date::timestamp AT TIME ZONE 'UTC'
      AND written_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
) AS counted
JOIN ledger_entries AS last ON last.source = $1 AND last.number = counted.number
ON CONFLICT (source, day) DO NOTHING

-- name: heads
SELECT * FROM (
    SELECT h.*, lag(hash) OVER (ORDER BY day) AS previous FROM ledger_heads AS h WHERE source = $1
) AS heads
WHERE day >= $2 ORDER BY day DESC LIMIT $3
