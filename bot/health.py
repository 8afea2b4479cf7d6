"""The bot's own view of what works, for /health where nobody brought a better one."""

from collections.abc import Sequence
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.desk import Desk
from bot.intake.ports import Inbox
from bot.ports import HealthLine
from engine.errors import StorageAway
from engine.market.values import Coin

_OLD_S = 120.0


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
        return HealthLine("database", True, f"updates waiting: {waiting}")

    async def _redis(self) -> HealthLine:
        try:
            await self.redis.ping()
        except (RedisError, OSError, TimeoutError) as error:
            return HealthLine("redis", False, type(error).__name__)
        return HealthLine("redis", True, "answers")

    async def _market(self) -> HealthLine:
        source = self.desk.market.source.value
        try:
            coins = await self.desk.coins()
            age_s = await self._age_s(coins[0]) if coins else None
        except StorageAway as error:
            return HealthLine("market", False, f"{source}, {error}"[:80])
        if age_s is None:
            return HealthLine("market", False, f"{source}, {len(coins)} coins, no prices")
        return HealthLine("market", age_s < _OLD_S, f"{source}, {len(coins)} coins, newest price {age_s:.0f} s old")

    async def _age_s(self, coin: Coin) -> float | None:
        """Of the newest price of the largest coin, which is traded every second; None where there is none."""
        market = self.desk.market
        tickers = [await market.ticker(coin, one.venue) for one in await market.instruments(coin)]
        return min(((self.desk.now() - t.at).total_seconds() for t in tickers if t is not None), default=None)
