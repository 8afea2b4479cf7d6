"""The rules of two open projects, written anew from their published formulas, on the same grid and bars as ours.

Sources: gptprojectmanager/liquidations and bendizziesmith/liqmap, as described in the facts' section 2.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.liquidations.calibration.hours import HOUR_MS, HourPaths
from engine.liquidations.jit import compiled
from engine.liquidations.model_flow import filled_forward
from engine.liquidations.model_grid import Grid, grid_over
from engine.market.values import Bars, FloatArray, IntArray, Side

_REACH = 0.75


@dataclass(frozen=True, slots=True)
class Rule:
    """A peer's births and deaths. `entries` (n, e) USD with `weights` (e,); `births` (n, k) USD of one side by tier;
    `survival` (n, k); `prices` (k,) liquidation price over entry; `smear`: bins on either side a level is spread over.
    """

    entries: FloatArray
    weights: FloatArray
    births: FloatArray
    survival: FloatArray
    prices: FloatArray
    smear: int


Peer = Callable[[Bars, Side], Rule]


def open_interest_to_one_side(bars: Bars, side: Side) -> Rule:
    """gptprojectmanager: a rise of open interest goes whole to the side of the candle's colour, at its close, to 5, 10,
    25, 50 and 100x by 15, 30, 25, 20 and 10 %; liquidated at 1 -+ (1/L - m/L); a fall cuts everything in proportion.
    """
    leverage, shares = np.array([5.0, 10.0, 25.0, 50.0, 100.0]), np.array([0.15, 0.30, 0.25, 0.20, 0.10])
    oi = filled_forward(bars.oi_base)
    change = np.nan_to_num(np.diff(oi, prepend=oi[:1]))
    is_mine = (bars.close >= bars.open) if side is Side.LONG else (bars.close < bars.open)
    born = np.where(is_mine, np.maximum(change, 0.0), 0.0) * bars.close
    kept = 1.0 + np.nan_to_num(np.minimum(change, 0.0) / np.where(oi > 0, oi - change, 1.0))
    prices = 1.0 - side.sign * (1.0 - 0.004) / leverage
    survival = np.repeat(kept[:, None], len(leverage), axis=1)
    return Rule(bars.close[:, None], np.ones(1), born[:, None] * shares, survival, prices, 0)


def turnover_to_both_sides(bars: Bars, side: Side) -> Rule:
    """bendizziesmith: a candle's turnover times clamp(1 + 8 rise of open interest, 1, 3), half to each side, entered at
    close, high and low by 45, 27.5 and 27.5 %, 10, 25, 50 and 100x by 35, 30, 20 and 15 %; liquidated at 1 -+ 1/L,
    spread over three bins; half-lives of 5 days, 2 days, 1 day and 12 hours.
    """
    leverage, shares = np.array([10.0, 25.0, 50.0, 100.0]), np.array([0.35, 0.30, 0.20, 0.15])
    half_life_h = np.array([120.0, 48.0, 24.0, 12.0])
    oi = filled_forward(bars.oi_base)
    rise = np.nan_to_num(np.maximum(np.diff(oi, prepend=oi[:1]), 0.0) / np.where(oi > 0, oi, 1.0))
    turnover = bars.volume_base * bars.close * np.clip(1.0 + 8.0 * rise, 1.0, 3.0) / 2.0
    entries = np.column_stack([bars.close, bars.high, bars.low])
    elapsed_h = np.diff(bars.open_ms, append=bars.open_ms[-1] + bars.step_ms) / HOUR_MS
    survival = 0.5 ** (elapsed_h[:, None] / half_life_h)
    weights, prices = np.array([0.45, 0.275, 0.275]), 1.0 - side.sign / leverage
    return Rule(entries, weights, turnover[:, None] * shares, survival, prices, 1)


def peer_scores(peer: Peer, bars: Bars, hours: HourPaths, bin_width: float) -> tuple[FloatArray, FloatArray]:
    """(2h,) USD on the span's path, from the map frozen at its start and from the one kept rolling; longs first."""
    grid = grid_over(float(bars.low.min()), float(bars.high.max()), bin_width, _REACH)
    sides = [_side(peer(bars, side), side, bars, hours, grid) for side in Side]
    frozen, rolling = (np.concatenate(parts) for parts in zip(*sides, strict=True))
    return frozen, rolling


def _side(rule: Rule, side: Side, bars: Bars, hours: HourPaths, grid: Grid) -> tuple[FloatArray, FloatArray]:
    frozen, rolling = np.zeros(len(hours)), np.zeros(len(hours))
    shifts = np.rint(np.log(rule.prices) / grid.step).astype(np.int64)
    extreme = grid.bin_of(bars.low if side is Side.LONG else bars.high)
    span_extreme = grid.bin_of(hours.low if side is Side.LONG else hours.high)
    starts = np.searchsorted(bars.open_ms, hours.open_ms)
    entries = np.stack([grid.bin_of(column) for column in rule.entries.T], axis=1)
    _run(
        entries, rule.weights, rule.births, rule.survival, shifts, rule.smear, grid.bin_of(bars.low),
        grid.bin_of(bars.high), extreme, starts, hours.span_ms // bars.step_ms, span_extreme, -side.sign, grid.bins,
        frozen, rolling,
    )  # fmt: skip
    return frozen, rolling


@compiled
def _run(
    entries: IntArray,
    weights: FloatArray,
    births: FloatArray,
    survival: FloatArray,
    shifts: IntArray,
    smear: int,
    low: IntArray,
    high: IntArray,
    extreme: IntArray,
    starts: IntArray,
    bars_a_span: int,
    span_extreme: IntArray,
    outward: int,
    bins: int,
    frozen: FloatArray,
    rolling: FloatArray,
) -> None:
    """-1 outward: longs, whose levels at and above a bar's low are gone; +1: shorts."""
    stock = np.zeros((births.shape[1], bins))
    span = -1
    for t in range(births.shape[0]):
        while span + 1 < len(starts) and starts[span + 1] == t:  # more than one where bars are missing
            span += 1
            frozen[span] = _crossed(stock, span_extreme[span], outward)
        if span >= 0 and t < starts[span] + bars_a_span:
            rolling[span] += _crossed(stock, extreme[t], outward)
        for k in range(stock.shape[0]):
            if outward < 0:
                stock[k, extreme[t] :] = 0.0
            else:
                stock[k, : extreme[t] + 1] = 0.0
            stock[k] *= survival[t, k]
            for e in range(entries.shape[1]):
                at = entries[t, e] + shifts[k]
                for b in range(max(at - smear, 0), min(at + smear, bins - 1) + 1):
                    is_inside = low[t] <= b <= high[t]
                    if not is_inside:
                        stock[k, b] += births[t, k] * weights[e] / (2 * smear + 1)


@compiled
def _crossed(stock: FloatArray, extreme: int, outward: int) -> float:
    return float(stock[:, extreme:].sum() if outward < 0 else stock[:, : extreme + 1].sum())
