"""What a map has to beat, as densities over price: B0 to B8 of the calibration facts, section 5.2.

Each predictor says two things of a price: how much would be closed *if* price got there (`given`, per unit of log
distance), and how much will be closed there in the coming hour (`located`, per bin). The second is the first times the
chance of getting there, or the first alone where the baseline is a claim about places and knows nothing of chances.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, erfc, floor, sqrt

import numpy as np

from engine.liquidations.ledger.frozen import FrozenMap, Inputs
from engine.liquidations.ledger.grid import CENTRES, EDGES, WIDTHS, amounts, overlap
from engine.liquidations.ledger.weights import Weights, range_breaks, scales_of
from engine.market.values import FloatArray, Side
from engine.market.windows import Window

_ATR_BANDS = (1.0, 2.0, 3.0)
_LEVERAGES = (100.0, 50.0, 25.0, 20.0, 10.0)


class Predictor(StrEnum):
    """`MAP_…`: the map as it is shown; `REACH_…`: weighted by the chance that price gets there."""

    MAP_7D = "map7d"
    MAP_24H = "map24h"
    REACH_7D = "reach7d"
    REACH_24H = "reach24h"
    B0_UNIFORM = "b0"
    B1_DISTANCE = "b1"
    B2_LAPLACE = "b2"
    B3_ROUND = "b3"
    B4_ATR = "b4"
    B5_PROFILE = "b5"
    B6_OFFSETS = "b6"
    B7_RANGE = "b7"
    B8_ACTIVITY = "b8"


BASELINES = tuple(one for one in Predictor if one.value.startswith("b"))


@dataclass(frozen=True, slots=True)
class Said:
    """One predictor on one side, outward from price: `given` and `located` (BINS,). A map ends at the frozen price and
    what price took before the hour is gone from it; a rule goes on."""

    given: FloatArray
    located: FloatArray
    is_map: bool = False


def speak(frozen: FrozenMap, weights: Weights) -> Mapping[Predictor, Mapping[Side, Said]]:
    """Everything that is scored, by predictor and by the side that would be closed: longs lie below."""
    return {
        predictor: dict(zip((Side.LONG, Side.SHORT), sides, strict=True))
        for predictor, sides in (*_maps(frozen), *_rules(frozen, weights))
    }


def chance_to_reach(sigma: float) -> FloatArray:
    """(BINS,) Pr that an hour's walk of that standard deviation gets to a bin: 2 Phi(-d / sigma)."""
    return np.array([erfc(distance / (sigma * sqrt(2.0))) for distance in CENTRES.tolist()])


def _maps(frozen: FrozenMap) -> Iterator[tuple[Predictor, tuple[Said, Said]]]:
    reach = chance_to_reach(frozen.inputs.sigma)
    for window, bare, weighed in (
        (Window.D7, Predictor.MAP_7D, Predictor.REACH_7D),
        (Window.H24, Predictor.MAP_24H, Predictor.REACH_24H),
    ):
        sides = [amounts(steps) for steps in (frozen.maps[window].below, frozen.maps[window].above)]
        yield bare, _both(*(Said(usd / WIDTHS, usd, True) for usd in sides))
        yield weighed, _both(*(Said(usd / WIDTHS, usd * reach, True) for usd in sides))


def _rules(frozen: FrozenMap, weights: Weights) -> Iterator[tuple[Predictor, tuple[Said, Said]]]:
    given, price = frozen.inputs, frozen.price_usd
    reach = chance_to_reach(given.sigma)
    even = np.ones_like(WIDTHS)
    yield Predictor.B0_UNIFORM, _both(*(_placed(even) for _ in range(2)))
    yield Predictor.B1_DISTANCE, _both(*(_reached(even / given.sigma, reach) for _ in range(2)))
    yield Predictor.B2_LAPLACE, _both(*(_placed(laplace(given, price, sign)) for sign in (-1, 1)))
    yield Predictor.B3_ROUND, _both(*(_placed(round_numbers(given, price, sign)) for sign in (-1, 1)))
    yield Predictor.B4_ATR, _both(*(_placed(bands(np.array(_ATR_BANDS) * given.atr, given.atr / 4)) for _ in range(2)))
    traded = [amounts(steps) / WIDTHS for steps in (given.profile.below, given.profile.above)]
    yield Predictor.B5_PROFILE, _both(*(_reached(side, reach) for side in traded))
    offsets = 1.0 / np.array(_LEVERAGES)
    yield Predictor.B6_OFFSETS, _both(*(_placed(bands(offsets, 0.15 * offsets)) for _ in range(2)))
    broken = [broken_ranges(extremes) for extremes in range_breaks(given, price)]
    yield Predictor.B7_RANGE, _both(*(_reached(np.array(weights.b7) @ side, reach) for side in broken))
    b8 = scales_of(given.volume_ratio, given.oi_ratio) @ np.reshape(weights.b8, (-1, len(weights.b7)))
    yield Predictor.B8_ACTIVITY, _both(*(_reached(b8 @ side, reach) for side in broken))


def _both(below: Said, above: Said) -> tuple[Said, Said]:
    return below, above


def _placed(density: FloatArray) -> Said:
    return Said(density, density * WIDTHS)


def _reached(density: FloatArray, reach: FloatArray) -> Said:
    return Said(density, density * WIDTHS * reach)


def laplace(given: Inputs, price_usd: float, sign: int) -> FloatArray:
    """B2: falls off on both sides of the day's mean price, as fast as closes lay around it."""
    away = np.abs(np.log(price_usd / given.mean_usd) + sign * CENTRES)
    return np.asarray(np.exp(-away / given.spread))


def round_numbers(given: Inputs, price_usd: float, sign: int) -> FloatArray:
    """B3: multiples of a nice step, ten times that step counting double; a bin's neighbours get a quarter each."""
    step = given.round_step_usd
    edges = price_usd * np.exp(sign * EDGES)
    low, high = ceil(float(edges.min()) / step), floor(float(edges.max()) / step)
    counts = np.zeros(len(WIDTHS))
    for multiple in range(max(low, 1), high + 1):
        place = int(np.searchsorted(EDGES, abs(np.log(multiple * step / price_usd)), side="right")) - 1
        if 0 <= place < len(counts):
            counts[place] += 2.0 if multiple % 10 == 0 else 1.0
    smooth = np.convolve(counts, (0.25, 0.5, 0.25), mode="same")
    return np.asarray(smooth / WIDTHS)


def bands(distances: FloatArray, widths: FloatArray | float) -> FloatArray:
    """B4 and B6: a bell at each log distance."""
    spread = np.broadcast_to(widths, distances.shape)
    bells = np.exp(-0.5 * ((CENTRES[:, None] - distances) / spread) ** 2) / spread
    return np.asarray(bells.sum(axis=1))


def broken_ranges(extremes: FloatArray) -> FloatArray:
    """(9, BINS) B7: the part of each bin that lies beyond each past extreme; the last row is travel: all of it."""
    rows = [overlap(float(extreme), np.inf) / WIDTHS for extreme in extremes]
    return np.stack([*rows, np.ones_like(WIDTHS)])
