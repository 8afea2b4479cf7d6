"""CoinGlass's REST, one method a question."""

import asyncio
from datetime import datetime
from random import Random
from typing import Any

import aiohttp

from engine.errors import VenueAway
from engine.feeds.coinglass.judging import Judge
from engine.feeds.coinglass.limits import HeaderLimits
from engine.feeds.coinglass.parsing import Series, parse_map, parse_series
from engine.feeds.http import JsonClient
from engine.feeds.reading import UNREADABLE
from engine.liquidations.vendor.refusals import VendorRefused, VendorWhy
from engine.liquidations.vendor.values import MapModel, VendorMap
from engine.market.values import Coin
from engine.market.windows import Window

REST_URL = "https://open-api-v4.coinglass.com"
NAME = "coinglass"
RANGES = {window: window.value for window in Window if window is not Window.D14}
"""The vendor's ranges are spelt as our windows; 14 days it has none."""
_MODELS = {MapModel.CG1: "model1", MapModel.CG2: "model2", MapModel.CG3: "model3"}
_ATTEMPTS = 2  # somebody waits for the answer
_PATIENCE_S = 5.0  # for the quota; whoever would wait longer is told instead


class CoinGlassClient:
    """All methods raise `VendorRefused`. `key` goes as a header and is never logged."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        key: str,
        rng: Random,
        *,
        base_url: str = REST_URL,
        limits: HeaderLimits | None = None,
        first_wait_s: float = 0.5,
        longest_s: float = 12.0,
    ) -> None:
        """`longest_s`: for one answer, asking again included."""
        self._longest_s = longest_s
        self._limits = limits or HeaderLimits()
        self._http = JsonClient(
            NAME, session, base_url, self._limits.limiter, Judge(self._limits), rng, first_wait_s,
            headers={"CG-API-KEY": key, "accept": "application/json"}, attempts=_ATTEMPTS,
        )  # fmt: skip

    async def heatmap(self, coin: Coin, window: Window, model: MapModel, now: datetime) -> VendorMap:
        """The coin's map over all venues the vendor counts in."""
        if window not in RANGES:
            raise VendorRefused(VendorWhy.NO_WINDOW, window.value)
        path = f"/api/futures/liquidation/aggregated-heatmap/{_MODELS[model]}"
        data = await self._get(path, symbol=coin, range=RANGES[window])
        try:
            return await asyncio.to_thread(parse_map, data, model, coin, window, now)  # a megabyte of triples
        except UNREADABLE as error:
            raise VendorRefused(VendorWhy.NONSENSE, repr(error)[:200]) from error

    async def liquidations(self, coin: Coin, interval: str, limit: int, venues: tuple[str, ...]) -> Series:
        """Measured forced closes of the venues named, summed: columns long USD, short USD."""
        names = ("aggregated_long_liquidation_usd", "aggregated_short_liquidation_usd")
        path = "/api/futures/liquidation/aggregated-history"
        return await self._series(
            path, names, symbol=coin, interval=interval, limit=limit, exchange_list=",".join(venues)
        )

    async def open_interest(self, coin: Coin, interval: str, limit: int) -> Series:
        """Open interest over all venues in USD: columns open, high, low, close of each span."""
        path = "/api/futures/open-interest/aggregated-history"
        return await self._series(path, _OHLC, symbol=coin, interval=interval, limit=limit, unit="usd")

    async def funding(self, coin: Coin, interval: str, limit: int) -> Series:
        """Weighted by open interest, fraction per funding period: open, high, low, close. The vendor counts in %."""
        path = "/api/futures/funding-rate/oi-weight-history"
        told = await self._series(path, _OHLC, symbol=coin, interval=interval, limit=limit)
        return Series(told.at_ms, tuple(column / 100 for column in told.columns))

    async def volume(self, coin: Coin, interval: str, limit: int, venues: tuple[str, ...]) -> Series:
        """Taker volume of the venues named in USD: columns bought, sold."""
        names = ("aggregated_buy_volume_usd", "aggregated_sell_volume_usd")
        path = "/api/futures/aggregated-taker-buy-sell-volume/history"
        return await self._series(
            path, names, symbol=coin, interval=interval, limit=limit, exchange_list=",".join(venues), unit="usd"
        )

    async def _series(self, path: str, names: tuple[str, ...], **asked: str | int) -> Series:
        data = await self._get(path, **asked)
        try:
            return parse_series(data, *names)
        except UNREADABLE as error:
            raise VendorRefused(VendorWhy.NONSENSE, repr(error)[:200]) from error

    async def _get(self, path: str, **asked: str | int) -> Any:
        wait_s = self._limits.limiter.wait_s()
        if wait_s > _PATIENCE_S:
            raise VendorRefused(VendorWhy.QUOTA, wait_s=wait_s)
        try:
            async with asyncio.timeout(self._longest_s):
                return await self._http.get(path, asked)
        except (VenueAway, TimeoutError) as error:
            raise VendorRefused(VendorWhy.AWAY, repr(error)[:200]) from error


_OHLC = ("open", "high", "low", "close")
