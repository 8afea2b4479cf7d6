from decimal import Decimal

from engine.exchange.contract import Tier
from engine.exchange.inputs import Delisting, Funding
from engine.exchange.money import SCALE
from engine.exchange.orders import (
    AddMargin,
    CloseAccount,
    Limits,
    MarginMode,
    OrderStatus,
    Reason,
    SetLeverage,
    SetLimits,
    SetMode,
    Slot,
    Trigger,
)
from engine.exchange.outputs import Cause, FillCause, FillModel, Liquidated, Purse, Transfer
from tests.unit.exchange.core.floor import ANN, BTC, ETH, Floor, contract


def liquidations(floor: Floor) -> list[Liquidated]:
    return [output for output in floor.said if isinstance(output, Liquidated)]


def transfers(floor: Floor, cause: Cause) -> list[Transfer]:
    return [output for output in floor.said if isinstance(output, Transfer) and output.cause is cause]


def test_an_isolated_liquidation_costs_exactly_the_margin_of_the_position(floor: Floor) -> None:
    floor.buy(100)
    floor.book(99, 100)
    before = floor.cash()
    # (10,000 - 1,000) / (1 - 0.005) = 9,045.2: at 90 and below
    assert floor.position().liquidation_ticks == 90
    floor.mark(91)
    assert floor.lots() == 100
    floor.mark(70)
    assert floor.lots() == 0
    assert before - floor.cash() == 1_000 + 9_000 * Decimal("0.00055")
    assert liquidations(floor)[0].bankruptcy_ticks == 90
    # the fund sold at the 99 that the book showed, nine better than the bankruptcy price
    assert transfers(floor, Cause.TAKEOVER)[0].target is Purse.INSURANCE
    assert transfers(floor, Cause.TAKEOVER)[0].amount == 900 * SCALE


def test_the_last_price_alone_liquidates_nobody_where_a_mark_is_known(floor: Floor) -> None:
    floor.mark(100)
    floor.buy(100)
    floor.book(99, 100)
    floor.last(50)
    assert floor.lots() == 100


def test_a_gap_through_stop_and_liquidation_is_a_liquidation(floor: Floor) -> None:
    entry = floor.buy(100, stop_loss_ticks=95)
    floor.book(99, 100)
    before = floor.cash()
    floor.last(60)
    floor.book(59, 60)
    assert before - floor.cash() == 1_000 + 9_000 * Decimal("0.00055")
    assert floor.order(entry + 2).reason is Reason.NO_POSITION
    assert transfers(floor, Cause.TAKEOVER)


def test_added_margin_moves_the_liquidation_away_and_comes_back_when_it_is_not_needed(floor: Floor) -> None:
    floor.buy(100)
    floor.book(99, 100)
    floor.send(AddMargin(ANN, BTC, 1_000 * SCALE))
    assert floor.position().liquidation_ticks == 80
    floor.mark(85)
    assert floor.lots() == 100
    floor.send(AddMargin(ANN, BTC, -1_000 * SCALE))
    assert floor.refusals()[-1].reason is Reason.NO_MONEY
    floor.mark(100)
    floor.send(AddMargin(ANN, BTC, -1_000 * SCALE))
    assert floor.position().liquidation_ticks == 90


def test_a_position_of_a_higher_tier_is_closed_down_to_the_lower_one_first() -> None:
    floor = Floor()
    floor.open(cash=200_000, leverage=20)
    floor.last(1_000)
    floor.buy(1_500)
    floor.book(999, 1_000)
    # (1,500,000 - 75,000 - 5,000) / (1,500 * 0.99) = 956.2
    assert floor.position().liquidation_ticks == 956
    floor.levels(((970, 100_000),), ((971, 10),))
    floor.mark(956)
    # a million of entry value is the lowest tier: (1,000,000 - 50,000) / (1,000 * 0.995) = 954.8
    assert (floor.lots(), floor.position().liquidation_ticks) == (1_000, 954)
    assert (floor.fills()[-1].cause, floor.fills()[-1].ticks) == (FillCause.TIER_REDUCTION, 970)
    floor.mark(954)
    assert floor.lots() == 0
    assert [event.is_whole for event in liquidations(floor)] == [False, True]


