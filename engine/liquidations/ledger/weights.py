"""B7 and B8: what a range break of the past hours, volume and open interest say, in weights fitted on earlier hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from engine.liquidations.calibration.mixture import fit_mixture
from engine.liquidations.ledger.frozen import LOOKBACK_HOURS, Inputs
from engine.liquidations.ledger.spelling import BadBody, Lines, numbers, stamp
from engine.market.values import Coin, FloatArray

HEAD = "helix-weights 1"
RANGE_TERMS = len(LOOKBACK_HOURS) + 1  # breaks beyond the extremes of so many hours, and travel
SCALES = 4  # one, volume, open interest, both
_ITERATIONS = 200


@dataclass(frozen=True, slots=True)
class Weights:
    """`b7` (9,), `b8` (36,). Fitted on hours that were over before `until`, `hours` of them."""

    coin: Coin
    until: datetime
    hours: int
    b7: tuple[float, ...]
    b8: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One hour that a fit may learn from. `terms` (2, 9): longs, shorts; `usd`: what was closed by force."""

    coin: Coin
    terms: tuple[tuple[float, ...], tuple[float, ...]]
    volume_ratio: float
    oi_ratio: float
    usd: tuple[float, float]


def scales_of(volume_ratio: float, oi_ratio: float) -> FloatArray:
    return np.array([1.0, volume_ratio, oi_ratio, volume_ratio * oi_ratio])


def unlearned(coin: Coin, until: datetime) -> Weights:
    """Every term alike and no scales: until there is something to learn from."""
    return Weights(coin, until, 0, (1.0,) * RANGE_TERMS, (1.0,) * RANGE_TERMS + (0.0,) * RANGE_TERMS * (SCALES - 1))


def fit_weights(coin: Coin, lessons: Sequence[Lesson], until: datetime) -> Weights:
    """By EM. Every coin counts alike: its outcomes are divided by their mean, so that one large coin does not decide.

    The scale of the weights means nothing; predictors are compared by rank and share.
    """
    rows = [row for told in _by_coin(lessons).values() for row in _rows(told)]
    if not rows:
        return unlearned(coin, until)
    terms, scaled, outcome = (np.array(column) for column in zip(*rows, strict=True))
    b7, b8 = fit_mixture(terms, outcome, _ITERATIONS), fit_mixture(scaled, outcome, _ITERATIONS)
    if not b7.any() or not b8.any():
        return unlearned(coin, until)
    return Weights(coin, until, len(lessons), tuple(map(_short, b7.tolist())), tuple(map(_short, b8.tolist())))


def _by_coin(lessons: Iterable[Lesson]) -> dict[Coin, list[Lesson]]:
    told: dict[Coin, list[Lesson]] = {}
    for lesson in lessons:
        told.setdefault(lesson.coin, []).append(lesson)
    return told


def _rows(lessons: Sequence[Lesson]) -> Iterable[tuple[FloatArray, FloatArray, float]]:
    mean = sum(sum(lesson.usd) for lesson in lessons) / (2 * len(lessons))
    if mean <= 0:
        return
    for lesson in lessons:
        scales = scales_of(lesson.volume_ratio, lesson.oi_ratio)
        for terms, usd in zip(lesson.terms, lesson.usd, strict=True):
            row = np.array(terms)
            yield row, (scales[:, None] * row).ravel(), usd / mean


def _short(value: float) -> float:
    """As it is spelt in the ledger, so that what is used is what was hashed."""
    return float(f"{value:.6g}")


def weights_body(weights: Weights) -> bytes:
    lines = (
        HEAD,
        f"coin {weights.coin}",
        f"until {stamp(weights.until)}",
        f"hours {weights.hours}",
        f"b7 {numbers(weights.b7)}",
        f"b8 {numbers(weights.b8)}",
    )
    return ("\n".join(lines) + "\n").encode("utf-8")


def read_weights(body: bytes) -> Weights:
    """Raises `BadBody`."""
    lines = Lines(body, HEAD)
    b7, b8 = lines.numbers("b7"), lines.numbers("b8")
    if (len(b7), len(b8)) != (RANGE_TERMS, RANGE_TERMS * SCALES):
        raise BadBody(f"{len(b7)} and {len(b8)} weights")
    return Weights(Coin(lines.word("coin")), lines.moment("until"), int(lines.number("hours")), b7, b8)


def range_breaks(given: Inputs, price_usd: float) -> tuple[FloatArray, FloatArray]:
    """(8,) log distances from price to the past extremes: lows, then highs; never negative."""
    lows = np.log(price_usd / np.array(given.lows))
    highs = np.log(np.array(given.highs) / price_usd)
    return np.maximum(lows, 0.0), np.maximum(highs, 0.0)
