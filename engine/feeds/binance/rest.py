"""Binance's public futures REST: what it weighs and how it says no."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

import aiohttp

from engine.errors import VenueAway
from engine.feeds.binance.parsing import INTERVAL_OF_STEP, parse_candle, parse_funding_hours, parse_oi_point
from engine.feeds.http import BANNED_FOR_S, Banned, JsonClient, TryAgain
from engine.feeds.joining import CandleRow
from engine.feeds.pacing import Crowd, RateLimiter
from engine.feeds.reading import milliseconds, not_negative, read_rows
from engine.market.ports import Clock
from engine.market.values import Symbol, Venue

REST_URL = "https://fapi.binance.com"
_CANDLES_A_PAGE = 499  # weight 2; up to 1,500 fit a page at weight 10
_CANDLES_WEIGHT = 2
_OI_A_PAGE = 500
_OI_HISTORY = timedelta(days=30) - timedelta(minutes=10)  # older starts are refused
_TIME_KEPT_S = 60.0
_WIDE_STEP_MS = 7_200_000  # one page reaches over the whole month and has a point at every coarser close
_WIDE_KEPT = timedelta(minutes=10)


def judge(status: int, headers: Mapping[str, str], answer: Any) -> Any:
    """The JSON itself, a list or an object."""
    if status in (403, 418, 451):  # firewall, ban, a country that is not served
        raise Banned(f"HTTP {status}", max(_retry_after(headers) or 0.0, BANNED_FOR_S))
    if status == 429 or status >= 500:
        raise TryAgain(f"HTTP {status}", _retry_after(headers))
    if status != 200 or not isinstance(answer, list | dict):
        raise VenueAway(f"binance: HTTP {status} {str(answer)[:200]}")
    return answer


def _retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        return min(max(float(headers["Retry-After"]), 0.1), 600.0)
    except (KeyError, ValueError):
        return None


class BinanceRest:
    """Two budgets, both kept at two thirds: weight (2,400 a minute) and history of open interest (1,000 per 5 min)."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        base_url: str,
        clock: Clock,
        rng: Random,
        first_wait_s: float,
        crowd: Crowd | None = None,
    ) -> None:
        def client(limiter: RateLimiter) -> JsonClient:
            return JsonClient(Venue.BINANCE, session, base_url, limiter, judge, rng, first_wait_s)

        self._clock = clock
        self._market = client(RateLimiter(1_600, 60.0, crowd))
        self._data = client(RateLimiter(660, 300.0, crowd))
        self._ahead_ms: int | None = None
        self._compared_at_s = 0.0
        self._wide: dict[Symbol, tuple[int, dict[int, float]]] = {}

    async def server_time_ms(self) -> int:
        answer = await self._market.get("/fapi/v1/time")
        return int(answer["serverTime"])

    async def now_ms(self) -> int:
        """The venue's time by ours and their distance, asked for once a minute: our clock may be wrong."""
        loop = asyncio.get_running_loop()
        if self._ahead_ms is None or loop.time() - self._compared_at_s > _TIME_KEPT_S:
            self._ahead_ms = await self.server_time_ms() - milliseconds(self._clock.now())
            self._compared_at_s = loop.time()
        return milliseconds(self._clock.now()) + self._ahead_ms

    async def contracts(self) -> list[dict[str, Any]]:
        answer = await self._market.get("/fapi/v1/exchangeInfo")
        rows = answer.get("symbols") if isinstance(answer, dict) else None
        if not isinstance(rows, list):
            raise VenueAway("binance: exchangeInfo without symbols")
        return rows

    async def funding_hours(self) -> dict[str, float]:
        return dict(read_rows(Venue.BINANCE, await self._rows("/fapi/v1/fundingInfo"), parse_funding_hours))

    async def day_tickers(self) -> list[dict[str, Any]]:
        return await self._rows("/fapi/v1/ticker/24hr", units=40)

    async def premiums(self) -> list[dict[str, Any]]:
        return await self._rows("/fapi/v1/premiumIndex", units=10)

    async def open_interest_now(self, symbol: Symbol) -> float:
        """Contracts, one-sided."""
        answer = await self._market.get("/fapi/v1/openInterest", {"symbol": symbol})
        try:
            return not_negative(answer["openInterest"])
        except (KeyError, TypeError, ValueError) as error:
            raise VenueAway(f"binance: openInterest of {symbol}: {error!r}") from error

    async def candles(self, symbol: Symbol, step_ms: int, from_ms: int, to_ms: int) -> list[CandleRow]:
        """Candles with from_ms <= open < to_ms, the last perhaps still open."""
        found: list[CandleRow] = []
        for start_ms in range(from_ms, to_ms, _CANDLES_A_PAGE * step_ms):
            end_ms = min(start_ms + _CANDLES_A_PAGE * step_ms, to_ms) - 1
            params: dict[str, str | int] = {
                "symbol": symbol, "interval": INTERVAL_OF_STEP[step_ms],
                "startTime": start_ms, "endTime": end_ms, "limit": _CANDLES_A_PAGE,
            }  # fmt: skip
            rows = await self._rows("/fapi/v1/klines", params, _CANDLES_WEIGHT)
            found += read_rows(Venue.BINANCE, rows, parse_candle)
        return found

    async def open_interest(self, symbol: Symbol, step_ms: int, from_ms: int, to_ms: int) -> dict[int, float]:
        """Contracts by stamp for the closes of those bars, as far back as the venue tells: thirty days."""
        if step_ms >= _WIDE_STEP_MS:
            return await self._whole_month(symbol)
        oldest_ms = milliseconds(self._clock.now() - _OI_HISTORY)
        return await self._oi_points(symbol, step_ms, max(from_ms + 1, oldest_ms), to_ms)

    async def _whole_month(self, symbol: Symbol) -> dict[int, float]:
        """Shared by all coarse steps, since the budget for these questions is small."""
        now_ms = milliseconds(self._clock.now())
        asked_ms, points = self._wide.get(symbol, (0, {}))
        if now_ms - asked_ms > _WIDE_KEPT // timedelta(milliseconds=1):
            points = await self._oi_points(symbol, _WIDE_STEP_MS, milliseconds(self._clock.now() - _OI_HISTORY), now_ms)
            self._wide[symbol] = (now_ms, points)
        return points

    async def _oi_points(self, symbol: Symbol, step_ms: int, from_ms: int, to_ms: int) -> dict[int, float]:
        found: dict[int, float] = {}
        for start_ms in range(from_ms, to_ms + 1, _OI_A_PAGE * step_ms):
            params: dict[str, str | int] = {
                "symbol": symbol, "period": INTERVAL_OF_STEP[step_ms], "limit": _OI_A_PAGE,
                "startTime": start_ms, "endTime": min(start_ms + _OI_A_PAGE * step_ms - 1, to_ms),
            }  # fmt: skip
            rows = await self._list(self._data, "/futures/data/openInterestHist", params, 1)
            found.update(read_rows(Venue.BINANCE, rows, parse_oi_point))
        return found

    async def _rows(self, path: str, params: Mapping[str, str | int] | None = None, units: int = 1) -> list[Any]:
        return await self._list(self._market, path, params or {}, units)

    async def _list(self, client: JsonClient, path: str, params: Mapping[str, str | int], units: int) -> list[Any]:
        answer = await client.get(path, params, units)
        if not isinstance(answer, list):
            raise VenueAway(f"binance: {path} is no list")
        return answer
