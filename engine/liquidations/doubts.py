"""What is in doubt about the data a map is made of, gathered from bars, contracts, prices and the market itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from engine.errors import CoinEnded, HistoryLoading, NoData, UnknownCoin
from engine.liquidations.values import LiquidationMap
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

JUST_LISTED = "reason-just-listed"  # so young that no bar has closed
_FIRST_BARS = timedelta(minutes=15)


def flags_of_bars(bars: Mapping[Venue, Bars]) -> tuple[Flag, ...]:
    return tuple(flag for venue, held in bars.items() for flag in bar_flags(venue, held))


async def flags_of_now(
    reader: MarketReader, heatmap: LiquidationMap, instruments: Sequence[Instrument], now: datetime
) -> tuple[Flag, ...]:
    """All flags of a map: those of its bars, and what can change while it stands. Weightiest first."""
    coin, listed = heatmap.query.coin, [one.venue for one in instruments]
    is_recorded = reader.source is MarketSource.RECORDED
    stale = stale_flag(heatmap.at, heatmap.bars.step_ms if is_recorded else STEPS_MS[0], now)
    found = [*heatmap.flags, *([] if stale is None else [stale])]
    if not is_recorded:  # a recording begins somewhere: that is no listing
        found += [flag for one in instruments for flag in contract_flags(one, now)]
    found += price_flags(await _prices(reader, coin, listed), heatmap.venues[0])
    if isinstance(reader, MarketDoubts):
        found += await reader.flags(coin, listed)
        loading = await reader.loading()
        if loading is not None and heatmap.is_short:
            found.append(Flag(FlagKind.LOADING, value=loading.share))
    return in_order(found)


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
