"""Worked cases of margin and liquidation, as calls of the rules."""

from decimal import Decimal
from typing import Any

from engine.exchange.contract import Tier
from engine.exchange.rules.adl import Pool, drawdown, is_deleveraging
from engine.exchange.rules.cost import order_cost as cost_of
from engine.exchange.rules.cross import (
    CrossAccount,
    CrossPosition,
    binance_liquidation_price,
    cross_liquidation_factor,
    cross_liquidation_price,
    cross_state,
)
from engine.exchange.rules.holding import Holding
from engine.exchange.rules.liquidation import bankruptcy_price, liquidation_price
from engine.exchange.rules.margin import cross_margin, isolated_margin
from engine.exchange.rules.tiers import build_tiers, maintenance, tier_number
from engine.market.values import Side, Symbol

Case = dict[str, Any]


def _holding(i: Case) -> Holding:
    return Holding(
        Side(i["side"]),
        Decimal(i.get("entry", i.get("price"))),
        Decimal(i["qty"]),
        Decimal(i["leverage"]),
        Decimal(i.get("extra_margin") or 0),
    )


def iso_liq(i: Case) -> Case:
    rate, deduction = Decimal(i["mmr"]), Decimal(i["mm_deduction"])
    return {"liq_price": liquidation_price(_holding(i), rate, deduction, Decimal(i["taker_fee"]))}


def bankruptcy(i: Case) -> Case:
    return {"bankruptcy_price": bankruptcy_price(_holding(i), Decimal(i["taker_fee"]))}


def margin(i: Case) -> Case:
    formula = isolated_margin if i["mode"] == "isolated" else cross_margin
    mark, rate, deduction = Decimal(i["mark"]), Decimal(i["mmr"]), Decimal(i["mm_deduction"])
    got = formula(_holding(i), mark, rate, deduction, Decimal(i["taker_fee"]))
    return {"close_fee": got.close_fee, "initial_margin": got.initial, "maintenance_margin": got.maintenance}


def order_cost(i: Case) -> Case:
    got = cost_of(_holding(i), Decimal(i["taker_fee"]))
    return {
        "initial_margin": got.initial_margin,
        "open_fee": got.open_fee,
        "close_fee": got.close_fee,
        "order_cost": got.total,
    }


def tiers_of(rows: list[Case]) -> tuple[Tier, ...]:
    names = ("riskLimitValue", "maintenanceMargin", "maxLeverage")
    columns = [tuple(Decimal(row[name]) for name in names) for row in rows]
    return build_tiers((limit, rate, leverage) for limit, rate, leverage in columns)


def tier(i: Case) -> Case:
    tiers, value = tiers_of(i["tiers"]), Decimal(i["position_value"])
    number = tier_number(tiers, value)
    if number is None:
        return dict.fromkeys(("tier_index", "mmr", "mm_deduction", "maintenance_margin", "max_leverage"))
    got = tiers[number - 1]
    return {
        "tier_index": number,
        "mmr": got.rate,
        "mm_deduction": got.deduction_usdt,
        "maintenance_margin": maintenance(got, value),
        "max_leverage": got.max_leverage,
    }


def _cross_position(p: Case) -> CrossPosition:
    numbers = (Decimal(p[name]) for name in ("qty", "entry", "mark", "mmr", "mm_deduction"))
    return CrossPosition(Symbol(p["symbol"]), Side(p["side"]), *numbers)


def cross_liq(i: Case) -> Case:
    positions = tuple(_cross_position(p) for p in i["positions"])
    fee = Decimal(i["taker_fee"]) if i["fee_in_mm"] else Decimal(0)
    account = CrossAccount(Decimal(i["wallet_balance"]), positions, fee)
    state = cross_state(account)
    return {
        "margin_balance": state.balance_usdt,
        "total_mm": state.maintenance_usdt,
        "account_mm_rate": state.rate,
        "liquidated_now": state.is_liquidated,
        "liq_price": cross_liquidation_price(account, Symbol(i["solve_for"])),
        "factor_at_liquidation": cross_liquidation_factor(account),
    }


def binance_cross_liq(i: Case) -> Case:
    free = Decimal(i["wallet_balance"]) - Decimal(i["other_mm"]) + Decimal(i["other_upnl"])
    position = _cross_position({**i, "symbol": "BTCUSDT", "mark": i["entry"], "mm_deduction": i["cum"]})
    return {"liq_price": binance_liquidation_price(position, free)}


def adl(i: Case) -> Case:
    names = ("balance", "pool_8h_max", "symbol_pnl", "symbol_8h_max_pnl", "adlTriggerThreshold", "insurancePnlRatio")
    pool = Pool(*(Decimal(i[name]) for name in names))
    return {"pnlRatio": drawdown(pool), "triggered": is_deleveraging(pool)}
