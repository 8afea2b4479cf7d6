"""What a practice ticket says before the trade."""

from decimal import Decimal

import pytest

from engine.club.lessons.choices import Choice, NoSuchChoice, read_choice
from engine.club.lessons.course import LESSONS, Lesson, lesson_of
from engine.club.lessons.ticket import least_stop_percent, net_at, ticket_of
from engine.market.values import Side


def every_choice(lesson: Lesson) -> list[Choice]:
    options = lesson.options
    return [
        Choice(side, stake, leverage, stop, target)
        for side in Side
        for stake in range(len(options.stakes_usdt))
        for leverage in range(len(options.leverages))
        for stop in range(len(options.stops))
        for target in range(len(options.targets))
    ]


EACH_LESSON = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: str(lesson.number))


def test_both_fees_are_paid_on_what_was_traded() -> None:
    """1 coin from 100 to 110: 10 won, less 0.055 % of 210."""
    assert net_at(Side.LONG, Decimal(100), Decimal(110), Decimal(1)) == Decimal("9.8845")
    assert net_at(Side.SHORT, Decimal(110), Decimal(100), Decimal(1)) == Decimal("9.8845")
    assert net_at(Side.SHORT, Decimal(100), Decimal(110), Decimal(1)) == Decimal("-10.1155")


@EACH_LESSON
def test_a_stop_loses_the_chosen_share_of_the_stake_and_never_more(lesson: Lesson) -> None:
    for choice in every_choice(lesson):
        ticket = ticket_of(lesson, choice)
        if ticket.loss_usdt is not None and ticket.chosen.stop_percent is not None:
            allowed = ticket.stake_usdt * ticket.chosen.stop_percent / 100
            assert allowed - Decimal("0.02") < ticket.loss_usdt <= allowed


@EACH_LESSON
def test_stop_entry_and_target_stand_in_their_order_and_before_liquidation(lesson: Lesson) -> None:
    for choice in every_choice(lesson):
        ticket = ticket_of(lesson, choice)
        if ticket.is_stop_eaten:
            continue
        prices = [ticket.liquidation_usd, ticket.stop_usd, ticket.entry_usd, ticket.target_usd]
        shown = [price * choice.side.sign for price in prices if price is not None]
        assert shown == sorted(shown)


@EACH_LESSON
def test_a_stake_is_nearly_what_was_chosen_and_never_more(lesson: Lesson) -> None:
    for choice in every_choice(lesson):
        ticket = ticket_of(lesson, choice)
        assert ticket.chosen.stake_usdt * Decimal("0.93") < ticket.stake_usdt <= ticket.chosen.stake_usdt


def test_a_stop_that_fees_eat_is_known_before_it_is_tried() -> None:
    """At 10x both fees cost 1.1 % of the stake, so 1 % cannot be kept and 5 % can."""
    stops = lesson_of(3)
    assert stops is not None
    assert least_stop_percent(10) == Decimal("1.1")
    assert ticket_of(stops, Choice(Side.LONG, stop=0)).is_stop_eaten
    assert not ticket_of(stops, Choice(Side.LONG, stop=1)).is_stop_eaten


def test_ten_times_is_closed_by_force_after_nine_and_a_half_percent() -> None:
    liquidation = lesson_of(5)
    assert liquidation is not None
    ticket = ticket_of(liquidation, Choice(Side.LONG, leverage=2))
    assert ticket.chosen.leverage == 10
    away = 1 - ticket.liquidation_usd / ticket.entry_usd
    assert Decimal("0.0954") < away < Decimal("0.0955")


@EACH_LESSON
def test_what_is_chosen_first_is_a_trade_that_can_be_made(lesson: Lesson) -> None:
    assert not ticket_of(lesson, lesson.first).is_stop_eaten
    assert read_choice(lesson.first.code, lesson.options) == lesson.first


@EACH_LESSON
def test_every_choice_reads_back_from_its_code(lesson: Lesson) -> None:
    codes = {choice.code: choice for choice in every_choice(lesson)}
    assert len(codes) == len(every_choice(lesson))
    assert all(read_choice(code, lesson.options) == choice for code, choice in codes.items())


@pytest.mark.parametrize("code", ["", "l", "x0000", "l9000", "l0090", "l00-1", "l٣000", "s00000", "l0000\n"])
def test_a_forged_code_is_refused_kindly(code: str) -> None:
    with pytest.raises(NoSuchChoice):
        read_choice(code, LESSONS[0].options)


def test_there_is_no_seventh_lesson() -> None:
    assert lesson_of(0) is None
    assert lesson_of(7) is None
