"""Worked cases of what an order may be, when it fires and what it fills, as the exchange does it."""

from decimal import ROUND_FLOOR, Decimal

from engine.exchange.core.band import band
from engine.exchange.core.triggers import trailing_stop
from engine.exchange.inputs import Prices
from engine.exchange.orders import OrderStatus, PriceOf, Reason, Trailing, Trigger, Way
from engine.exchange.rules.filters import Rounding, floored, on_grid
from engine.exchange.rules.triggers import CODES
from tests.unit.exchange.core.floor import ANN, BTC
from tests.unit.exchange.core.plays.stage import (
    BOUNDLESS,
    Case,
    Stage,
    number,
    opening,
    stage_contract,
    usdt,
)

_REFUSED = {
    Reason.TOO_SMALL: "below minOrderQty",
    Reason.TOO_LARGE: "above maxOrderQty",
    Reason.UNDER_NOTIONAL: "below minNotionalValue",
    None: None,
}
_SERIES = {"LastPrice": PriceOf.LAST, "MarkPrice": PriceOf.MARK, "IndexPrice": PriceOf.INDEX}
_RISING = 1
_MILLION = 10**6
_PERCENT = Decimal("0.01")


def rounding(i: Case) -> Case:
    """What the rules have put on the grid is refused, or not, by the exchange."""
    names = {"min_quantity": "minOrderQty", "max_quantity": "maxOrderQty", "min_notional_usdt": "minNotionalValue"}
    tick, lot = Decimal(i["tickSize"]), Decimal(i["qtyStep"])
    bounds = {field: number(i[name]) for field, name in names.items()}
    stage = Stage(stage_contract(["1"], ["1"], **(bounds | {"tick_size": tick, "lot_size": lot})), cash=BOUNDLESS)
    price = on_grid(Decimal(i["price"]), tick, Rounding(i["price_mode"]))
    lots, ticks = stage.contract.lots(floored(Decimal(i["qty"]), lot)), stage.contract.ticks(price)
    order = stage.buy(lots, ticks)
    stage.book(ticks, ticks + 1)
    reason = stage.order(order).reason
    return {"accepted": stage.order(order).status is OrderStatus.OPEN, "reject_reason": _REFUSED[reason]}


def trigger(i: Case) -> Case:
    prices = [i["triggerPrice"], *(price for tick in i["ticks"] for price in tick.values())]
    stage = Stage(stage_contract(prices, ["1"]))
    at = Trigger(stage.ticks(i["triggerPrice"]), i["triggerDirection"] == _RISING, _SERIES[i["triggerBy"]])
    order, fired = stage.buy(1, trigger=at), None
    for index, tick in enumerate(i["ticks"]):
        moved = {f"{series}_ticks": stage.ticks(price) for series, price in tick.items()}
        stage.apply(Prices(BTC, stage.now_ms + index, **moved))
        if fired is None and stage.order(order).status is OrderStatus.OPEN:
            fired = index
    reason = stage.order(order).reason
    return {"rejected_code": None if reason is None else CODES[reason], "fired_at_index": fired}


def trailing(i: Case) -> Case:
    prices = [*i["ticks"], i["distance"] or "1", i["activation"] or "1"]
    stage = Stage(stage_contract(prices, ["1"]))
    order = stage.place(opening(i["side"]).other, 1, trailing=_trailing(stage, i))
    stops: list[Decimal | None] = []
    for price in i["ticks"]:
        stage.last(stage.ticks(price))
        stops.append(_stop(stage, order))
        if stage.order(order).status is OrderStatus.OPEN:
            break
    has_fired = stage.order(order).status is OrderStatus.OPEN
    return {
        "activated_at_index": next((index for index, stop in enumerate(stops) if stop is not None), None),
        "stops": stops,
        "fired_at_index": len(stops) - 1 if has_fired else None,
        "stop_at_fire": stops[-1] if has_fired else None,
    }


def _trailing(stage: Stage, i: Case) -> Trailing:
    distance, activation = (None if i[name] is None else stage.ticks(i[name]) for name in ("distance", "activation"))
    return Trailing(distance, None if i["pct"] is None else int(Decimal(i["pct"]) * _MILLION), activation)


def _stop(stage: Stage, order_id: int) -> Decimal | None:
    ticks = trailing_stop(stage.exchange._account(ANN).orders[order_id])
    return None if ticks is None else stage.contract.price(ticks)


def book_walk(i: Case) -> Case:
    way = Way(i["side"])
    rows = sorted(i["levels"], key=lambda row: Decimal(row["price"]) * way.sign)
    sizes = [i["qty"], *(row["qty"] for row in rows)]
    stage = Stage(stage_contract(["1"], sizes, tick_size=Decimal(i["tick"]), taker_fee=number(i["taker_fee"])))
    levels = tuple((stage.ticks(row["price"]), stage.size(row["qty"])) for row in rows)
    order = stage.place(way, stage.size(i["qty"]), slippage_ticks=_tolerated(i, levels))
    stage.levels(*((), levels) if way is Way.BUY else (levels, ()))
    assert stage.order(order).status.is_final
    return _walked(stage, stage.order(order).filled_lots, Decimal(i["qty"]))


def _walked(stage: Stage, filled_lots: int, wanted: Decimal) -> Case:
    filled = stage.contract.quantity(filled_lots)
    fills = [(stage.contract.price(f.ticks), stage.contract.quantity(f.lots)) for f in stage.fills()]
    return {
        "fills": [{"price": price, "qty": size} for price, size in fills],
        "filled_qty": filled,
        "cancelled_qty": wanted - filled,
        "avg_price": sum(price * size for price, size in fills) / filled if filled else None,
        "fee": usdt(sum(f.fee for f in stage.fills())),
    }


def _tolerated(i: Case, levels: tuple[tuple[int, int], ...]) -> int | None:
    """In whole ticks from the best price: between two ticks there is nothing to take."""
    if i["tolerance_type"] is None or not levels:
        return None
    if i["tolerance_type"] == "TickSize":
        return int(Decimal(i["tolerance"]))
    return int((levels[0][0] * Decimal(i["tolerance"]) * _PERCENT).to_integral_value(ROUND_FLOOR))


def price_limit(i: Case) -> Case:
    """A premium that counts by a part is as good as a smaller one."""
    ratios = {"price_limit_x": number(i["ratio_x"]), "price_limit_y": number(i["ratio_y"])}
    stage = Stage(stage_contract([i["mark"], i["index"], i["premium_avg"]], ["1"], **ratios))
    mark, index, premium = (stage.ticks(i[name]) for name in ("mark", "index", "premium_avg"))
    middle = mark + int(premium * Decimal(i["alpha"]))
    stage.apply(Prices(BTC, stage.now_ms, mark_ticks=mark, index_ticks=index))
    stage.book(middle - 1, middle + 1)
    highest, lowest = band(stage.desk.markets[BTC])
    assert highest is not None
    assert lowest is not None
    return {"max_buy": stage.contract.price(highest), "min_sell": stage.contract.price(lowest)}
