"""Planted skill is found, its absence is not taken for skill, and little data is said to be little."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from engine.liquidations.ledger.baselines import BASELINES, Predictor
from engine.liquidations.ledger.scoring import Flag
from engine.liquidations.ledger.standing import Hours, stand
from engine.liquidations.ledger.standing_json import standing_from_json, standing_to_json
from engine.liquidations.ledger.verdict import Question, deciles, edge_bar, how_much_answer, where_answer
from engine.liquidations.values import Verdict
from engine.market.values import Coin, MarketSource
from tests.unit.liquidations.ledger.made import BTC, NOON, SIMULATED
from tests.unit.liquidations.ledger.skill import scores_of

DAYS = 20
NULL_COINS = 60


def test_planted_skill_is_found_by_both_questions() -> None:
    scores = scores_of(24 * DAYS, skill=0.2, seed=1)
    for answer in (where_answer(scores), how_much_answer(scores)):
        assert answer.chance is not None
        assert answer.chance < 0.002
        assert all(interval.low > 0 for interval in answer.against.values())
        assert answer.verdict(edge_bar([answer.chance] + [0.5] * 20)) is Verdict.EDGE


def test_maps_without_skill_raise_a_false_alarm_in_five_of_a_hundred_at_most() -> None:
    """Shuffled among hours: as good as the best baseline and no better, with storms and heavy tails."""
    told = [scores_of(24 * DAYS, skill=0.0, seed=100 + n, coin=Coin(f"C{n}")) for n in range(NULL_COINS)]
    for ask in (where_answer, how_much_answer):
        chances = [answer.chance for answer in map(ask, told)]
        assert all(chance is not None for chance in chances)
        assert np.mean([chance <= 0.05 for chance in chances if chance is not None]) <= 0.05
        assert edge_bar([chance for chance in chances if chance is not None]) == 0.0


def test_one_true_edge_is_told_among_many_coins_without_any() -> None:
    chances = [where_answer(scores_of(24 * DAYS, 0.0, seed=300 + n)).chance or 1.0 for n in range(20)]
    best = where_answer(scores_of(24 * DAYS, 0.2, seed=1))
    assert best.chance is not None
    assert best.chance <= edge_bar([*chances, best.chance])


@pytest.mark.parametrize(("hours", "with_events"), [(29, 1.0), (24 * 13 - 12, 1.0), (24 * 20, 0.03)])
def test_few_hours_few_days_or_few_forced_closes_are_too_little(hours: int, with_events: float) -> None:
    answer = where_answer(scores_of(hours, skill=0.3, seed=1, with_events=with_events))
    assert answer.chance is None
    assert answer.verdict(1.0) is Verdict.TOO_LITTLE
    assert answer.against == {}


def test_nothing_at_all_is_too_little() -> None:
    for ask in (where_answer, how_much_answer):
        answer = ask([])
        assert (answer.hours, answer.days, answer.chance) == (0, 0, None)


def test_hours_with_a_flag_that_leaves_out_change_no_figure() -> None:
    good = scores_of(24 * DAYS, skill=0.1, seed=2)
    bad = scores_of(24 * DAYS, skill=0.9, seed=3, flags=frozenset({Flag.GAP}))
    assert where_answer([*good, *bad]) == where_answer(good)
    assert how_much_answer([*good, *bad]) == how_much_answer(good)


def test_the_share_is_of_usd_not_of_hours() -> None:
    scores = scores_of(24 * DAYS, skill=0.0, seed=5)
    one = Predictor.B1_DISTANCE
    total = sum(score.located_usd for score in scores)
    assert where_answer(scores).figures[one].value == pytest.approx(
        sum(score.told[one].captured[1] for score in scores) / total
    )


def test_every_baseline_is_reported_and_has_to_be_beaten() -> None:
    answer = where_answer(scores_of(24 * DAYS, skill=0.2, seed=1))
    assert set(answer.against) == set(BASELINES)
    assert len(BASELINES) == 9
    worse = scores_of(24 * DAYS, skill=0.2, seed=1)
    beaten = [
        replace(score, told={**score.told, Predictor.B3_ROUND: score.told[Predictor.REACH_7D]}) for score in worse
    ]
    assert (where_answer(beaten).chance or 0.0) > 0.5  # one baseline as good is enough


def test_the_bar_is_that_of_benjamini_and_hochberg() -> None:
    assert edge_bar([0.001, 0.02, 0.03, 0.9]) == 0.03
    assert edge_bar([0.04, 0.06, 0.9]) == 0.0
    assert edge_bar([]) == 0.0


def test_deciles_rise_where_the_map_knows_how_much() -> None:
    found = deciles(scores_of(24 * DAYS, skill=0.3, seed=4))
    assert len(found) == 10
    assert found[-1][1] > 3 * found[0][1]
    assert deciles(scores_of(30, skill=0.3, seed=4)) == ()


def test_every_hour_is_somewhere() -> None:
    told = scores_of(48, 0.0, 1) + scores_of(
        4, 0.0, 2, since=NOON - timedelta(days=58), flags=frozenset({Flag.GAP, Flag.LATE})
    )
    held = [score for score in told if score.hour_at.hour != 3]  # the same hour of two days: nobody was there
    standing = stand(SIMULATED, BTC, NOON, held, len(held) + 1, {"stale": 1})
    assert standing.hours == Hours(
        first_at=told[0].hour_at,
        last_at=told[-1].hour_at,
        counted=46,
        left_out=Counter(gap=4),
        left_out_hours=4,
        waiting=1,
        missed=2,
        reasons={"stale": 1},
    )
    assert [(day.hours, day.left_out) for day in standing.days] == [(12, 0), (23, 0), (15, 4)]


def test_a_recording_misses_only_what_it_said_it_missed() -> None:
    told = scores_of(48, 0.0, 1)
    held = [*told[:10], *told[30:]]
    assert stand(MarketSource.RECORDED, BTC, NOON, held, len(held), {}).hours.missed == 0
    assert stand(SIMULATED, BTC, NOON, held, len(held), {}).hours.missed == 20


def test_a_standing_is_the_same_after_it_was_kept() -> None:
    standing = stand(SIMULATED, BTC, NOON, scores_of(24 * DAYS, 0.1, 6), 24 * DAYS, {"stale": 2})
    text = standing_to_json(standing)
    kept = standing_from_json(text)
    assert standing_to_json(kept) == text
    assert kept.hours == standing.hours
    assert kept.answers[Question.WHERE].chance == standing.answers[Question.WHERE].chance
    empty = stand(SIMULATED, BTC, NOON, [], 0, {})
    assert standing_from_json(standing_to_json(empty)) == empty
