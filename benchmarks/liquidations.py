"""The liquidation model's speed and size, side by side in one run: `python -m benchmarks.liquidations`.

CPU seconds of this process (one core), so that other work on the machine does not count; wall time beside it.
"""

import asyncio
import os
import resource
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from engine.liquidations.leverage import nodes_for
from engine.liquidations.model import build_map
from engine.liquidations.model_grid import grid_over
from engine.liquidations.model_plain import run_plain
from engine.liquidations.model_run import Columns, Feed, make_feed, run_columns
from engine.liquidations.scan import scan_map
from engine.liquidations.values import Confirmation, DayFigures, LiquidationMap, MapQuery
from engine.market.memory import MemoryMarket
from engine.market.values import Bars, Coin, Instrument, MarketSource, Symbol, Venue
from engine.market.windows import STEPS_MS, Window
from engine.scanners.board import Board

COINS = int(os.environ.get("BENCHMARK_COINS", "500"))
NOW_MS = 1_770_379_200_000  # 2026-02-06 12:00 UTC, a multiple of every step
NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)


class Clock:
    def now(self) -> datetime:
        return NOW


def contract(coin: str) -> Instrument:
    tick = Decimal("0.1")
    return Instrument(Venue.BYBIT, Symbol(f"{coin}USDT"), Coin(coin), tick, tick, 50.0, timedelta(hours=8), None)


def walk(rows: int, step_ms: int, seed: int) -> Bars:
    """Four percent a day, turnover of about twice the open interest a day."""
    rng = np.random.default_rng(seed)
    sigma = 0.04 * (step_ms / 86_400_000) ** 0.5
    close = 100 * np.exp(np.cumsum(rng.normal(0, sigma, rows)) - 0.0)
    opens = np.concatenate([[100.0], close[:-1]])
    high = np.maximum(opens, close) * (1 + sigma * rng.random(rows))
    low = np.minimum(opens, close) * (1 - sigma * rng.random(rows))
    volume = 2000 * step_ms / 86_400_000 * rng.uniform(0.5, 1.5, rows)
    oi = 1000 + np.cumsum(rng.normal(0, 1, rows))
    at = NOW_MS - np.arange(rows, 0, -1, dtype=np.int64) * step_ms
    return Bars(step_ms, at, opens, high, low, close, volume, volume * rng.uniform(0.4, 0.6, rows), np.abs(oi))


def timed(work: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Median CPU and the extremes of the wall, in ms, after one warm run."""
    work()
    cpu, wall = [], []
    for _ in range(runs):
        c, w = time.process_time(), time.perf_counter()
        work()
        cpu.append((time.process_time() - c) * 1e3)
        wall.append((time.perf_counter() - w) * 1e3)
    return statistics.median(cpu), min(wall), max(wall)


def show(name: str, goal: str, cpu_ms: float, low_ms: float, high_ms: float) -> None:
    print(f"{name:<66} {cpu_ms:>10.2f} {low_ms:>10.2f} {high_ms:>10.2f}   {goal}")


def rebuild() -> None:
    """One 7-day map from 2,016 five-minute bars, both forms from the same feed."""
    bars = walk(2016, 300_000, 1)
    listed = contract("BTC")
    query = MapQuery(listed.coin, Window.D7)

    def feed() -> Feed:
        grid = grid_over(float(bars.low.min()), float(bars.high.max()), Window.D7.bin_width("BTC"))
        return make_feed(bars, NOW_MS, grid, nodes_for(listed), 0.005)

    def numba_form() -> Columns:
        return run_columns(feed())

    kept = numba_form()
    print(f"   {kept.long_usd.shape[0]} columns x {kept.long_usd.shape[1]} bins x 2 sides, all kept")
    show("numba: feed and 2,016 columns", "<= 20 ms", *timed(numba_form, 20))
    whole = lambda: build_map({Venue.BYBIT: bars}, [listed], query, MarketSource.SIMULATED, NOW)  # noqa: E731 - a table row
    show("numba: build_map whole, with what was swept", "<= 20 ms", *timed(whole, 20))
    show("plain numpy form", "", *timed(lambda: run_plain(feed()), 2))
    columns = walk(336, Window.D7.column_ms, 1)
    half_hours = lambda: build_map({Venue.BYBIT: columns}, [listed], query, MarketSource.SIMULATED, NOW)  # noqa: E731
    show("numba: build_map from 336 half-hour bars, as served", "", *timed(half_hours, 20))


def filled_market() -> MemoryMarket:
    market = MemoryMarket(MarketSource.SIMULATED, Clock())
    listed = [contract(f"C{i:03}") for i in range(COINS)]
    market.list_instruments(Venue.BYBIT, listed)
    for i, one in enumerate(listed):
        for step_ms in reversed(STEPS_MS):
            market.fill(Venue.BYBIT, one.symbol, walk(400, step_ms, i))
    return market


def board(market: MemoryMarket) -> None:
    """Every map once, then what a minute costs when each window is made anew with its own column."""
    per_minute = 0.0
    first = Board(market, Clock(), [Window.H12])
    asyncio.run(first.refresh())
    for window in Window:
        one = Board(market, Clock(), [window])
        c, w = time.process_time(), time.perf_counter()
        made = asyncio.run(one.refresh())
        cpu, wall = time.process_time() - c, time.perf_counter() - w
        per_minute += cpu * 60_000 / window.column_ms
        show(f"board: {made} maps and scans of {window.value}", "", cpu * 1e3, wall * 1e3, wall * 1e3)
    print(
        f"{'board: all windows at their cadence, CPU ms a minute':<66} {per_minute * 1e3:>10.2f} {'':>23} <= 1,000 ms"
    )


def scans(market: MemoryMarket) -> None:
    maps = [held for window in Window for held in last_columns(market, window)]
    quiet, day = Confirmation(None, None, None), DayFigures(None, None, None, None, None)
    show(
        f"scan of {len(maps)} standing maps, levels and plan included",
        "<= 1,000 ms",
        *timed(lambda: [scan_map(held, quiet, day) for held in maps], 3),
    )
    ready = Board(market, Clock())
    asyncio.run(ready.refresh())
    show("ranking of all windows on the board", "", *timed(lambda: [ready.ranking(w) for w in Window], 5))


def last_columns(market: MemoryMarket, window: Window) -> list[LiquidationMap]:
    async def read() -> list[LiquidationMap]:
        maps = []
        for coin in await market.coins():
            bars = await market.bars(coin, Venue.BYBIT, window.column_ms, window.columns)
            one = contract(str(coin))
            query = MapQuery(coin, window)
            maps.append(build_map({Venue.BYBIT: bars}, [one], query, market.source, NOW, keep_columns=False))
        return maps

    return asyncio.run(read())


def main() -> None:
    print(f"{'':<66} {'CPU ms':>10} {'wall min':>10} {'wall max':>10}   goal")
    rebuild()
    market = filled_market()
    print(f"   {COINS} coins with {len(STEPS_MS)} steps of 400 bars each")
    board(market)
    scans(market)
    peak_gb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"{'memory at the peak, all of the above in one process, GB':<66} {peak_gb:>10.2f} {'':>23} <= 1.5 GB")


if __name__ == "__main__":
    main()