def test_a_cross_account_holds_on_with_all_it_has_and_never_owes() -> None:
    floor = Floor()
    floor.open(margin=MarginMode.CROSS, cash=2_000)
    floor.last(100)
    floor.last(100, ETH)
    floor.buy(100)
    floor.book(99, 100)
    floor.buy(10, symbol=ETH)
    floor.book(99, 100, symbol=ETH)
    floor.last(85)
    assert floor.lots() == 100
    floor.last(60)
    assert (floor.lots(), floor.lots(symbol=ETH), floor.cash()) == (0, 0, 0)
    assert transfers(floor, Cause.BAD_DEBT)[0].source is Purse.INSURANCE


def test_a_cross_account_is_liquidated_by_a_slow_fall_in_either_contract() -> None:
    floor = Floor()
    floor.open(margin=MarginMode.CROSS, cash=2_000)
    floor.last(100)
    floor.last(100, ETH)
    floor.buy(100)
    floor.book(99, 100)
    floor.sell(50, symbol=ETH)
    floor.book(100, 101, symbol=ETH)
    for step in range(1, 30):
        floor.last(100 - step)
        floor.last(100 + step, ETH)
        if liquidations(floor):
            break
    # 2,000 less fees is gone by 150 a step, with 55 of maintenance at the end
    assert step == 13


def test_funding_is_paid_at_the_mark_by_whoever_holds(floor: Floor) -> None:
    floor.buy(100)
    floor.book(99, 100)
    before = floor.cash()
    floor.apply(Funding(BTC, floor.now_ms, 10_000, 110))
    assert before - floor.cash() == Decimal("1.1")
    assert floor.position().realised == -(55_000_000_000 + 11_000_000_000)


def test_funding_that_the_wallet_cannot_pay_comes_out_of_the_positions_margin() -> None:
    floor = Floor()
    floor.open(cash=1_010)
    floor.last(100)
    floor.buy(99)
    floor.book(99, 100)
    edge = floor.position().liquidation_ticks
    for _ in range(5):
        floor.apply(Funding(BTC, floor.now_ms, 1_000_000, 100))
    assert floor.position().extra_margin < 0
    assert floor.position().liquidation_ticks > edge
    floor.mark(floor.position().liquidation_ticks)
    assert floor.lots() == 0
    assert floor.cash() >= 0


def test_a_delisting_closes_without_a_fee(floor: Floor) -> None:
    floor.buy(100)
    resting = floor.buy(1, 95)
    floor.book(99, 100)
    before = floor.cash()
    floor.apply(Delisting(BTC, floor.now_ms, 110))
    assert floor.cash() - before == 1_000
    assert floor.order(resting).reason is Reason.DELISTED
    late = floor.buy(1)
    assert floor.order(late).reason is Reason.DELISTED


def test_leverage_beyond_the_tier_of_position_and_orders_is_refused_with_the_numbers() -> None:
    floor = Floor()
    floor.open(cash=100_000, leverage=100)
    floor.last(100)
    order = floor.buy(15_000)
    floor.book(99, 100)
    said = floor.order(order)
    assert said.reason is Reason.LEVERAGE
    assert dict(said.numbers) == {"leverage": "100", "allowed": "50", "value": "1500000", "limit": "1000000"}
    floor.send(SetLeverage(ANN, BTC, 2_500))
    floor.buy(15_000)
    floor.book(99, 100)
    floor.send(SetLeverage(ANN, BTC, 10_000))
    assert floor.refusals()[-1].reason is Reason.LEVERAGE


def test_a_round_allows_less_leverage_and_a_share_of_one_coin(floor: Floor) -> None:
    floor.send(SetLimits(ANN, Limits(1_000, 200_000)))
    order = floor.buy(250)
    floor.book(99, 100)
    assert floor.order(order).reason is Reason.ROUND_RULE
    floor.buy(150)
    floor.book(99, 100)
    assert floor.lots() == 150
    floor.send(SetLeverage(ANN, ETH, 2_000))
    other = floor.buy(1, symbol=ETH)
    floor.book(99, 100, symbol=ETH)
    assert dict(floor.order(other).numbers)["allowed"] == "10"


