"""Worked cases of fees, funding, results and sizes, as calls of the rules."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.exchange.rules.fees import Execution, charge
from engine.exchange.rules.funding import funding_payment as payment
from engine.exchange.rules.funding import funding_rate as rate_of
from engine.exchange.rules.ledger import IsolatedWallet, closed, funded, liquidated, opened
from engine.exchange.rules.margin_stop import is_feasible, plain_stop, stop_for_risk
from engine.exchange.rules.pnl import Position, break_even, filled, return_on_stake, stake, unrealised
from engine.exchange.rules.prices import mark_price as mark_of
from engine.exchange.rules.sizing import size_by_risk
from engine.exchange.rules.targets import nearest_target
from engine.market.values import Side
from tests.unit.exchange.adapters.orders import optional

Case = dict[str, Any]


def fee(i: Case) -> Case:
    fills = [Execution(Decimal(f["price"]), Decimal(f["qty"]), f["is_maker"]) for f in i["fills"]]
    got = charge(fills, Decimal(i["maker_fee"]), Decimal(i["taker_fee"]))
    return {"turnover": got.turnover_usdt, "fee": got.fee_usdt}


def funding_payment(i: Case) -> Case:
    rows = [tuple(Decimal(row[name]) for name in ("qty", "mark", "rate")) for row in i["settlements"]]
    flows = [payment(Side(i["side"]), *row) for row in rows]
    return {"flows": flows, "total": sum(flows)}


def funding_rate(i: Case) -> Case:
    premiums = [Decimal(p) for p in i["premium_index"]]
    interval = timedelta(hours=float(i["interval_hours"]))
    got = rate_of(premiums, interval, optional(i["upper"]), optional(i["lower"]), Decimal(i["daily_interest"]))
    assert got is not None
    return {
        "avg_premium": got.premium,
        "interest": got.interest,
        "uncapped": got.uncapped,
        "funding_rate": got.rate,
    }


def pnl(i: Case) -> Case:
    position, steps = Position(), []
    for fill in i["fills"]:
        position = filled(position, *(Decimal(fill[name]) for name in ("signed_qty", "price", "fee_rate")))
        steps.append(
            {
                "qty": position.quantity,
                "avg_entry": position.average_usd,
                "realised_gross": position.realised_usdt,
                "fees": position.fees_usdt,
            }
        )
    mark, leverage = Decimal(i["mark"]), Decimal(i["leverage"])
    return {
        "steps": steps,
        "realised_net": position.net_usdt,
        "unrealised": unrealised(position, mark),
        "position_im": stake(position, leverage),
        "roi_on_im": return_on_stake(position, mark, leverage),
    }


def breakeven(i: Case) -> Case:
    names = ("signed_qty", "entry", "realised_pnl", "taker_fee")
    return {"breakeven_price": break_even(*(Decimal(i[name]) for name in names))}


_LEDGER: dict[str, Callable[[IsolatedWallet, Decimal, Decimal, Decimal], IsolatedWallet]] = {
    "open": opened,
    "close": closed,
    "funding": lambda wallet, _, mark, rate: funded(wallet, mark, rate),
    "liquidate": lambda wallet, *_: liquidated(wallet),
}


def ledger(i: Case) -> Case:
    wallet, rows = IsolatedWallet(Decimal(i["start"]), Side(i["side"]), Decimal(i["leverage"])), []
    for event in i["events"]:
        wallet = _LEDGER[event["kind"]](wallet, *(Decimal(event[name]) for name in ("qty", "price", "rate")))
        rows.append(
            {
                "event": event["kind"],
                "wallet": wallet.wallet_usdt,
                "position_im": wallet.margin_usdt,
                "available": wallet.available_usdt,
                "qty": wallet.quantity,
            }
        )
    return {"rows": rows}


def mark_price(i: Case) -> Case:
    to_funding = timedelta(hours=float(i["hours_to_funding"]))
    basis = [Decimal(b) for b in i["basis"]]
    got = mark_of(Decimal(i["index"]), Decimal(i["last"]), Decimal(i["last_funding_rate"]), to_funding, basis)
    return {"p1": got.by_funding_usd, "p2": got.by_basis_usd, "mark": got.mark_usd}


def risk_size(i: Case) -> Case:
    names = ("equity", "risk_fraction", "entry", "stop", "max_leverage", "qtyStep")
    got = size_by_risk(*(Decimal(i[name]) for name in names))
    return {
        "raw_qty": got.wanted,
        "leverage_cap_qty": got.allowed,
        "qty": got.quantity,
        "loss_at_stop": got.loss_at_stop_usdt,
    }


def margin_stop(i: Case) -> Case:
    side, entry = Side(i["side"]), Decimal(i["entry"])
    leverage, risk, taker = Decimal(i["leverage"]), Decimal(i["margin_risk"]), Decimal(i["taker_fee"])
    return {
        "stop_no_fees": plain_stop(side, entry, leverage, risk),
        "stop_with_fees": stop_for_risk(side, entry, leverage, risk, taker),
        "feasible": is_feasible(leverage, risk, taker),
        "price_move_no_fees": risk / leverage,
        "round_trip_fee_at_entry": 2 * taker,
    }


def tp_cluster(i: Case) -> Case:
    clusters = [(Decimal(c["price"]), Decimal(c["notional"])) for c in i["clusters"]]
    numbers = Decimal(i["entry"]), Decimal(i["stop"]), clusters, Decimal(i["min_notional"]), Decimal(i["min_rr"])
    got = nearest_target(Side(i["side"]), *numbers)
    return {"tp": None if got is None else got[0], "rr": None if got is None else got[1]}
