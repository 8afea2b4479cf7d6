"""Coarser bars from finer ones."""

import numpy as np

from engine.market.values import Bars
from engine.market.windows import STEPS_MS


def coarser_steps(step_ms: int) -> tuple[int, ...]:
    """The windows' steps that a whole number of these bars makes up, finest first."""
    return tuple(step for step in STEPS_MS if step > step_ms and step % step_ms == 0)


def coarsen(bars: Bars, step_ms: int) -> Bars:
    """Bars of `step_ms`, only those of which every finer bar is there. Taker volume is known where all of it is.

    The open interest is the last one's: both close at the same instant.
    """
    per_bar = step_ms // bars.step_ms
    opens, first, count = np.unique(bars.open_ms // step_ms * step_ms, return_index=True, return_counts=True)
    whole = count == per_bar
    opens, first = opens[whole], first[whole]
    if not len(opens):
        return Bars.empty(step_ms)
    rows = first[:, None] + np.arange(per_bar)
    return Bars(
        step_ms,
        opens,
        bars.open[first],
        bars.high[rows].max(axis=1),
        bars.low[rows].min(axis=1),
        bars.close[first + per_bar - 1],
        bars.volume_base[rows].sum(axis=1),
        bars.taker_buy_base[rows].sum(axis=1),
        bars.oi_base[first + per_bar - 1],
    )
