"""What price did after a map, on paths one can follow with a finger. Price is 100; 125 mirrors 80."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.liquidations.values import Cluster
from engine.market.values import Side
from engine.scanners.hunting.cases import follow, sweep_of
from tests.unit.liquidations.markets import START_MS
from tests.unit.scanners.hunting.markets import ROWS, STEP_MS, past_of, path, pulled

ABOVE = Cluster("A1", Side.SHORT, 120.0, 125.0, 130.0, 5e6, 0.25)
BELOW = Cluster("B1", Side.LONG, 82.0, 80.0, 75.0, 5e6, -0.20)
SIGMA = log(1.25) / 2


def test_time_to_a_level_counts_to_the_close_of_the_bar_that_touched_it() -> None:
    after = path((110, 99, 105), (125, 104, 110), (126, 90, 100))
    aim = follow(ABOVE, 100.0, SIGMA, after)
    assert aim.hit_after_ms == 2 * STEP_MS
    assert not aim.is_other_reached
    assert aim.sigmas == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("cluster", "reached", "other"), [(ABOVE, False, True), (BELOW, True, False)], ids=["above", "below"]
)
def test_the_mirrored_level_is_as_far_in_log_price(cluster: Cluster, reached: bool, other: bool) -> None:
    after = path((124.9, 80, 100))
    aim = follow(cluster, 100.0, SIGMA, after)
    assert (aim.is_reached, aim.is_other_reached) == (reached, other)


def test_a_level_nobody_came_to_has_no_time() -> None:
    assert follow(ABOVE, 100.0, SIGMA, path((124, 81, 100))).hit_after_ms is None


def test_a_wick_is_measured_from_the_far_edge_to_the_tip_before_the_first_close_back() -> None:
    after = path((129, 100, 128), (131, 127, 130.5), (136.5, 129, 129.5), (150, 128, 140))
    sweep = sweep_of(ABOVE, after)
    assert sweep is not None
    assert sweep.swept_at_ms == START_MS + STEP_MS
    assert sweep.turned_at_ms == START_MS + 2 * STEP_MS
    assert sweep.beyond == pytest.approx(0.05)  # 136.5 / 130


def test_below_price_a_wick_goes_down() -> None:
    sweep = sweep_of(BELOW, path((100, 72, 76), (100, 60, 70)))
    assert sweep is not None
    assert sweep.turned_at_ms == START_MS
    assert sweep.beyond == pytest.approx(0.04)  # 72 / 75


def test_price_that_stays_beyond_broke_through_and_that_is_no_wick() -> None:
    sweep = sweep_of(ABOVE, path((131, 100, 131), (143, 130, 140)))
    assert sweep is not None
    assert sweep.turned_at_ms is None
    assert sweep.beyond == pytest.approx(0.10)


def test_a_cluster_that_was_only_entered_was_not_swept() -> None:
    assert sweep_of(ABOVE, path((129.9, 100, 120))) is None


def test_nothing_after_a_map_goes_into_its_levels_or_its_deviations() -> None:
    bars = pulled([True, False, True])
    turned = path(*zip(bars.high * 1.4, bars.low * 0.6, bars.close * 1.2, strict=True))
    at = ROWS * 2
    mixed = type(bars)(
        STEP_MS,
        bars.open_ms,
        *(np.concatenate([a[:at], b[at:]]) for a, b in zip(bars.columns(), turned.columns(), strict=True)),
    )
    seen = [(one.at_ms, {k: (a.level_usd, a.sigmas) for k, a in one.aims.items()}) for one in past_of(bars)[:2]]
    again = [(one.at_ms, {k: (a.level_usd, a.sigmas) for k, a in one.aims.items()}) for one in past_of(mixed)[:2]]
    assert seen == again


@given(st.lists(st.tuples(st.floats(70, 150), st.floats(70, 150), st.floats(70, 150)), min_size=1, max_size=30))
def test_in_the_mirrored_market_level_and_mirror_change_places(raw: list[tuple[float, float, float]]) -> None:
    bars = [(max(one), min(one), one[2]) for one in raw]
    turned = [(10_000 / low, 10_000 / high, 10_000 / close) for high, low, close in bars]
    for cluster in (ABOVE, BELOW):
        there, here = follow(cluster, 100.0, SIGMA, path(*bars)), follow(cluster, 100.0, SIGMA, path(*turned))
        assert (there.is_reached, there.is_other_reached) == (here.is_other_reached, here.is_reached)


@given(st.lists(st.tuples(st.floats(70, 190), st.floats(70, 190), st.floats(70, 190)), min_size=1, max_size=30))
def test_a_wick_turns_back_after_it_began_and_never_goes_inward(raw: list[tuple[float, float, float]]) -> None:
    after = path(*[(max(one), min(one), one[2]) for one in raw])
    sweep = sweep_of(ABOVE, after)
    assert (sweep is None) == (after.high.max() < ABOVE.far_usd)
    if sweep is not None:
        assert sweep.beyond >= 0
        assert sweep.turned_at_ms is None or sweep.turned_at_ms >= sweep.swept_at_ms
        assert ABOVE.far_usd * (1 + sweep.beyond) <= after.high.max() * (1 + 1e-9)
