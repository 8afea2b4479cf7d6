"""From measured sums and single orders to dollars by bin around the price a map was made at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from engine.liquidations.calibration.densities import DISTANCES, HALF_BINS, STEP, Moments, densities_of
from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.calibration.location import Located
from engine.liquidations.calibration.sets import Contract, MeasuredSet
from engine.liquidations.jit import compiled
from engine.market.values import Bars, FloatArray, IntArray

HORIZONS = (timedelta(hours=6), timedelta(hours=24))
_MILLISECOND = timedelta(milliseconds=1)
_WARM_MS = 3 * 86_400_000


@dataclass(frozen=True, slots=True)
class ForcedOrders:
    """Single forced closes with their prices, inside `recorded`: hours (ms) in which the recorder was on throughout."""

    name: str
    contract: Contract
    bars: Bars
    at_ms: IntArray
    price_usd: FloatArray
    notional_usd: FloatArray
    recorded: tuple[int, ...]


def located_sums(one: MeasuredSet) -> Iterator[Located]:
    """Maps one horizon apart. A span's dollars lie evenly on the adverse legs of its bars."""
    long_usd, short_usd = _by_bar(one.bars, one.hours)
    for horizon in HORIZONS:
        rows = horizon // _MILLISECOND // one.bars.step_ms
        starts = _starts(one.bars, one.hours, rows, horizon // _MILLISECOND)
        nodes, rate = one.contract.nodes(), one.contract.maintenance_rate
        moments = Moments(one.bars, starts, horizon // _MILLISECOND, nodes, rate)
        usd = np.zeros((len(starts), len(DISTANCES)))
        _spread(one.bars.open, one.bars.low, long_usd, starts, rows, STEP, HALF_BINS, usd)
        _spread(one.bars.open, one.bars.high, short_usd, starts, rows, STEP, HALF_BINS, usd)
        yield _kept(one.name, horizon, moments, usd)


def located_orders(orders: ForcedOrders) -> Located:
    """Maps at the start of every recorded hour, each asked about that hour."""
    horizon = timedelta(hours=1)
    starts = np.searchsorted(orders.bars.open_ms, np.array(orders.recorded))
    nodes, rate = orders.contract.nodes(), orders.contract.maintenance_rate
    moments = Moments(orders.bars, starts, horizon // _MILLISECOND, nodes, rate)
    edges = np.append(DISTANCES - STEP / 2, DISTANCES[-1] + STEP / 2)
    usd = np.zeros((len(starts), len(DISTANCES)))
    for i, (at_ms, price) in enumerate(zip(moments.at_ms, moments.price, strict=True)):
        inside = (orders.at_ms >= at_ms) & (orders.at_ms < at_ms + horizon // _MILLISECOND)
        away = np.log(orders.price_usd[inside] / price)
        usd[i] = np.histogram(away, edges, weights=orders.notional_usd[inside])[0]
    return _kept(orders.name, horizon, moments, usd)


def _kept(name: str, horizon: timedelta, moments: Moments, usd: FloatArray) -> Located:
    """Without moments after which nothing was closed within the bins."""
    some = usd.sum(axis=1) > 0
    kept = Moments(moments.bars, moments.starts[some], moments.horizon_ms, moments.nodes, moments.rate)
    return Located(name, horizon, kept.at_ms, usd[some], densities_of(kept))


def _starts(bars: Bars, hours: HourPaths, rows: int, horizon_ms: int) -> IntArray:
    """Bars that open whole horizons, three days in, with every span of the horizon measured and no bar missing."""
    at = np.arange(-(-int(hours.open_ms[0]) // horizon_ms) * horizon_ms, int(hours.open_ms[-1]), horizon_ms)
    spans = np.searchsorted(hours.open_ms, at + horizon_ms) - np.searchsorted(hours.open_ms, at)
    first, last = np.searchsorted(bars.open_ms, at), np.searchsorted(bars.open_ms, at + horizon_ms)
    day = np.searchsorted(bars.open_ms, at - 86_400_000)
    whole = (
        (spans == horizon_ms // hours.span_ms) & (last - first == rows) & (first - day == 86_400_000 // bars.step_ms)
    )
    kept: IntArray = first[whole & (at >= bars.open_ms[0] + _WARM_MS)]
    return kept


def _by_bar(bars: Bars, hours: HourPaths) -> tuple[FloatArray, FloatArray]:
    """(n,) dollars of each bar: a span's, by how far each of its bars went against that side."""
    down, up = np.log(bars.open / bars.low), np.log(bars.high / bars.open)
    span = np.searchsorted(hours.open_ms, bars.open_ms, side="right") - 1
    inside = (span >= 0) & (bars.open_ms < hours.open_ms[np.maximum(span, 0)] + hours.span_ms)
    place = np.where(inside, span, 0)
    sides = []
    for legs, usd in ((down, hours.long_usd), (up, hours.short_usd)):
        legs = np.where(inside, legs, 0.0)
        totals = np.bincount(place, legs, len(hours))
        sides.append(np.divide(usd[place] * legs, totals[place], out=np.zeros(len(bars)), where=totals[place] > 0))
    return sides[0], sides[1]


@compiled
def _spread(
    opens: FloatArray,
    extremes: FloatArray,
    usd: FloatArray,
    starts: IntArray,
    rows: int,
    step: float,
    half_bins: int,
    out: FloatArray,
) -> None:
    """Each bar's dollars evenly over the bins between its open and its extreme; what lies outside is left out."""
    for i in range(len(starts)):
        price = opens[starts[i]]
        for t in range(starts[i], starts[i] + rows):
            a, b = np.log(opens[t] / price) / step, np.log(extremes[t] / price) / step
            low, high = min(a, b) + half_bins, max(a, b) + half_bins
            if usd[t] <= 0.0 or high <= low:
                continue
            for b_ in range(max(int(np.floor(low)), 0), min(int(np.floor(high)), out.shape[1] - 1) + 1):
                covered = min(high, b_ + 1.0) - max(low, float(b_))
                out[i, b_] += usd[t] * covered / (high - low)
