"""Who works on which shard, in Redis: a table of members and one of leases, changed by whole steps only."""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from redis.asyncio import Redis

from db.redis_errors import redis_translated
from engine.market.sharing import TTL_S, Member, Shard, Table, Told
from engine.market.values import MarketSource

# A lease is a field of one hash: "until heard holder", both in ms of Redis' own clock, the holder empty once given up.
# So a step over many shards is one script, needs no expiry of single fields, and tells how long nobody listened.
# A table that is new may be one that a Redis lost: nothing of it is given to anybody before the leases that were not
# seen any more have run out; who still holds some renews them meanwhile.
_CLOCK = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function lease(shard)
  local v = redis.call('HGET', KEYS[2], shard)
  if not v then return 0, 0, '' end
  local until_ms, heard, holder = string.match(v, '^(%d+) (%d+) (.*)$')
  return tonumber(until_ms), tonumber(heard), holder
end
local function keep(shard, until_ms, holder)
  redis.call('HSET', KEYS[2], shard, string.format('%d %d %s', until_ms, now, holder))
end
local function shards()
  local found = {}
  for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
    if field ~= 'born' then table.insert(found, field) end
  end
  return found
end
redis.call('HSETNX', KEYS[2], 'born', now)
"""
_BEAT = (
    _CLOCK
    + """
local me, ttl = ARGV[1], tonumber(ARGV[2])
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  redis.call('HDEL', KEYS[3], gone)
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ttl, me)
redis.call('HSET', KEYS[3], me, ARGV[3])
for i = 4, #ARGV do
  local until_ms, heard, holder = lease(ARGV[i])
  if holder == me or (holder == '' and until_ms == 0 and heard == 0) then keep(ARGV[i], now + ttl, me) end
end
local held = {}
for _, shard in ipairs(shards()) do
  local until_ms, _, holder = lease(shard)
  if until_ms > now then table.insert(held, shard); table.insert(held, holder) end
end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, 86400) end  -- nobody came for a day: of no more use
return {redis.call('ZRANGE', KEYS[1], 0, -1), held}
"""
)
_SWAP = (
    _CLOCK
    + """
local me, ttl, given = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local taken = {}
local is_new = now < tonumber(redis.call('HGET', KEYS[2], 'born')) + ttl
for i = 4, #ARGV do
  local until_ms, heard, holder = lease(ARGV[i])
  if i < 4 + given then
    if holder == me then keep(ARGV[i], 0, '') end
  elseif holder == me or (until_ms <= now and not is_new) then
    keep(ARGV[i], now + ttl, me)
    table.insert(taken, ARGV[i]); table.insert(taken, tostring(heard))
  end
end
return taken
"""
)
_LEAVE = (
    _CLOCK
    + """
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
for _, shard in ipairs(shards()) do
  local _, _, holder = lease(shard)
  if holder == ARGV[1] then keep(shard, 0, '') end
end
return 0
"""
)
BORN = "born"


class RedisShareLeases:
    """Implements `ShareLeases`. One object is one member. Raises `StorageAway`."""

    def __init__(self, redis: Redis, source: MarketSource, ttl_s: float = TTL_S) -> None:
        self.member = Member(secrets.token_hex(8))
        self._redis = redis
        self._keys = _keys(source)
        self._ttl_ms = int(ttl_s * 1000)
        self._beat = redis.register_script(_BEAT)
        self._swap = redis.register_script(_SWAP)
        self._leave = redis.register_script(_LEAVE)

    async def beat(self, held: Collection[Shard], told: Told) -> Table:
        args: list[str | int] = [self.member, self._ttl_ms, json.dumps(asdict(told)), *sorted(held)]
        with redis_translated():
            members, leases = await self._beat(keys=self._keys, args=args)
        return Table([Member(str(one)) for one in members], _holders(leases))

    async def swap(self, given_up: Collection[Shard], wanted: Collection[Shard]) -> Mapping[Shard, datetime | None]:
        args: list[str | int] = [self.member, self._ttl_ms, len(given_up), *sorted(given_up), *sorted(wanted)]
        with redis_translated():
            taken = await self._swap(keys=self._keys, args=args)
        return {Shard(int(shard)): _at(int(heard)) for shard, heard in _pairs(taken)}

    async def leave(self) -> None:
        with redis_translated():
            await self._leave(keys=self._keys, args=[self.member])


class ShareTable:
    """For whoever only looks. Raises `StorageAway`."""

    def __init__(self, redis: Redis, source: MarketSource) -> None:
        self._redis = redis
        self._members, self._leases, self._told = _keys(source)

    async def told(self) -> Sequence[Told]:
        """What each living member last said of itself, by name."""
        with redis_translated():
            seconds, micros = await self._redis.time()
            living = await self._redis.zrangebyscore(self._members, seconds * 1000 + micros // 1000, "+inf")
            found = await self._redis.hmget(self._told, [str(one) for one in living]) if living else []
        return sorted((Told(**json.loads(text)) for text in found if text is not None), key=lambda one: one.name)

    async def holders(self) -> Mapping[Shard, Member]:
        """Shards whose lease is good now."""
        with redis_translated():
            seconds, micros = await self._redis.time()
            stored = await self._redis.hgetall(self._leases)
        now_ms = seconds * 1000 + micros // 1000
        parts = {Shard(int(shard)): str(text).split(" ") for shard, text in stored.items() if shard != BORN}
        return {shard: Member(holder) for shard, (until_ms, _, holder) in parts.items() if int(until_ms) > now_ms}


def _keys(source: MarketSource) -> list[str]:
    """Members, leases, what they say; the braces keep them on one node of a cluster."""
    return [f"helix:{{share:{source.value}}}:{name}" for name in ("members", "leases", "told")]


def _holders(flat: Sequence[Any]) -> dict[Shard, Member]:
    return {Shard(int(shard)): Member(str(holder)) for shard, holder in _pairs(flat)}


def _pairs(flat: Sequence[Any]) -> list[tuple[Any, Any]]:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _at(ms: int) -> datetime | None:
    return None if ms == 0 else datetime.fromtimestamp(ms / 1000, UTC)
