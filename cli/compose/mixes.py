"""Learned leverage mixes: kept by one process beside the market, read by all; and forecasts of forced closes."""

import asyncio

import structlog
from redis.asyncio import Redis

from db.database import Database
from db.leases import Leases
from db.mixes import MixRepository
from engine.errors import StorageAway
from engine.liquidations.forecast.book import ForecastBook
from engine.liquidations.forecast.keeper import ForecastKeeper
from engine.liquidations.mixes.book import LearnedMixes
from engine.liquidations.mixes.keeper import MixKeeper
from engine.market.ports import Clock
from engine.market.values import MarketSource

_FRESH_S, _AGAIN_S = 3_600.0, 60.0
log = structlog.get_logger()


class MixDesk:
    """`book` is what maps are made with, `forecasts` what scans say. `run` and `follow` are endless; `read` is once.

    Forecasts are made by every process that keeps a market, for itself.
    """

    def __init__(self, database: Database, redis: Redis, source: MarketSource, clock: Clock) -> None:
        self.book, self.forecasts = LearnedMixes(source), ForecastBook()
        self._repository, self._leases = MixRepository(database), Leases(redis)
        self._source, self._clock = source, clock

    async def run(self) -> None:
        """For who keeps the market: learns every week while it holds the lease, and follows what others learned."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.follow(), name="read mixes")
            group.create_task(self._lead(), name="learn mixes")
            group.create_task(self._forecast_keeper().run(), name="forecasts")

    async def follow(self) -> None:
        """For who only makes maps."""
        while True:
            is_read = await self.read()
            await asyncio.sleep(_FRESH_S if is_read else _AGAIN_S)

    async def read(self) -> bool:
        """False while the store is away: what was known stays."""
        try:
            self.book.put(await self._repository.load(self._source, self._clock.now()))
        except StorageAway as error:
            log.warning("mixes_not_read", error=str(error)[:200])
            return False
        return True

    def _forecast_keeper(self) -> ForecastKeeper:
        return ForecastKeeper(self._source, self._repository, self.forecasts, self._clock)

    async def _lead(self) -> None:
        keeper = MixKeeper(self._source, self._repository, self._repository, self.book, self._clock)
        while True:
            async with self._leases.held(f"mixes {self._source.value}") as lost, asyncio.TaskGroup() as group:
                work = group.create_task(keeper.run(), name="weekly mixes")
                await lost.wait()
                work.cancel()
