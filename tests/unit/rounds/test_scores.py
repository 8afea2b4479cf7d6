"""Scores, their replay by another way, trades and ranks."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from engine.club.rounds.books import BellPrice, PriceMissing, equity
from engine.club.rounds.ranking import Standing, score_ppm, too_idle
from engine.club.rounds.replay import replay_score
from engine.club.rounds.trades import TradeCount
from engine.club.rounds.values import Unranked
from engine.exchange.outputs import FillCause
from engine.market.values import Coin, Side, Symbol
from tests.unit.rounds.ledgers import BELL, BTC, TAKER, Books, minute, price

END = minute(1440)
ETH = Symbol("ETHUSDT")


def test_open_positions_count_as_closed_at_the_bell_longs_at_the_bid_and_shorts_at_the_ask() -> None:
    books = Books()
    books.trade(minute(1), 1, 100)  # fee 0.10
    assert equity(books.snapshot(END), price("110", "112")) == Decimal("1009.79")  # 10 - 0.10 - 0.11
    books.trade(minute(2), -3, 100)  # 2 short; fee 0.30
    assert equity(books.snapshot(END), price("88", "90")) == Decimal("1019.42")  # 20 - 0.10 - 0.30 - 0.18


def test_what_was_held_over_the_bell_counts_with_its_change_since_the_bell() -> None:
    books = Books()
    books.trade(minute(-60), 2, 100)
    opening = books.snapshot(BELL)
    books.trade(minute(60), -2, 121)
    replayed = replay_score(opening, books.fills, books.moved, books.reach(END), {})
    assert replayed.equity_usdt == equity(books.snapshot(END), {})
    assert replayed.fills == 1, "what was before the bell is in the opening books already"
    assert score_ppm(equity(opening, price("110", "111")), replayed.equity_usdt) == 21_556  # 1,041.558 of 1,019.58


@pytest.mark.parametrize("seed", range(40))
def test_the_replay_finds_the_same_equity_whatever_was_traded(seed: int) -> None:
    draw = random.Random(seed)
    books = Books()
    for step in range(30):
        books.trade(minute(step - 40), draw.choice((-3, -1, 1, 2)), draw.randint(90, 110), draw.choice((BTC, ETH)))
    opening = books.snapshot(BELL)
    for step in range(200):
        at = minute(step * 7)
        books.trade(at, draw.choice((-3, -1, 1, 2)), draw.randint(90, 110), draw.choice((BTC, ETH)))
        if step % 20 == 0:
            books.funding(at, str(draw.randint(-100, 100) / 100))
    closing = books.snapshot(END)
    books.trade(END, 1, 100)  # at the bell: of the next round
    prices = price("99", "101") | price("98", "102", ETH)
    replayed = replay_score(opening, books.fills, books.moved, books.reach(END), prices)
    assert replayed.equity_usdt == pytest.approx(equity(closing, prices), abs=Decimal("1e-20"))
    assert replayed.early == ()
    assert replayed.fills == 200


def test_a_position_that_is_taken_over_goes_at_what_its_margin_leaves() -> None:
    books = Books()
    opening = books.snapshot(BELL)
    books.trade(minute(1), 3, 100)
    books.trade(minute(2), -3, 90)
    exact = Decimal("-30.004")  # the tick is rounded, the loss is not
    books.fills[-1] = replace(books.fills[-1], cause=FillCause.LIQUIDATION, realised_usdt=exact, sent_at=None)
    books.cash -= Decimal("0.004")
    replayed = replay_score(opening, books.fills, books.moved, books.reach(END), {})
    assert replayed.equity_usdt == equity(books.snapshot(END), {})


def test_a_cent_that_no_fill_explains_is_found() -> None:
    books = Books()
    opening = books.snapshot(BELL)
    books.trade(minute(1), 1, 100)
    books.cash += Decimal("0.01")
    replayed = replay_score(opening, books.fills, books.moved, books.reach(END), price("100", "100"))
    assert equity(books.snapshot(END), price("100", "100")) - replayed.equity_usdt == Decimal("0.01")


def test_a_fill_made_no_later_than_its_order_is_found() -> None:
    books = Books()
    opening = books.snapshot(BELL)
    books.trade(minute(1), 1, 100, sent_s=0)
    replayed = replay_score(opening, books.fills, books.moved, books.reach(END), price("100", "100"))
    assert replayed.early == (1,)


def test_without_a_price_at_the_bell_nothing_is_made_up() -> None:
    books = Books()
    books.trade(minute(1), 1, 100)
    with pytest.raises(PriceMissing):
        equity(books.snapshot(END), {ETH: BellPrice(ETH, Coin("ETH"), Decimal(1), Decimal(1), TAKER)})


def counted(*steps: tuple[float, int, int]) -> TradeCount:
    books, count = Books(), TradeCount(1)
    for at, quantity, usd in steps:
        books.trade(minute(at), quantity, usd)
    for fill in books.fills:
        count.add(fill)
    return count


def test_a_trade_is_a_position_from_its_first_fill_to_flat_however_many_fills_it_took() -> None:
    count = counted((0, 1, 100), (5, 1, 110), (20, -1, 120), (30, -1, 130))
    assert (count.count(), count.median_hold(minute(60))) == (1, timedelta(minutes=30))
    [trade] = count.ended
    assert (trade.side, trade.entry_usd, trade.exit_usd) == (Side.LONG, 105, 125)


def test_a_fill_that_turns_a_position_ends_one_trade_and_opens_another() -> None:
    count = counted((0, 1, 100), (10, -3, 90), (30, 2, 80))
    assert [(trade.side, trade.held.seconds // 60) for trade in count.ended] == [(Side.LONG, 10), (Side.SHORT, 20)]
    assert count.ended[0].move == Decimal("-0.1")
    assert count.ended[1].entry_usd == 90


def test_a_position_carried_over_the_bell_is_no_trade_of_the_round() -> None:
    books = Books()
    books.trade(minute(-5), 2, 100)
    count = TradeCount.opened_with(1, books.snapshot(BELL).holdings)
    books.trade(minute(5), -2, 100)
    count.add(books.fills[-1])
    assert (count.count(), count.median_hold(END)) == (0, None)
    books.trade(minute(10), 1, 100)
    count.add(books.fills[-1])
    assert (count.count(), count.median_hold(minute(40))) == (1, timedelta(minutes=30))


def test_three_trades_and_a_quarter_of_an_hour_in_the_middle_make_a_rank() -> None:
    assert too_idle(2, timedelta(hours=5)) is Unranked.FEW_TRADES
    assert too_idle(3, timedelta(minutes=14, seconds=59)) is Unranked.SHORT_HOLDS
    assert too_idle(3, timedelta(minutes=15)) is None
    assert too_idle(0, None) is Unranked.FEW_TRADES


def test_ties_go_to_the_smaller_dip_then_fewer_trades_then_the_earlier_then_the_lower_account() -> None:
    first = Standing(9, 9, 1000, 10, 3, 900, minute(5))
    inverse = [
        replace(first, score_ppm=999, dip_ppm=0),
        replace(first, dip_ppm=11, trades=3),
        replace(first, trades=4),
        replace(first, reached_at=minute(6), account_id=1),
        replace(first, account_id=10),
        first,
    ]
    found = sorted(inverse, key=lambda standing: standing.order)
    assert found == [first, inverse[4], inverse[3], inverse[2], inverse[1], inverse[0]]
