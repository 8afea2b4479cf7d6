"""Worked cases of fees, funding and results, as the exchange books them."""

from collections.abc import Callable
from decimal import Decimal

from engine.exchange.core.funds import available
from engine.exchange.core.margin import reserve
from engine.exchange.inputs import Funding
from engine.exchange.orders import MarginMode, Way
from engine.exchange.outputs import FundingPaid
from tests.unit.exchange.core.floor import ANN, BTC
from tests.unit.exchange.core.plays.stage import RICH, Case, Stage, number, opening, stage_contract, usdt

_RATE_E8 = 10**8


def fee(i: Case) -> Case:
    prices, sizes = [row["price"] for row in i["fills"]], [row["qty"] for row in i["fills"]]
    fees = {"maker_fee": number(i["maker_fee"]), "taker_fee": number(i["taker_fee"])}
    stage = Stage(stage_contract(prices, sizes, **fees))
    for row in i["fills"]:
        deal = stage.make if row["is_maker"] else stage.take
        deal(Way.BUY, stage.size(row["qty"]), stage.ticks(row["price"]))
    turnover = sum(stage.contract.price(f.ticks) * stage.contract.quantity(f.lots) for f in stage.fills())
    return {"turnover": turnover, "fee": usdt(sum(f.fee for f in stage.fills()))}


def funding_payment(i: Case) -> Case:
    rows, way = i["settlements"], opening(i["side"])
    stage = Stage(stage_contract([row["mark"] for row in rows], [row["qty"] for row in rows]))
    flows = []
    for row in rows:
        ticks, change = stage.ticks(row["mark"]), stage.size(row["qty"]) - abs(stage.lots())
        if change:
            stage.take(way if change > 0 else way.other, abs(change), ticks)
        paid = stage.apply(Funding(BTC, stage.now_ms, int(Decimal(row["rate"]) * _RATE_E8), ticks))
        flows.append(usdt(sum(output.amount for output in paid if isinstance(output, FundingPaid))))
    return {"flows": flows, "total": sum(flows)}


def pnl(i: Case) -> Case:
    fills = i["fills"]
    prices, sizes = [i["mark"], *(f["price"] for f in fills)], [f["signed_qty"] for f in fills]
    stage, steps = Stage(stage_contract(prices, sizes), leverage=i["leverage"]), []
    for one in fills:
        way = Way.BUY if Decimal(one["signed_qty"]) > 0 else Way.SELL
        stage.deal(way, one["signed_qty"], one["price"], one["fee_rate"])
        steps.append(_step(stage))
    stage.mark(stage.ticks(i["mark"]))
    net, unrealised = stage.cash() - RICH, stage.equity() - stage.cash()
    return {"steps": steps, "realised_net": net, "unrealised": unrealised, **_return(stage, i["leverage"], unrealised)}


def _step(stage: Stage) -> Case:
    position = stage.position()
    return {
        "qty": stage.held(),
        "avg_entry": usdt(position.cost) / abs(stage.held()) if position else Decimal(0),
        "realised_gross": usdt(sum(f.realised for f in stage.fills())),
        "fees": usdt(sum(f.fee for f in stage.fills())),
    }


def _return(stage: Stage, leverage: str, unrealised: Decimal) -> Case:
    position = stage.position()
    stake = usdt(position.cost) / Decimal(leverage) if position else Decimal(0)
    return {"position_im": stake, "roi_on_im": unrealised / stake if stake else None}


def ledger(i: Case) -> Case:
    events = i["events"]
    prices, sizes = [e["price"] for e in events], [e["qty"] for e in events]
    mode, way = MarginMode.ISOLATED, opening(i["side"])
    stage = Stage(stage_contract(prices, sizes), cash=number(i["start"]), mode=mode, leverage=i["leverage"])
    rows = []
    for event in events:
        _HAPPENS[event["kind"]](stage, way, event)
        rows.append({"event": event["kind"], **_row(stage)})
    return {"rows": rows}


def _open(stage: Stage, way: Way, event: Case) -> None:
    stage.deal(way, event["qty"], event["price"], event["rate"])


def _close(stage: Stage, way: Way, event: Case) -> None:
    stage.deal(way.other, event["qty"], event["price"], event["rate"])


def _fund(stage: Stage, _: Way, event: Case) -> None:
    stage.apply(Funding(BTC, stage.now_ms, int(Decimal(event["rate"]) * _RATE_E8), stage.ticks(event["price"])))


def _liquidate(stage: Stage, *_: object) -> None:
    position = stage.position()
    assert position is not None
    stage.mark(position.liquidation_ticks)


_HAPPENS: dict[str, Callable[[Stage, Way, Case], None]] = {
    "open": _open,
    "close": _close,
    "funding": _fund,
    "liquidate": _liquidate,
}


def _row(stage: Stage) -> Case:
    account, numbers = stage.exchange._account(ANN), stage.desk.markets[BTC].numbers
    margin = sum(reserve(numbers, position) for position in account.positions.values())
    return {
        "wallet": stage.cash(),
        "position_im": usdt(margin),
        "available": usdt(available(stage.desk, account)),
        "qty": abs(stage.held()),
    }
