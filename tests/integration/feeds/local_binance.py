"""Two contracts of Binance USDT-M served from this process."""

import asyncio
import json
from collections import Counter
from random import Random
from typing import Any

import aiohttp
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from engine.feeds.binance.feed import BinanceFeed
from engine.market.ports import Clock

STEP_OF = {"5m": 300_000, "15m": 900_000, "30m": 1_800_000, "1h": 3_600_000, "2h": 7_200_000, "6h": 21_600_000}
STEP_OF |= {"12h": 43_200_000, "1d": 86_400_000}
SYMBOLS = {"BTCUSDT": "BTC", "1000PEPEUSDT": "1000PEPE"}
MONTH_MS = 30 * 86_400_000


def feed_of(server: TestServer, session: aiohttp.ClientSession, clock: Clock) -> BinanceFeed:
    """Impatient, so that tests are quick."""
    return BinanceFeed(
        session,
        clock,
        Random(1),
        rest_url=str(server.make_url("")),
        stream_url=str(server.make_url("/market/stream")),
        first_wait_s=0.01,
        oi_round_s=0.01,
    )


class LocalBinance:
    """`refuse` answers the next questions of a path; older open interest than thirty days is refused as there."""

    ALL = "!ticker@arr"

    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms
        self.refuse: dict[str, list[web.Response]] = {}
        self.asked: Counter[str] = Counter()
        self.streams: set[str] = set()
        self.oi = "50"
        self.price = 8.0
        self.subscribed = asyncio.Event()
        self.oi_asked = asyncio.Event()
        self._sockets: dict[web.WebSocketResponse, set[str]] = {}

    def app(self) -> web.Application:
        app = web.Application()
        for path, answer in {
            "/fapi/v1/time": self._time,
            "/fapi/v1/exchangeInfo": self._exchange_info,
            "/fapi/v1/fundingInfo": self._funding_info,
            "/fapi/v1/premiumIndex": self._premium_index,
            "/fapi/v1/ticker/24hr": self._day,
            "/fapi/v1/openInterest": self._open_interest,
            "/fapi/v1/klines": self._klines,
            "/futures/data/openInterestHist": self._open_interest_history,
        }.items():
            app.router.add_get(path, self._counted(path, answer))
        app.router.add_get("/market/stream", self._stream)
        return app

    async def say(self, stream: str, data: Any) -> None:
        """To those who asked for it."""
        for socket, streams in list(self._sockets.items()):
            if stream in streams:
                await socket.send_str(json.dumps({"stream": stream, "data": data}))

    def _counted(self, path: str, answer: Any) -> Any:
        async def handler(request: web.Request) -> web.Response:
            self.asked[path] += 1
            if self.refuse.get(path):
                return self.refuse[path].pop(0)
            return web.json_response(answer(request.query))

        return handler

    def _time(self, _: Any) -> Any:
        return {"serverTime": self.now_ms}

    def _exchange_info(self, _: Any) -> Any:
        contract = {
            "contractType": "PERPETUAL",
            "status": "TRADING",
            "quoteAsset": "USDT",
            "underlyingType": "COIN",
            "onboardDate": 1_569_398_400_000,
            "filters": [
                {"filterType": "PRICE_FILTER", "tickSize": "0.1"},
                {"filterType": "LOT_SIZE", "stepSize": "1"},
            ],
        }
        rows = [{**contract, "symbol": symbol, "baseAsset": base} for symbol, base in SYMBOLS.items()]
        gold = {**contract, "symbol": "XAUUSDT", "baseAsset": "XAU", "contractType": "TRADIFI_PERPETUAL"}
        return {"symbols": [*rows, gold]}

    def _funding_info(self, _: Any) -> Any:
        return [{"symbol": "1000PEPEUSDT", "fundingIntervalHours": 4}]

    def _premium_index(self, _: Any) -> Any:
        row = {"markPrice": "100", "lastFundingRate": "0.0001", "nextFundingTime": self.now_ms}
        return [{**row, "symbol": symbol} for symbol in [*SYMBOLS, "XAUUSDT"]]

    def _day(self, _: Any) -> Any:
        row = {"lastPrice": "101", "quoteVolume": "7", "priceChangePercent": "1.5", "closeTime": self.now_ms}
        return [{**row, "symbol": symbol} for symbol in [*SYMBOLS, "XAUUSDT"]]

    def _open_interest(self, query: Any) -> Any:
        if query["symbol"] == "1000PEPEUSDT":
            self.oi_asked.set()
        return {"symbol": query["symbol"], "openInterest": self.oi, "time": self.now_ms}

    def _klines(self, query: Any) -> Any:
        step_ms = STEP_OF[query["interval"]]
        start, end, limit = (int(query[name]) for name in ("startTime", "endTime", "limit"))
        opens = range(-(-start // step_ms) * step_ms, min(end, self.now_ms) + 1, step_ms)
        open_, high, low = (str(self.price + more) for more in (0, 1, -1))
        return [[at, open_, high, low, open_, "10", at + step_ms - 1, "80", 3, "4", "32", "0"] for at in opens][:limit]

    def _open_interest_history(self, query: Any) -> Any:
        step_ms = STEP_OF[query["period"]]
        start, end, limit = (int(query[name]) for name in ("startTime", "endTime", "limit"))
        if start < self.now_ms - MONTH_MS:
            return {"code": -1130, "msg": "parameter 'startTime' is invalid."}
        stamps = range(-(-start // step_ms) * step_ms, min(end, self.now_ms) + 1, step_ms)
        return [{"symbol": query["symbol"], "sumOpenInterest": str(at // 300_000), "timestamp": at} for at in stamps][
            :limit
        ]

    async def _stream(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets[socket] = set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    asked = json.loads(message.data)
                    await socket.send_json({"result": None, "id": asked["id"]})
                    self._change(self._sockets[socket], asked)
        finally:
            del self._sockets[socket]
        return socket

    def _change(self, streams: set[str], asked: Any) -> None:
        if asked["method"] == "SUBSCRIBE":
            streams.update(asked["params"])
        else:
            streams.difference_update(asked["params"])
        self.streams = set().union(*self._sockets.values())
        if self.ALL in self.streams and any("kline" in stream for stream in self.streams):
            self.subscribed.set()
