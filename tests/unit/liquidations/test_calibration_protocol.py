"""The protocol on made-up markets: nobody sees the span, skill is found where it is and nowhere else."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from engine.liquidations.calibration import predictors as p
from engine.liquidations.calibration.births import birth_terms
from engine.liquidations.calibration.choosing import choose_forward
from engine.liquidations.calibration.densities import B1, Moments, densities_of
from engine.liquidations.calibration.fits import by_mixture
from engine.liquidations.calibration.folds import folds_of, scored_rows
from engine.liquidations.calibration.frozen import path_terms
from engine.liquidations.calibration.location import Located, fit_densities, measure_location
from engine.liquidations.calibration.measure import measure_set
from engine.liquidations.calibration.metrics import spearman
from engine.liquidations.calibration.peers import open_interest_to_one_side, peer_scores, turnover_to_both_sides
from engine.liquidations.calibration.placing import located_sums
from engine.liquidations.calibration.report import SetReport
from engine.liquidations.calibration.selftest import try_protocol
from engine.liquidations.calibration.template import hourly_profiles, on_path, template_terms
from engine.liquidations.calibration.terms import default_map
from engine.liquidations.calibration.trials import Trial
from engine.market.values import Bars
from tests.unit.liquidations.markets import replaced
from tests.unit.liquidations.measured import BTC, SPLIT, measured


@cache
def report() -> SetReport:
    return measure_set(measured())


def test_a_map_that_is_right_is_above_every_baseline() -> None:
    found = {(d.first, d.second): d.rho for d in report().differences}
    for baseline in (p.TRAVEL, p.B7, p.B8):
        assert found[p.DEFAULT, baseline].low > 0, baseline
    assert found[p.COMBINED, p.AVERAGE].low > 0


def test_the_report_has_every_row_of_the_table_with_its_interval() -> None:
    names = [score.predictor for score in report().scores]
    wanted = (p.TRAVEL, p.BEST_RANGE, p.B7, p.B8, p.PEER_OI_FROZEN, p.PEER_OI_ROLLING, p.PEER_TURNOVER_ROLLING)
    assert set(wanted) <= set(names)
    assert {p.NO_CHURN, p.DEFAULT, p.LEARNED, p.ROLLING, p.WITH_B8, p.COMBINED} <= set(names)
    assert all(score.rho.low <= score.rho.value <= score.rho.high for score in report().scores)
    assert {s.predictor for s in report().scores if s.sees_the_span} == p.SEE_THE_SPAN
    assert report().test_spans == 20 * 24
    assert sum(week.spans for week in report().weeks) == report().test_spans


def test_skill_is_found_where_it_was_planted_and_not_in_maps_of_other_days() -> None:
    test = try_protocol(measured(), planted=3, shuffled=20)
    assert test.found == 3
    assert test.false_alarms <= 1


def _until(bars: Bars, at_ms: int) -> Bars:
    late = bars.open_ms >= at_ms
    return replaced(bars, volume_base=np.where(late, 1e6, bars.volume_base), oi_base=np.where(late, 1.0, bars.oi_base))


@pytest.mark.parametrize("rule", [open_interest_to_one_side, turnover_to_both_sides])
def test_a_peers_frozen_map_does_not_see_its_span(rule: object) -> None:
    one = measured()
    assert callable(rule)
    last = 300
    changed = _until(one.bars, int(one.hours.open_ms[last]))
    before, after = (peer_scores(rule, bars, one.hours, 0.001)[0] for bars in (one.bars, changed))
    assert before[: last + 1] == pytest.approx(after[: last + 1])
    assert before.sum() > 0


def test_births_are_expected_at_the_pace_of_the_day_before() -> None:
    one = measured()
    changed = _until(one.bars, int(one.hours.open_ms[300]))
    before, after = (birth_terms(bars, one.hours, BTC.nodes(), 0.005) for bars in (one.bars, changed))
    assert before[:301] == pytest.approx(after[:301])
    short_way = np.log(one.hours.open / one.hours.low) < 0.004  # nearer than 125x is liquidated
    assert before[: len(one.hours)][short_way].sum() == 0.0


def test_rolling_sees_the_births_that_frozen_does_not() -> None:
    one = measured()
    terms = path_terms(one.bars, one.hours, BTC.nodes(), 0.005, 0.001)
    assert terms.rolling.sum() > terms.frozen.sum() > 0


def test_the_map_read_bin_by_bin_is_the_map_on_the_path() -> None:
    one = measured()
    again = on_path(hourly_profiles(one), one.hours)
    assert spearman(again, default_map(one, one.bars)) > 0.97


def test_the_average_map_is_made_of_the_training_span_alone() -> None:
    one = measured()
    train = folds_of(one.hours, SPLIT)[0].train
    changed = replace(one, bars=_until(one.bars, int(one.hours.open_ms[len(train) // 2])))
    assert template_terms(one, train) == pytest.approx(template_terms(changed, train))


def test_the_training_span_chooses_the_trial_that_knows() -> None:
    one = measured()
    outcome, rng = one.hours.stacked_usd(), np.random.default_rng(0)
    trials = [
        Trial("noise", rng.exponential(size=(len(outcome), 2)), by_mixture, ()),
        Trial("knows", np.column_stack([outcome * rng.uniform(0.5, 2, len(outcome))]), by_mixture, ()),
    ]
    folds = folds_of(one.hours, SPLIT)
    scores, names = choose_forward(trials, one.hours, folds)
    assert names == ("knows", "knows")
    assert np.isfinite(scores[scored_rows(folds, len(outcome))]).all()


def test_densities_are_densities_and_know_nothing_later() -> None:
    one = measured()
    starts = np.searchsorted(one.bars.open_ms, one.hours.open_ms[[100, 200]])
    moments = Moments(one.bars, starts, 6 * 3_600_000, BTC.nodes(), 0.005)
    changed = replace(moments, bars=_until(one.bars, int(one.bars.open_ms[starts[1]])))
    for name, density in densities_of(moments).items():
        assert density.sum(axis=1) == pytest.approx(1.0), name
        assert density[1] == pytest.approx(densities_of(changed)[name][1]), name


def test_the_mixture_of_densities_finds_the_one_outcomes_were_drawn_from() -> None:
    rng = np.random.default_rng(0)
    parts = rng.dirichlet(np.ones(20), size=(3, 50))
    weights = fit_densities(parts, parts[1])
    assert weights[1] > 0.9


def test_measured_dollars_are_placed_on_the_path_and_counted_beside_distance() -> None:
    one = measured()
    for located in located_sums(one):
        at = [int(a) for a in located.at_ms]
        assert all(b - a >= located.horizon / timedelta(milliseconds=1) for a, b in pairwise(at))
        found = measure_location(located, SPLIT)
        b1 = next(score for score in found.scores if score.density == B1)
        assert b1.top_10_over_b1.value == 0.0
        assert b1.top_10.value > 0.10


def test_of_equally_dense_bins_none_is_preferred() -> None:
    usd = np.zeros((40, 120))
    usd[:, 0] = 1.0
    even = np.full((40, 120), 1 / 120)
    located = Located("x", timedelta(hours=6), np.arange(40) * 21_600_000, usd, {B1: even})
    score = measure_location(located, None).scores[0]
    assert score.top_10.value == pytest.approx(0.10)
    assert score.nats.value == pytest.approx(0.0, abs=1e-9)
