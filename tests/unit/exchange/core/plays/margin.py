"""Worked cases of one position's margin, as the exchange reckons them."""

from decimal import Decimal

from engine.exchange.core.account import Position
from engine.exchange.core.funds import available, position_margin, total_maintenance
from engine.exchange.core.margin import (
    bankruptcy_fee,
    bankruptcy_value,
    liquidation_ticks,
    margin_share,
    opening_fee_and_margin,
    reserve,
)
from engine.exchange.core.market import RATE, Numbers
from engine.exchange.money import divided, units
from engine.exchange.orders import MarginMode, Slot
from engine.exchange.rules.tiers import build_tiers
from tests.unit.exchange.adapters import margin as rules
from tests.unit.exchange.core.floor import ANN, BTC
from tests.unit.exchange.core.plays.stage import (
    LARGE,
    Case,
    Stage,
    hundredths,
    number,
    one_tier,
    opening,
    stage_contract,
    usdt,
)


def _isolated(i: Case, times: int = 1) -> tuple[Numbers, Position]:
    tiers = one_tier(number(i.get("mmr", "0.005")), number(i.get("mm_deduction")) * times)
    contract = stage_contract([i["entry"]], [i["qty"]], tiers=tiers, taker_fee=number(i["taker_fee"]))
    numbers = Numbers(contract)
    lots = contract.lots(Decimal(i["qty"])) * times
    cost = numbers.value(contract.ticks(Decimal(i["entry"])), lots)
    extra = units(number(i.get("extra_margin")) * times)
    signed = lots * opening(i["side"]).sign
    return numbers, Position(BTC, Slot.ONE_WAY, signed, cost, hundredths(i["leverage"]), 0, extra)


def iso_liq(i: Case) -> Case:
    numbers, position = _isolated(i, LARGE)
    ticks = liquidation_ticks(numbers, position)
    return {"liq_price": numbers.contract.price(ticks) if ticks else _no_price(i)}


def _no_price(i: Case) -> Decimal:
    """The exchange states none where the formula gives none that a market could have."""
    by_rule: Decimal = rules.iso_liq(i)["liq_price"]
    assert by_rule <= 0
    return by_rule


def bankruptcy(i: Case) -> Case:
    numbers, position = _isolated(i, LARGE)
    return {"bankruptcy_price": usdt(bankruptcy_value(numbers, position)) / (Decimal(i["qty"]) * LARGE)}


def margin(i: Case) -> Case:
    return _cross_margin(i) if i["mode"] == "cross" else _isolated_margin(i)


def _isolated_margin(i: Case) -> Case:
    """What must be kept at a mark is what is left of the margin where the mark liquidates: see the price."""
    numbers, position = _isolated(i)
    fee = bankruptcy_fee(numbers, position.cost, position.leverage_e2, position.sign)
    return {"close_fee": usdt(fee), "initial_margin": usdt(reserve(numbers, position))}


def _cross_margin(i: Case) -> Case:
    tiers = one_tier(number(i["mmr"]), number(i["mm_deduction"]))
    contract = stage_contract([i["entry"], i["mark"]], [i["qty"]], tiers=tiers, taker_fee=number(i["taker_fee"]))
    stage = Stage(contract, leverage=i["leverage"])
    stage.take(opening(i["side"]), stage.size(i["qty"]), stage.ticks(i["entry"]))
    stage.mark(stage.ticks(i["mark"]))
    account = stage.exchange._account(ANN)
    value = stage.desk.markets[BTC].numbers.value(stage.ticks(i["mark"]), stage.size(i["qty"]))
    return {
        "close_fee": usdt(stage.desk.markets[BTC].numbers.fee(value, is_maker=False)),
        "initial_margin": usdt(position_margin(stage.desk, account, account.positions[BTC, Slot.ONE_WAY])),
        "maintenance_margin": usdt(total_maintenance(stage.desk, account)),
    }


def order_cost(i: Case) -> Case:
    """The total is what a resting order takes of the money that is free."""
    contract = stage_contract([i["price"]], [i["qty"]], taker_fee=number(i["taker_fee"]))
    stage = Stage(contract, mode=MarginMode.ISOLATED, leverage=i["leverage"])
    way, ticks, lots = opening(i["side"]), stage.ticks(i["price"]), stage.size(i["qty"])
    account, numbers = stage.exchange._account(ANN), stage.desk.markets[BTC].numbers
    before = available(stage.desk, account)
    stage.place(way, lots, ticks)
    stage.levels(((ticks - 1, lots),), ((ticks + 1, lots),))
    value, leverage_e2 = numbers.value(ticks, lots), hundredths(i["leverage"])
    total = before - available(stage.desk, account)
    assert total == opening_fee_and_margin(numbers, value, leverage_e2, way.sign, is_cross=False)
    return {
        "initial_margin": usdt(margin_share(value, leverage_e2)),
        "open_fee": usdt(numbers.fee(value, is_maker=False)),
        "close_fee": usdt(bankruptcy_fee(numbers, value, leverage_e2, way.sign)),
        "order_cost": usdt(total),
    }


def tier(i: Case) -> Case:
    names = ("riskLimitValue", "maintenanceMargin", "maxLeverage")
    columns = [tuple(Decimal(row[name]) for name in names) for row in i["tiers"]]
    tiers = build_tiers((limit, rate, leverage) for limit, rate, leverage in columns)
    numbers, value = Numbers(stage_contract(["1"], ["1"], tiers=tiers)), units(Decimal(i["position_value"]))
    bracket = numbers.bracket(value)
    return {
        "tier_index": bracket.number + 1,
        "mmr": Decimal(bracket.rate) / RATE,
        "mm_deduction": usdt(bracket.deduction),
        "maintenance_margin": usdt(divided(value * bracket.rate, RATE) - bracket.deduction),
        "max_leverage": Decimal(bracket.max_leverage_e2) / 100,
    }
