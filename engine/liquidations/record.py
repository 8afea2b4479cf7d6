"""How often the largest level was reached within its horizon, beside a level as far away on the other side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.model import build_map
from engine.liquidations.profile import counted_band, profile_of, window_sigma
from engine.liquidations.records.values import FEWEST_CASES, Counts
from engine.liquidations.scan import levels_of
from engine.liquidations.values import Cluster, LiquidationMap, MapQuery, Record
from engine.market.values import Bars, Instrument, MarketSource, Side, Venue
from engine.market.windows import Window

_MILLISECOND = timedelta(milliseconds=1)
_AS_KNOWN = 0.5  # a case's map knows at least this share of the open interest that today's map knows


@dataclass(frozen=True, slots=True)
class Case:
    """One past map: where its largest level stood and what price did within the horizon."""

    at_ms: int
    price_usd: float
    level_usd: float
    was_reached: bool
    was_other_reached: bool  # the level as far away, in log price, on the other side


@dataclass(frozen=True, slots=True)
class CasePlan:
    """Where in the bars the cases lie: `ends` are the rows at which a map ends and its path begins."""

    ends: tuple[int, ...]
    rows_a_map: int
    rows_a_path: int


def measure_record(
    bars: Bars, instrument: Instrument, window: Window, horizon: timedelta | None = None
) -> Record | None:
    """From stored bars of the window's step: maps made one horizon apart, so that no two cases share a path.

    `horizon`: the window itself if None. None with fewer than 30 cases: too few to say anything.
    """
    within = window.span if horizon is None else horizon
    counts = count_cases(list_cases(bars, instrument, window, within))
    if counts.cases < FEWEST_CASES:
        return None
    return Record(counts.cases, counts.reached, counts.reached_other_side, within)


def count_cases(cases: Iterable[Case]) -> Counts:
    hits = [(case.was_reached, case.was_other_reached) for case in cases]
    reached, other = sum(one for one, _ in hits), sum(two for _, two in hits)
    return Counts(len(hits), reached, other, sum(one and two for one, two in hits))


def list_cases(bars: Bars, instrument: Instrument, window: Window, horizon: timedelta) -> list[Case]:
    """Oldest first. A map sees only bars closed before it; one with holes before or after it is left out."""
    plan = plan_cases(bars, window, horizon)
    found = (find_case(bars, instrument, window, plan, end) for end in plan.ends)
    return [case for case in found if case is not None]


def plan_cases(bars: Bars, window: Window, horizon: timedelta) -> CasePlan:
    """The newest path ends with the newest bar. No map with holes, or that knows far less open interest than now."""
    rows_a_map = int(window.span / _MILLISECOND) // bars.step_ms
    rows_a_path = max(horizon // (bars.step_ms * _MILLISECOND), 1)
    known_now = _known_oi(bars.last(rows_a_map))
    ends = [
        end
        for end in range(len(bars) - rows_a_path, rows_a_map - 1, -rows_a_path)
        if _is_unbroken(bars.part(end - rows_a_map, end + rows_a_path))
        and _known_oi(bars.part(end - rows_a_map, end)) >= _AS_KNOWN * known_now
    ]
    return CasePlan(tuple(reversed(ends)), rows_a_map, rows_a_path)


def find_case(bars: Bars, instrument: Instrument, window: Window, plan: CasePlan, end: int) -> Case | None:
    """One of `plan.ends`. None where the map has no level."""
    seen, after = bars.part(end - plan.rows_a_map, end), bars.part(end, end + plan.rows_a_path)
    return _case({instrument.venue: seen}, instrument, window, after)


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


def _is_unbroken(bars: Bars) -> bool:
    first, last = int(bars.open_ms[0]), int(bars.open_ms[-1])
    return last - first == (len(bars) - 1) * bars.step_ms and bool(np.isfinite(bars.close).all())


def _known_oi(bars: Bars) -> float:
    return float(np.isfinite(bars.oi_base).mean()) if len(bars) else 0.0
