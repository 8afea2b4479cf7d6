"""What earns a badge, and what does not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from engine.club.lessons.awards import AwardBadges, badges_of_lesson
from engine.club.lessons.badges import Badge, BadgeFacts, earned
from engine.club.lessons.course import LESSONS
from engine.club.lessons.ports import HeldBadge

NOTHING = BadgeFacts()
NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)


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


@dataclass
class HeldInMemory:
    """Implements `Badges`."""

    held: list[HeldBadge] = field(default_factory=list)

    async def of(self, user_id: int) -> list[HeldBadge]:
        return self.held

    async def award(self, user_id: int, badges: Iterable[Badge], at: datetime) -> frozenset[Badge]:
        new = set(badges) - {one.badge for one in self.held}
        self.held += [HeldBadge(badge, at) for badge in new]
        return frozenset(new)


async def test_the_same_facts_award_once_and_lost_facts_take_nothing_away() -> None:
    store = HeldInMemory()
    award = AwardBadges(store)
    assert await award(7, BadgeFacts(trades=1, best_rank=1), NOW) == {
        Badge.FIRST_TRADE, Badge.TOP_TEN, Badge.WINNER,
    }  # fmt: skip
    assert await award(7, BadgeFacts(trades=2, best_rank=1), NOW) == frozenset()
    assert await award(7, NOTHING, NOW) == frozenset()
    assert len(await store.of(7)) == 3


def test_the_last_lesson_brings_the_graduates_badge_beside_its_own() -> None:
    first, last = LESSONS[0], LESSONS[-1]
    assert badges_of_lesson(first, frozenset({1})) == [Badge.LESSON_1]
    assert badges_of_lesson(last, frozenset(range(1, 7))) == [Badge.LESSON_6, Badge.GRADUATE]
