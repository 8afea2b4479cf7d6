"""What price did in the hour, as seen from a frozen map: which stretch of log distance it went through on each side."""

from dataclasses import dataclass
from math import log

import numpy as np

from engine.liquidations.ledger.baselines import Said
from engine.liquidations.ledger.grid import EDGES, overlap
from engine.market.values import Bars, FloatArray, Side

HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class HourPath:
    """`open`, `low`, `high` of the hour; `low_before`, `high_before` between the freezing and the hour. USD."""

    open_usd: float
    low_usd: float
    high_usd: float
    low_before_usd: float
    high_before_usd: float


def path_of(bars: Bars, price_usd: float, as_of_ms: int, hour_ms: int) -> HourPath | None:
    """None where a bar of the hour is missing, or where bars are coarser than an hour."""
    if bars.step_ms > HOUR_MS or HOUR_MS % bars.step_ms:
        return None
    hour = bars.between(hour_ms, hour_ms + HOUR_MS)
    if len(hour) != HOUR_MS // bars.step_ms:
        return None
    before = bars.between(as_of_ms, hour_ms)
    return HourPath(
        float(hour.open[0]),
        float(hour.low.min()),
        float(hour.high.max()),
        min([price_usd, *before.low.tolist()]),
        max([price_usd, *before.high.tolist()]),
    )


@dataclass(frozen=True, slots=True)
class Crossed:
    """Log distances outward from the frozen price: from the hour's open to its extreme. `start` may be negative: the
    hour opened on the other side of the frozen price. Up to `taken` price had gone before the hour began."""

    start: float
    end: float
    taken: float

    @property
    def travel(self) -> float:
        return max(self.end - self.start, 0.0)


def crossed(path: HourPath, price_usd: float, side: Side) -> Crossed:
    """Longs are closed on the way down, shorts on the way up."""
    if side is Side.LONG:
        return Crossed(
            log(price_usd / path.open_usd), log(price_usd / path.low_usd), log(price_usd / path.low_before_usd)
        )
    return Crossed(
        log(path.open_usd / price_usd), log(path.high_usd / price_usd), log(path.high_before_usd / price_usd)
    )


def expected(said: Said, way: Crossed) -> float:
    """What a predictor expects to be closed on that way."""
    if said.is_map:
        return float((said.given * overlap(max(way.start, way.taken, 0.0), way.end)).sum())
    inside = max(min(way.end, 0.0) - min(way.start, 0.0), 0.0)
    return float((said.given * overlap(max(way.start, 0.0), way.end)).sum() + said.given[0] * inside)


def range_terms(way: Crossed, extremes: FloatArray) -> tuple[float, ...]:
    """(9,) the hour's terms for fitting B7: how far it went beyond each extreme, and its travel."""
    beyond = np.maximum(min(way.end, float(EDGES[-1])) - np.maximum(extremes, way.start), 0.0)
    return (*beyond.tolist(), way.travel)
