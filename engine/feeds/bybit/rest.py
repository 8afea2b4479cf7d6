"""Bybit's public REST, page by page."""

from collections.abc import AsyncIterator, Mapping
from random import Random
from typing import Any

import aiohttp

from engine.errors import VenueAway
from engine.feeds.bybit.parsing import KLINE_OF_STEP, OI_OF_STEP, parse_candle, parse_oi_point
from engine.feeds.http import Banned, JsonClient, TryAgain
from engine.feeds.joining import CandleRow
from engine.feeds.pacing import Crowd, RateLimiter
from engine.feeds.reading import read_rows
from engine.market.values import Symbol, Venue

REST_URL = "https://api.bybit.com"
_CANDLES_A_PAGE = 1000
_OI_A_PAGE = 200
_FUNDING_A_PAGE = 200
_MOST_PAGES = 400  # a cursor that never ends is a fault of the venue, not a reason to ask for ever
_LATER = frozenset({429, 10000, 10006, 10016, 10018, 10429, 500000})  # retCodes: too fast, or trouble on their side


def make_limiter(crowd: Crowd | None = None) -> RateLimiter:
    """Two thirds of the 600 requests per 5 s that the venue allows an address."""
    return RateLimiter(400, 5.0, crowd)


def judge(status: int, headers: Mapping[str, str], answer: Any) -> Any:
    """`(result, server time in ms)` of an answer that is one."""
    if status == 403:
        raise Banned("403")  # too fast, or asked from a country the venue does not serve
    if status != 200 or not isinstance(answer, dict):
        raise TryAgain(f"HTTP {status}", _wait_s(headers) if status == 429 else None)
    code = answer.get("retCode")
    if code in _LATER:
        raise TryAgain(f"retCode {code}", _wait_s(headers))
    if code != 0 or not isinstance(answer.get("result"), dict):
        raise VenueAway(f"bybit: retCode {code} {answer.get('retMsg')!r}")
    return answer["result"], int(answer["time"])


def _wait_s(headers: Mapping[str, str]) -> float | None:
    """Until the venue's own reset; None where it does not say. Its stamps: `Timenow` and the reset, both in ms."""
    try:
        wait_s = (int(headers["X-Bapi-Limit-Reset-Timestamp"]) - int(headers["Timenow"])) / 1000
    except (KeyError, ValueError):
        return None
    return min(max(wait_s, 0.1), 60.0)


