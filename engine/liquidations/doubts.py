"""What is in doubt about the data a map is made of, gathered from bars, contracts, prices and the market itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.errors import CoinEnded, HistoryLoading, NoData, UnknownCoin
from engine.liquidations.values import LiquidationMap, Scan
from engine.market.loading import Loading
from engine.market.ports import MarketDoubts, MarketReader
from engine.market.quality import (
    Flag,
    FlagKind,
    bar_flags,
    contract_flags,
    in_order,
    is_foreign,
    price_flags,
    stale_flag,
)
from engine.market.universe import nearest_coins
from engine.market.values import Bars, Coin, Instrument, MarketSource, Venue
from engine.market.windows import STEPS_MS

OF_BARS = frozenset({FlagKind.HOLE, FlagKind.NO_VOLUME, FlagKind.WICK})  # what `flags_of_bars` finds
JUST_LISTED = "reason-just-listed"  # so young that no bar has closed
_FIRST_BARS = timedelta(minutes=15)


def flags_of_bars(bars: Mapping[Venue, Bars]) -> tuple[Flag, ...]:
    return tuple(flag for venue, held in bars.items() for flag in bar_flags(venue, held))


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was in doubt about a coin at `now`, beside the bars of any map of it."""

    found: Sequence[Flag]
    loading: Loading | None
    now: datetime

    def of(self, heatmap: LiquidationMap) -> tuple[Flag, ...]:
        """All flags of the map: those of its bars, and what can change while it stands. Weightiest first."""
        is_recorded = heatmap.source is MarketSource.RECORDED
        step_ms = heatmap.bars.step_ms if is_recorded else STEPS_MS[0]
        return self._beside(heatmap.flags, stale_flag(heatmap.at, step_ms, self.now), is_short=heatmap.is_short)

    def again(self, scan: Scan) -> tuple[Flag, ...]:
        """Those of a scan that stands since then: what its bars said still holds, the rest is as of now."""
        kept = [flag for flag in scan.flags if flag.kind in OF_BARS]
        is_recorded = scan.source is MarketSource.RECORDED
        stale = None if is_recorded else stale_flag(scan.at, STEPS_MS[0], self.now)
        return self._beside(kept, stale, is_short=any(flag.kind is FlagKind.LOADING for flag in scan.flags))

    def _beside(self, of_bars: Sequence[Flag], stale: Flag | None, *, is_short: bool) -> tuple[Flag, ...]:
        found = [*of_bars, *self.found, *([] if stale is None else [stale])]
        if self.loading is not None and is_short:
            found.append(Flag(FlagKind.LOADING, value=self.loading.share))
        return in_order(found)


async def read_doubts(
    reader: MarketReader, coin: Coin, instruments: Sequence[Instrument], lead: Venue, now: datetime
) -> Doubts:
    """`lead`: the first venue of the map."""
    listed = [one.venue for one in instruments]
    found = price_flags(await _prices(reader, coin, listed), lead)
    if reader.source is not MarketSource.RECORDED:  # a recording begins somewhere: that is no listing
        found += [flag for one in instruments for flag in contract_flags(one, now)]
    if not isinstance(reader, MarketDoubts):
        return Doubts(found, None, now)
    return Doubts([*found, *await reader.flags(coin, listed)], await reader.loading(), now)


async def _prices(reader: MarketReader, coin: Coin, venues: Sequence[Venue]) -> dict[Venue, float]:
    tickers = {venue: await reader.ticker(coin, venue) for venue in venues}
    return {venue: ticker.price_usd for venue, ticker in tickers.items() if ticker is not None}


def without_foreign(bars: Mapping[Venue, Bars]) -> dict[Venue, Bars]:
    """`bars`: the largest venue first. A price far from its is another coin under the same name, or nonsense."""
    lead = next(iter(bars.values()))
    return {venue: held for venue, held in bars.items() if not is_foreign(float(held.close[-1]), float(lead.close[-1]))}


async def unknown(reader: MarketReader, coin: Coin) -> UnknownCoin | CoinEnded:
    """Why there is no contract of that coin."""
    ended = await reader.ended(coin) if isinstance(reader, MarketDoubts) else ()
    if ended:
        return CoinEnded(coin, ended[0].ends_at)
    return UnknownCoin(coin, nearest_coins(coin, await reader.coins()))


async def no_history(reader: MarketReader, coin: Coin, listed: Sequence[Instrument], now: datetime) -> NoData:
    """Why there is not one bar of a coin that is traded."""
    ages = [now - one.listed_at for one in listed if one.listed_at is not None]
    if ages and len(ages) == len(listed) and max(ages) < _FIRST_BARS:
        return NoData(coin, JUST_LISTED)
    loading = await reader.loading() if isinstance(reader, MarketDoubts) else None
    if loading is not None:
        return HistoryLoading(coin, loading.share, loading.left_s)
    return NoData(coin, "reason-no-history")
