"""The shared worked cases, as far as the exchange itself can play them: every case of such a category."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from engine.exchange.core.margin import isolated_initial
from engine.exchange.money import SCALE
from engine.exchange.orders import AddMargin, MarginMode
from tests.unit.exchange.core.floor import ANN, BTC
from tests.unit.exchange.core.plays import cross, ladders, margin, money, orders
from tests.unit.exchange.core.plays.stage import Case, Stage, stage_contract, usdt
from tests.unit.liquidations.golden import assert_close, golden_cases

PLAYS: dict[str, Callable[[Case], Case]] = {
    "bankruptcy": margin.bankruptcy,
    "binance_cross_liq": cross.binance_cross_liq,
    "book_walk": orders.book_walk,
    "cross_liq": cross.cross_liq,
    "fee": money.fee,
    "funding_payment": money.funding_payment,
    "iso_liq": margin.iso_liq,
    "ladder": ladders.ladder,
    "ledger": money.ledger,
    "margin": margin.margin,
    "order_cost": margin.order_cost,
    "pnl": money.pnl,
    "price_limit": orders.price_limit,
    "rounding": orders.rounding,
    "tier": margin.tier,
    "trailing": orders.trailing,
    "trigger": orders.trigger,
}


@pytest.mark.parametrize("case", golden_cases(*PLAYS))
def test_the_exchange_plays_a_worked_case(case: Case) -> None:
    """As far as it states the numbers itself: the rest of a case is the rules' alone."""
    made = PLAYS[case["category"]](case["inputs"])
    assert_close(made, {name: case["expected"][name] for name in made}, case["tolerance"])


def test_the_published_example_of_added_margin() -> None:
    """40,000 at 50x with 3,000 added: 36,380.25, and 21.56 of close fee."""
    stage = Stage(stage_contract(["40000"], ["1"]), mode=MarginMode.ISOLATED, leverage="50")
    stage.deal(opening := orders.Way.BUY, "1", "40000", "0.00055")
    stage.send(AddMargin(ANN, BTC, 3_000 * SCALE))
    position = stage.position()
    assert position is not None
    assert round(stage.contract.price(position.liquidation_ticks), 2) == Decimal("36380.25")
    numbers = stage.desk.markets[BTC].numbers
    assert usdt(isolated_initial(numbers, 40_000 * SCALE, 5_000, opening.sign)) == Decimal("821.56")
