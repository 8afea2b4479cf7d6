"""The shared worked cases, as far as the exchange itself can play them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from engine.exchange.contract import Tier
from engine.exchange.core.account import Position
from engine.exchange.core.funds import available, position_margin, total_maintenance
from engine.exchange.core.margin import bankruptcy_value, isolated_initial, liquidation_ticks, reserve
from engine.exchange.core.market import Numbers
from engine.exchange.inputs import Funding
from engine.exchange.money import SCALE, units
from engine.exchange.orders import AddMargin, MarginMode, OrderStatus, PriceOf, Reason, Slot, Trailing, Trigger, Way
from engine.exchange.outputs import FundingPaid
from engine.market.values import Symbol
from tests.unit.exchange.core.floor import ANN, BTC, Floor, contract
from tests.unit.liquidations.golden import assert_close, golden_cases

FINE = {"tick_size": Decimal("0.0001"), "lot_size": Decimal("0.001"), "min_quantity": Decimal("0.001")}
"""A grid fine enough for every case."""


def one_tier(inputs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    tier = Tier(
        Decimal(10**9), Decimal(inputs.get("mmr", "0.005")), Decimal(inputs.get("mm_deduction", 0)), Decimal(100)
    )
    return FINE | {"tiers": (tier,), "taker_fee": Decimal(inputs.get("taker_fee", "0.00055"))} | changes


def held(numbers: Numbers, inputs: dict[str, Any]) -> Position:
    sign = 1 if inputs["side"] == "long" else -1
    lots = numbers.contract.lots(Decimal(inputs["qty"]))
    cost = numbers.value(numbers.contract.ticks(Decimal(inputs["entry"])), lots)
    leverage = int(Decimal(inputs["leverage"]) * 100)
    extra = units(Decimal(inputs.get("extra_margin", 0)))
    return Position(BTC, Slot.ONE_WAY, sign * lots, cost, leverage, 0, extra)


def usdt(amount: int) -> Decimal:
    return Decimal(amount) / SCALE


@pytest.mark.parametrize("case", golden_cases("iso_liq"))
def test_isolated_liquidation_price(case: Any) -> None:
    """The grid's first price at or beyond the exact one."""
    numbers = Numbers(contract(**one_tier(case["inputs"])))
    position = held(numbers, case["inputs"])
    got = numbers.contract.price(liquidation_ticks(numbers, position))
    exact = Decimal(case["expected"]["liq_price"])
    beyond = (exact - got) * position.sign
    assert -Decimal(case["tolerance"]["abs"]) <= beyond < numbers.contract.tick_size


@pytest.mark.parametrize("case", golden_cases("bankruptcy"))
def test_bankruptcy_price(case: Any) -> None:
    numbers = Numbers(contract(**one_tier(case["inputs"])))
    position = held(numbers, case["inputs"])
    price = usdt(bankruptcy_value(numbers, position)) / Decimal(case["inputs"]["qty"])
    assert_close({"p": price}["p"], case["expected"]["bankruptcy_price"], case["tolerance"])


@pytest.mark.parametrize("case", golden_cases("margin"))
def test_margin(case: Any) -> None:
    inputs, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]
    floor = Floor(contract(**one_tier(inputs, max_quantity=Decimal(10**8), max_market_quantity=Decimal(10**8))))
    mode = MarginMode(inputs["mode"])
    floor.open(cash=10**7, margin=mode, leverage=int(inputs["leverage"]))
    entry = floor.exchange._desk.markets[BTC].contract.ticks(Decimal(inputs["entry"]))
    lots = floor.exchange._desk.markets[BTC].contract.lots(Decimal(inputs["qty"]))
    floor.last(entry)
    floor.place(Way.BUY if inputs["side"] == "long" else Way.SELL, lots)
    floor.levels(((entry, lots),), ((entry, lots),))
    desk = floor.exchange._desk
    if mode is MarginMode.CROSS:
        floor.mark(desk.markets[BTC].contract.ticks(Decimal(inputs["mark"])))
    account = floor.exchange._account(ANN)
    position = account.positions[BTC, Slot.ONE_WAY]
    assert_close(usdt(position_margin(desk, account, position)), expected["initial_margin"], tolerance)
    if mode is MarginMode.CROSS:
        assert_close(usdt(total_maintenance(desk, account)), expected["maintenance_margin"], tolerance)


