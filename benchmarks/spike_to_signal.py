"""From a message of the venue to a signal's ground: `python -m benchmarks.spike_to_signal`.

A local venue sends 2,000 messages a second for 500 contracts over real sockets, among them tickers that jump three
percent, and then closes all bars within a second. Measured is the time from the sending of a spike's message until a
listener of the board has heard a scan that it confirms, and until the alert is on the stream of a real Valkey. Wall
time, so other work on the machine counts; the venue's process is not this one.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Coroutine
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import numpy as np
import structlog

from benchmarks._spiking_venue import STEP_MS
from benchmarks.liquidations import contract, walk
from db.embedded import EmbeddedServers, Wanted
from db.pool import open_redis
from db.spike_alerts import SpikeAlertStream
from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.metrics import MESSAGES
from engine.feeds.pacing import RateLimiter
from engine.liquidations.values import Scan
from engine.liquidations.warm import warm_up
from engine.market.memory import MemoryMarket
from engine.market.refetching import NewestBars
from engine.market.values import Bars, MarketSource, Venue
from engine.market.windows import STEPS_MS
from engine.scanners.alerting import SpikeAlert, SpikeKind
from engine.scanners.board import Board
from engine.scanners.spike_watch import SpikeWatch

COINS = int(os.environ.get("BENCHMARK_COINS", "500"))
GOAL_MS = 250.0
_FRESH = {"move": "is_move_fresh", "volume": "is_volume_fresh"}


@dataclass
class Clock:
    """The venue's time: ours, moved so that a bar is open while it ticks and closes when it shall."""

    offset_ms: float = 0.0

    def ms(self) -> float:
        return time.time() * 1000 + self.offset_ms

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.ms() / 1000, UTC)

    def move_to(self, into_bar_s: float, bar: int) -> None:
        """`into_bar_s` seconds into the bar of that number."""
        self.offset_ms = bar * STEP_MS + into_bar_s * 1000 - time.time() * 1000


@dataclass
class Stopwatch:
    """Implements `ScanListener` and `SpikeSink`: when each coin's spike was heard and published."""

    stream: SpikeAlertStream
    heard_at: dict[tuple[str, str], float] = field(default_factory=dict)
    published_at: dict[tuple[str, str], float] = field(default_factory=dict)

    async def heard(self, scan: Scan) -> None:
        for kind, is_fresh in _FRESH.items():
            if getattr(scan.confirmation, is_fresh):
                self.heard_at.setdefault((scan.query.coin, kind), time.time())

    async def publish(self, alert: SpikeAlert) -> None:
        await self.stream.publish(alert)
        if alert.kind in (SpikeKind.MOVE, SpikeKind.VOLUME):
            self.published_at.setdefault((alert.coin, alert.kind.value), time.time())


def calm(rows: int, step_ms: int, end_ms: int, seed: int) -> Bars:
    """Bars that end at `end_ms` with a close of 100 and volume that is no spike."""
    bars = walk(rows, step_ms, seed)
    scale = 100.0 / bars.close[-1]
    o, h, low, c = (column * scale for column in (bars.open, bars.high, bars.low, bars.close))
    open_ms = end_ms - step_ms * np.arange(rows, 0, -1, dtype=np.int64)
    flat = np.full(rows, 7.0)
    return Bars(step_ms, open_ms, o, h, low, c, flat, flat / 2, np.full(rows, 1000.0))


