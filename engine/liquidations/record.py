"""How often the largest level was reached within its window, beside a level as far away on the other side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.model import build_map
from engine.liquidations.profile import counted_band, profile_of, window_sigma
from engine.liquidations.scan import levels_of
from engine.liquidations.values import Cluster, LiquidationMap, MapQuery, Record
from engine.market.values import Bars, Instrument, MarketSource, Side, Venue
from engine.market.windows import Window

FEWEST_CASES = 30
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Case:
    """One past map: where its largest level stood and what price did within the horizon."""

    at_ms: int
    price_usd: float
    level_usd: float
    was_reached: bool
    was_other_reached: bool  # the level as far away, in log price, on the other side


def measure_record(
    bars: Bars, instrument: Instrument, window: Window, horizon: timedelta | None = None
) -> Record | None:
    """From stored bars of the window's step: maps made one horizon apart, so that no two cases share a path.

    `horizon`: the window itself if None. None with fewer than 30 cases: too few to say anything.
    """
    within = window.span if horizon is None else horizon
    cases = list_cases(bars, instrument, window, within)
    if len(cases) < FEWEST_CASES:
        return None
    reached = sum(case.was_reached for case in cases)
    return Record(len(cases), reached, sum(case.was_other_reached for case in cases), within)


def list_cases(bars: Bars, instrument: Instrument, window: Window, horizon: timedelta) -> list[Case]:
    """Oldest first. A map sees only bars closed before it; one with holes before or after it is left out."""
    per_map, per_horizon = window.columns, max(horizon // (bars.step_ms * _MILLISECOND), 1)
    cases = []
    for end in range(per_map, len(bars) - per_horizon + 1, per_horizon):
        seen, after = bars.part(end - per_map, end), bars.part(end, end + per_horizon)
        if _is_unbroken(seen, after):
            case = _case({instrument.venue: seen}, instrument, window, after)
            cases += [case] if case is not None else []
    return cases


def largest_level(heatmap: LiquidationMap) -> Cluster | None:
    """The largest of both sides inside the counted band, or of all where none lies there."""
    levels = levels_of(heatmap)
    band = counted_band(window_sigma(heatmap.bars, heatmap.query.window.span // _MILLISECOND))
    every = (*levels.above, *levels.below)
    counted = [cluster for cluster in every if abs(cluster.distance) <= band]
    return max(counted or every, key=lambda cluster: cluster.notional_usd, default=None)


def _case(seen: Mapping[Venue, Bars], instrument: Instrument, window: Window, after: Bars) -> Case | None:
    at_ms = int(after.open_ms[0])
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    query = MapQuery(instrument.coin, window)
    heatmap = build_map(seen, [instrument], query, MarketSource.RECORDED, at, keep_columns=False)
    level = largest_level(heatmap)
    if level is None:
        return None
    price = profile_of(heatmap).price_usd
    other = price * price / level.peak_usd
    above, below = (level.peak_usd, other) if level.side is Side.SHORT else (other, level.peak_usd)
    is_up, is_down = bool(after.high.max() >= above), bool(after.low.min() <= below)
    hits = (is_up, is_down) if level.side is Side.SHORT else (is_down, is_up)
    return Case(at_ms, price, level.peak_usd, *hits)


def _is_unbroken(seen: Bars, after: Bars) -> bool:
    first, last = int(seen.open_ms[0]), int(after.open_ms[-1])
    rows = len(seen) + len(after)
    return last - first == (rows - 1) * seen.step_ms and bool(np.isfinite(seen.close).all())
