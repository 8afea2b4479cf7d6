from decimal import Decimal

from engine.exchange.orders import OrderStatus, Reason, SetStops, Trailing, Trigger
from tests.unit.exchange.core.floor import ANN, BTC, Floor


def test_an_order_sent_at_a_close_fills_at_the_next_open(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    bars.buy(10)
    bars.bar(102, 110, 101, 105)
    assert [(fill.ticks, fill.lots) for fill in bars.fills()] == [(102, 10)]
    assert bars.equity() == 10_000 + 30 - Decimal("0.00055") * 1_020


def test_a_limit_fills_at_its_price_when_the_bar_goes_through_it_and_not_at_a_touch(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    order = bars.buy(10, 95)
    bars.bar(100, 101, 95, 100)
    assert bars.order(order).status is OrderStatus.OPEN
    bars.bar(100, 101, 94, 100)
    assert (bars.fills()[0].ticks, bars.fills()[0].is_maker) == (95, True)


def test_a_stop_comes_before_a_target_in_one_bar(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    entry = bars.buy(10, take_profit_ticks=110, stop_loss_ticks=95)
    bars.bar(100, 120, 90, 100)
    assert bars.order(entry + 2).status is OrderStatus.FILLED
    assert bars.order(entry + 1).reason is Reason.NO_POSITION
    assert bars.fills()[-1].ticks == 95


def test_a_gap_through_a_stop_fills_at_the_open(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    bars.buy(10, stop_loss_ticks=97)
    bars.bar(100, 101, 99, 100)
    bars.bar(94, 95, 93, 94)
    assert bars.fills()[-1].ticks == 94


def test_a_gap_through_stop_and_liquidation_costs_exactly_the_margin(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    bars.buy(10, stop_loss_ticks=97)
    bars.bar(100, 101, 99, 100)
    before = bars.cash()
    bars.bar(50, 60, 40, 55)
    assert before - bars.cash() == 100 + 900 * Decimal("0.00055")


def test_a_stop_on_the_way_comes_before_the_liquidation_behind_it(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    bars.buy(10, stop_loss_ticks=97)
    bars.bar(100, 101, 50, 55)
    assert (bars.lots(), bars.fills()[-1].ticks) == (0, 97)


def test_a_trailing_stop_goes_with_the_path(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    bars.buy(10)
    bars.bar(100, 101, 99, 100)
    bars.send(SetStops(ANN, BTC, 400, trailing=Trailing(5)))
    bars.bar(100, 120, 98, 118)
    assert bars.order(403).best_ticks == 120
    bars.bar(118, 119, 110, 111)
    assert bars.fills()[-1].ticks == 115


def test_a_flat_account_sees_the_nearer_extreme_first(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    upper = bars.buy(10, trigger=Trigger(105, is_rising=True), stop_loss_ticks=98)
    bars.bar(100, 101, 99, 100)
    # up first, five away; then down through the stop that the entry hung
    bars.bar(100, 105, 90, 95)
    assert bars.order(upper).status is OrderStatus.FILLED
    assert [(fill.ticks, fill.is_buy) for fill in bars.fills()] == [(105, True), (98, False)]


def test_a_cross_account_is_liquidated_inside_the_bar_where_its_balance_ends(bars: Floor) -> None:
    from engine.exchange.orders import MarginMode

    bars.open(account=2, cash=2_000, margin=MarginMode.CROSS)
    bars.bar(100, 101, 99, 100)
    bars.buy(100, account=2)
    bars.bar(100, 100, 60, 70)
    assert (bars.lots(2), bars.cash(2)) == (0, 0)
    # 2,000 - 5.5 of fee is gone, but for the maintenance, at 81
    assert bars.fills(2)[-1].ticks == 80


def test_bars_that_concern_nobody_only_move_the_price(bars: Floor) -> None:
    bars.bar(100, 101, 99, 100)
    bars.buy(10, 50)
    bars.buy(10)
    bars.bar(100, 101, 99, 100)
    assert not bars.bar(100, 104, 98, 103)
    assert bars.equity() == 10_000 + 30 - Decimal("0.00055") * 1_000
