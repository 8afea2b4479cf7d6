"""Cases are counted right where what happened is known, and a map never sees its own path."""

from datetime import timedelta

import numpy as np
import pytest

from engine.liquidations.record import count_cases, list_cases
from engine.liquidations.records.instants import CasePlan, VenuePast, plan_cases, study
from engine.liquidations.records.values import Counts
from engine.market.values import Bars
from engine.market.windows import Window
from tests.unit.liquidations.markets import contract, replaced, walk

HORIZON = timedelta(hours=12)
ROWS = 144


def _plan(bars: Bars) -> CasePlan:
    return plan_cases([VenuePast.of(contract(), bars, Window.H12, HORIZON)], Window.H12)


def _after(bars: Bars, high: float, low: float) -> Bars:
    """The same first half day; in the second price goes once to `high` and once to `low` and is still else."""
    still = np.full(ROWS, float(bars.close[ROWS - 1]))
    highs, lows = still.copy(), still.copy()
    highs[50], lows[90] = high, low
    names = {"open": still, "high": highs, "low": lows, "close": still}
    return replaced(bars, **{n: np.concatenate([getattr(bars, n)[:ROWS], c]) for n, c in names.items()})


@pytest.fixture(scope="module")
def day() -> Bars:
    return walk(2 * ROWS, sigma=0.003)


@pytest.fixture(scope="module")
def level(day: Bars) -> tuple[float, float]:
    """The largest level of the first half day's map, and the price then."""
    case = list_cases(day, contract(), Window.H12, HORIZON)[0]
    return case.level_usd, case.price_usd


@pytest.mark.parametrize(
    ("touches_level", "touches_other"), [(True, False), (False, True), (True, True), (False, False)]
)
def test_a_level_counts_where_price_touched_it_and_only_there(
    day: Bars, level: tuple[float, float], touches_level: bool, touches_other: bool
) -> None:
    at, price = level
    other = price * price / at
    reach = {at: touches_level, other: touches_other}
    above, below = max(at, other), min(at, other)
    high, low = above if reach[above] else above * 0.9999, below if reach[below] else below * 1.0001
    (case,) = list_cases(_after(day, high, low), contract(), Window.H12, HORIZON)
    assert (case.was_reached, case.was_other_reached) == (touches_level, touches_other)


def test_what_comes_later_changes_no_level(day: Bars) -> None:
    bars = walk(6 * ROWS, sigma=0.003)
    turned = replaced(
        bars,
        **{
            name: np.concatenate([getattr(bars, name)[: 3 * ROWS], getattr(bars, name)[3 * ROWS :] * 1.5])
            for name in ("open", "high", "low", "close", "volume_base", "oi_base")
        },
    )
    seen = [case for case in list_cases(bars, contract(), Window.H12, HORIZON) if case.at_ms <= bars.open_ms[3 * ROWS]]
    again = list_cases(turned, contract(), Window.H12, HORIZON)[: len(seen)]
    assert len(seen) == 3
    assert [(c.at_ms, c.price_usd, c.level_usd) for c in seen] == [(c.at_ms, c.price_usd, c.level_usd) for c in again]
    assert [c.was_reached for c in seen[:2]] == [c.was_reached for c in again[:2]]


def test_the_newest_path_ends_with_the_newest_bar_and_paths_share_no_bar() -> None:
    bars = walk(3 * ROWS + 17, sigma=0.003)
    instants = _plan(bars).instants
    assert instants[-1] == bars.open_ms[-ROWS]
    assert set(np.diff(instants)) == {ROWS * bars.step_ms}
    assert instants[0] >= bars.open_ms[0] + ROWS * bars.step_ms


def test_coarser_bars_make_the_same_window() -> None:
    bars = walk(48 * 4, step_ms=900_000, sigma=0.004)
    plan = _plan(bars)
    assert plan.instants == tuple(int(bars.open_ms[row]) for row in (48, 96, 144))
    assert study(plan, plan.instants[0])[None].aims


def test_maps_that_know_no_open_interest_are_no_cases_where_todays_map_knows_it() -> None:
    bars = walk(6 * ROWS, sigma=0.003)
    oi = bars.oi_base.copy()
    oi[: 3 * ROWS] = np.nan
    young = _plan(replaced(bars, oi_base=oi))
    assert min(young.instants) >= bars.open_ms[3 * ROWS]
    assert young.tried - len(young.instants) == 3
    never = _plan(replaced(bars, oi_base=np.full(len(bars), np.nan)))
    assert len(never.instants) == never.tried == 5


def test_both_sides_are_counted_together_and_apart(day: Bars) -> None:
    cases = list_cases(walk(8 * ROWS, sigma=0.004), contract(), Window.H12, HORIZON)
    counts = count_cases(cases)
    assert counts == Counts(
        len(cases),
        sum(c.was_reached for c in cases),
        sum(c.was_other_reached for c in cases),
        sum(c.was_reached and c.was_other_reached for c in cases),
    )
