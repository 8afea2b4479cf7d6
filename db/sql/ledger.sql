-- name: lock_chain
-- One writer a source at a time, over all processes; held to the end of the transaction.
SELECT pg_advisory_xact_lock(hashtext('helix ledger'), hashtext($1))

-- name: tip
SELECT number, hash FROM ledger_entries WHERE source = $1 ORDER BY number DESC LIMIT 1

-- name: known
SELECT e.kind, e.coin, e.hour_at FROM ledger_entries AS e
JOIN unnest($2::text[], $3::text[], $4::timestamptz[]) AS g (kind, coin, hour_at)
    ON e.kind = g.kind AND e.coin = g.coin AND e.hour_at = g.hour_at
WHERE e.source = $1

-- name: add_entries
INSERT INTO ledger_entries (source, number, kind, coin, hour_at, written_at, digest, hash, agent)
SELECT $1, g.number, g.kind, g.coin, g.hour_at, g.written_at, g.digest, g.hash, $2
FROM unnest($3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::bytea[], $9::bytea[])
    AS g (number, kind, coin, hour_at, written_at, digest, hash)
ORDER BY g.number

-- name: add_bodies
INSERT INTO ledger_bodies (source, number, kind, hour_at, body)
SELECT $1, g.number, g.kind, g.hour_at, g.body
FROM unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::bytea[]) AS g (number, kind, hour_at, body)

-- name: told_coins
SELECT DISTINCT coin FROM ledger_entries WHERE source = $1 AND kind IN ('map', 'missed') AND hour_at = $2

-- name: newest_hour
SELECT max(hour_at) AS hour_at FROM ledger_entries
WHERE source = $1 AND kind IN ('map', 'missed') AND hour_at > $2

-- name: unscored
-- With who froze the map, and who froze the coin's next one.
SELECT e.number, e.hash, b.body, e.agent,
       (SELECT n.agent FROM ledger_entries AS n
        WHERE n.source = $1 AND n.kind = 'map' AND n.coin = e.coin AND n.hour_at = e.hour_at + interval '1 hour')
           AS next_agent
FROM ledger_entries AS e
JOIN ledger_bodies AS b USING (source, number)
WHERE e.source = $1 AND e.kind = 'map' AND e.hour_at >= $2 AND e.hour_at < $3
  AND NOT EXISTS (
      SELECT 1 FROM ledger_entries AS s
      WHERE s.source = $1 AND s.kind = 'score' AND s.hour_at = e.hour_at AND s.coin = e.coin
  )
ORDER BY e.hour_at, e.number LIMIT $4

-- name: body
SELECT body FROM ledger_bodies WHERE source = $1 AND number = $2

-- name: newest_weights
SELECT DISTINCT ON (e.coin) e.coin, e.number, b.body FROM ledger_entries AS e
JOIN ledger_bodies AS b USING (source, number)
WHERE e.source = $1 AND e.kind = 'weights' ORDER BY e.coin, e.number DESC

-- name: scores
SELECT b.body FROM ledger_entries AS e
JOIN ledger_bodies AS b USING (source, number)
WHERE e.source = $1 AND e.coin = $2 AND e.kind = 'score' AND e.hour_at >= $3 AND e.hour_at < $4
ORDER BY e.hour_at

-- name: scored_coins
SELECT coin, count(*) AS scores FROM ledger_entries
WHERE source = $1 AND kind = 'score' AND hour_at >= $2 GROUP BY coin ORDER BY coin

-- name: tallied
SELECT min(hour_at) FILTER (WHERE kind = 'map') AS first_at, max(hour_at) FILTER (WHERE kind = 'map') AS last_at,
       count(*) FILTER (WHERE kind = 'map') AS frozen, count(*) FILTER (WHERE kind = 'score') AS scored
FROM ledger_entries WHERE source = $1 AND coin = $2 AND kind IN ('map', 'score') AND hour_at >= $3

-- name: missed
-- The coin's own and those of all coins, without hours for which a map came from another process after all.
SELECT b.body FROM ledger_entries AS e
JOIN ledger_bodies AS b USING (source, number)
WHERE e.source = $1 AND e.kind = 'missed' AND e.coin IN ($2, '*') AND e.hour_at >= $3
  AND NOT EXISTS (
      SELECT 1 FROM ledger_entries AS m
      WHERE m.source = $1 AND m.kind = 'map' AND m.coin = $2 AND m.hour_at = e.hour_at
  )

-- name: sampled_lessons
-- Hashes are as good as random numbers, and the same for everybody: $4 of 256.
SELECT b.body FROM ledger_entries AS e
JOIN ledger_bodies AS b USING (source, number)
WHERE e.source = $1 AND e.kind = 'score' AND e.hour_at >= $2 AND e.hour_at < $3
  AND get_byte(e.hash, 31) < $4

-- name: judged
SELECT coin, judged_at, scores FROM ledger_standings WHERE source = $1

-- name: save_standing
INSERT INTO ledger_standings (source, coin, judged_at, scores, body, agent)
VALUES ($1, $3, $4, $5, $6, $2)
ON CONFLICT (source, coin) DO UPDATE SET
    judged_at = excluded.judged_at, scores = excluded.scores, body = excluded.body, agent = excluded.agent

-- name: standing
SELECT body FROM ledger_standings WHERE source = $1 AND coin = $2

-- name: standings
SELECT body FROM ledger_standings WHERE source = $1 ORDER BY coin

-- name: heard
INSERT INTO ledger_heard AS old (source, venue, holder, since, until, agent)
VALUES ($1, $3, $4, $5, $6, $2)
ON CONFLICT (source, venue, holder, since) DO UPDATE SET until = greatest(old.until, excluded.until)

-- name: heard_whole
SELECT holder, venue FROM ledger_heard WHERE source = $1 AND since <= $2 AND until >= $3

-- name: entries_from
SELECT e.source, e.number, e.kind, e.coin, e.hour_at, e.written_at, e.digest, e.hash, b.body FROM ledger_entries AS e
LEFT JOIN ledger_bodies AS b USING (source, number)
WHERE e.source = $1 AND e.number > $2 ORDER BY e.number LIMIT $3

-- name: newest_entries
SELECT e.source, e.number, e.kind, e.coin, e.hour_at, e.written_at, e.digest, e.hash, b.body FROM ledger_entries AS e
LEFT JOIN ledger_bodies AS b USING (source, number)
WHERE e.source = $1 AND ($2::text IS NULL OR e.coin = $2) ORDER BY e.number DESC LIMIT $3

-- name: sources
SELECT DISTINCT source FROM ledger_entries ORDER BY source

-- name: coins
SELECT DISTINCT coin FROM ledger_entries WHERE source = $1 AND coin <> '*' ORDER BY coin
