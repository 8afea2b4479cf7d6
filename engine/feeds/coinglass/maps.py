"""CoinGlass as the chat asks it: a map with its age, and the day's measured figures."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

import numpy as np

from engine.feeds.coinglass.cache import AnswerCache
from engine.feeds.coinglass.client import RANGES, CoinGlassClient
from engine.feeds.coinglass.parsing import Series
from engine.liquidations.vendor.refusals import VendorRefused, VendorWhy
from engine.liquidations.vendor.values import Dated, MapModel, VendorDay, VendorMap
from engine.market.ports import Clock
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window

STALE_FOR = timedelta(minutes=30)  # an older map is refused: price has moved on
_DAY_FRESH, _DAY_STALE = timedelta(minutes=5), timedelta(hours=1)
DAY_VENUES = ("Binance", "OKX", "Bybit")
_INTERVAL, _SPANS = "4h", 6  # the shortest interval every plan may ask for


def fresh_for(window: Window) -> timedelta:
    """60 s for half a day, up to five minutes where a column is hours wide."""
    return timedelta(seconds=min(max(window.column.total_seconds() / 5, 60.0), 300.0))


class CoinGlassMaps:
    """`source` is that of our own market: beside simulated or recorded prices the world's map would only mislead."""

    def __init__(self, client: CoinGlassClient, clock: Clock, source: MarketSource) -> None:
        self._client = client
        self._clock = clock
        self._source = source
        self._maps: AnswerCache[VendorMap] = AnswerCache(clock, stale_for=STALE_FOR)
        self._days: AnswerCache[VendorDay] = AnswerCache(clock, stale_for=_DAY_STALE)

    @property
    def has_key(self) -> bool:
        return True

    async def map(self, coin: Coin, window: Window, model: MapModel) -> Dated:
        """Raises `VendorRefused`."""
        if self._source is not MarketSource.LIVE:
            raise VendorRefused(VendorWhy.NOT_LIVE, self._source.value)
        if window not in RANGES:
            raise VendorRefused(VendorWhy.NO_WINDOW, window.value)
        kept = await self._maps.get((coin, window, model), fresh_for(window), lambda: self._asked(coin, window, model))
        return Dated(kept.value, self._clock.now() - kept.at, kept.is_stale)

    async def _asked(self, coin: Coin, window: Window, model: MapModel) -> VendorMap:
        told = await self._client.heatmap(coin, window, model, self._clock.now())
        if not told.now.any():
            raise VendorRefused(VendorWhy.EMPTY, f"{told.cells_left_out} cells left out")
        return told

    async def day(self, coin: Coin) -> VendorDay | None:
        if self._source is not MarketSource.LIVE:
            return None
        try:
            kept = await self._days.get(coin, _DAY_FRESH, lambda: self._asked_day(coin))
        except VendorRefused:
            return None
        return kept.value

    async def _asked_day(self, coin: Coin) -> VendorDay:
        """Four small questions at once; what one of them does not answer is left out."""
        closes, oi, funding, volume = await asyncio.gather(
            _or_none(self._client.liquidations(coin, _INTERVAL, _SPANS, DAY_VENUES)),
            _or_none(self._client.open_interest(coin, _INTERVAL, _SPANS + 1)),
            _or_none(self._client.funding(coin, _INTERVAL, 1)),
            _or_none(self._client.volume(coin, _INTERVAL, _SPANS, DAY_VENUES)),
        )
        day = VendorDay(
            DAY_VENUES,
            _sum(closes, 0),
            _sum(closes, 1),
            _last(oi),
            _change(oi),
            _last(funding),
            _sum(volume, 0, 1),
        )
        if day.is_empty:
            raise VendorRefused(VendorWhy.AWAY, "no figure of the day")
        return day


async def _or_none(question: Awaitable[Series]) -> Series | None:
    try:
        return await question
    except VendorRefused:
        return None


def _sum(series: Series | None, *columns: int) -> float | None:
    if series is None or not len(series):
        return None
    return float(sum(np.sum(series.columns[column][-_SPANS:]) for column in columns))


def _last(series: Series | None) -> float | None:
    return None if series is None or not len(series) else float(series.columns[-1][-1])


def _change(series: Series | None) -> float | None:
    """Of the close against the close a day before it."""
    if series is None or len(series) <= _SPANS:
        return None
    before, now = series.columns[-1][-1 - _SPANS], series.columns[-1][-1]
    return float(now / before - 1) if before > 0 else None
