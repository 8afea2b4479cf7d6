"""What earns a badge, and what does not."""

import pytest

from engine.club.lessons.badges import Badge, BadgeFacts, earned

NOTHING = BadgeFacts()


def test_nothing_done_earns_nothing() -> None:
    assert earned(NOTHING) == frozenset()


def test_five_lessons_are_five_badges_and_all_six_make_a_graduate() -> None:
    assert Badge.GRADUATE not in earned(BadgeFacts(lessons=frozenset({1, 2, 3, 4, 5})))
    everything = earned(BadgeFacts(lessons=frozenset({1, 2, 3, 4, 5, 6})))
    assert len(everything) == 7
    assert Badge.GRADUATE in everything


@pytest.mark.parametrize(
    ("facts", "badges"),
    [
        (BadgeFacts(trades=1), {Badge.FIRST_TRADE}),
        (BadgeFacts(trades=10), {Badge.FIRST_TRADE, Badge.TEN_TRADES}),
        (BadgeFacts(targets_hit=1), {Badge.FIRST_TARGET}),
        (BadgeFacts(stops_kept=2), {Badge.FIRST_STOP}),
        (BadgeFacts(days_without_liquidation=6), set()),
        (BadgeFacts(days_without_liquidation=7), {Badge.CALM_WEEK}),
        (BadgeFacts(rounds_joined=1), {Badge.ROUND_JOINED}),
        (BadgeFacts(rounds_ranked=1), {Badge.ROUND_RANKED}),
        (BadgeFacts(best_rank=11), set()),
        (BadgeFacts(best_rank=10), {Badge.TOP_TEN}),
        (BadgeFacts(best_rank=1), {Badge.TOP_TEN, Badge.WINNER}),
    ],
)
def test_each_deed_has_its_badge(facts: BadgeFacts, badges: set[Badge]) -> None:
    assert earned(facts) == badges


def test_every_badge_can_be_earned() -> None:
    everything = BadgeFacts(frozenset(range(1, 7)), 10, 1, 1, 7, 1, 1, 1)
    assert earned(everything) == set(Badge)
