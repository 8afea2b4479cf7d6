-- Messages with day heads are rows of `posts` like all others. No release had a table of their own; still, what stands
-- in a channel vouches for the ledger, so it is taken along. What waits is put down anew by itself.
INSERT INTO posts (post_key, chat_id, kind, source, body, state, message_id)
SELECT 'ledger-head:' || h.source || ':' || h.day, p.chat_id, 'ledger-head', h.source,
       jsonb_build_object(
           'day', h.day, 'number', h.number, 'hash', encode(h.hash, 'hex'), 'entries', h.entries, 'maps', h.maps,
           'coins', h.coins, 'previous', NULL),
       'sent', p.message_id
FROM ledger_posts AS p JOIN ledger_heads AS h USING (source, day)
WHERE p.state = 'sent' AND p.chat_id IS NOT NULL AND p.message_id IS NOT NULL
ON CONFLICT DO NOTHING;
DROP TABLE ledger_posts;
