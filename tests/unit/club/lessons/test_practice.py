"""A practice trade on the real matching core: it ends as its ticket said, to the cent."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine.club.lessons.choices import Choice, Options
from engine.club.lessons.course import LESSONS, Lesson, lesson_of
from engine.club.lessons.moves.values import Move, Waypoint
from engine.club.lessons.practice import STEPS, End, net_of_other_side, practise
from engine.club.lessons.ticket import ticket_of
from engine.market.values import Side
from tests.unit.club.lessons.test_ticket import every_choice

EACH_LESSON = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: str(lesson.number))
NOTHING = Decimal("1e-9")  # the core counts in 1e-10 USDT


def day(*points: tuple[int, str], options: Options) -> Lesson:
    """Straight ways between minutes and prices; the trade opens at noon."""
    waypoints = tuple(Waypoint(minute, Decimal(usd), is_exact=True) for minute, usd in points)
    move = Move("made", "BTC", datetime(2026, 1, 1, tzinfo=UTC), waypoints, 0.0, 1)
    return Lesson(1, 3, move, 720, options, Choice(Side.LONG))


RISE = ((0, "100"), (30, "99"), (720, "100"), (1200, "120"), (1440, "110"))


@EACH_LESSON
def test_every_trade_ends_as_its_ticket_said_funding_aside(lesson: Lesson) -> None:
    for choice in every_choice(lesson):
        ticket = ticket_of(lesson, choice)
        if ticket.is_stop_eaten:
            continue
        made = practise(lesson, choice)
        promised = {
            End.TARGET: ticket.gain_usdt,
            End.STOP: None if ticket.loss_usdt is None else -ticket.loss_usdt,
            End.LIQUIDATION: -ticket.liquidation_loss_usdt,
        }.get(made.end)
        if promised is not None:
            assert abs(made.net_usdt - made.funding_usdt - promised) < NOTHING, choice.code


@EACH_LESSON
def test_a_lesson_has_more_than_one_end(lesson: Lesson) -> None:
    ends = {practise(lesson, c).end for c in every_choice(lesson) if not ticket_of(lesson, c).is_stop_eaten}
    assert len(ends) >= 2


def test_a_target_of_ten_percent_at_ten_times_doubles_the_stake_less_fees() -> None:
    """10 coins at 100 on a stake of 100: 100 won, less 0.055 % of 1,000 and of 1,100."""
    lesson = day(*RISE, options=Options((100,), (10,), (None,), (10,)))
    made = practise(lesson, Choice(Side.LONG))
    assert (made.end, made.exit_usd) == (End.TARGET, Decimal(110))
    assert made.fees_usdt == Decimal("1.155")
    assert made.net_usdt - made.funding_usdt == Decimal("98.845")


def test_the_other_side_of_it_is_liquidated_and_costs_the_stake_and_fees() -> None:
    lesson = day(*RISE, options=Options((100,), (10,), (None,), (None,)))
    made = practise(lesson, Choice(Side.SHORT))
    assert made.end is End.LIQUIDATION
    assert made.net_usdt == Decimal("-101.155")  # 100, 0.55 in, 0.605 at the bankruptcy price of 110
    assert net_of_other_side(lesson, Choice(Side.LONG)) == made.net_usdt


def test_what_nothing_ends_is_closed_with_the_days_last_candle() -> None:
    lesson = day(*RISE, options=Options((100,), (2,), (None,), (None,)))
    made = practise(lesson, Choice(Side.LONG))
    assert made.end is End.DAY
    assert made.exit_bar >= 286
    assert Decimal(110) <= made.exit_usd < Decimal("110.3")


def test_longs_pay_funding_for_every_eight_hours_they_hold() -> None:
    """From noon to the end 16:00 passes once: 0.01 % of 2 coins at that moment's price."""
    lesson = day(*RISE, options=Options((100,), (2,), (None,), (None,)))
    long, short = practise(lesson, Choice(Side.LONG)), practise(lesson, Choice(Side.SHORT))
    assert Decimal("-0.0225") < long.funding_usdt < Decimal("-0.0215")
    assert short.funding_usdt == -long.funding_usdt


def test_a_trade_whose_stop_fees_eat_is_not_made() -> None:
    stops = lesson_of(3)
    assert stops is not None
    with pytest.raises(ValueError, match="fees alone"):
        practise(stops, Choice(Side.LONG, stop=0))
    assert net_of_other_side(stops, Choice(Side.LONG, stop=0)) is None


@EACH_LESSON
def test_a_replay_shows_more_with_every_step_and_its_end_last(lesson: Lesson) -> None:
    made = practise(lesson, lesson.first)
    shown = [made.shown(step) for step in range(STEPS + 1)]
    assert shown[0] == lesson.entry_bar, "nothing that comes after is seen before the trade"
    assert shown == sorted(shown)
    assert not made.is_over(0)
    assert made.is_over(STEPS)
    assert made.shown(STEPS + 5) == shown[-1] <= len(made.bars)


def test_the_same_choices_give_the_same_trade() -> None:
    lesson = LESSONS[5]
    first = practise(lesson, lesson.first)
    practise.cache_clear()
    assert practise(lesson, lesson.first) == first
