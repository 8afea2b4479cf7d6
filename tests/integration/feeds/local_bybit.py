"""A few contracts of Bybit v5 served from this process, whose answers and silences the tests command."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

STEP_OF_KLINE = {"5": 300_000, "15": 900_000, "30": 1_800_000, "60": 3_600_000, "120": 7_200_000, "360": 21_600_000}
STEP_OF_KLINE |= {"1": 60_000, "720": 43_200_000, "D": 86_400_000}
STEP_OF_OI = {
    "5min": 300_000,
    "15min": 900_000,
    "30min": 1_800_000,
    "1h": 3_600_000,
    "4h": 14_400_000,
    "1d": 86_400_000,
}
SYMBOLS = {"BTCUSDT": "BTC", "ETHUSDT": "ETH", "1000PEPEUSDT": "1000PEPE"}

_STOCKS = {"TSLAUSDT": {"baseCoin": "TSLA", "symbolType": "stock"}}


def price_at(open_ms: int) -> float:
    """Every bar's prices follow from its time, so a test knows what must come."""
    return 100.0 + open_ms // 300_000 % 7


def candle(open_ms: int, step_ms: int) -> list[str]:
    """Open, high, low, close of a bar, as its five-minute bars make them."""
    prices = [price_at(at) for at in range(open_ms, open_ms + step_ms, 300_000)]
    return [str(price) for price in (prices[0], max(prices), min(prices), prices[-1])]


