"""How the pass over the market shortens with engines, side by side in one run: `python -m benchmarks.engines`.

Groups of 1, 2 and 3 processes, all alive at once and asked in turn, so that what else the machine does hits all alike.
Each process holds its share of the coins as `helix engine` does and runs the board over all windows. Wall: from the
word to the last one's end. CPU of the busiest: what the pass takes where every process has a core to itself.
"""

import asyncio
import multiprocessing
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection

from benchmarks.liquidations import COINS, NOW_MS, contract, walk
from engine.feeds.ports import BarClosed
from engine.market.memory import MemoryMarket
from engine.market.share import LeasedShare
from engine.market.sharing import Member, share_out
from engine.market.values import Bars, MarketSource, Venue
from engine.market.windows import STEPS_MS, Window
from engine.scanners.board import Board

GROUPS = (1, 2, 3)
ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "5"))
_BAR = timedelta(milliseconds=STEPS_MS[0])


@dataclass(frozen=True, slots=True)
class Pass:
    """One process's part of one pass. Times by the clock all processes of a machine share."""

    began_s: float
    ended_s: float
    cpu_s: float
    maps: int


class Clock:
    """Moved by the bars."""

    def __init__(self) -> None:
        self.at = datetime.fromtimestamp(NOW_MS / 1000, UTC)

    def now(self) -> datetime:
        return self.at


class Engine:
    """The part of one process: its coins in memory and the board over them."""

    def __init__(self, shares: LeasedShare) -> None:
        self._clock = Clock()
        self._market = MemoryMarket(MarketSource.SIMULATED, self._clock, share=shares)
        self._market.list_instruments(Venue.BYBIT, [contract(f"C{i:03}") for i in range(COINS)])
        for one in self._market.contracts(Venue.BYBIT):
            for step_ms in reversed(STEPS_MS):
                self._market.fill(Venue.BYBIT, one.symbol, walk(400, step_ms, int(one.coin[1:])))
        self._board = Board(self._market, self._clock)

    async def cold(self) -> Pass:
        """Every map of every coin, as after a start."""
        self._board = Board(self._market, self._clock)
        return await self._passed()

    async def steady(self) -> Pass:
        """What the next five-minute bar of every coin makes due."""
        self._clock.at += _BAR
        for one in self._market.contracts(Venue.BYBIT):
            bars = await self._market.bars(one.coin, one.venue, STEPS_MS[0], 1)
            later = Bars(bars.step_ms, bars.open_ms + bars.step_ms, *bars.columns())
            self._market.apply(BarClosed(one.venue, one.symbol, one.coin, later))
        return await self._passed()

    async def _passed(self) -> Pass:
        began_s, cpu_s = time.monotonic(), time.process_time()
        maps = await self._board.refresh()
        return Pass(began_s, time.monotonic(), time.process_time() - cpu_s, maps)


def work(place: int, count: int, asked: "Connection[Pass | int, str]") -> None:
    """One process of a group of `count`: answers each word with its pass."""
    asyncio.run(_work(place, count, asked))


async def _work(place: int, count: int, asked: "Connection[Pass | int, str]") -> None:
    members = [Member(f"engine {n}") for n in range(count)]
    shares = LeasedShare()
    shares.extend(float("inf"))
    await shares.become([shard for shard, owner in share_out(members, {}).items() if owner == members[place]])
    engine = Engine(shares)
    await engine.cold()  # kernels are compiled
    asked.send(0)
    while (word := asked.recv()) != "end":
        asked.send(await (engine.cold() if word == "cold" else engine.steady()))


class Group:
    """So many processes that share the coins."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._asked: list[Connection[str, Pass | int]] = []
        self._processes = []
        context = multiprocessing.get_context("spawn")
        for place in range(count):
            ours, theirs = context.Pipe()
            self._asked.append(ours)
            self._processes.append(context.Process(target=work, args=(place, count, theirs), daemon=True))
            self._processes[-1].start()

    def wait(self) -> None:
        for one in self._asked:
            one.recv()

    def passed(self, word: str) -> list[Pass]:
        for one in self._asked:
            one.send(word)
        answers = [one.recv() for one in self._asked]
        return [answer for answer in answers if isinstance(answer, Pass)]

    def end(self) -> None:
        for one, process in zip(self._asked, self._processes, strict=True):
            one.send("end")
            process.join()


def wall_s(passes: Sequence[Pass]) -> float:
    return max(one.ended_s for one in passes) - min(one.began_s for one in passes)


def busiest_s(passes: Sequence[Pass]) -> float:
    return max(one.cpu_s for one in passes)


def show(word: str, found: dict[int, list[list[Pass]]]) -> None:
    first_wall = statistics.median(map(wall_s, found[1]))
    first_cpu = statistics.median(map(busiest_s, found[1]))
    for count, rounds in found.items():
        walls = [wall_s(one) * 1e3 for one in rounds]
        wall, busiest = statistics.median(walls), statistics.median(map(busiest_s, rounds)) * 1e3
        whole = statistics.median(sum(one.cpu_s for one in passes) for passes in rounds) * 1e3
        maps = sum(one.maps for one in rounds[0])
        print(
            f"{word:<7} {count:>9} {maps:>6} {wall:>9.0f} {min(walls):>6.0f}-{max(walls):<6.0f} "
            f"{first_wall * 1e3 / wall:>6.2f}x {busiest:>11.0f} {first_cpu * 1e3 / busiest:>6.2f}x {whole:>9.0f}"
        )


def main() -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    print(f"{COINS} coins x {len(Window)} windows of generated bars, {ROUNDS} rounds, {cores} cores")
    groups = []
    for count in GROUPS:  # one after the other: each makes its coins' bars and compiles first
        groups.append(Group(count))
        groups[-1].wait()
    print(
        f"{'pass':<7} {'processes':>9} {'maps':>6} {'wall ms':>9} {'min-max':>13} {'ratio':>7} "
        f"{'busiest CPU':>11} {'ratio':>7} {'CPU, all':>9}"
    )
    for word in ("cold", "steady"):
        found: dict[int, list[list[Pass]]] = {count: [] for count in GROUPS}
        for _ in range(ROUNDS):
            for group in groups:
                found[group.count].append(group.passed(word))
        show(word, found)
    for group in groups:
        group.end()
    if cores < max(GROUPS):
        print(f"{cores} cores: more than {cores} processes cannot shorten the wall here; the busiest CPU tells what")
        print("they would on a machine with a core for each.")


if __name__ == "__main__":
    main()
