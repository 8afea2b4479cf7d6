"""The map itself with one thing changed, put beside the map as it is: no fit, default mix, frozen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.calibration.sets import MeasuredSet, OtherBars
from engine.liquidations.calibration.terms import default_map
from engine.liquidations.model_flow import DEFAULT_FLOW
from engine.market.values import Bars, FloatArray

_WARM_MS = 3 * 86_400_000
_FEWEST_SPANS = 30
_DAYS_OF_SHARE = 7


@dataclass(frozen=True, slots=True)
class Variant:
    """(2s,) scores of the changed and of the plain map on the spans `hours`."""

    name: str
    hours: HourPaths
    changed: FloatArray
    plain: FloatArray


def variants_of(one: MeasuredSet, plain: FloatArray) -> Iterator[Variant]:
    """`plain`: the default map on all spans of the set."""
    bars = one.bars
    settings = {
        "no churn": replace(DEFAULT_FLOW, churn=0.0),
        "churn 0.2": replace(DEFAULT_FLOW, churn=0.2),
        "churn 1": replace(DEFAULT_FLOW, churn=1.0),
        "half-life 48 h at 10x": replace(DEFAULT_FLOW, half_life_h=48.0),
        "no taker split": replace(DEFAULT_FLOW, maker_share=1.0),
        "takers only": replace(DEFAULT_FLOW, maker_share=0.0),
    }
    for name, changed in settings.items():
        yield Variant(name, one.hours, default_map(one, bars, changed), plain)
    if np.isfinite(bars.taker_buy_base).any():
        guessed = replace(bars, taker_buy_base=np.full(len(bars), np.nan))
        yield Variant("takers guessed from the candle instead of measured", one.hours, default_map(one, guessed), plain)
    for other in one.others:
        yield from _with_other_bars(one, other)


def _with_other_bars(one: MeasuredSet, other: OtherBars) -> Iterator[Variant]:
    """Both maps start with the later of the two and are asked where both have bars, three days in."""
    from_ms = max(int(one.bars.open_ms[0]), int(other.bars.open_ms[0]))
    to_ms = min(int(one.bars.open_ms[-1]) + one.bars.step_ms, int(other.bars.open_ms[-1]) + other.bars.step_ms)
    mine, theirs = one.bars.between(from_ms, to_ms), other.bars.between(from_ms, to_ms)
    hours = one.hours.between(from_ms + _WARM_MS, to_ms - one.hours.span_ms + 1)
    hours = hours.between(round(one.split.test_from.timestamp() * 1000), to_ms)
    hours = hours.only(_is_whole(hours, mine) & _is_whole(hours, theirs))
    if len(hours) < _FEWEST_SPANS:
        return
    plain = default_map(one, mine, hours=hours)
    if other.is_added:
        start = _DAYS_OF_SHARE * 86_400_000 // mine.step_ms
        ours, more = mine.volume_base[:start].sum(), theirs.volume_base[:start].sum()
        share = float(more / (ours + more))
        added = default_map(one, replace(theirs, oi_base=theirs.oi_base * share), hours=hours)
        changed = default_map(one, replace(mine, oi_base=mine.oi_base * (1 - share)), hours=hours) + added
    else:
        changed = default_map(one, theirs, hours=hours)
    yield Variant(other.name, hours, changed, plain)


def _is_whole(hours: HourPaths, bars: Bars) -> NDArray[np.bool_]:
    """(h,) every bar of the span is there."""
    first = np.searchsorted(bars.open_ms, hours.open_ms)
    last = np.searchsorted(bars.open_ms, hours.open_ms + hours.span_ms)
    return np.asarray(last - first == hours.span_ms // bars.step_ms)
