"""The two compiled entry points, kept on disk between runs.

Numba's disk cache looks at the file of the cached function alone and would keep machine code of changed callees. So
only the entry points are cached, as closures over a digest of all kernel sources: it is part of the cache's key.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.compiled import entry_point
from sandbox.market.draws import Seed, normal
from sandbox.market.margin import Tiers
from sandbox.market.positions import Floats, Ints
from sandbox.market.price import DAY_S, wander
from sandbox.market.tick import begin_bar, end_bar, step

_SOURCES = ("layout", "draws", "margin", "positions", "traders", "price", "tick", "kernels")


def source_digest() -> int:
    folder = Path(__file__).parent
    text = b"".join((folder / f"{name}.py").read_bytes() for name in _SOURCES)
    return int.from_bytes(blake2b(text, digest_size=6).digest(), "big")


def _build_run(digest: int) -> Callable[..., int]:
    @entry_point
    def run(
        pf: Floats, pi: Ints, k: Ints, s: Floats, bars: Floats, log: Floats, par: Floats, tiers: Tiers, rng: Seed,
        market: Floats, market_vol: Floats, h: float, per_bar: int, share: float, funding: Floats,
    ) -> int:  # fmt: skip
        paid = 0 if digest >= 0 else -1
        for b in range(bars.shape[0]):
            bar = bars[b]
            begin_bar(bar, s)
            for j in range(per_bar):
                due = s[at.S_FUNDING_NEXT]
                n = b * per_bar + j
                step(pf, pi, k, s, bar, log, par, tiers, rng, market[n], market_vol[n], h, share)
                if s[at.S_FUNDING_NEXT] > due and paid < funding.shape[0]:
                    funding[paid, 0], funding[paid, 1] = due, s[at.S_FUNDING_RATE]
                    paid += 1
            end_bar(bar, k, s, par)
        return paid

    return run


def _build_common_market(digest: int) -> Callable[..., None]:
    @entry_point
    def common_market(state: Floats, rng: Seed, h: float, market: Floats, market_vol: Floats) -> None:
        if digest < 0:
            return
        for n in range(market.shape[0]):
            state[0] = wander(rng, state[0], h, 2.0 * DAY_S, 0.42)
            state[1] = wander(rng, state[1], h, 7200.0, 0.25)
            market_vol[n] = state[0] + state[1]
            market[n] = normal(rng)

    return common_market


run = _build_run(source_digest())
"""Fill `bars` (n, BAR_COLUMNS) with `per_bar` steps of `h` seconds each; `funding` (m, 2) gets (second, rate).

`market`, `market_vol` (n * per_bar,): the common return and volatility. The number of traders
goes to `share` of the full. Gives the number of fundings paid.
"""
common_market = _build_common_market(source_digest())
"""The part all coins share: a standard normal a step, and the level of the storm (log) common to all."""

EMPTY_LOG: NDArray[np.float64] = np.empty((0, at.LIQUIDATION_COLUMNS))
