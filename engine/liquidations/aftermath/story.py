"""The story of a day: yesterday's maps of the largest coins, and where price went from there."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.errors import EngineError
from engine.liquidations.aftermath.follow import follow, is_whole, largest, mirrored_usd, reached_at
from engine.liquidations.aftermath.values import Aftermath, DayStory, Tally
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.model import build_map
from engine.liquidations.scan import scan_map
from engine.liquidations.use_cases import chosen_instruments, read_venues
from engine.liquidations.values import Cluster, Confirmation, DayFigures, LiquidationMap, MapQuery, Scan
from engine.market.as_of import PastMarket
from engine.market.ports import Clock, MarketReader
from engine.market.values import Bars, Coin, Side
from engine.market.windows import STEPS_MS, Window

WINDOW = Window.D7  # its record, too, counts what is reached within a day
_COINS = 120  # by turnover
_MILLISECOND = timedelta(milliseconds=1)
_NOTHING_FRESH = Confirmation(None, None, None)
_NO_DAY = DayFigures(None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class _Followed:
    """One coin's earlier map and the bars since."""

    coin: Coin
    scan: Scan
    largest: Cluster
    path: Bars
    was_reached: bool
    was_other_reached: bool


@dataclass(frozen=True, slots=True)
class TellDay:
    """`DayStory` from the bar that opened at `since` to the last one closed by `until`. Some 15 ms a coin, in threads.

    The past is held as far as the market holds it: some 34 hours of five-minute bars.
    """

    market: MarketReader
    clock: Clock
    mixes: MixBook = DEFAULT_MIXES

    async def __call__(self, since: datetime, until: datetime) -> DayStory:
        since, until = _bar_at(since), _bar_at(until)
        coins = (await self.market.coins())[:_COINS]
        found = [await self._followed(coin, since, until) for coin in coins]
        followed = [one for one in found if one is not None]
        reached = sum(one.was_reached for one in followed)
        other = sum(one.was_other_reached for one in followed)
        tally = Tally(len(followed), reached, other, len(coins) - len(followed))
        shown = await self._most_to_show(followed, since, until)
        return DayStory(self.market.source, since, until, tally, shown)

    async def _followed(self, coin: Coin, since: datetime, until: datetime) -> _Followed | None:
        try:
            heatmap = await self._map(coin, since, keep_columns=False)
        except EngineError:
            return None
        path = await self._path(coin, heatmap, since, until)
        scan = scan_map(heatmap, _NOTHING_FRESH, _NO_DAY)
        level = largest(scan)
        if path is None or level is None:
            return None
        is_above = level.side is Side.SHORT
        was_reached = reached_at(level.peak_usd, path, is_above=is_above) is not None
        other_usd = mirrored_usd(level, scan.price_usd)
        was_other_reached = reached_at(other_usd, path, is_above=not is_above) is not None
        return _Followed(coin, scan, level, path, was_reached, was_other_reached)

    async def _map(self, coin: Coin, at: datetime, *, keep_columns: bool) -> LiquidationMap:
        """As it stood at `at`. Raises `UnknownCoin` and `NoData`."""
        query, source = MapQuery(coin, WINDOW), self.market.source
        instruments = await chosen_instruments(self.market, query)
        bars = await read_venues(PastMarket(self.market, at, self.clock.now()), query, instruments, at)
        return await asyncio.to_thread(build_map, bars, instruments, query, source, at, keep_columns, self.mixes)

    async def _path(self, coin: Coin, heatmap: LiquidationMap, since: datetime, until: datetime) -> Bars | None:
        """The finest bars that are held whole, of the venue the map's candles are of."""
        since_ms, until_ms = (int(at.timestamp() * 1000) for at in (since, until))
        for step_ms in STEPS_MS[:3]:
            past = PastMarket(self.market, until, self.clock.now())
            bars = await past.bars(coin, heatmap.venues[0], step_ms, (until_ms - since_ms) // step_ms + 2)
            path = bars.between(since_ms, until_ms)
            if is_whole(path, since_ms, until_ms):
                return path
        return None

    async def _most_to_show(self, followed: list[_Followed], since: datetime, until: datetime) -> Aftermath | None:
        """The largest level that was reached; on a quiet day the largest that was not."""
        best = max(followed, key=lambda one: (one.was_reached, one.largest.notional_usd), default=None)
        if best is None:
            return None
        before = await self._map(best.coin, since, keep_columns=True)
        after = await self._map(best.coin, until, keep_columns=True)
        return Aftermath(
            best.coin,
            before,
            best.scan,
            after,
            scan_map(after, _NOTHING_FRESH, _NO_DAY),
            follow(best.scan.above, best.path),
            follow(best.scan.below, best.path),
            await self.market.liquidated(best.coin, since),
        )


def _bar_at(at: datetime) -> datetime:
    """When the bar that holds `at` opened."""
    step = STEPS_MS[0] * _MILLISECOND
    return at - (at - datetime.fromtimestamp(0, UTC)) % step
