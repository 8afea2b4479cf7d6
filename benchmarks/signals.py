"""How fast another threshold is judged: 500 coins of two windows over a month, from trials as they are found.

`python -m benchmarks.signals`
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

import numpy as np

from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.thresholds import SameForAll
from engine.signals.trials.keeper import FIRST_WINDOWS
from engine.signals.trials.replay import replay_all
from engine.signals.trials.values import Trials, no_moments, packed
from engine.signals.tuning import ALL_COINS, Setting, TunedBook

_COINS, _MOMENTS, _RUNS = 500, 1_500, 10
_DAY_MS = 86_400_000


def main() -> None:
    trials = made_up()
    book = TunedBook(SameForAll())
    tried = book.with_setting(Setting(ALL_COINS, "volume_ratio", 2.0))
    replay_all(trials[:1], book)  # compiled once
    one = [timed(lambda: replay_all(trials[:1], tried)) for _ in range(_RUNS)]
    every = [timed(lambda: (replay_all(trials, book), replay_all(trials, tried))) for _ in range(_RUNS)]
    size_kb = sum(len(packed(t.moments)) for t in trials[:20]) / 20 / 1024
    print(f"one coin and window: {median(one) * 1e3:.2f} ms; stored {size_kb:.0f} KB")
    print(f"{_COINS} coins x {len(FIRST_WINDOWS)} windows, both settings: {median(every) * 1e3:.0f} ms")


def made_up() -> list[Trials]:
    rng = np.random.default_rng(1)
    return [
        _trials(MarketSource.SIMULATED, Coin(f"C{number}"), window, rng)
        for number in range(_COINS)
        for window in FIRST_WINDOWS
    ]


def _trials(source: MarketSource, coin: Coin, window: Window, rng: np.random.Generator) -> Trials:
    moments = no_moments(_MOMENTS)
    moments["at_ms"] = np.sort(rng.integers(0, 30 * _DAY_MS, _MOMENTS))
    moments["end_ms"] = moments["at_ms"] + rng.integers(300_000, _DAY_MS // 2, _MOMENTS)
    moments["share"] = rng.uniform(0.6, 1.0, _MOMENTS)
    moments["volume_ratio"] = 1.2 + rng.exponential(0.5, _MOMENTS)
    moments["outcome"] = rng.integers(1, 4, _MOMENTS)
    at = datetime(2026, 2, 6, tzinfo=UTC)
    return Trials(source, coin, window, Venue.BYBIT, "made up", at, at, moments)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
