"""What a batch tells of positions: what was entered and left, and which trades ended."""

from collections.abc import Sequence

from db.paper.trades import Life, Lives
from engine.exchange.orders import Slot
from engine.exchange.outputs import Fill, FillCause, FillModel, PositionChanged
from engine.market.values import Symbol

BTC = Symbol("BTCUSDT")


def fill(fill_id: int, lots: int, ticks: int, slot: Slot = Slot.ONE_WAY) -> Fill:
    key = fill_id, 7, 4, BTC, slot, fill_id * 1000, 0
    return Fill(*key, lots > 0, ticks, abs(lots), False, 0, 0, FillCause.ORDER, FillModel.BOOK)


def stands(lots: int, opened_at_ms: int = 1, net: int = 0, slot: Slot = Slot.ONE_WAY) -> PositionChanged:
    return PositionChanged(7, BTC, slot, 9_000, lots, 0, 1000, 0, opened_at_ms, net, 0)


def entered_and_left(life: Life) -> tuple[int, int, int, int]:
    return life.entry_lots, life.entry_value, life.exit_lots, life.exit_value


def follow(outputs: Sequence[Fill | PositionChanged]) -> Lives:
    return Lives().follow(outputs)


def test_several_fills_may_come_before_the_position_is_told() -> None:
    lives = follow([fill(1, 2, 100), fill(2, 3, 110), stands(5)])
    [life] = lives.living.values()
    assert (life.goes_on, life.sign, life.most_lots) == (False, 1, 5)
    assert entered_and_left(life) == (5, 530, 0, 0)


def test_a_position_of_an_earlier_batch_goes_on() -> None:
    lives = follow([fill(1, -2, 100), stands(3)])
    [life] = lives.living.values()
    assert (life.goes_on, life.opened_at_ms) == (True, None)
    assert entered_and_left(life) == (0, 0, 2, 200)
    assert lives.ended == []


def test_flat_is_the_end_of_a_trade_with_what_the_exchange_says_it_made() -> None:
    lives = follow([fill(1, -2, 100), stands(-2), fill(2, 2, 90), stands(0, net=17)])
    [ended] = lives.ended
    assert (ended.net, ended.last_fill.fill_id, ended.life.sign, ended.life.opened_at_ms) == (17, 2, -1, 1)
    assert entered_and_left(ended.life) == (2, 200, 2, 180)


def test_what_opens_again_in_the_same_batch_is_another_life() -> None:
    lives = follow([fill(1, -2, 100), stands(0), fill(2, 1, 90), stands(1, opened_at_ms=5)])
    [ended], [life] = lives.ended, lives.living.values()
    assert (ended.life.goes_on, entered_and_left(ended.life)) == (True, (0, 0, 2, 200))
    assert (life.goes_on, life.opened_at_ms, entered_and_left(life)) == (False, 5, (1, 90, 0, 0))


def test_a_fill_that_turns_a_position_is_divided_where_it_was_flat() -> None:
    lives = follow([fill(1, -5, 100), stands(0), stands(-3, opened_at_ms=6)])
    [ended], [life] = lives.ended, lives.living.values()
    assert (ended.life.sign, entered_and_left(ended.life)) == (1, (0, 0, 2, 200))
    assert (life.sign, life.most_lots, entered_and_left(life)) == (-1, 3, (3, 300, 0, 0))


def test_the_two_slots_of_hedge_mode_are_two_lives() -> None:
    long = [fill(1, 2, 100, Slot.LONG), stands(2, slot=Slot.LONG)]
    short = [fill(2, -1, 100, Slot.SHORT), stands(-1, slot=Slot.SHORT)]
    lives = follow([*long, *short])
    assert [life.sign for life in lives.living.values()] == [1, -1]
    assert lives.ended == []


def test_a_change_without_a_fill_is_no_trade() -> None:
    lives = follow([stands(4), stands(4)])
    [life] = lives.living.values()
    assert (life.goes_on, entered_and_left(life)) == (True, (0, 0, 0, 0))


def test_what_was_there_before_the_batch_is_known_however_often_it_opened_since() -> None:
    again = follow([fill(1, -2, 100), stands(0), fill(2, 1, 90), stands(1)])
    fresh = follow([fill(1, 2, 100), stands(2), fill(2, -2, 90), stands(0)])
    assert (again.were, fresh.were) == ({(7, BTC, Slot.ONE_WAY)}, set())
