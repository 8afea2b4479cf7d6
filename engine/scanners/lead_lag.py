"""Which coin moves first: correlations over lags, and a bar that shuffled returns do not pass. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from engine.market.values import Coin, FloatArray

MAX_LAG = 6  # bars: half an hour
FEWEST_RETURNS = 288  # a day of 5-minute bars
_BLOCK = 12  # bars that stay together when shuffled: an hour, so that calm and busy hours stay what they are
_SHUFFLES = 100
_QUANTILE = 0.95  # of the largest correlation that each shuffle shows anywhere


@dataclass(frozen=True, slots=True)
class BestLag:
    """`lag` > 0: x leads y by so many steps."""

    lag: int
    correlation: float


@dataclass(frozen=True, slots=True)
class Lead:
    """`leader` moves `lag_s` seconds before `follower`. `bar`: what shuffled returns reach by chance."""

    leader: Coin
    follower: Coin
    lag_s: int
    correlation: float
    bar: float
    returns: int


def lagged_correlations(x: FloatArray, y: FloatArray, max_lag: int) -> FloatArray:
    """(2 max_lag + 1,) Pearson of x_t and y_(t+k) on the overlap alone, k ascending from -max_lag.

    NaN where the overlap has fewer than two rows or one side has no spread. Raises `ValueError` for unequal lengths.
    """
    if len(x) != len(y):
        raise ValueError(f"{len(x)} values beside {len(y)}")
    return np.array([_pearson(*_overlap(x, y, lag)) for lag in range(-max_lag, max_lag + 1)])


def best_lag(correlations: FloatArray) -> BestLag | None:
    """The largest |c|, the first where several are equal; None where all are NaN."""
    if not np.isfinite(correlations).any():
        return None
    place = int(np.nanargmax(np.abs(correlations)))
    return BestLag(place - len(correlations) // 2, float(correlations[place]))


def find_leads(
    coins: Sequence[Coin], returns: FloatArray, step_s: int, rng: Generator, max_lag: int = MAX_LAG
) -> list[Lead]:
    """Pairs whose strongest correlation is not at the same time and passes the shuffled bar; strongest first.

    `returns` (coins, n): NaN where a bar is missing, counted as no move. With fewer than a day of them: nothing.
    The bar holds for all pairs and lags together, so chance passes it in one run of twenty.
    """
    n = returns.shape[1] if returns.ndim == 2 else 0
    if len(coins) < 2 or n < FEWEST_RETURNS:
        return []
    scores = _standardised(returns)
    found = _by_lag(scores, max_lag)
    best = np.argmax(np.abs(found), axis=0)
    bar = _shuffled_bar(scores, max_lag, rng)
    leads = [
        Lead(coins[i], coins[j], int(best[i, j]) * step_s, float(found[best[i, j], i, j]), bar, n)
        for i, j in np.argwhere((best > 0) & (np.abs(found).max(axis=0) > bar)).tolist()
        if i != j and abs(found[best[i, j], i, j]) > np.abs(found[:, j, i]).max()
    ]
    return sorted(leads, key=lambda lead: (-abs(lead.correlation), lead.leader, lead.follower))


def _overlap(x: FloatArray, y: FloatArray, lag: int) -> tuple[FloatArray, FloatArray]:
    rows = max(len(x) - abs(lag), 0)
    return (x[:rows], y[len(y) - rows :]) if lag >= 0 else (x[len(x) - rows :], y[:rows])


def _pearson(x: FloatArray, y: FloatArray) -> float:
    if len(x) < 2:
        return float("nan")
    a, b = x - x.mean(), y - y.mean()
    spread = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / spread if spread > 0 and np.ptp(x) > 0 and np.ptp(y) > 0 else float("nan")


def _standardised(returns: FloatArray) -> FloatArray:
    """(coins, n) mean 0, spread 1; all zero for a coin that never moved."""
    known = np.where(np.isfinite(returns), returns, 0.0)
    centred = known - known.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1, keepdims=True)
    return np.asarray(np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0))


def _by_lag(scores: FloatArray, max_lag: int) -> FloatArray:
    """(max_lag + 1, coins, coins): row i leads column j by the lag. Of long samples, so one mean serves all lags."""
    n = scores.shape[1]
    return np.stack([scores[:, : n - lag] @ scores[:, lag:].T / (n - lag) for lag in range(max_lag + 1)])


def _shuffled_bar(scores: FloatArray, max_lag: int, rng: Generator) -> float:
    """The largest correlation of any pair and lag once every coin's hours are shuffled by themselves."""
    coins, n = scores.shape
    whole = n // _BLOCK * _BLOCK
    hours = scores[:, :whole].reshape(coins, -1, _BLOCK)
    apart = ~np.eye(coins, dtype=bool)
    largest = np.empty(_SHUFFLES)
    for k in range(_SHUFFLES):
        order = rng.permuted(np.tile(np.arange(hours.shape[1]), (coins, 1)), axis=1)
        shuffled = np.take_along_axis(hours, order[:, :, None], axis=1).reshape(coins, whole)
        largest[k] = np.abs(_by_lag(shuffled, max_lag)[:, apart]).max()
    return float(np.quantile(largest, _QUANTILE))
