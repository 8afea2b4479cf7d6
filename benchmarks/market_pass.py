"""The whole market, scanned: `python -m benchmarks.market_pass`.

CPU seconds of this process (one core), so that other work on the machine does not count; wall time beside it. Every
coin is traded on two venues, as most are. `BENCHMARK_COINS` (500) and `BENCHMARK_VENUES` (2) change that.
"""

import asyncio
import os
import resource
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from benchmarks.liquidations import NOW_MS, contract, walk
from engine.feeds.ports import BarClosed
from engine.liquidations.values import Scan
from engine.liquidations.warm import warm_up
from engine.market.memory import MemoryMarket
from engine.market.values import Bars, Coin, Instrument, MarketSource, Venue
from engine.market.windows import STEPS_MS, Window
from engine.scanners.alerting import SpikeAlert
from engine.scanners.board import Board
from engine.scanners.lead_lag import find_leads
from engine.scanners.learning import BARS_WANTED, learn_thresholds
from engine.scanners.spike_watch import SpikeWatch

COINS = int(os.environ.get("BENCHMARK_COINS", "500"))
VENUES = tuple(Venue)[: int(os.environ.get("BENCHMARK_VENUES", "2"))]
STEP_MS = STEPS_MS[0]
HOUR_BARS = 12
FULL_PASSES_A_BAR = 5  # once a minute
LOOKS_A_BAR = 60  # every five seconds


class Clock:
    def __init__(self) -> None:
        self.ms = NOW_MS

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.ms / 1000, UTC)


class Nobody:
    """Takes all that is told, and asks nobody: what others do with it is not measured here."""

    told = 0

    async def publish(self, alert: SpikeAlert) -> None:
        del alert
        self.told += 1

    async def newest(self, coin: Coin, venue: Venue) -> bool:
        del coin, venue
        return False

    async def heard(self, scan: Scan) -> None:
        del scan
        self.told += 1


class Cost:
    """CPU and wall of what was done inside `counting`, added up."""

    def __init__(self) -> None:
        self.cpu_s = self.wall_s = 0.0

    @contextmanager
    def counting(self) -> Iterator[None]:
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu_s += time.process_time() - cpu
        self.wall_s += time.perf_counter() - wall

    async def of(self, work: Callable[[], Awaitable[object]]) -> "Cost":
        with self.counting():
            await work()
        return self


def show(name: str, cpu_s: float, wall_s: float | None = None, goal: str = "") -> None:
    wall = "" if wall_s is None else f"{wall_s * 1e3:10.1f}"
    print(f"{name:<74}{cpu_s * 1e3:10.1f}{wall:>10}   {goal}".rstrip())


def listed() -> list[Instrument]:
    return [replace(contract(f"C{i:03}"), venue=venue) for venue in VENUES for i in range(COINS)]


def filled_market(clock: Clock) -> MemoryMarket:
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    every = listed()
    for venue in VENUES:
        market.list_instruments(venue, [one for one in every if one.venue is venue])
    for number, one in enumerate(every):
        for step_ms in reversed(STEPS_MS):
            market.fill(one.venue, one.symbol, walk(400, step_ms, number % COINS))
    return market


async def cold(market: MemoryMarket, clock: Clock) -> dict[Window, float]:
    """CPU of each window's pass over all coins."""
    costs = {}
    for window in Window:
        board = Board(market, clock, [window])
        cost = await Cost().of(board.refresh)
        costs[window] = cost.cpu_s
        show(f"cold pass, {window.value}", cost.cpu_s, cost.wall_s)
    show(f"cold pass, all {len(costs)} windows", sum(costs.values()))
    return costs


