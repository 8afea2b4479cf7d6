"""The record of the largest level: cases that share no path, and silence while there are few."""

from datetime import timedelta

import numpy as np

from engine.liquidations.record import FEWEST_CASES, list_cases, measure_record
from engine.market.windows import Window
from tests.unit.liquidations.markets import contract, walk, without_rows


def test_fewer_than_thirty_cases_say_nothing() -> None:
    bars = walk(144 * (FEWEST_CASES // 2), sigma=0.002)
    assert measure_record(bars, contract(), Window.H12) is None


def test_every_case_has_a_path_of_its_own_and_counts_both_sides() -> None:
    bars = walk(144 * 40, sigma=0.002)
    cases = list_cases(bars, contract(), Window.H12, Window.H12.span)
    assert set(np.diff([case.at_ms for case in cases])) <= {144 * 300_000, 2 * 144 * 300_000}
    record = measure_record(bars, contract(), Window.H12)
    assert record is not None
    assert record.cases == len(cases)
    assert record.reached == sum(case.was_reached for case in cases)
    assert record.horizon == timedelta(hours=12)


def test_a_level_price_never_came_near_was_not_reached() -> None:
    lively, still = walk(144 * 2, sigma=0.003), walk(144 * 2, sigma=0.003)
    end = float(lively.close[143])
    flat = np.full(144, end)
    after = type(still)(
        still.step_ms, still.open_ms[144:], flat, flat, flat, flat, *(c[144:] for c in still.columns()[4:])
    )
    columns = [np.concatenate([a[:144], b]) for a, b in zip(lively.columns(), after.columns(), strict=True)]
    bars = type(still)(still.step_ms, lively.open_ms, *columns)
    cases = list_cases(bars, contract(), Window.H12, Window.H12.span)
    assert len(cases) == 1
    assert not cases[0].was_reached
    assert not cases[0].was_other_reached


def test_a_map_with_holes_is_no_case() -> None:
    bars = without_rows(walk(144 * 3), [200])
    assert len(list_cases(bars, contract(), Window.H12, Window.H12.span)) < 2