class LocalBybit:
    """`now_ms` is the venue's clock. Chatty, it says something with every pong; else only what the test says.

    Faults: `refuse` by path, `is_down`, `drop`, `say` anything.
    """

    def __init__(self) -> None:
        self.now_ms = int(datetime(2026, 2, 6, 12, 2, tzinfo=UTC).timestamp() * 1000)
        self.refuse: dict[str, list[web.Response]] = {}
        self.asked: Counter[str] = Counter()
        self.page_size = 2
        self.listed: dict[str, dict[str, Any]] = {symbol: {"baseCoin": base} for symbol, base in SYMBOLS.items()}
        self.pre_market: dict[str, dict[str, Any]] = {}
        self.over: dict[str, dict[str, Any]] = {}  # told to who asks for them by name
        self.ticker: dict[str, str] = {}  # what REST says otherwise than usually
        self.silent: range = range(0)  # opens of bars the venue does not have
        self.klines: Counter[tuple[str, int]] = Counter()  # questions by contract and step
        self.klines_left = 1_000_000  # answered before the venue falls silent until `gate` opens
        self.gate = asyncio.Event()
        self.oi_factor = 1
        self.settled: list[tuple[int, str]] = []  # instants and rates of all contracts, oldest first
        self.knows_marks = True
        self.volume_factor = 1
        self.is_chatty = True
        self.is_down = False
        self.opened = 0
        self.topics: set[str] = set()
        self.pings = 0
        self.requests: list[dict[str, Any]] = []  # of subscriptions, as they came
        self._sockets: set[web.WebSocketResponse] = set()
        self.subscribed = asyncio.Event()

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._faults])
        app.router.add_get("/v5/market/time", self._time)
        app.router.add_get("/v5/market/instruments-info", self._instruments)
        app.router.add_get("/v5/market/risk-limit", self._risk_limit)
        app.router.add_get("/v5/market/tickers", self._tickers)
        app.router.add_get("/v5/market/kline", self._kline)
        app.router.add_get("/v5/market/open-interest", self._open_interest)
        app.router.add_get("/v5/market/funding/history", self._funding)
        app.router.add_get("/v5/market/mark-price-kline", self._marks)
        app.router.add_get("/v5/public/linear", self._stream)
        return app

    @property
    def listeners(self) -> int:
        """Connections that are open."""
        return len(self._sockets)

    async def say(self, message: dict[str, Any] | str) -> None:
        for socket in list(self._sockets):
            await socket.send_str(message if isinstance(message, str) else json.dumps(message))

    async def drop(self) -> None:
        """All connections, without a word."""
        self.subscribed.clear()
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def say_ticker(self, symbol: str = "BTCUSDT", **data: str) -> None:
        whole = {"symbol": symbol, "lastPrice": "100", "markPrice": "100", "openInterest": "2000", **data}
        topic = f"tickers.{symbol}"
        await self.say({"topic": topic, "type": "snapshot", "ts": self.now_ms, "data": whole, "cs": 1})

    async def close_bar(self, open_ms: int, symbol: str = "BTCUSDT", **changed: Any) -> None:
        """`changed` values replace the usual ones; None leaves the field out."""
        price = str(price_at(open_ms))
        row = {"start": open_ms, "end": open_ms + 299_999, "interval": "5", "open": price, "high": price, "low": price}
        row |= {"close": price, "volume": "10", "turnover": "1", "confirm": True, "timestamp": open_ms + 300_000}
        row = {name: value for name, value in {**row, **changed}.items() if value is not None}
        await self.say({"topic": f"kline.5.{symbol}", "type": "snapshot", "ts": self.now_ms, "data": [row]})

    @web.middleware
    async def _faults(self, request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        self.asked[request.path] += 1
        if self.is_down:
            raise web.HTTPServiceUnavailable
        if self.refuse.get(request.path):
            return self.refuse[request.path].pop(0)
        return await handler(request)  # type: ignore[no-any-return]

    def _answer(self, result: dict[str, Any]) -> web.Response:
        return web.json_response(
            {"retCode": 0, "retMsg": "OK", "result": result, "retExtInfo": {}, "time": self.now_ms}
        )

    def _page(self, request: web.Request, rows: list[dict[str, Any]]) -> web.Response:
        start = int(request.query.get("cursor") or 0)
        following = start + self.page_size
        cursor = str(following) if following < len(rows) else ""
        return self._answer({"category": "linear", "list": rows[start:following], "nextPageCursor": cursor})

    async def _time(self, _: web.Request) -> web.Response:
        return self._answer({"timeSecond": str(self.now_ms // 1000)})

    async def _instruments(self, request: web.Request) -> web.Response:
        contract = {
            "contractType": "LinearPerpetual",
            "status": "Trading",
            "quoteCoin": "USDT",
            "launchTime": "1585526400000",
            "leverageFilter": {"maxLeverage": "50"},
            "priceFilter": {"tickSize": "0.1"},
            "lotSizeFilter": {"qtyStep": "1"},
            "fundingInterval": 480,
        }
        found = self.pre_market if request.query.get("status") == "PreLaunch" else {**self.listed, **_STOCKS}
        if symbol := request.query.get("symbol"):
            found = {name: row for name, row in {**self.listed, **self.over}.items() if name == symbol}
        return self._page(request, [{**contract, "symbol": symbol, **row} for symbol, row in found.items()])

    async def _risk_limit(self, request: web.Request) -> web.Response:
        tier = {"riskLimitValue": "2000000", "maintenanceMargin": "0.005", "maxLeverage": "50", "mmDeduction": ""}
        return self._page(request, [{**tier, "symbol": symbol} for symbol in self.listed])

    async def _tickers(self, _: web.Request) -> web.Response:
        row = {
            "lastPrice": "100",
            "markPrice": "100",
            "openInterest": "2000",
            "turnover24h": "7",
            "fundingRate": "0.0001",
            **self.ticker,
        }
        return self._answer({"list": [{**row, "symbol": symbol} for symbol in [*self.listed, "OTHERUSDT"]]})

    async def _kline(self, request: web.Request) -> web.Response:
        """Newest first, the running candle included, at most `limit`."""
        step_ms = STEP_OF_KLINE[request.query["interval"]]
        self.klines_left -= 1
        if self.klines_left < 0:
            await self.gate.wait()
        self.klines[request.query["symbol"], step_ms] += 1
        start, end, limit = (int(request.query[name]) for name in ("start", "end", "limit"))
        opens = range(-(-start // step_ms) * step_ms, min(end, self.now_ms) + 1, step_ms)
        rows = [
            [str(at), *candle(at, step_ms), str(self.volume_factor * step_ms // 30_000), "1"]
            for at in opens
            if not (at >= self.silent.start and at + step_ms <= self.silent.stop)
        ]
        return self._answer({"category": "linear", "list": rows[::-1][:limit]})

    async def _funding(self, request: web.Request) -> web.Response:
        start, end, limit = (int(request.query[name]) for name in ("startTime", "endTime", "limit"))
        rows = [
            {"symbol": request.query["symbol"], "fundingRate": rate, "fundingRateTimestamp": str(at)}
            for at, rate in self.settled
            if start <= at <= end
        ]
        return self._answer({"category": "linear", "list": rows[::-1][:limit]})

    async def _marks(self, request: web.Request) -> web.Response:
        """A cent above the last price, as long as they are known."""
        start, end = int(request.query["start"]), int(request.query["end"])
        opens = range(-(-start // 60_000) * 60_000, end + 1, 60_000) if self.knows_marks else ()
        rows = [[str(at), *[f"{price_at(at) + 0.01:.2f}"] * 4] for at in opens]
        return self._answer({"category": "linear", "list": rows[::-1]})

    async def _open_interest(self, request: web.Request) -> web.Response:
        step_ms = STEP_OF_OI[request.query["intervalTime"]]
        start, end, limit = (int(request.query[name]) for name in ("startTime", "endTime", "limit"))
        stamps = range(-(-start // step_ms) * step_ms, min(end, self.now_ms) + 1, step_ms)
        rows = [{"openInterest": str(2 * self.oi_factor * (at // 300_000)), "timestamp": str(at)} for at in stamps]
        return self._answer({"category": "linear", "list": rows[::-1][:limit], "nextPageCursor": ""})

    async def _stream(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.opened += 1
        self._sockets.add(socket)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(socket, json.loads(message.data))
        finally:
            self._sockets.discard(socket)
        return socket

    async def _hear(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        if message["op"] == "ping":
            self.pings += 1
            await socket.send_json({"success": True, "ret_msg": "pong", "op": "ping", "req_id": message["req_id"]})
            if self.is_chatty:
                data = {"symbol": "ETHUSDT", "lastPrice": "10"}
                await socket.send_json({"topic": "tickers.ETHUSDT", "type": "delta", "ts": self.now_ms, "data": data})
            return
        self.requests.append(message)
        dead = [topic for topic in message["args"] if "DEAD" in topic]
        answer = {"success": not dead, "ret_msg": "", "op": message["op"], "req_id": message["req_id"], "conn_id": "1"}
        await socket.send_json(answer)
        if message["op"] == "unsubscribe":
            self.topics.difference_update(message["args"])
            return
        if not dead:
            self.topics.update(message["args"])
            self.subscribed.set()