async def steady_hour(market: MemoryMarket, clock: Clock, costs: dict[Window, float]) -> None:
    """Twelve closes of five minutes and all that happens between them; what closes more rarely is added by cadence."""
    nobody = Nobody()
    board = Board(market, clock)
    watch = SpikeWatch(market, board, nobody, nobody, clock)
    board.listen(watch)
    board.listen(nobody)
    await board.refresh()
    market.watch(board.note)
    market.watch(watch.bar_closed)
    feed, scanners = Cost(), Cost()
    bars = {i: _next_bars(i) for i in range(COINS)}
    async with asyncio.TaskGroup() as group:
        running = group.create_task(watch.run())
        for row in range(HOUR_BARS):
            clock.ms = NOW_MS + (row + 1) * STEP_MS
            with feed.counting():
                for number, one in enumerate(listed()):
                    bar = bars[number % COINS].part(row, row + 1)
                    market.apply(BarClosed(one.venue, one.symbol, one.coin, bar))
            with scanners.counting():
                for look in range(LOOKS_A_BAR):
                    is_full = look % (LOOKS_A_BAR // FULL_PASSES_A_BAR) == 0
                    await board.refresh(None if is_full else ())
        running.cancel()
    rare = sum(cost * 60_000 / w.column_ms for w, cost in costs.items() if w.column_ms > HOUR_BARS * STEP_MS)
    show("bars of a minute taken into memory and folded", feed.cpu_s / 60)
    show("scanners in a steady minute, columns up to an hour", scanners.cpu_s / 60, scanners.wall_s / 60)
    show("  and the longer windows at their cadence", rare)
    show("  together: board, spike watch, listeners told", scanners.cpu_s / 60 + rare, None, "<= 1,000 ms a minute")
    print(f"  {nobody.told} scans and spikes told in that hour")


def _next_bars(seed: int) -> Bars:
    """Twelve more of the coin's five-minute bars."""
    long = walk(400 + HOUR_BARS, STEP_MS, seed)
    late = long.part(400, 400 + HOUR_BARS)
    return replace(late, open_ms=NOW_MS + np.arange(HOUR_BARS, dtype=np.int64) * STEP_MS)


async def full_pass(market: MemoryMarket, clock: Clock) -> None:
    """Every row again, whatever is due: what a restart or a corrected hour costs."""
    board = Board(market, clock)
    await board.refresh()

    async def again() -> None:
        for coin in await market.coins():
            await board.look(coin, again=True)

    cost = await Cost().of(again)
    show(f"full pass again, {COINS * len(Window)} rows", cost.cpu_s, cost.wall_s)
    looks = await Cost().of(board.refresh)
    show("a look at all coins when nothing is due", looks.cpu_s, looks.wall_s)
    with (ranked := Cost()).counting():
        for window in Window:
            board.ranking(window)
    show("ranking of all nine windows", ranked.cpu_s, ranked.wall_s)


def background() -> None:
    """What is learned beside it, as its share of a minute."""
    month = walk(BARS_WANTED, STEP_MS, 1)
    with (learned := Cost()).counting():
        for _ in range(5):
            learn_thresholds(month)
    show("thresholds of a coin learned from 30 days, once a day: share of a minute", learned.cpu_s / 5 * COINS / 1440)
    rng = np.random.default_rng(1)
    with (leads := Cost()).counting():
        find_leads([Coin(f"C{i}") for i in range(20)], rng.standard_normal((20, 2016)), 300, rng)
    show("who leads whom of 20 coins over a week, once an hour: share of a minute", leads.cpu_s / 60)


async def main() -> None:
    warm_up()
    print(f"{COINS} coins on {len(VENUES)} venues, {len(Window)} windows")
    print(f"{'':<74}{'CPU ms':>10}{'wall':>10}   goal")
    clock = Clock()
    market = filled_market(clock)
    await Board(market, clock, [Window.H12]).refresh()  # kernels read, memory touched
    costs = await cold(market, clock)
    await full_pass(market, clock)
    background()
    await steady_hour(market, clock, costs)
    print(f"memory at the peak, GB: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f}")


if __name__ == "__main__":
    asyncio.run(main())
