"""The venue's side of `benchmarks.ingestion`, in a process of its own: Bybit's and Binance's stream on loopback.

`python -m benchmarks.ingestion_sender RATE COUNT`; a rate of 0 is as fast as the other end takes it. Prints its port,
and after the run `sent MESSAGES LIQUIDATIONS SECONDS`.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from aiohttp import WSMsgType, web

CONTRACTS = 500
BURSTS_S = 0.01
_LIQUIDATION_EACH = 10  # messages
_KLINE_EACH = 5
_BAR_MS = 300_000
Message = tuple[str, str, bool]
"""Contract, text, and whether it is a liquidation."""


def symbols() -> list[str]:
    return [f"C{number}USDT" for number in range(CONTRACTS)]


def bybit_messages() -> Iterator[Message]:
    """Endless. Of ten messages one is a liquidation, one a running candle, the rest are tickers."""
    rest = {"markPrice": "100", "openInterest": "2000", "turnover24h": "200000", "fundingRate": "0.0001"}
    for name in symbols():
        yield name, _bybit("tickers", name, {"symbol": name, "lastPrice": "100", **rest}, "snapshot"), False
    for number, name, price in _beats():
        if number % _LIQUIDATION_EACH == 0:
            row = {"T": _now_ms(), "s": name, "S": "Buy", "v": str(number + 1), "p": price}
            yield name, _bybit("allLiquidation", name, [row], "snapshot"), True
        elif number % _KLINE_EACH == 0:
            yield name, _bybit("kline.5", name, [_bybit_candle(price)], "snapshot"), False
        else:
            data = {"symbol": name, "lastPrice": price, "markPrice": price}
            yield name, _bybit("tickers", name, data, "delta"), False


def _beats() -> Iterator[tuple[int, str, str]]:
    names = symbols()
    for number in itertools.count():
        yield number, names[number % CONTRACTS], f"{100 + number % 7}.{number % 100:02d}"


def _bybit(topic: str, name: str, data: Any, kind: str) -> str:
    return json.dumps({"topic": f"{topic}.{name}", "type": kind, "ts": _now_ms(), "data": data})


def _bybit_candle(price: str) -> dict[str, Any]:
    prices = dict.fromkeys(("open", "high", "low", "close"), price)
    return {"start": _now_ms() // _BAR_MS * _BAR_MS, "interval": "5", **prices, "volume": "10", "confirm": False}


def binance_messages() -> Iterator[Message]:
    """The same mixture in Binance's words; tickers come as arrays."""
    for name in symbols():
        mark = {"e": "markPriceUpdate", "E": _now_ms(), "s": name, "p": "100", "r": "0.0001", "T": _now_ms()}
        yield name, _binance("!markPrice@arr", [mark]), False
    for number, name, price in _beats():
        if number % _LIQUIDATION_EACH == 0:
            order = {"s": name, "S": "SELL", "p": price, "ap": price, "q": "1", "z": str(number + 1), "T": _now_ms()}
            yield name, _binance("!forceOrder@arr", {"e": "forceOrder", "E": _now_ms(), "o": order}), True
        elif number % _KLINE_EACH == 0:
            yield name, _binance(f"{name.lower()}@kline_5m", _binance_candle(name, price)), False
        else:
            day = {"e": "24hrTicker", "E": _now_ms(), "s": name, "c": price, "q": "200000", "P": "1"}
            yield name, _binance("!ticker@arr", [day]), False


def _binance(stream: str, data: Any) -> str:
    return json.dumps({"stream": stream, "data": data})


def _binance_candle(name: str, price: str) -> dict[str, Any]:
    candle = {"t": _now_ms() // _BAR_MS * _BAR_MS, "s": name, "i": "5m", "v": "10", "V": "5", "x": False}
    return {"e": "kline", "E": _now_ms(), "s": name, "k": {**candle, **dict.fromkeys("ohlc", price)}}


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class Sender:
    """Begins when every contract was subscribed to, and sends to the connection that did."""

    def __init__(self, rate: float, count: int) -> None:
        self._rate, self._count = rate, count
        self._sockets: dict[str, web.WebSocketResponse] = {}

    def stream(self, messages: Callable[[], Iterator[Message]]) -> Callable[[web.Request], Any]:
        async def handler(request: web.Request) -> web.WebSocketResponse:
            socket = web.WebSocketResponse(compress=False)
            await socket.prepare(request)
            async for message in socket:
                if message.type is WSMsgType.TEXT and self._is_last(socket, json.loads(message.data)):
                    await self._send(messages())
            return socket

        return handler

    def _is_last(self, socket: web.WebSocketResponse, asked: dict[str, Any]) -> bool:
        before = len(self._sockets)
        for topic in asked.get("args") or asked.get("params") or ():
            name = topic.rpartition(".")[2] if "." in topic else topic.partition("@")[0].upper()
            if not name.startswith("!"):  # one over all contracts
                self._sockets[name] = socket
        return before < CONTRACTS <= len(self._sockets)

    async def _send(self, messages: Iterator[Message]) -> None:
        started, sent, liquidations = time.perf_counter(), 0, 0
        while sent < self._count:
            due = self._count
            if self._rate:
                due = min(int((time.perf_counter() - started) * self._rate) + 1, self._count)
            for name, text, is_liquidation in itertools.islice(messages, due - sent):
                await self._sockets[name].send_str(text)
                liquidations += is_liquidation
            sent = due
            await asyncio.sleep(BURSTS_S)
        sys.stdout.write(f"sent {sent} {liquidations} {time.perf_counter() - started:.3f}\n")
        sys.stdout.flush()


async def open_interest(request: web.Request) -> web.Response:
    return web.json_response({"symbol": request.query["symbol"], "openInterest": "1000", "time": _now_ms()})


async def serve(rate: float, count: int) -> None:
    sender, app = Sender(rate, count), web.Application()
    app.router.add_get("/v5/public/linear", sender.stream(bybit_messages))
    app.router.add_get("/market/stream", sender.stream(binance_messages))
    app.router.add_get("/fapi/v1/openInterest", open_interest)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]), int(sys.argv[2])))
