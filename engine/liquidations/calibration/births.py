"""The forecast's birth term (facts, 4.9): positions opened after the map was made and closed in the same span."""

import numpy as np

from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.leverage import LeverageNodes, liquidation_shift
from engine.liquidations.model_flow import DEFAULT_FLOW, FlowSettings, measure_flow
from engine.market.values import Bars, FloatArray, IntArray, Side

_DAY_MS = 86_400_000


def birth_terms(
    bars: Bars, hours: HourPaths, nodes: LeverageNodes, rate: float, settings: FlowSettings = DEFAULT_FLOW
) -> FloatArray:
    """(2h, k) USD by leverage node, longs first, as if every birth went to that node.

    Births of a span are expected at the pace of the day before it, spread evenly over the way to the span's extreme;
    those of leverage L are closed where more than L's distance of the way lay ahead of them.
    """
    flow = measure_flow(bars, int(bars.open_ms[-1]) + bars.step_ms, nodes, settings)
    sides = ((Side.LONG, flow.born_long), (Side.SHORT, flow.born_short))
    return np.concatenate([_side(bars, hours, nodes, rate, side, born) for side, born in sides])


def _side(bars: Bars, hours: HourPaths, nodes: LeverageNodes, rate: float, side: Side, born: FloatArray) -> FloatArray:
    expected_usd = expected_coins(born, bars, hours.open_ms, hours.span_ms) * hours.open
    way = np.log(hours.open / hours.low) if side is Side.LONG else np.log(hours.high / hours.open)
    shift = liquidation_shift(nodes.leverage, rate, side)
    caught = np.maximum(1.0 - shift / np.maximum(way, 1e-9)[:, None], 0.0)
    return np.asarray(expected_usd[:, None] * caught)


def expected_coins(born: FloatArray, bars: Bars, at_ms: IntArray, span_ms: int) -> FloatArray:
    """(h,) coins born in the span after each moment, at the pace of the day before it. `born` (n,) coins a bar."""
    sums = np.concatenate([[0.0], np.cumsum(born)])
    at, before = (np.searchsorted(bars.open_ms, stamp) for stamp in (at_ms, at_ms - _DAY_MS))
    return np.asarray((sums[at] - sums[before]) / np.maximum(at - before, 1) * (span_ms // bars.step_ms))
