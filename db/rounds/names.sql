-- name: salt
SELECT salt FROM trader_name_salt LIMIT 1

-- name: names_of
SELECT n.user_id, n.name, coalesce(p.is_hidden, false) AS is_hidden
FROM trader_names AS n LEFT JOIN trader_privacy AS p ON p.user_id = n.user_id
WHERE n.user_id = ANY ($1::bigint[])

-- name: give_name
INSERT INTO trader_names (user_id, name, look) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING

-- name: choose_name
-- Nothing where it is somebody else's.
INSERT INTO trader_names AS n (user_id, name, look, chosen_at)
SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM trader_names WHERE look = $3 AND user_id <> $1)
ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, look = excluded.look, chosen_at = excluded.chosen_at
RETURNING name

-- name: find_name
SELECT n.user_id FROM trader_names AS n LEFT JOIN trader_privacy AS p ON p.user_id = n.user_id
WHERE n.look = $1 AND NOT coalesce(p.is_hidden, false)

-- name: privacy_of
SELECT is_hidden, may_be_followed FROM trader_privacy WHERE user_id = $1

-- name: hide
INSERT INTO trader_privacy (user_id, is_hidden) VALUES ($1, $2)
ON CONFLICT (user_id) DO UPDATE
SET is_hidden = $2, may_be_followed = trader_privacy.may_be_followed AND NOT $2

-- name: allow
INSERT INTO trader_privacy (user_id, may_be_followed) VALUES ($1, $2)
ON CONFLICT (user_id) DO UPDATE SET may_be_followed = $2 AND NOT trader_privacy.is_hidden

-- name: end_follows
DELETE FROM trader_follows AS f WHERE f.trader_id = $1
  AND NOT EXISTS (SELECT FROM trader_privacy AS p WHERE p.user_id = $1 AND p.may_be_followed)

-- name: follow
-- The consent's row is held, so that it cannot be taken back meanwhile.
INSERT INTO trader_follows (follower_id, trader_id, since)
SELECT $1, p.user_id, $3 FROM trader_privacy AS p WHERE p.user_id = $2 AND p.may_be_followed AND $1 <> $2 FOR SHARE
ON CONFLICT (follower_id, trader_id) DO UPDATE SET since = trader_follows.since
RETURNING trader_id

-- name: unfollow
DELETE FROM trader_follows WHERE follower_id = $1 AND trader_id = $2 RETURNING trader_id

-- name: followers
SELECT follower_id AS user_id FROM trader_follows
WHERE trader_id = $1 AND ($2::timestamptz IS NULL OR since <= $2) ORDER BY since, follower_id

-- name: following
SELECT trader_id AS user_id FROM trader_follows WHERE follower_id = $1 ORDER BY since, trader_id

-- name: followed
SELECT DISTINCT trader_id AS user_id FROM trader_follows ORDER BY trader_id

-- name: seen_in_group
INSERT INTO group_traders (chat_id, user_id) VALUES ($1, $2)
ON CONFLICT (chat_id, user_id) DO UPDATE SET seen_at = now() WHERE group_traders.seen_at < now() - interval '1 hour'

-- name: gone_from_group
DELETE FROM group_traders WHERE chat_id = $1 AND user_id = $2

-- name: groups_of
SELECT chat_id FROM group_traders WHERE user_id = $1 ORDER BY seen_at DESC, chat_id
