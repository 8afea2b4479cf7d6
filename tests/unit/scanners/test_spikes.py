"""Spikes, rolling scores and outliers against the worked cases, and the fresh activity of a scan."""

from typing import Any

import numpy as np
import pytest

from engine.market.values import Bars
from engine.scanners.outliers import find_outliers, rolling_z
from engine.scanners.spikes import change_over, confirm, find_spikes, ratio_to_mean
from engine.scanners.thresholds import Thresholds
from tests.unit.liquidations.golden import assert_close, golden_cases


def _floats(values: list[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([float(v) for v in values])


@pytest.mark.parametrize("case", golden_cases("spike"))
def test_spikes_are_where_the_worked_cases_put_them(case: dict[str, Any]) -> None:
    i, expected = case["inputs"], case["expected"]
    volume, oi, n = _floats(i["volume"]), _floats(i["open_interest"]), i["window"]
    assert find_spikes(volume, oi, n, float(i["kv"]), float(i["ko"])).tolist() == expected["indices"]
    assert_close(ratio_to_mean(volume, n).tolist(), expected["volume_ratio"], case["tolerance"])
    assert_close(change_over(oi, n).tolist(), expected["oi_change"], case["tolerance"])


@pytest.mark.parametrize("case", golden_cases("rolling_z"))
def test_a_rolling_score_never_has_its_own_value_in_its_baseline(case: dict[str, Any]) -> None:
    scores = rolling_z(_floats(case["inputs"]["x"]), case["inputs"]["window"])
    assert_close(scores.tolist(), case["expected"]["z"], case["tolerance"])
    assert np.flatnonzero(np.abs(scores) >= float(case["inputs"]["k"])).tolist() == case["expected"]["indices"]


@pytest.mark.parametrize("case", golden_cases("outlier"))
def test_outliers_are_found_by_quantile_score_and_robust_score(case: dict[str, Any]) -> None:
    i, expected = case["inputs"], case["expected"]
    limits = (float(i[k]) for k in ("q_low", "q_high", "z_limit", "robust_z_limit"))
    found = find_outliers(_floats(i["x"]), *limits)
    for name in ("q_low", "q_high", "median", "mad"):
        assert_close(getattr(found, name), expected[name], case["tolerance"])
    assert found.by_quantile.tolist() == expected["quantile_outliers"]
    assert found.by_z.tolist() == expected["z_outliers"]
    assert found.by_robust_z.tolist() == expected["robust_outliers"]


def _bars(rows: int, step_ms: int = 300_000, **columns: Any) -> Bars:
    base = {
        name: np.full(rows, 100.0)
        for name in ("open", "high", "low", "close", "volume_base", "taker_buy_base", "oi_base")
    }
    return Bars(step_ms, np.arange(rows, dtype=np.int64) * step_ms, **(base | columns))


def test_volume_over_one_and_a_half_times_the_hour_before_is_fresh() -> None:
    volume = np.full(13, 100.0)
    volume[-1] = 170.0
    confirmation = confirm(_bars(13, volume_base=volume))
    assert confirmation.volume_ratio == pytest.approx(1.7)
    assert confirmation.is_volume_fresh
    assert confirmation.is_fresh
    assert not confirmation.is_oi_fresh


def test_growing_open_interest_is_fresh_and_falling_is_not() -> None:
    up, down = np.full(13, 100.0), np.full(13, 100.0)
    up[-1], down[-1] = 104.0, 90.0
    assert confirm(_bars(13, oi_base=up)).is_oi_fresh
    assert confirm(_bars(13, oi_base=down)).oi_change_1h == pytest.approx(-0.1)
    assert not confirm(_bars(13, oi_base=down)).is_fresh


def test_a_move_counts_in_both_directions() -> None:
    close = np.full(3, 100.0)
    close[-1] = 97.0
    assert confirm(_bars(3, close=close)).is_move_fresh


def test_missing_data_says_none_instead_of_a_number() -> None:
    assert confirm(Bars.empty(300_000)).volume_ratio is None
    holed = _bars(14)
    holed = Bars(holed.step_ms, np.delete(holed.open_ms, 5), *(np.delete(c, 5) for c in holed.columns()))
    assert confirm(holed).volume_ratio is None
    assert confirm(_bars(13, oi_base=np.full(13, np.nan))).oi_change_1h is None


def test_coarser_bars_do_not_pass_for_five_minutes() -> None:
    confirmation = confirm(_bars(13, step_ms=900_000, close=np.full(13, 110.0)))
    assert confirmation.volume_ratio is None
    assert confirmation.move_5m is None
    assert confirmation.oi_change_1h == pytest.approx(0.0)


def test_a_coins_own_thresholds_judge_its_confirmation() -> None:
    volume = np.full(13, 100.0)
    volume[-1] = 170.0
    own = confirm(_bars(13, volume_base=volume), Thresholds(volume_ratio=2.0))
    assert own.volume_ratio == pytest.approx(1.7)
    assert not own.is_fresh


def test_a_flat_series_whose_mean_rounds_has_no_score() -> None:
    assert np.isnan(rolling_z(np.array([0.1] * 12), 7)).all()
