"""Amounts from one set of price bins to another."""

import numpy as np

from engine.liquidations.values import HeatArray
from engine.market.values import FloatArray


def edges_between(prices: FloatArray) -> FloatArray:
    """(b+1,) half way between neighbours in log price; the outer bins reach as far out as in. `prices` ascending."""
    logs = np.log(prices)
    middles = (logs[:-1] + logs[1:]) / 2
    first, last = 2 * logs[0] - middles[0], 2 * logs[-1] - middles[-1]
    return np.asarray(np.exp(np.concatenate([[first], middles, [last]])), np.float64)


def even_edges(low_usd: float, high_usd: float, step: float) -> FloatArray:
    """Edges `step` apart in log price that cover the range."""
    count = max(int(np.ceil(np.log(high_usd / low_usd) / step)), 1)
    return np.asarray(low_usd * np.exp(np.arange(count + 1) * step), np.float64)


def spread_over(amounts: FloatArray, edges: FloatArray, onto: FloatArray) -> FloatArray:
    """(t, k) amounts (t, b) of bins `edges` (b+1,) on bins `onto` (k+1,): each bin's amount lies evenly over its span.

    What lies outside `onto` is left out; nothing else is lost.
    """
    totals = np.concatenate([np.zeros((len(amounts), 1)), np.cumsum(amounts, axis=1, dtype=np.float64)], axis=1)
    logs, at = np.log(edges), np.clip(np.log(onto), np.log(edges[0]), np.log(edges[-1]))
    place = np.clip(np.searchsorted(logs, at, side="right") - 1, 0, len(logs) - 2)
    share = (at - logs[place]) / (logs[place + 1] - logs[place])
    read = totals[:, place] * (1 - share) + totals[:, place + 1] * share
    return np.asarray(np.diff(read, axis=1), np.float64)


def spread_row(amounts: FloatArray, edges: FloatArray, onto: FloatArray) -> FloatArray:
    """The same for one row (b,)."""
    return np.asarray(spread_over(amounts[None, :], edges, onto)[0], np.float64)


def as_heat(amounts: FloatArray) -> HeatArray:
    return np.asarray(amounts, np.float32)
