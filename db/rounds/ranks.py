"""Ranks of rounds that run, in Redis: made from the books, gone without harm.

Two keys a round. `ranks` is a sorted set of all who have a rank: its scores order by score, then dip; its members, of
one length, order by trades, time and account where those are the same. So a member's place is the exact rank, ties and
all. `entries` holds a line for everybody in the round, by user.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from redis.asyncio import Redis

from db.redis_errors import redis_translated
from db.rounds.lines import company_of, in_ms, line, line_of
from engine.club.rounds.boarding import Company
from engine.club.rounds.ranking import Standing
from engine.club.rounds.values import PPM, RoundKey
from engine.market.cancelling import heed_cancellation
from engine.market.values import MarketSource

_AT_ONCE = 500  # so that nobody waits for more than some milliseconds
_DIP_STEPS = 1 << 20  # more than a million; with a score under 2**32 all of it fits a float exactly
_MOST = (1 << 32) - 1
_KEPT_S = 3 * 86_400  # after it was last written

# An entry's old member goes where the new one differs; it is spelled from the old line as `member` spells it.
_PUT = """
for i = 2, #ARGV, 4 do
    local user, line, name, place = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
    local old = redis.call('HGET', KEYS[2], user)
    if old then
        local account, trades, reached = old:match('^(%d+),%d+,%-?%d+,%d+,(%d+),%d*,(%d+),$')
        if account then
            local before = string.format('%07d%014d%016d', trades, reached, account)
            if before ~= name then redis.call('ZREM', KEYS[1], before) end
        end
    end
    if name ~= '' then redis.call('ZADD', KEYS[1], place, name) end
    redis.call('HSET', KEYS[2], user, line)
end
redis.call('EXPIRE', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[1])
"""

# Thousands of lines as one text: read as so many replies they cost the asking process four times as much.
_GATHER = """
local users, there = {}, {}
for user in ARGV[1]:gmatch('[^,]+') do users[#users + 1] = user end
for _, line in ipairs(redis.call('HMGET', KEYS[1], unpack(users))) do
    if line then there[#there + 1] = line end
end
return table.concat(there, '\\n')
"""
_GATHERED_AT_ONCE = 5_000  # some milliseconds of Redis; Lua's stack ends at 8,000


@dataclass(frozen=True, slots=True)
class Ranked:
    """One of the sorted set. `rank` from 1."""

    rank: int
    account_id: int
    score_ppm: int
    dip_ppm: int
    trades: int


@dataclass(frozen=True, slots=True)
class RankRepository:
    """Raises `StorageAway`."""

    redis: Redis
    source: MarketSource

    async def put(self, key: RoundKey, standings: Sequence[Standing]) -> None:
        """Their lines as they stand now, with a rank for those who have nothing against it."""
        script = self.redis.register_script(_PUT)
        waiting = iter(standings)
        while part := list(islice(waiting, _AT_ONCE)):
            heed_cancellation()
            said: list[str | float] = [_KEPT_S]
            for one in part:
                is_ranked = one.why is None
                said += (one.user_id, line(one), member(one) if is_ranked else "", place(one) if is_ranked else 0)
            with redis_translated():
                await script(keys=list(self._names(key)), args=said)

    async def is_there(self, key: RoundKey) -> bool:
        with redis_translated():
            return bool(await self.redis.exists(self._names(key)[1]))

    async def drop(self, key: RoundKey) -> None:
        with redis_translated():
            await self.redis.unlink(*self._names(key))

    async def counts(self, key: RoundKey) -> tuple[int, int]:
        """All in the round, and those with a rank."""
        ranks, entries = self._names(key)
        with redis_translated():
            pipe = self.redis.pipeline(transaction=False)
            pipe.hlen(entries)
            pipe.zcard(ranks)
            found = await pipe.execute()
        return int(found[0]), int(found[1])

    async def part(self, key: RoundKey, start: int, count: int) -> Sequence[Ranked]:
        """From that place on, 0 the first."""
        with redis_translated():
            rows: Any = await self.redis.zrange(self._names(key)[0], start, start + count - 1, withscores=True)
        return [_ranked(start + at + 1, name, score) for at, (name, score) in enumerate(rows)]

    async def of(self, key: RoundKey, user_id: int) -> tuple[Standing, int | None] | None:
        """With the rank; None: not in the round."""
        ranks, entries = self._names(key)
        with redis_translated():
            found: Any = await self.redis.hget(entries, str(user_id))
            if found is None:
                return None
            standing = line_of(found)
            rank: Any = None if standing.why is not None else await self.redis.zrank(ranks, member(standing))
        return standing, None if rank is None else int(rank) + 1

    async def standings(self, key: RoundKey, user_ids: Sequence[int]) -> Mapping[int, Standing]:
        """Of those among them who are in the round."""
        if not user_ids:
            return {}
        with redis_translated():
            lines: Any = await self.redis.hmget(self._names(key)[1], [str(user_id) for user_id in user_ids])
        found = [line_of(text) for text in lines if text is not None]
        return {standing.user_id: standing for standing in found}

    async def company(self, key: RoundKey, user_ids: Sequence[int]) -> Company:
        script, names = self.redis.register_script(_GATHER), [self._names(key)[1]]
        lines: list[str] = []
        for start in range(0, len(user_ids), _GATHERED_AT_ONCE):
            heed_cancellation()
            asked = ",".join(map(str, user_ids[start : start + _GATHERED_AT_ONCE]))
            with redis_translated():
                lines += (await script(keys=names, args=[asked])).splitlines()
        return company_of(lines)

    def _names(self, key: RoundKey) -> tuple[str, str]:
        stem = f"helix:round:{self.source.value}:{key}"
        return f"{stem}:ranks", f"{stem}:entries"


def place(standing: Standing) -> float:
    """Ascends from the first."""
    score = max(min(standing.score_ppm, _MOST), -_MOST)
    return float(-score * _DIP_STEPS + max(min(standing.dip_ppm, PPM), 0))


def member(standing: Standing) -> str:
    return f"{standing.trades:07d}{in_ms(standing.reached_at):014d}{standing.account_id:016d}"


def _ranked(rank: int, name: str, score: float) -> Ranked:
    places = int(score)
    dip = places % _DIP_STEPS
    return Ranked(rank, int(name[21:]), -((places - dip) // _DIP_STEPS), dip, int(name[:7]))