@pytest.mark.parametrize("case", golden_cases("ledger"))
def test_isolated_ledger(case: Any) -> None:
    inputs = case["inputs"]
    floor = Floor(contract(**FINE, maker_fee=Decimal("0.0002")))
    floor.open(cash=int(inputs["start"]), leverage=int(inputs["leverage"]))
    desk, numbers = floor.exchange._desk, floor.exchange._desk.markets[BTC].numbers
    opens, closes = (Way.BUY, Way.SELL) if inputs["side"] == "long" else (Way.SELL, Way.BUY)
    for event, row in zip(inputs["events"], case["expected"]["rows"], strict=True):
        ticks, lots = numbers.contract.ticks(Decimal(event["price"])), numbers.contract.lots(Decimal(event["qty"]))
        if event["kind"] == "funding":
            floor.apply(Funding(BTC, floor.now_ms, int(Decimal(event["rate"]) * 10**8), ticks))
        elif event["kind"] == "liquidate":
            floor.mark(floor.position().liquidation_ticks)
        elif Decimal(event["rate"]) == numbers.contract.taker_fee:
            floor.mark(ticks)
            floor.place(opens if event["kind"] == "open" else closes, lots)
            floor.levels(((ticks, lots),), ((ticks, lots),))
        else:
            floor.place(closes, lots, ticks)
            floor.levels(((ticks - 1, lots),), ((ticks + 1, lots),))
            floor.trade(ticks, 2 * lots, is_buy=closes is Way.SELL)
        account = floor.exchange._account(ANN)
        margin = sum(reserve(numbers, p) for p in account.positions.values())
        assert_close(floor.cash(), row["wallet"], case["tolerance"])
        assert_close(usdt(margin), row["position_im"], case["tolerance"])
        assert_close(usdt(available(desk, account)), row["available"], case["tolerance"])
        assert abs(floor.lots()) == numbers.contract.lots(Decimal(row["qty"]))


@pytest.mark.parametrize("case", golden_cases("pnl"))
def test_profit_average_and_flip(case: Any) -> None:
    inputs, expected = case["inputs"], case["expected"]
    floor = Floor(contract(**FINE))
    floor.open(cash=10**6, margin=MarginMode.CROSS, leverage=int(inputs["leverage"]))
    numbers = floor.exchange._desk.markets[BTC].numbers
    for fill, step in zip(inputs["fills"], expected["steps"], strict=True):
        signed, ticks = Decimal(fill["signed_qty"]), numbers.contract.ticks(Decimal(fill["price"]))
        way, lots = (Way.BUY if signed > 0 else Way.SELL), numbers.contract.lots(abs(signed))
        floor.mark(ticks)
        if Decimal(fill["fee_rate"]) == numbers.contract.taker_fee:
            floor.place(way, lots)
            floor.levels(((ticks, lots),), ((ticks, lots),))
        else:
            floor.place(way, lots, ticks)
            floor.levels(((ticks - 1, lots),), ((ticks + 1, lots),))
            floor.trade(ticks, 2 * lots, is_buy=way is Way.SELL)
        position = floor.position()
        assert numbers.contract.quantity(floor.lots()) == Decimal(step["qty"])
        if position is not None and step["avg_entry"] is not None:
            average = usdt(position.cost) / numbers.contract.quantity(abs(position.lots))
            assert_close(average, step["avg_entry"], case["tolerance"])
        assert_close(usdt(sum(f.realised for f in floor.fills())), step["realised_gross"], case["tolerance"])
        assert_close(usdt(sum(f.fee for f in floor.fills())), step["fees"], case["tolerance"])
    floor.mark(numbers.contract.ticks(Decimal(inputs["mark"])))
    assert_close(floor.cash() - 10**6, expected["realised_net"], case["tolerance"])
    assert_close(floor.equity() - floor.cash(), expected["unrealised"], case["tolerance"])


