-- Keys of posts are those of engine/signals/news.py.

-- name: untold_confirmed
-- Only what the stream was told, and what is still news. A spike confirms a coin on many windows at once: of signals of
-- one coin to one side, which are one trade, one is told while it lives. An admin's always.
SELECT signal_id, at FROM (
    SELECT DISTINCT ON (CASE s.kind WHEN 'manual' THEN s.signal_id ELSE 0 END, s.coin, s.side)
           s.signal_id, s.at, s.number
    FROM signal_states AS s
    WHERE s.source = $1 AND s.state = 'confirmed' AND s.announced_at IS NOT NULL
      AND s.written_at > clock_timestamp() - make_interval(secs => $3)
      AND (s.kind = 'manual' OR NOT EXISTS (
            SELECT 1 FROM live_signals AS l
            JOIN posts AS p ON p.post_key = 'signal:' || l.source || ':' || l.signal_id AND p.chat_id = $2
              AND p.source = l.source
            WHERE l.source = s.source AND l.coin = s.coin AND l.side = s.side AND p.state <> 'dropped'))
      AND NOT EXISTS (
            SELECT 1 FROM posts AS p
            WHERE p.post_key = 'signal:' || s.source || ':' || s.signal_id AND p.chat_id = $2 AND p.source = s.source)
    ORDER BY CASE s.kind WHEN 'manual' THEN s.signal_id ELSE 0 END, s.coin, s.side, s.number
) AS fresh
ORDER BY number

-- name: untold_ended
-- An end is told where its confirmation was.
SELECT s.signal_id, s.at FROM signal_states AS s
JOIN posts AS p ON p.post_key = 'signal:' || s.source || ':' || s.signal_id AND p.chat_id = $2 AND p.source = s.source
    AND p.state <> 'dropped'
WHERE s.source = $1 AND s.was = 'confirmed' AND s.announced_at IS NOT NULL
  AND s.written_at > clock_timestamp() - make_interval(secs => $3)
  AND NOT EXISTS (
        SELECT 1 FROM posts AS e
        WHERE e.post_key = 'signal-end:' || s.source || ':' || s.signal_id AND e.chat_id = $2 AND e.source = s.source)
ORDER BY s.number
