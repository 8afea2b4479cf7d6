"""What is refused, with the numbers, and that what is offered instead is taken."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest

from engine.exchange.contract import Contract
from engine.exchange.refusals import (
    BadLeverage,
    LeverageBeyondTier,
    NoPrice,
    NotEnough,
    OnWrongSide,
    RiskImpossible,
    RiskNeedsStop,
    StopBeyondLiquidation,
    StopTooClose,
    TargetOutOfReach,
    TooLarge,
    TooSmall,
)
from engine.exchange.ticket import Ticket, make_ticket
from engine.exchange.ticket_sense import round_step
from engine.exchange.wish import AtPrice, Level, OfMargin, Risk, ShareOfAvailable, Stake, Wish
from engine.market.values import Side
from tests.unit.exchange.markets import D, contract, quote

BTC = contract()
RIDE = Wish(Side.LONG, Stake(D(100)), D(10), AtPrice(D(66010)), AtPrice(D(68100)))


def ask(wish: Wish, available: int = 10_000, of: Contract = BTC) -> Ticket:
    return make_ticket(of, quote(), wish, D(available))


def cents(amount: Decimal | None) -> str:
    assert amount is not None
    return str(amount.quantize(D("0.01"), ROUND_HALF_UP))


def test_the_screens_refusal_comes_out_to_the_cent() -> None:
    with pytest.raises(StopTooClose) as refused:
        ask(replace(RIDE, stop=AtPrice(D(66560))))
    why = refused.value
    assert (cents(why.distance_usdt), cents(why.fees_usdt)) == ("0.45", "1.10")
    assert (why.sensible_usd, cents(why.sensible_loss_usdt)) == (D(66300), "5.45")
    assert ask(replace(RIDE, stop=AtPrice(D(66300)))).loss_usdt == why.sensible_loss_usdt


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("leverage", [1, 3, 10, 25, 50, 75, 100])
def test_the_stop_offered_instead_of_one_too_close_is_taken(side: Side, leverage: int) -> None:
    wish = Wish(side, Stake(D(1000)), D(leverage), AtPrice(D(66590) - side.sign * 20))
    with pytest.raises(StopTooClose) as refused:
        ask(wish)
    assert refused.value.sensible_usd is not None
    got = ask(replace(wish, stop=AtPrice(refused.value.sensible_usd)))
    assert got.loss_usdt == refused.value.sensible_loss_usdt


def test_a_size_by_risk_loses_no_more_with_the_stop_that_is_offered() -> None:
    wish = Wish(Side.LONG, Risk(D(10)), D(10), AtPrice(D(66560)))
    with pytest.raises(StopTooClose) as refused:
        ask(wish)
    assert refused.value.sensible_loss_usdt == D(10)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("leverage", [2, 10, 50, 100])
def test_a_stop_beyond_liquidation_names_the_farthest_that_comes_first(side: Side, leverage: int) -> None:
    stop = D(66590) * (1 - side.sign * (1 / D(leverage)))
    wish = Wish(side, Stake(D(1000)), D(leverage), AtPrice(stop))
    with pytest.raises(StopBeyondLiquidation) as refused:
        ask(wish)
    farthest = refused.value.farthest_usd
    assert farthest is not None
    assert side.sign * (farthest - refused.value.liquidation_usd) > 0
    assert ask(replace(wish, stop=AtPrice(farthest))).stop_usd == farthest


@pytest.mark.parametrize(
    ("side", "stop", "target", "part"),
    [
        (Side.LONG, AtPrice(D(67000)), None, "stop"),
        (Side.LONG, AtPrice(D(66590)), None, "stop"),
        (Side.LONG, None, AtPrice(D(66000)), "target"),
        (Side.SHORT, AtPrice(D(66000)), None, "stop"),
        (Side.SHORT, None, AtPrice(D(67000)), "target"),
    ],
)
def test_a_level_on_the_wrong_side_is_named(side: Side, stop: Level | None, target: Level | None, part: str) -> None:
    with pytest.raises(OnWrongSide) as refused:
        ask(Wish(side, Stake(D(100)), D(10), stop, target))
    assert refused.value.part == part


def test_a_short_cannot_win_more_than_price_can_fall() -> None:
    with pytest.raises(TargetOutOfReach) as refused:
        ask(Wish(Side.SHORT, Stake(D(100)), D(2), target=OfMargin(D(3))))
    assert refused.value.largest_share == D("1.99")


@pytest.mark.parametrize(
    ("leverage", "nearest"), [("1000", "100"), ("0.5", "1"), ("10.005", "10.01"), ("0", "1"), ("-3", "1")]
)
def test_leverage_out_of_range_or_step_names_the_nearest(leverage: str, nearest: str) -> None:
    with pytest.raises(BadLeverage) as refused:
        ask(replace(RIDE, leverage=D(leverage)))
    assert refused.value.nearest == D(nearest)
    make_ticket(BTC, quote(), Wish(Side.LONG, Stake(D(100)), refused.value.nearest), D(1000))


def test_leverage_beyond_the_tier_names_the_largest_leverage_and_the_largest_stake() -> None:
    wish = Wish(Side.LONG, Stake(D(25_000)), D(100))
    with pytest.raises(LeverageBeyondTier) as refused:
        ask(wish, 100_000)
    why = refused.value
    assert why.largest_leverage == 90
    assert D(19_990) < why.largest_stake_usdt <= D(20_000)
    assert ask(replace(wish, size=Stake(why.largest_stake_usdt)), 100_000).notional_usdt <= 2_000_000


@pytest.mark.parametrize("leverage", [1, 3, 10])
def test_a_size_below_the_minimum_names_the_smallest_that_works(leverage: int) -> None:
    wish = Wish(Side.LONG, Stake(D(5)), D(leverage))
    with pytest.raises(TooSmall) as refused:
        ask(wish)
    why = refused.value
    assert ask(replace(wish, size=Stake(why.smallest_stake_usdt))).quantity == D("0.001")
    assert why.working_leverage == 14
    assert ask(replace(wish, leverage=why.working_leverage)).quantity == D("0.001")


def test_a_stake_too_small_for_any_leverage_is_told_so() -> None:
    with pytest.raises(TooSmall) as refused:
        ask(Wish(Side.LONG, Stake(D("0.01")), D(10)))
    assert refused.value.working_leverage is None


@pytest.mark.parametrize("stop", [AtPrice(D(66010)), OfMargin(D("0.1"))])
def test_a_risk_too_small_names_the_smallest_risk(stop: Level) -> None:
    wish = Wish(Side.LONG, Risk(D("0.1")), D(10), stop)
    with pytest.raises(TooSmall) as refused:
        ask(wish)
    assert refused.value.smallest_risk_usdt is not None
    assert ask(replace(wish, size=Risk(refused.value.smallest_risk_usdt))).quantity == D("0.001")


def test_the_minimum_value_counts_beside_the_minimum_quantity() -> None:
    cheap = contract("PEPE", tick="0.1", lot="0.00001")
    with pytest.raises(TooSmall) as refused:
        ask(Wish(Side.LONG, Stake(D("0.2")), D(10)), of=cheap)
    assert refused.value.smallest_quantity == D("0.00008")


@pytest.mark.parametrize("size", [Stake(D(200)), ShareOfAvailable(D("0.5"))])
def test_more_than_there_is_names_the_largest_stake(size: Stake | ShareOfAvailable) -> None:
    available = 100 if isinstance(size, Stake) else 1
    with pytest.raises(NotEnough) as refused:
        ask(Wish(Side.LONG, size, D(10)), available)
    largest = refused.value.largest_stake_usdt
    if isinstance(size, Stake):
        assert D(90) < largest < D(100)
        ask(Wish(Side.LONG, Stake(largest), D(10)), available)
    else:
        assert largest == 0


def test_too_much_for_one_market_order_names_the_most() -> None:
    thin = contract(max_market="0.1")
    wish = Wish(Side.LONG, Stake(D(1000)), D(10))
    with pytest.raises(TooLarge) as refused:
        ask(wish, of=thin)
    assert refused.value.largest_quantity == D("0.1")
    assert ask(replace(wish, size=Stake(refused.value.largest_stake_usdt)), of=thin).quantity == D("0.1")
    assert ask(replace(wish, limit_usd=D(66000)), of=thin).quantity > D("0.1")


def test_without_a_price_nothing_is_traded() -> None:
    with pytest.raises(NoPrice):
        make_ticket(BTC, None, RIDE, D(1000))
    with pytest.raises(NoPrice):
        make_ticket(BTC, quote(bid="0"), RIDE, D(1000))


def test_risk_without_a_stop_asks_for_one() -> None:
    with pytest.raises(RiskNeedsStop):
        ask(Wish(Side.LONG, Risk(D(10)), D(10)))


@pytest.mark.parametrize("side", Side)
def test_a_stop_in_percent_that_fees_eat_names_what_works(side: Side) -> None:
    wish = Wish(side, Stake(D(100)), D(50), OfMargin(D("0.05")))
    with pytest.raises(RiskImpossible) as refused:
        ask(wish)
    why = refused.value
    assert (why.fees_share, why.largest_leverage, why.smallest_share) == (D("0.055"), D(22), D("0.12"))
    ask(replace(wish, size=Stake(D(500)), leverage=why.largest_leverage))
    ask(replace(wish, stop=OfMargin(why.smallest_share)))


@pytest.mark.parametrize(
    ("price", "step"), [("66590", "100"), ("3200", "5"), ("146", "0.2"), ("0.52", "0.001"), ("0.0000123", "0.00000002")]
)
def test_round_prices_are_what_people_count_in(price: str, step: str) -> None:
    assert round_step(D(price), D("0.00000001")) == D(step)
    assert round_step(D("0.5"), D("0.01")) == D("0.01")