@pytest.mark.parametrize("case", golden_cases("trigger"))
def test_trigger(case: Any) -> None:
    inputs, expected = case["inputs"], case["expected"]
    floor = Floor(contract(**FINE))
    floor.open()
    grid = floor.exchange._desk.markets[BTC].contract
    series = PriceOf.LAST if inputs["triggerBy"] == "LastPrice" else PriceOf.MARK
    trigger = Trigger(grid.ticks(Decimal(inputs["triggerPrice"])), inputs["triggerDirection"] == 1, series)
    order = floor.buy(1_000, trigger=trigger)
    fired = None
    for index, tick in enumerate(inputs["ticks"]):
        floor.mark(grid.ticks(Decimal(tick["mark"])))
        floor.last(grid.ticks(Decimal(tick["last"])))
        if index == 0 and floor.order(order).status is OrderStatus.NEW:
            floor.last(grid.ticks(Decimal(tick["last"])))
        if fired is None and floor.order(order).status is OrderStatus.OPEN:
            fired = index
    refused = {110092: Reason.WRONG_SIDE_RISING, 110093: Reason.WRONG_SIDE_FALLING, None: None}
    assert floor.order(order).reason is refused[expected["rejected_code"]]
    assert fired == expected["fired_at_index"]


@pytest.mark.parametrize("case", golden_cases("trailing"))
def test_trailing(case: Any) -> None:
    inputs, expected = case["inputs"], case["expected"]
    floor = Floor(contract(**FINE))
    floor.open()
    grid = floor.exchange._desk.markets[BTC].contract

    def ticks(price: str | None) -> int | None:
        return None if price is None else grid.ticks(Decimal(price))

    share = None if inputs["pct"] is None else int(Decimal(inputs["pct"]) * 10**6)
    trailing = Trailing(ticks(inputs["distance"]), share, ticks(inputs["activation"]))
    order = floor.place(Way.SELL if inputs["side"] == "long" else Way.BUY, 1_000, trailing=trailing)
    activated = fired = None
    for index, price in enumerate(inputs["ticks"]):
        floor.last(grid.ticks(Decimal(price)))
        if activated is None and floor.order(order).best_ticks is not None:
            activated = index
        if fired is None and floor.order(order).status is OrderStatus.OPEN:
            fired = index
    assert (activated, fired) == (expected["activated_at_index"], expected["fired_at_index"])


@pytest.mark.parametrize("case", golden_cases("book_walk"))
def test_book_walk(case: Any) -> None:
    inputs, expected = case["inputs"], case["expected"]
    floor = Floor(contract(**(FINE | {"tick_size": Decimal(inputs["tick"])})))
    floor.open(cash=10**6)
    grid = floor.exchange._desk.markets[BTC].contract
    slippage = int(inputs["tolerance"]) if inputs["tolerance_type"] == "TickSize" else None
    way = Way.BUY if inputs["side"] == "buy" else Way.SELL
    order = floor.place(way, grid.lots(Decimal(inputs["qty"])), slippage_ticks=slippage)
    levels = tuple((grid.ticks(Decimal(x["price"])), grid.lots(Decimal(x["qty"]))) for x in inputs["levels"])
    floor.levels(*((), levels) if way is Way.BUY else (levels, ()))
    made = [{"price": grid.price(f.ticks), "qty": grid.quantity(f.lots)} for f in floor.fills()]
    assert made == [{k: Decimal(v) for k, v in fill.items()} for fill in expected["fills"]]
    assert_close(usdt(sum(f.fee for f in floor.fills())), expected["fee"], case["tolerance"])
    assert grid.quantity(floor.order(order).filled_lots) == Decimal(expected["filled_qty"])


@pytest.mark.parametrize("case", golden_cases("funding_payment"))
def test_funding_payment(case: Any) -> None:
    inputs, expected = case["inputs"], case["expected"]
    floor = Floor(contract(**FINE))
    floor.open(cash=10**6)
    grid = floor.exchange._desk.markets[BTC].contract
    opens, closes = (Way.BUY, Way.SELL) if inputs["side"] == "long" else (Way.SELL, Way.BUY)
    flows = []
    for settlement in inputs["settlements"]:
        ticks, lots = grid.ticks(Decimal(settlement["mark"])), grid.lots(Decimal(settlement["qty"]))
        floor.mark(ticks)
        change = lots - abs(floor.lots())
        if change:
            floor.place(opens if change > 0 else closes, abs(change))
            floor.levels(((ticks, abs(change)),), ((ticks, abs(change)),))
        paid = floor.apply(Funding(BTC, floor.now_ms, int(Decimal(settlement["rate"]) * 10**8), ticks))
        flows.append(usdt(sum(output.amount for output in paid if isinstance(output, FundingPaid))))
    assert_close(flows, expected["flows"], case["tolerance"])