def test_a_conditional_that_fires_is_held_to_the_round_as_well(floor: Floor) -> None:
    floor.send(SetLimits(ANN, Limits(1_000, 200_000)))
    order = floor.buy(250, trigger=Trigger(105, is_rising=True))
    floor.last(100)
    floor.last(105)
    floor.book(104, 105)
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.CANCELLED, Reason.ROUND_RULE)


def test_a_contract_that_is_listed_again_starts_anew(floor: Floor) -> None:
    floor.buy(100)
    floor.book(99, 100)
    floor.apply(Delisting(BTC, floor.now_ms, 100))
    assert floor.exchange.used_symbols() == frozenset()
    floor.exchange.add_contract(contract())
    floor.last(100)
    floor.buy(100)
    floor.book(99, 100)
    floor.mark(50)
    assert floor.lots() == 0


def test_other_tiers_move_a_cross_account_to_its_end() -> None:
    floor = Floor()
    floor.open(margin=MarginMode.CROSS, cash=1_000)
    floor.last(100)
    floor.buy(90)
    floor.book(99, 100)
    floor.exchange.add_contract(contract(tiers=(Tier(Decimal(1_000_000), Decimal("0.5"), Decimal(0), Decimal(100)),)))
    floor.last(100)
    assert floor.lots() == 0


def test_a_mode_changes_only_when_nothing_is_open(floor: Floor) -> None:
    floor.buy(1)
    floor.send(SetMode(ANN, MarginMode.CROSS))
    assert floor.refusals()[-1].reason is Reason.HAS_POSITIONS


def test_hedge_mode_holds_both_sides_and_a_sell_of_the_long_slot_only_closes() -> None:
    floor = Floor()
    floor.open(is_hedged=True)
    floor.last(100)
    floor.buy(10, slot=Slot.LONG)
    floor.sell(4, slot=Slot.SHORT)
    floor.book(99, 100)
    assert {p.slot: p.lots for p in floor.exchange.image(ANN).positions} == {Slot.LONG: 10, Slot.SHORT: -4}
    floor.sell(20, slot=Slot.LONG)
    floor.book(99, 100)
    assert {p.slot: p.lots for p in floor.exchange.image(ANN).positions} == {Slot.SHORT: -4}


def test_a_closed_account_leaves_at_the_next_price_and_gives_its_money_back(floor: Floor) -> None:
    floor.buy(10)
    resting = floor.buy(1, 95)
    floor.book(99, 100)
    floor.send(CloseAccount(ANN))
    assert floor.order(resting).reason is Reason.CLOSED_ACCOUNT
    late = floor.buy(1)
    assert floor.order(late).reason is Reason.CLOSED_ACCOUNT
    floor.book(98, 99)
    assert not floor.exchange.has(ANN)
    assert transfers(floor, Cause.CLOSING)[0].target is Purse.HOUSE
    assert sum(floor.exchange.purses().values()) == 0
    assert floor.order(floor.buy(1)).status is OrderStatus.REJECTED


def a_higher_tier() -> Floor:
    """Ann holds 1,500 at 1,000, due at 956; the lower tier ends at 1,000 of them. The book says 999 to 1,000."""
    floor = Floor()
    floor.open(cash=200_000, leverage=20)
    floor.mark(1_000)
    floor.buy(1_500)
    floor.book(999, 1_000)
    assert floor.lots() == 1_500
    return floor


def test_a_book_that_was_not_heard_for_long_is_not_sold_to() -> None:
    floor = a_higher_tier()
    floor.now_ms += 60_000
    floor.mark(956)
    assert [(one.lots, one.ticks, one.model) for one in floor.fills()[1:]] == [(500, 956, FillModel.PRICE)]


def test_a_restart_that_finds_a_position_due_before_any_book_closes_no_more_than_its_tier() -> None:
    image = a_higher_tier().exchange.image(ANN)
    again = Floor()
    again.exchange.restore(image)
    again.mark(956)
    assert [(one.lots, one.ticks) for one in again.fills()] == [(500, 956)]
    assert again.lots() == 1_000
