"""The two-legged plan around the magnet: Ride toward it, Fade at it. Conventions of the product, not an edge."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.exchange.contract import VIP0_TAKER
from engine.liquidations.clusters import Levels
from engine.liquidations.jit import compiled
from engine.liquidations.peaks import quantile
from engine.liquidations.profile import Profile
from engine.liquidations.values import Cluster, Leg, Plan
from engine.market.values import Bars, FloatArray, Side

_CHUNKS = 6  # the window is read as this many large candles
_WICK_QUANTILE = 0.75
_ATR_SHARE = 0.25  # of the large candles' mean range, on top of their wick


@dataclass(frozen=True, slots=True)
class Wicks:
    """Typical wick of a sixth of the window and a little room, as a fraction of price."""

    upper: float
    lower: float


def typical_wicks(bars: Bars, at_most: float) -> Wicks:
    """75th percentile of the wicks of the window's six large candles, and a quarter of their mean range; capped."""
    if len(bars) == 0:
        return Wicks(0.0, 0.0)
    upper, lower, ranges = _large_candles(bars.open, bars.high, bars.low, bars.close, min(_CHUNKS, len(bars)))
    room = _ATR_SHARE * float(ranges.mean())
    return Wicks(
        min(quantile(upper, _WICK_QUANTILE) + room, at_most), min(quantile(lower, _WICK_QUANTILE) + room, at_most)
    )


@compiled
def _large_candles(
    opens: FloatArray, high: FloatArray, low: FloatArray, closes: FloatArray, chunks: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Upper wick, lower wick and range of `chunks` candles of equal length, as fractions of their close."""
    n = opens.shape[0]
    upper, lower, ranges = np.empty(chunks), np.empty(chunks), np.empty(chunks)
    for c in range(chunks):
        first, stop = n * c // chunks, n * (c + 1) // chunks
        top, bottom = high[first], low[first]
        for i in range(first + 1, stop):
            top, bottom = max(top, high[i]), min(bottom, low[i])
        close = closes[stop - 1]
        upper[c] = (top - max(opens[first], close)) / close
        lower[c] = (min(opens[first], close) - bottom) / close
        ranges[c] = (top - bottom) / close
    return upper, lower, ranges


def make_plan(
    profile: Profile,
    levels: Levels,
    magnet: Cluster | None,
    wicks: Wicks,
    depth: float = 0.5,
    fee: float = float(VIP0_TAKER),
) -> Plan:
    """`depth` 0..1: where Ride takes its profit between the magnet's near edge and its centre. `fee` each way."""
    if magnet is None:
        return Plan(None, None)
    ride = _ride(profile, magnet, wicks, depth, fee)
    opposite = levels.below if magnet.side is Side.SHORT else levels.above
    return Plan(ride, _fade(profile, magnet, opposite, wicks, fee))


def _ride(profile: Profile, magnet: Cluster, wicks: Wicks, depth: float, fee: float) -> Leg | None:
    side = Side.LONG if magnet.side is Side.SHORT else Side.SHORT
    entry = profile.price_usd
    target = magnet.near_usd + depth * (magnet.peak_usd - magnet.near_usd)
    stop = entry * (1 - side.sign * (wicks.lower if side is Side.LONG else wicks.upper))
    return _leg(magnet.name, side, (entry,), (1.0,), stop, target, fee)


def _fade(profile: Profile, magnet: Cluster, opposite: Sequence[Cluster], wicks: Wicks, fee: float) -> Leg | None:
    if not opposite:
        return None
    side = magnet.side  # sells where shorts are bought out, buys where longs are sold out
    wick = wicks.upper if side is Side.SHORT else wicks.lower
    stop = magnet.far_usd * (1 - side.sign * wick)
    entries = (magnet.near_usd, magnet.peak_usd, magnet.far_usd)
    return _leg(magnet.name, side, entries, _thirds(profile, magnet), stop, opposite[0].near_usd, fee)


def _thirds(profile: Profile, magnet: Cluster) -> tuple[float, float, float]:
    """Share of the cluster's mass nearest to each of the three entries."""
    is_above = magnet.side is Side.SHORT
    prices = profile.above_prices if is_above else profile.below_prices
    mass = profile.above_usd if is_above else profile.below_usd
    low, high = sorted((magnet.near_usd, magnet.far_usd))
    inside = (prices >= low) & (prices <= high)
    entries = np.array([magnet.near_usd, magnet.peak_usd, magnet.far_usd])
    nearest = np.argmin(np.abs(prices[inside, None] - entries), axis=1)
    sums = np.bincount(nearest, weights=mass[inside], minlength=3)
    shares: FloatArray = sums / sums.sum() if sums.sum() > 0 else np.full(3, 1 / 3)
    return float(shares[0]), float(shares[1]), float(shares[2])


def _leg(
    level: str,
    side: Side,
    entries: tuple[float, ...],
    weights: tuple[float, ...],
    stop: float,
    target: float,
    fee: float,
) -> Leg | None:
    """None where stop or target lie on the wrong side of the entries."""
    average = float(np.dot(entries, weights))
    if side.sign * (target - average) <= 0 or side.sign * (average - stop) <= 0:
        return None
    return Leg(level, side, entries, weights, stop, target, reward_for_one(side, average, stop, target, fee))


def reward_for_one(side: Side, entry_usd: float, stop_usd: float, target_usd: float, fee: float) -> float | None:
    """What is won at the target for 1 lost at the stop, `fee` paid on the way in and out. None: fees eat the reward."""
    gain = side.sign * (target_usd - entry_usd) - fee * (entry_usd + target_usd)
    loss = side.sign * (entry_usd - stop_usd) + fee * (entry_usd + stop_usd)
    return gain / loss if gain > 0 and loss > 0 else None
