"""The bot's own view of what works, for /health where nobody brought a better one."""

from collections.abc import Sequence
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.desk import Desk
from bot.intake.ports import Inbox
from bot.ports import HealthLine
from engine.errors import StorageAway


@dataclass(frozen=True, slots=True)
class OwnHealth:
    bot_id: int
    inbox: Inbox
    redis: Redis
    desk: Desk

    async def __call__(self) -> Sequence[HealthLine]:
        return [await self._database(), await self._redis(), await self._market()]

    async def _database(self) -> HealthLine:
        try:
            waiting = await self.inbox.waiting(self.bot_id)
        except StorageAway as error:
            return HealthLine("database", False, str(error)[:80])
        return HealthLine("database", True, f"{waiting} updates waiting")

    async def _redis(self) -> HealthLine:
        try:
            await self.redis.ping()
        except (RedisError, OSError, TimeoutError) as error:
            return HealthLine("redis", False, type(error).__name__)
        return HealthLine("redis", True, "answers")

    async def _market(self) -> HealthLine:
        coins = await self.desk.coins()
        return HealthLine("market", bool(coins), f"{self.desk.market.source.value}, {len(coins)} coins")
