"""A few questions of CoinGlass v4 served from this process: keys, plans, quotas and faults as the tests command."""

import asyncio
from collections import Counter
from typing import Any

from aiohttp import WSMsgType, web

from engine.market.windows import Window
from tests.integration.feeds.coinglass_answers import Json, envelope, heatmap, third_version

PROFESSIONAL, HOBBYIST = "professional-key", "hobbyist-key"


class LocalCoinGlass:
    """Faults: `refuse` the next questions with these answers; `is_broken`, `is_empty`; silent until `go_on`."""

    def __init__(self) -> None:
        self.most, self.used = 80, 0
        self.asked: Counter[str] = Counter()
        self.params: list[dict[str, str]] = []
        self.refuse: list[web.Response] = []
        self.prices = {"BTC": 66_586.0, "ETH": 1_950.0}
        self.is_broken = self.is_third_version = self.is_empty = False
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.subscribed = asyncio.Event()
        self.pings = 0
        self.stream_keys: list[str] = []
        self._sockets: set[web.WebSocketResponse] = set()

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/api/futures/liquidation/aggregated-heatmap/{model}", self._heatmap)
        app.router.add_get("/api/futures/liquidation/aggregated-history", self._liquidations)
        app.router.add_get("/api/futures/open-interest/aggregated-history", self._open_interest)
        app.router.add_get("/api/futures/funding-rate/oi-weight-history", self._funding)
        app.router.add_get("/api/futures/aggregated-taker-buy-sell-volume/history", self._volume)
        app.router.add_get("/ws-api", self._stream)
        return app

    @property
    def headers(self) -> dict[str, str]:
        return {"API-KEY-MAX-LIMIT": str(self.most), "API-KEY-USE-LIMIT": str(self.used)}

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path == "/ws-api":
            return await handler(request)
        self.asked[request.path.rsplit("/", 1)[-1]] += 1
        self.params.append(dict(request.query))
        self.used += 1
        await self.go_on.wait()
        if self.refuse:
            return self.refuse.pop(0)
        if self.used > self.most:
            return self._no("429", "Too Many Requests", 429)
        key = request.headers.get("CG-API-KEY", "")
        if key not in (PROFESSIONAL, HOBBYIST):
            return self._no("401", "API key missing." if not key else "Invalid API key.")
        if key == HOBBYIST and "heatmap" in request.path:
            return self._no("401", "Upgrade plan")
        if self.is_broken:
            return web.Response(text='{"code": "0", "data": {"y_axis": [1, 2', headers=self.headers)
        return await handler(request)

    def _no(self, code: str, msg: str, status: int = 200) -> web.Response:
        return web.json_response({"code": code, "msg": msg}, status=status, headers=self.headers)

    def _yes(self, data: Any) -> web.Response:
        return web.json_response(envelope(data), headers=self.headers)

    async def _heatmap(self, request: web.Request) -> web.Response:
        coin, name = request.query.get("symbol", ""), request.query.get("range", "")
        if coin not in self.prices or name not in set(Window) - {Window.D14}:
            return self._no("400", "symbol or range not supported")
        seed = int(request.match_info["model"][-1])
        data: Json = heatmap(self.prices[coin], Window(name), 100 + 30 * seed, seed)
        if self.is_empty:
            data["liquidation_leverage_data"] = []
        return self._yes(third_version(data) if self.is_third_version else data)

    async def _liquidations(self, request: web.Request) -> web.Response:
        return self._rows(
            request, aggregated_long_liquidation_usd=2_000_000.5, aggregated_short_liquidation_usd="1000000"
        )

    async def _open_interest(self, request: web.Request) -> web.Response:
        return self._rows(request, open="59e9", high="61e9", low="58e9", close="60000000000")

    async def _funding(self, request: web.Request) -> web.Response:
        return self._rows(request, open="0.004", high="0.01", low="-0.005", close="0.0092")

    async def _volume(self, request: web.Request) -> web.Response:
        return self._rows(request, aggregated_buy_volume_usd=5e9, aggregated_sell_volume_usd=6e9)

    def _rows(self, request: web.Request, **figures: object) -> web.Response:
        limit = int(request.query["limit"])
        return self._yes([{"time": 1_770_000_000_000 + n * 14_400_000, **figures} for n in range(limit)])

    async def _stream(self, request: web.Request) -> web.WebSocketResponse:
        self.stream_keys.append(request.query.get("cg-api-key", ""))
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            async for message in socket:
                await self._heard(socket, message)
        finally:
            self._sockets.discard(socket)
        return socket

    async def _heard(self, socket: web.WebSocketResponse, message: Any) -> None:
        if message.type is not WSMsgType.TEXT:
            return
        if message.data == "ping":
            self.pings += 1
            await socket.send_str("pong")
        elif message.json() == {"method": "subscribe", "channels": ["liquidationOrders"]}:
            self.subscribed.set()

    async def say(self, text: str) -> None:
        for socket in list(self._sockets):
            await socket.send_str(text)

    async def drop(self) -> None:
        self.subscribed.clear()
        for socket in list(self._sockets):
            await socket.close()