def filled_market(clock: Clock, end_ms: int) -> MemoryMarket:
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    listed = [contract(f"C{i:03}") for i in range(COINS)]
    market.list_instruments(Venue.BYBIT, listed)
    for i, one in enumerate(listed):
        for step_ms in reversed(STEPS_MS):
            market.fill(Venue.BYBIT, one.symbol, calm(400, step_ms, end_ms // step_ms * step_ms, i))
    return market


class Side:
    """The venue's process: told what to do, and read from."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @staticmethod
    async def start() -> "Side":
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-m", "benchmarks._spiking_venue", str(COINS))
        return Side(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe))

    async def read(self) -> dict[str, object]:
        assert self._process.stdout is not None
        return dict(json.loads(await self._process.stdout.readline()))

    async def do(self, *words: object) -> tuple[dict[tuple[str, str], float], dict[str, object]]:
        """When each spike was sent, and what was sent in all."""
        assert self._process.stdin is not None
        self._process.stdin.write((" ".join(map(str, words)) + "\n").encode())
        await self._process.stdin.drain()
        sent: dict[tuple[str, str], float] = {}
        while True:
            said = await self.read()
            if "done" in said:
                return sent, said
            coin = str(said["spike"]).removesuffix("USDT")
            sent[coin, str(said["kind"])] = float(str(said["sent"]))

    async def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


def line(name: str, sent: dict[tuple[str, str], float], seen: dict[tuple[str, str], float]) -> str:
    times = [1000 * (seen[key] - at) for key, at in sent.items() if key in seen]
    missed = len(sent) - len(times)
    p50, p95, worst = np.percentile(times, [50, 95, 100]) if times else (np.nan,) * 3
    return f"{name:<46}{len(sent):>7}{p50:>9.1f}{p95:>9.1f}{worst:>9.1f}{missed:>8}   <= {GOAL_MS:.0f} ms"


async def measure(side: Side, watch: Stopwatch, clock: Clock, bar: int, seconds: float, rate: int) -> None:
    print(f"{'ms':<46}{'spikes':>7}{'p50':>9}{'p95':>9}{'worst':>9}{'missed':>8}   goal")
    before, cpu = MESSAGES.labels(Venue.BYBIT)._value.get(), time.process_time()
    sent, all_sent = await side.do("tick", seconds, rate, clock.offset_ms)
    await asyncio.sleep(1.0)
    cpu_share = (time.process_time() - cpu) / (seconds + 1.0)
    print(line("price jumps inside the bar: heard", sent, watch.heard_at))
    print(line("price jumps inside the bar: on the stream", sent, watch.published_at))
    clock.move_to(0.0, bar + 1)
    closing, more = await side.do("close", rate, clock.offset_ms)
    await asyncio.sleep(1.0)
    print(line("all bars close at once, spikes: heard", closing, watch.heard_at))
    print(line("all bars close at once, spikes: on the stream", closing, watch.published_at))
    taken = MESSAGES.labels(Venue.BYBIT)._value.get() - before
    offered = int(str(all_sent["messages"])) + len(sent) + int(str(more["messages"]))
    per_second = int(str(all_sent["messages"])) / float(str(all_sent["seconds"]))
    print(f"{per_second:,.0f} messages a second, {offered:,} sent, {taken:,.0f} taken, none may be lost")
    print(f"CPU of this process while it ticked: {cpu_share:.0%} of a core; load average {os.getloadavg()[0]:.1f}")


async def running(
    feed: BybitFeed, market: MemoryMarket, board: Board, watch: SpikeWatch, work: Coroutine[Any, Any, None]
) -> None:
    """`work` while feed, board and watch run as they do in Helix, from when every contract has said something."""

    all_heard = asyncio.Event()

    async def listen() -> None:
        async with aclosing(feed.stream(market.contracts(Venue.BYBIT))) as events:
            async for event in events:
                market.apply(event)
                if MESSAGES.labels(Venue.BYBIT)._value.get() >= COINS:
                    all_heard.set()

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in (listen(), board.run(), watch.run())]
        await all_heard.wait()
        await asyncio.sleep(2.0)
        await work
        for task in tasks:
            task.cancel()


def feed_of(url: str, session: aiohttp.ClientSession, clock: Clock) -> BybitFeed:
    return BybitFeed(
        session,
        clock,
        Random(),
        source=MarketSource.SIMULATED,
        rest_url=url,
        stream_url=url.replace("http", "ws") + "/v5/public/linear",
        limiter=RateLimiter(400, 5.0),
        trades_of=frozenset(),
    )


async def wired(market: MemoryMarket, feed: BybitFeed, stopwatch: Stopwatch, clock: Clock) -> tuple[Board, SpikeWatch]:
    """As Helix joins them; the board has made every row."""
    board = Board(market, clock)
    watch = SpikeWatch(market, board, stopwatch, NewestBars([feed], market, clock), clock)
    market.watch(board.note)
    market.watch(watch.bar_closed)
    market.watch_tickers(watch.ticked)
    board.listen(watch)
    board.listen(stopwatch)
    await board.refresh()
    return board, watch


async def main(seconds: float, rate: int) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    warm_up()
    clock, bar = Clock(), int(time.time() * 1000) // STEP_MS
    clock.move_to(5.0, bar)
    market = filled_market(clock, bar * STEP_MS)
    side = await Side.start()
    url = f"http://127.0.0.1:{(await side.read())['port']}"
    wanted = Wanted(postgres=False, valkey=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        EmbeddedServers(Path(folder), lambda _: None, wanted=wanted) as servers,
    ):
        redis = open_redis(str(servers.addresses.redis_url))
        stopwatch = Stopwatch(SpikeAlertStream(redis))
        async with aiohttp.ClientSession() as session:
            feed = feed_of(url, session, clock)
            board, watch = await wired(market, feed, stopwatch, clock)
            await running(feed, market, board, watch, measure(side, stopwatch, clock, bar, seconds, rate))
        await redis.aclose()
    await side.end()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--rate", type=int, default=2_000)
    asked = parser.parse_args()
    asyncio.run(main(asked.seconds, asked.rate))
