"""The answer to `/whales`."""

from dataclasses import dataclass
from datetime import timedelta

from engine.errors import NoData
from engine.market.ports import Clock
from engine.market.values import Coin, MarketSource
from engine.whales.ports import WhaleReader
from engine.whales.values import Whales

SEEN_WITHIN = timedelta(hours=2)  # an older position may be long closed
NOT_LIVE = "reason-whales-not-live"
NONE_SEEN = "reason-whales-none"


@dataclass(frozen=True, slots=True)
class ReadWhales:
    """`source` is that of the market shown: real accounts never stand beside simulated or recorded prices."""

    store: WhaleReader
    source: MarketSource
    clock: Clock

    async def __call__(self, coin: Coin) -> Whales:
        """Raises `NoData` with the reason."""
        if self.source is not MarketSource.LIVE:
            raise NoData(coin, NOT_LIVE)
        since = self.clock.now() - SEEN_WITHIN
        positions = await self.store.positions(self.source, coin, since)
        context = await self.store.context(self.source, coin)
        if not positions or context is None:
            raise NoData(coin, NONE_SEEN)
        return Whales(coin, tuple(positions), context, await self.store.account_count(self.source, since))
