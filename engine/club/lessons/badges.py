"""Badges for what was learned and done: which exist, and what earns them. Pure; who has which is in `ports.Badges`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.club.lessons.course import LESSONS

_TEN = 10


class Badge(StrEnum):
    """In the order they are shown. The names are stored: never change one."""

    LESSON_1 = "lesson-1"
    LESSON_2 = "lesson-2"
    LESSON_3 = "lesson-3"
    LESSON_4 = "lesson-4"
    LESSON_5 = "lesson-5"
    LESSON_6 = "lesson-6"
    GRADUATE = "graduate"
    FIRST_TRADE = "first-trade"
    FIRST_TARGET = "first-target"
    FIRST_STOP = "first-stop"
    TEN_TRADES = "ten-trades"
    CALM_WEEK = "calm-week"
    ROUND_JOINED = "round-joined"
    ROUND_RANKED = "round-ranked"
    TOP_TEN = "top-ten"
    WINNER = "winner"


@dataclass(frozen=True, slots=True)
class BadgeFacts:
    """What is known of a member; what is not known stays as it is here, and takes nothing away.

    `trades`: closed paper trades. `best_rank`: in any finished round. `days_without_liquidation`: days of trading in a
    row, up to now, in which nothing was liquidated; 0 for who does not trade.
    """

    lessons: frozenset[int] = frozenset()
    trades: int = 0
    targets_hit: int = 0
    stops_kept: int = 0
    days_without_liquidation: int = 0
    rounds_joined: int = 0
    rounds_ranked: int = 0
    best_rank: int | None = None


_A_WEEK = 7


def earned(facts: BadgeFacts) -> frozenset[Badge]:
    """All that these facts earn, whether held already or not."""
    rank = facts.best_rank
    rules: Mapping[Badge, bool] = {
        **{Badge(f"lesson-{lesson.number}"): lesson.number in facts.lessons for lesson in LESSONS},
        Badge.GRADUATE: facts.lessons >= {lesson.number for lesson in LESSONS},
        Badge.FIRST_TRADE: facts.trades >= 1,
        Badge.FIRST_TARGET: facts.targets_hit >= 1,
        Badge.FIRST_STOP: facts.stops_kept >= 1,
        Badge.TEN_TRADES: facts.trades >= _TEN,
        Badge.CALM_WEEK: facts.days_without_liquidation >= _A_WEEK,
        Badge.ROUND_JOINED: facts.rounds_joined >= 1,
        Badge.ROUND_RANKED: facts.rounds_ranked >= 1,
        Badge.TOP_TEN: rank is not None and rank <= _TEN,
        Badge.WINNER: rank == 1,
    }
    return frozenset(badge for badge, is_earned in rules.items() if is_earned)
