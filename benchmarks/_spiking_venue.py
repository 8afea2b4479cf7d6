"""A venue that speaks as Bybit does, as fast as it is told: the other side of `benchmarks.spike_to_signal`.

Reads `tick SECONDS RATE OFFSET_MS` and `close RATE OFFSET_MS` from its input, and writes a line of JSON for every spike
it sent, with the wall clock of that moment. A process of its own, so that its work is not measured.
"""

import asyncio
import json
import random
import sys
import time
from typing import Any

from aiohttp import WSMsgType, web

STEP_MS = 300_000
SPIKES_A_SECOND = 4
SPIKING = 0.15  # of all bars at a close
CLOSE_WITHIN_S = 1.0  # a venue closes its bars within about a second


class SpikingVenue:
    def __init__(self, symbols: list[str]) -> None:
        self._symbols = symbols
        self._prices = dict.fromkeys(symbols, 100.0)
        self._sockets: dict[str, web.WebSocketResponse] = {}
        self._random = random.Random(1)
        self._fresh = list(symbols)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/v5/public/linear", self._stream)
        app.router.add_get("/v5/market/{what}", self._answer)
        return app

    async def _answer(self, _: web.Request) -> web.Response:
        """Asked once more, it has nothing to add; the question and the answer still cross the wire."""
        result = {"category": "linear", "list": []}
        return web.json_response({"retCode": 0, "retMsg": "OK", "result": result, "time": int(time.time() * 1000)})

    async def _stream(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            said = json.loads(message.data)
            if said["op"] == "subscribe":
                for topic in said["args"]:
                    kind, _, symbol = topic.rpartition(".")
                    self._sockets[symbol] = socket
                    if kind == "tickers":
                        await self._say_ticker(symbol, time.time() * 1000, "snapshot", whole=True)
            await socket.send_json({"success": True, "op": said["op"], "req_id": said.get("req_id", "")})
        return socket

    async def tick(self, seconds: float, rate: int, offset_ms: float) -> None:
        """`rate` ticker messages a second; now and then one that is three percent away."""
        started, sent, spikes = time.perf_counter(), 0, 0
        while (elapsed := time.perf_counter() - started) < seconds:
            while sent < elapsed * rate:
                await self._calm(offset_ms)
                sent += 1
            if spikes < elapsed * SPIKES_A_SECOND and self._fresh:
                await self._spike(self._fresh.pop(), offset_ms)
                spikes += 1
            await asyncio.sleep(0.002)
        _write(done="tick", messages=sent, seconds=elapsed)

    async def close(self, rate: int, offset_ms: float) -> None:
        """Every contract's bar closes within a second, some with four times the volume, while tickers go on."""
        open_ms = int(time.time() * 1000 + offset_ms) // STEP_MS * STEP_MS - STEP_MS
        started, closed, sent = time.perf_counter(), 0, 0
        order = self._random.sample(self._symbols, len(self._symbols))
        while (elapsed := time.perf_counter() - started) < CLOSE_WITHIN_S + 2.0:
            while sent < elapsed * rate:
                await self._calm(offset_ms)
                sent += 1
            while closed < min(elapsed / CLOSE_WITHIN_S, 1.0) * len(order):
                await self._close(order[closed], open_ms, offset_ms)
                closed += 1
            await asyncio.sleep(0.002)
        _write(done="close", messages=sent + closed, seconds=elapsed)

    async def _calm(self, offset_ms: float) -> None:
        symbol = self._random.choice(self._symbols)
        self._prices[symbol] *= 1 + self._random.uniform(-1e-5, 1e-5)
        await self._say_ticker(symbol, time.time() * 1000 + offset_ms)

    async def _spike(self, symbol: str, offset_ms: float) -> None:
        self._prices[symbol] *= 1.03
        sent = time.time()
        await self._say_ticker(symbol, sent * 1000 + offset_ms)
        _write(spike=symbol, kind="move", sent=sent)

    async def _close(self, symbol: str, open_ms: int, offset_ms: float) -> None:
        is_spike = self._random.random() < SPIKING
        price = f"{self._prices[symbol]:.6f}"
        row = {"start": open_ms, "end": open_ms + STEP_MS - 1, "interval": "5", "confirm": True}
        row |= dict.fromkeys(("open", "high", "low", "close"), price)
        row |= {"volume": "40" if is_spike else "7", "turnover": "1", "timestamp": open_ms + STEP_MS}
        sent = time.time()
        await self._say(symbol, {"topic": f"kline.5.{symbol}", "type": "snapshot", "data": [row]}, offset_ms)
        if is_spike:
            _write(spike=symbol, kind="volume", sent=sent)

    async def _say_ticker(self, symbol: str, ts_ms: float, kind: str = "delta", *, whole: bool = False) -> None:
        data = {"symbol": symbol, "lastPrice": f"{self._prices[symbol]:.6f}", "markPrice": "100"}
        if whole:
            data |= {"singleOpenInterest": "1000", "turnover24h": "1000000", "fundingRate": "0.0001"}
        message = {"topic": f"tickers.{symbol}", "type": kind, "ts": int(ts_ms), "data": data, "cs": 1}
        await self._sockets[symbol].send_str(json.dumps(message))

    async def _say(self, symbol: str, message: dict[str, Any], offset_ms: float) -> None:
        text = json.dumps({**message, "ts": int(time.time() * 1000 + offset_ms)})
        await self._sockets[symbol].send_str(text)


def _write(**said: object) -> None:
    print(json.dumps(said), flush=True)


async def main(symbols: list[str]) -> None:
    venue = SpikingVenue(symbols)
    runner = web.AppRunner(venue.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    _write(url=site.name.replace("[::]", "127.0.0.1"), port=runner.addresses[0][1])
    while line := await asyncio.to_thread(sys.stdin.readline):
        what, *figures = line.split()
        if what == "tick":
            await venue.tick(float(figures[0]), int(figures[1]), float(figures[2]))
        else:
            await venue.close(int(figures[0]), float(figures[1]))
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main([f"C{i:03}USDT" for i in range(int(sys.argv[1]))]))
