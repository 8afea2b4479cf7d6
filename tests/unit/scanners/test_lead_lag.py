"""Which coin moves first, against the worked cases and against chance."""

from typing import Any

import numpy as np
import pytest

from engine.market.values import Coin, FloatArray
from engine.scanners.lead_lag import best_lag, find_leads, lagged_correlations
from tests.unit.liquidations.golden import assert_close, golden_cases

BTC, SOL, DOGE = Coin("BTC"), Coin("SOL"), Coin("DOGE")


def _rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.mark.parametrize("case", golden_cases("lead_lag"))
def test_correlations_over_lags_are_those_of_the_worked_cases(case: dict[str, Any]) -> None:
    i, expected = case["inputs"], case["expected"]
    x, y = (np.array([float(v) for v in i[name]]) for name in ("x", "y"))
    found = lagged_correlations(x, y, i["max_lag"])
    wanted = [expected["corr"][str(lag)] for lag in range(-i["max_lag"], i["max_lag"] + 1)]
    assert_close(found.tolist(), wanted, case["tolerance"])
    best = best_lag(found)
    assert best is not None
    assert best.lag == expected["best_lag"]
    assert_close(best.correlation, expected["best_corr"], case["tolerance"])


def test_a_series_without_spread_or_overlap_has_no_correlation() -> None:
    flat, moving = np.full(6, 0.1), np.arange(6.0)
    assert np.isnan(lagged_correlations(flat, moving, 2)).all()
    assert best_lag(lagged_correlations(flat, moving, 2)) is None
    assert np.isnan(lagged_correlations(moving, moving, 7)[[0, -1]]).all()
    with pytest.raises(ValueError, match="5 values beside 6"):
        lagged_correlations(moving[:5], moving, 1)


def _noise(rows: int, seed: int = 3) -> FloatArray:
    return np.random.default_rng(seed).standard_normal((3, rows))


def test_a_coin_that_follows_another_is_found_with_its_delay() -> None:
    returns = _noise(2016)
    returns[1, 1:] = 0.5 * returns[0, :-1] + returns[1, 1:]
    (lead,) = find_leads([BTC, SOL, DOGE], returns, 300, _rng())
    assert (lead.leader, lead.follower, lead.lag_s, lead.returns) == (BTC, SOL, 300, 2016)
    assert lead.correlation == pytest.approx(0.45, abs=0.05)
    assert lead.correlation > lead.bar > 0.05


def test_coins_that_move_together_lead_nobody_and_noise_passes_no_bar() -> None:
    together = _noise(2016)
    together[1] = together[0] + 0.3 * together[1]
    assert find_leads([BTC, SOL, DOGE], together, 300, _rng()) == []
    false_alarms = sum(bool(find_leads([BTC, SOL, DOGE], _noise(600, seed), 300, _rng())) for seed in range(40))
    assert false_alarms <= 5


def test_too_little_history_or_one_coin_says_nothing() -> None:
    assert find_leads([BTC, SOL, DOGE], _noise(200), 300, _rng()) == []
    assert find_leads([BTC], _noise(600)[:1], 300, _rng()) == []
    assert find_leads([BTC, SOL, DOGE], np.zeros((3, 600)), 300, _rng()) == []


def test_a_missing_bar_is_no_move() -> None:
    returns = _noise(2016)
    returns[1, 1:] = 0.5 * returns[0, :-1] + returns[1, 1:]
    returns[:, 100:110] = np.nan
    assert [lead.follower for lead in find_leads([BTC, SOL, DOGE], returns, 300, _rng())] == [SOL]
