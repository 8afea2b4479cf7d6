"""Somebody who sends a great deal at once gets one kind answer, then silence for a while."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass
from enum import Enum, auto

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger()

_MOST_PEOPLE = 20_000

# 0: go on. 1: this is the one that was too many. 2: silence.
_JUDGE = """
if redis.call('EXISTS', KEYS[2]) == 1 then return 2 end
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
if count <= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[2], 1, 'PX', ARGV[3])
redis.call('DEL', KEYS[1])
return 1
"""


class Patience(Enum):
    FINE = auto()
    TOO_MUCH = auto()  # say so, once
    SILENCE = auto()


_ANSWERS = {0: Patience.FINE, 1: Patience.TOO_MUCH, 2: Patience.SILENCE}


@dataclass(frozen=True, slots=True)
class FloodLimits:
    updates: int = 20
    within_s: float = 10.0
    silence_s: float = 60.0


class FloodGuard:
    """Counted in Redis over all processes; alone in memory while Redis is away."""

    def __init__(self, redis: Redis, limits: FloodLimits | None = None) -> None:
        self._judge = redis.register_script(_JUDGE)
        self.limits = limits or FloodLimits()
        self._alone: dict[int, deque[float]] = defaultdict(deque)
        self._silent_until: dict[int, float] = {}

    async def judge(self, user_id: int) -> Patience:
        keys = [f"helix:flood:{user_id}", f"helix:flood:{user_id}:silent"]
        arguments = [self.limits.updates, int(self.limits.within_s * 1000), int(self.limits.silence_s * 1000)]
        try:
            return _ANSWERS[int(await self._judge(keys=keys, args=arguments))]
        except (RedisError, OSError, TimeoutError):
            return self._judge_alone(user_id)

    def _judge_alone(self, user_id: int) -> Patience:
        now = time.monotonic()
        if self._silent_until.get(user_id, 0.0) > now:
            return Patience.SILENCE
        if len(self._alone) > _MOST_PEOPLE:
            self._alone.clear()
        seen = self._alone[user_id]
        while seen and seen[0] + self.limits.within_s <= now:
            seen.popleft()
        seen.append(now)
        if len(seen) <= self.limits.updates:
            return Patience.FINE
        self._silent_until = {known: until for known, until in self._silent_until.items() if until > now}
        self._silent_until[user_id] = now + self.limits.silence_s
        seen.clear()
        return Patience.TOO_MUCH
