"""What is watched between bars: stamps, levels crossed, and wicks beyond a level."""

from typing import Any

import numpy as np
import pytest

from engine.liquidations.values import Cluster
from engine.market.values import Side
from engine.scanners.level_cross import NO_FENCE, fence_around
from engine.scanners.time_window import is_timely
from engine.scanners.wick_risk import measure_wick_risk, wicks_beyond
from tests.unit.liquidations.golden import golden_cases
from tests.unit.liquidations.markets import replaced, walk


@pytest.mark.parametrize("case", golden_cases("recv_window"))
def test_a_stamp_is_of_now_where_the_worked_cases_accept_it(case: dict[str, Any]) -> None:
    i = case["inputs"]
    assert is_timely(i["server_ms"], i["recv_window_ms"], i["timestamp_ms"]) is case["expected"]["accepted"]


def _cluster(name: str, peak: float) -> Cluster:
    return Cluster(name, Side.SHORT if name.startswith("A") else Side.LONG, peak, peak, peak, 1e6, peak / 100 - 1)


def test_the_nearest_level_on_either_side_is_crossed_by_reaching_it() -> None:
    levels = [_cluster("A1", 102.0), _cluster("A2", 105.0), _cluster("B1", 99.0), _cluster("B2", 95.0)]
    fence = fence_around(levels, 100.0)
    assert [fence.crossed(price) for price in (101.9, 102.0, 110.0, 99.1, 98.0)] == [None, 102.0, 102.0, None, 99.0]
    passed = fence_around(levels, 102.0)
    assert (passed.crossed(102.5), passed.crossed(105.0), passed.crossed(101.0)) == (None, 105.0, None)
    assert NO_FENCE.crossed(1e9) is None
    assert fence.crossed(float("nan")) is None


def test_a_wick_counts_where_price_passed_the_last_extreme_and_came_back() -> None:
    high = np.array([100.0] * 6 + [102.0, 103.0, 100.0])
    low = np.array([98.0] * 6 + [98.0, 98.0, 97.02])
    close = np.array([99.0] * 6 + [99.0, 102.5, 99.0])  # the second high closes beyond: no wick
    assert wicks_beyond(high, low, close).tolist() == pytest.approx([0.02, 0.01])


def test_wick_risk_is_the_upper_quartile_and_few_wicks_say_nothing() -> None:
    bars = walk(400, sigma=0.002)
    risk = measure_wick_risk(bars)
    assert risk is not None
    assert 30 <= risk.cases <= 200
    assert 0.0002 < risk.beyond < 0.01
    assert measure_wick_risk(bars.last(40)) is None
    assert measure_wick_risk(bars.last(0)) is None
    flat = np.full(400, 100.0)
    assert measure_wick_risk(replaced(bars, open=flat, high=flat, low=flat, close=flat)) is None
