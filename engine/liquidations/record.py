"""How often the largest level was reached within its horizon, beside a level as far away on the other side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from engine.liquidations.records.instants import VenuePast, plan_cases, study
from engine.liquidations.records.values import FEWEST_CASES, Counts
from engine.liquidations.values import Record
from engine.market.values import Bars, Instrument
from engine.market.windows import Window
from engine.scanners.hunting.values import PastMap, Target


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
    plan = plan_cases([VenuePast.of(instrument, bars, window, horizon)], window)
    return cases_of(study(plan, at_ms)[instrument.venue] for at_ms in plan.instants)


def cases_of(past: Iterable[PastMap]) -> list[Case]:
    """Without the maps that have no level."""
    aims = ((one, one.aims[Target.LARGEST]) for one in past if Target.LARGEST in one.aims)
    return [Case(one.at_ms, one.price_usd, aim.level_usd, aim.is_reached, aim.is_other_reached) for one, aim in aims]