class BybitRest:
    def __init__(
        self, session: aiohttp.ClientSession, base_url: str, limiter: RateLimiter, rng: Random, first_wait_s: float
    ) -> None:
        self._client = JsonClient(Venue.BYBIT, session, base_url, limiter, judge, rng, first_wait_s)

    async def server_time_ms(self) -> int:
        _, time_ms = await self._client.get("/v5/market/time")
        return int(time_ms)

    async def contracts(self) -> list[dict[str, Any]]:
        """Rows of every linear contract, all pages."""
        return [row async for row in self._pages("/v5/market/instruments-info", {"limit": 1000})]

    async def pre_market(self) -> list[dict[str, Any]]:
        """Rows of contracts whose coin is not traded yet; the plain list leaves them out."""
        asked: dict[str, str | int] = {"limit": 1000, "status": "PreLaunch"}
        return [row async for row in self._pages("/v5/market/instruments-info", asked)]

    async def contract(self, symbol: Symbol) -> list[dict[str, Any]]:
        """The row of one contract, also of one that is over; empty where the venue has forgotten it."""
        return [row async for row in self._pages("/v5/market/instruments-info", {"symbol": symbol})]

    async def risk_limits(self) -> list[dict[str, Any]]:
        """Rows of every tier; the venue gives fifteen symbols a page."""
        return [row async for row in self._pages("/v5/market/risk-limit", {})]

    async def tickers(self) -> tuple[list[dict[str, Any]], int]:
        """All linear tickers and the venue's time."""
        result, time_ms = await self._client.get("/v5/market/tickers", {"category": "linear"})
        return _list(result), time_ms

    async def candles(self, symbol: Symbol, step_ms: int, from_ms: int, to_ms: int) -> tuple[list[CandleRow], int]:
        """Candles with from_ms <= open < to_ms in no order, the last perhaps still open, and the venue's time."""
        found: list[CandleRow] = []
        time_ms = 0
        asked: dict[str, str | int] = {"symbol": symbol, "interval": KLINE_OF_STEP[step_ms], "limit": _CANDLES_A_PAGE}
        for start_ms in range(from_ms, to_ms, _CANDLES_A_PAGE * step_ms):
            end_ms = min(start_ms + _CANDLES_A_PAGE * step_ms, to_ms) - 1
            page = {"category": "linear", **asked, "start": start_ms, "end": end_ms}
            result, time_ms = await self._client.get("/v5/market/kline", page)
            found += read_rows(Venue.BYBIT, _list(result), parse_candle)
        return found, time_ms

    async def open_interest(self, symbol: Symbol, step_ms: int, from_ms: int, to_ms: int) -> dict[int, float]:
        """One-sided contracts by stamp, for the closes of bars with from_ms <= open < to_ms."""
        name, oi_step_ms = OI_OF_STEP[step_ms]
        found: dict[int, float] = {}
        for start_ms in range(from_ms + 1, to_ms + 1, _OI_A_PAGE * oi_step_ms):
            end_ms = min(start_ms + _OI_A_PAGE * oi_step_ms - 1, to_ms)
            params: dict[str, str | int] = {
                "category": "linear", "symbol": symbol, "intervalTime": name, "limit": _OI_A_PAGE,
                "startTime": start_ms, "endTime": end_ms,
            }  # fmt: skip
            result, _ = await self._client.get("/v5/market/open-interest", params)
            found.update(read_rows(Venue.BYBIT, _list(result), parse_oi_point))
        return found

    async def funding(self, symbol: Symbol, from_ms: int, to_ms: int) -> list[dict[str, Any]]:
        """Rows of settlements with from_ms <= at <= to_ms, newest first."""
        found: list[dict[str, Any]] = []
        for _ in range(_MOST_PAGES):
            asked: dict[str, str | int] = {"category": "linear", "symbol": symbol, "limit": _FUNDING_A_PAGE}
            page = {**asked, "startTime": from_ms, "endTime": to_ms}
            result, _time = await self._client.get("/v5/market/funding/history", page)
            rows = _list(result)
            found += rows
            if len(rows) < _FUNDING_A_PAGE:
                return found
            to_ms = int(rows[-1]["fundingRateTimestamp"]) - 1
        raise VenueAway("bybit: the history of funding has no end")

    async def minutes(self, symbol: Symbol, from_ms: int, to_ms: int, *, of_mark: bool) -> list[Any]:
        """Minutes of the mark or the last price with from_ms <= open <= to_ms: when, then its prices, open first."""
        path = "/v5/market/mark-price-kline" if of_mark else "/v5/market/kline"
        asked: dict[str, str | int] = {"category": "linear", "symbol": symbol, "interval": "1"}
        page = {**asked, "start": from_ms, "end": to_ms, "limit": _CANDLES_A_PAGE}
        result, _ = await self._client.get(path, page)
        return _list(result)

    async def _pages(self, path: str, params: Mapping[str, str | int]) -> AsyncIterator[dict[str, Any]]:
        cursor = ""
        for _ in range(_MOST_PAGES):
            page = {"category": "linear", **params, **({"cursor": cursor} if cursor else {})}
            result, _time = await self._client.get(path, page)
            for row in _list(result):
                yield row
            cursor = result.get("nextPageCursor") or ""
            if not cursor:
                return
        raise VenueAway(f"bybit: {path} has no last page")


def _list(result: Mapping[str, Any]) -> list[Any]:
    rows = result.get("list")
    if not isinstance(rows, list):
        raise VenueAway("bybit: an answer without a list")
    return rows
