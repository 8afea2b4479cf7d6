"""Leases in Redis: one holder at a time, for a limited time, given up only by its holder."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import Redis

from db.redis_errors import redis_translated
from engine.errors import StorageAway
from engine.market.cancelling import heed_cancellation

# Both compare the holder's token first: a lease that ran out may have passed to someone else meanwhile.
_RENEW = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0
"""
_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""
_log = structlog.get_logger()


class Leases:
    """Named leases of `ttl_s` seconds. One object is one holder. Raises `StorageAway`."""

    def __init__(self, redis: Redis, ttl_s: float = 15.0, holder: str | None = None) -> None:
        self._redis = redis
        self._ttl_ms = int(ttl_s * 1000)
        self.holder = holder or secrets.token_hex(8)
        self._renew = redis.register_script(_RENEW)
        self._release = redis.register_script(_RELEASE)

    async def take(self, name: str) -> bool:
        """True if it is ours now: taken, or held already and renewed."""
        with redis_translated():
            if await self._redis.set(_key(name), self.holder, nx=True, px=self._ttl_ms):
                return True
        return await self.renew(name)

    async def renew(self, name: str) -> bool:
        """False where it is no longer ours: stop what it allowed."""
        with redis_translated():
            return bool(await self._renew(keys=[_key(name)], args=[self.holder, self._ttl_ms]))

    async def release(self, name: str) -> None:
        """Gives it up at once; nothing happens where it is not ours."""
        with redis_translated():
            await self._release(keys=[_key(name)], args=[self.holder])

    async def holder_of(self, name: str) -> str | None:
        with redis_translated():
            found = await self._redis.get(_key(name))
        return None if found is None else str(found)

    @asynccontextmanager
    async def held(self, name: str, retry_s: float = 1.0) -> AsyncIterator[asyncio.Event]:
        """Waits for the lease, keeps it while the block runs, and sets the event once it is lost."""
        while not await self._taken(name):  # noqa: ASYNC110  # another process gives it up: there is no event here
            await asyncio.sleep(retry_s)
        await self._heeded(name)
        lost = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as group:
                keeper = group.create_task(self._keep(name, lost), name=f"lease {name}")
                try:
                    yield lost
                finally:
                    keeper.cancel()
                    await self._given_up(name)
        except ExceptionGroup as several:
            if len(several.exceptions) > 1:
                raise
            raise several.exceptions[0] from several.exceptions[0].__cause__  # what the block raised, as it was

    async def _heeded(self, name: str) -> None:
        """Redis may have swallowed that we were asked to end while the lease was taken: then it is given up at once."""
        try:
            heed_cancellation()
        except asyncio.CancelledError:
            await self._given_up(name)
            raise

    async def _taken(self, name: str) -> bool:
        try:
            return await self.take(name)
        except StorageAway as away:
            _log.warning("lease_unreachable", lease=name, reason=str(away))
            return False

    async def _keep(self, name: str, lost: asyncio.Event) -> None:
        """Renews at a third of its time. While Redis is away nobody else can take it before it has run out either."""
        loop = asyncio.get_running_loop()
        good_until = loop.time() + self._ttl_ms / 1000
        while True:
            heed_cancellation()
            await asyncio.sleep(self._ttl_ms / 3000)
            try:
                is_ours = await self.renew(name) or await self.take(name)
            except StorageAway:
                is_ours = loop.time() < good_until
            else:
                good_until = loop.time() + self._ttl_ms / 1000
            if not is_ours:
                _log.warning("lease_lost", lease=name)
                lost.set()
                return

    async def _given_up(self, name: str) -> None:
        try:
            await self.release(name)
        except StorageAway as away:  # it runs out by itself
            _log.warning("lease_not_released", lease=name, reason=str(away))


def _key(name: str) -> str:
    return f"helix:lease:{name}"
