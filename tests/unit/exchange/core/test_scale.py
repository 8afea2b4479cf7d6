"""What lets a million accounts fit: packed accounts, alarms in arrays, rosters and columns."""

import random

import pytest

from engine.exchange.core.alarms import NEVER, Alarm
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.levels import Levels
from engine.exchange.core.packing import pack, unpack
from engine.exchange.core.roster import Roster
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Delisting, Funding, Prices
from engine.exchange.money import SCALE
from engine.exchange.orders import AddMargin, CloseAccount, OpenAccount, Order, Place, Sent, SetStops, Trailing, Way
from engine.exchange.outputs import FundingPaid
from tests.unit.exchange.core.floor import ANN, BOB, BTC, ETH, Floor, contract


@pytest.mark.parametrize("apart", [1, 10**12])
@pytest.mark.parametrize("is_rising", [True, False])
def test_an_alarm_wakes_the_nearest_of_everybody_and_nobody_too_late(is_rising: bool, apart: int) -> None:
    dice, alarm, standing = random.Random(3), Alarm(is_rising), dict[int, int]()
    sign = 1 if is_rising else -1
    for account_id in range(0, 12_000 * apart, apart):
        ticks = dice.randint(1, 1_000_000)
        standing[account_id] = min(standing.get(account_id, NEVER), ticks * sign)
        alarm.add(ticks, account_id)
    for ticks in sorted(dice.sample(range(1_000_000), 50), reverse=not is_rising):
        woken = {account_id for account_id, key in standing.items() if key <= ticks * sign}
        assert set(alarm.due(ticks)) == woken
        assert alarm.nearest == min((key for key in standing.values() if key > ticks * sign), default=NEVER)
        for account_id in woken:
            del standing[account_id]


def test_an_alarm_forgets_all_but_the_nearest_of_an_account_when_it_sorts() -> None:
    alarm = Alarm(is_rising=True)
    for step in range(20_000):
        alarm.add(500 + step, step % 10)
    assert len(alarm.due(10**6)) < 6_000
    assert alarm.nearest == NEVER


def test_a_level_calls_each_order_when_its_queue_has_traded() -> None:
    levels = Levels()
    for account_id, ahead in ((1, 0), (2, 10), (3, 25)):
        levels.join(100, account_id, ahead)
    assert levels.print(100, 10) == [1]
    assert levels.print(100, 1) == [2]
    assert levels.print(100, 50) == [3]
    for _ in range(3):
        levels.leave(100)
    assert not levels.by_ticks


def test_a_roster_forgets_who_comes_and_goes() -> None:
    roster = Roster()
    for _ in range(10_000):
        roster.join(7)
        roster.leave()
    roster.join(9)
    assert (roster.named()[-1], roster.count) == (9, 1)
    assert len(roster._ids) < 4_000


def test_a_roll_call_forgets_who_was_gone_at_his_turn_and_not_who_came_back_since() -> None:
    roster = Roster()
    for account_id in (5, 3, 9, 3, 7):
        roster.join(account_id)
    roster.begin_call()
    roster.begin_call()
    roster.join(9)
    roster.end_call([3, 9], is_last=False)
    assert roster.named() == [5, 7, 9]
    roster.join(3)
    roster.end_call([3, 9, 5, 11])
    assert roster.named() == [3, 7, 9]
    roster.begin_call()
    roster.end_call([3, 7, 9])
    assert roster.named() == []


def test_an_account_wakes_as_it_fell_asleep(floor: Floor) -> None:
    floor.buy(10, take_profit_ticks=150, stop_loss_ticks=95)
    floor.levels(((99, 10),), ((100, 20),))
    floor.buy(10, 96)
    floor.book(99, 101)
    floor.send(AddMargin(ANN, BTC, 10 * SCALE))
    floor.send(SetStops(ANN, BTC, 400, trailing=Trailing(5, None, 140)))
    floor.last(101)
    account = floor.exchange._account(ANN)
    symbols = floor.exchange._desk.symbols
    woken = unpack(ANN, pack(account, symbols), symbols)
    assert woken == account


def many(count: int) -> Exchange:
    exchange = Exchange((contract(), contract(ETH)), Rules.of_bars(), at_hand=1)
    for account_id in range(1, count + 1):
        exchange.apply(Sent(OpenAccount(account_id, 10_000 * SCALE), 0))
        exchange.apply(Sent(Place(Order(account_id * 4, account_id, BTC, Way.BUY, account_id)), 0))
    floor = Floor()
    floor.exchange = exchange
    floor.bar(100, 100, 100, 100)
    return exchange


def test_equities_of_all_follow_the_marks_and_those_who_come_and_go() -> None:
    exchange = many(30)

    def assert_right() -> None:
        ids, equities = exchange.equities()
        got = dict(zip(ids.tolist(), equities.tolist(), strict=True))
        assert got == {account_id: exchange.equity(account_id) for account_id in exchange.account_ids()}

    assert_right()
    exchange.apply(Prices(BTC, 10**7, mark_ticks=120))
    assert_right()
    for account_id in (3, 30):
        exchange.apply(Sent(CloseAccount(account_id), 10**7))
    exchange.apply(Sent(OpenAccount(99, SCALE), 10**7))
    exchange.apply(Sent(Place(Order(4_000, 5, ETH, Way.SELL, 2)), 10**7))
    floor = Floor()
    floor.exchange, floor.now_ms = exchange, 2 * 10**7
    floor.bar(100, 100, 100, 100)
    floor.bar(100, 100, 100, 100, ETH)
    assert not exchange.has(3)
    assert_right()


def test_an_account_that_is_too_rich_for_its_column_does_not_take_the_others_with_it(floor: Floor) -> None:
    floor.open(BOB, cash=2_000_000_000)
    floor.mark(100)
    equities = dict(zip(*(column.tolist() for column in floor.exchange.equities()), strict=True))
    assert equities[ANN] == 10_000 * SCALE
    assert 460_000_000 * SCALE < equities[BOB] < 2_000_000_000 * SCALE


def test_funding_and_delisting_reach_those_who_sleep() -> None:
    exchange = many(30)
    paid = [output for output in exchange.apply(Funding(BTC, 10**7, 10_000, 100)) if isinstance(output, FundingPaid)]
    assert [output.account_id for output in paid] == list(range(1, 31))
    exchange.apply(Delisting(BTC, 10**7, 100))
    assert not any(exchange.image(account_id).positions for account_id in exchange.account_ids())


def test_one_member_never_sees_what_another_took_of_the_book(floor: Floor) -> None:
    floor.open(account=BOB)
    floor.buy(10)
    floor.buy(10, account=BOB)
    floor.levels(((99, 10),), ((100, 10), (101, 10)))
    assert [fill.ticks for fill in floor.fills(ANN) + floor.fills(BOB)] == [100, 100]
