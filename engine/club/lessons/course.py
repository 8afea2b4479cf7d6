"""The six lessons: how many screens, on which famous day the practice trade stands, and what it lets choose."""

from dataclasses import dataclass

from engine.club.lessons.choices import Choice, Options
from engine.club.lessons.moves.famous import (
    COVID_CRASH,
    ETF_RUMOUR,
    MAY_CRASH,
    OCTOBER_CASCADE,
    TESLA_BUYS,
    YEN_UNWIND,
)
from engine.club.lessons.moves.path import BAR_MINUTES
from engine.club.lessons.moves.values import Move
from engine.market.values import Side


@dataclass(frozen=True, slots=True)
class Lesson:
    """`entry_minute` of the move's day: what came before is seen, what comes after is not. `first`: what is chosen
    before anything is pressed."""

    number: int
    screens: int
    move: Move
    entry_minute: int
    options: Options
    first: Choice

    @property
    def entry_bar(self) -> int:
        """The first candle that is not seen before the trade; it opens at the entry."""
        return self.entry_minute // BAR_MINUTES


LESSONS = (
    Lesson(1, 3, OCTOBER_CASCADE, 20 * 60, Options((100,), (5,), (25,), (6,)), Choice(Side.LONG)),
    Lesson(2, 3, TESLA_BUYS, 12 * 60, Options((50, 100, 250), (3, 5, 10)), Choice(Side.LONG, 1, 2)),
    Lesson(3, 3, ETF_RUMOUR, 12 * 60, Options((100,), (10,), (1, 5, 10, 25)), Choice(Side.LONG, stop=2)),
    Lesson(4, 3, YEN_UNWIND, 60, Options((100,), (5,), (10,), (2, 6, 10)), Choice(Side.SHORT, target=1)),
    Lesson(5, 4, COVID_CRASH, 9 * 60, Options((100,), (2, 5, 10, 25, 50)), Choice(Side.LONG, leverage=2)),
    Lesson(
        6,
        4,
        MAY_CRASH,
        11 * 60 + 30,
        Options((25, 50, 100), (3, 5, 10), (5, 10, 25), (2, 5, 10)),
        Choice(Side.SHORT, 1, 1, 1, 1),
    ),
)


def lesson_of(number: int) -> Lesson | None:
    return LESSONS[number - 1] if 1 <= number <= len(LESSONS) else None