@pytest.mark.parametrize("case", golden_cases("cross_liq"))
def test_cross_liquidation(case: Any) -> None:
    """A case that leaves the close fee out of the maintenance margin is one of a contract without a taker fee."""
    inputs, expected = case["inputs"], case["expected"]
    coins = {p["symbol"]: p for p in inputs["positions"]}
    fee = Decimal(inputs["taker_fee"]) if inputs["fee_in_mm"] else Decimal(0)
    floor = Floor(*(contract(symbol, **one_tier(p, taker_fee=fee)) for symbol, p in coins.items()))
    floor.open(cash=10**6, margin=MarginMode.CROSS)
    desk = floor.exchange._desk
    for symbol, p in coins.items():
        grid = desk.markets[symbol].contract
        entry, lots = grid.ticks(Decimal(p["entry"])), grid.lots(Decimal(p["qty"]))
        floor.mark(entry, symbol)
        floor.place(Way.BUY if p["side"] == "long" else Way.SELL, lots, symbol=symbol)
        floor.levels(((entry, lots),), ((entry, lots),), symbol)
        floor.mark(grid.ticks(Decimal(p["mark"])), symbol)
    restarted, marks = with_cash(floor, Decimal(inputs["wallet_balance"])), marks_of(coins)
    move_marks(restarted, marks)
    account = restarted.exchange._account(ANN)
    assert_close(restarted.equity(), expected["margin_balance"], case["tolerance"])
    assert_close(usdt(total_maintenance(restarted.exchange._desk, account)), expected["total_mm"], case["tolerance"])
    if inputs["solve_for"] == "common_factor":
        assert_liquidated_by_factor(restarted, marks, Decimal(expected["factor_at_liquidation"]))
    elif expected["liq_price"] is not None:
        assert_liquidated_at(restarted, inputs["solve_for"], Decimal(expected["liq_price"]))


def marks_of(coins: dict[Symbol, Any]) -> dict[Symbol, Decimal]:
    return {symbol: Decimal(p["mark"]) for symbol, p in coins.items()}


def move_marks(floor: Floor, marks: dict[Symbol, Decimal], factor: Decimal = Decimal(1)) -> None:
    for symbol, mark in marks.items():
        grid = floor.exchange._desk.markets[symbol].contract
        floor.mark(int(mark * factor / grid.tick_size), symbol)


def with_cash(floor: Floor, cash: Decimal) -> Floor:
    """The same positions with another wallet."""
    image = floor.exchange.image(ANN)
    restarted = Floor(*(market.contract for market in floor.exchange._desk.markets.values()))
    restarted.exchange.restore(replace(image, account=replace(image.account, cash=units(cash))))
    return restarted


def assert_liquidated_at(floor: Floor, symbol: Symbol, price: Decimal) -> None:
    """Not a tick before, and at the first tick at or beyond."""
    grid, is_long = floor.exchange._desk.markets[symbol].contract, floor.lots(symbol=symbol) > 0
    edge = int(price / grid.tick_size) + (0 if is_long else 1)
    floor.mark(edge + (1 if is_long else -1), symbol)
    assert floor.lots(symbol=symbol)
    floor.mark(edge, symbol)
    assert not floor.lots(symbol=symbol)


def assert_liquidated_by_factor(floor: Floor, marks: dict[Symbol, Decimal], factor: Decimal) -> None:
    """One mark moves after the other: the account goes with the last of them, not a millionth before."""
    move_marks(floor, marks, factor + Decimal("0.000001"))
    assert all(floor.lots(symbol=symbol) for symbol in marks)
    move_marks(floor, marks, factor - Decimal("0.000001"))
    assert any(not floor.lots(symbol=symbol) for symbol in marks)


def test_the_published_example_of_added_margin() -> None:
    """40,000 at 50x with 3,000 added: 36,380.25, and 21.56 of close fee."""
    floor = Floor(contract(**one_tier({})))
    floor.open(leverage=50)
    grid = floor.exchange._desk.markets[BTC].contract
    entry = grid.ticks(Decimal(40_000))
    floor.last(entry)
    floor.buy(1_000)
    floor.levels(((entry, 1_000),), ((entry, 1_000),))
    floor.send(AddMargin(ANN, BTC, 3_000 * SCALE))
    assert round(grid.price(floor.position().liquidation_ticks), 2) == Decimal("36380.25")
    numbers = floor.exchange._desk.markets[BTC].numbers
    assert usdt(isolated_initial(numbers, 40_000 * SCALE, 5_000, 1)) == Decimal("821.56")
