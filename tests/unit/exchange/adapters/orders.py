"""Worked cases of what an order may be, when it fires and what it fills, as calls of the rules."""

from decimal import Decimal
from typing import Any

from engine.exchange.orders import Reason, Way
from engine.exchange.rules.filters import Rounding, floored, on_grid, refusal
from engine.exchange.rules.ladder import Spacing, Weights, average_entry, build_ladder, filled_quantity, mirrored
from engine.exchange.rules.prices import price_band
from engine.exchange.rules.trailing import TrailingRule, TrailingStop, followed
from engine.exchange.rules.triggers import CODES, fired_at, wrong_side
from engine.exchange.rules.walk import Tolerance, ToleranceKind, walk
from engine.market.values import Side

Case = dict[str, Any]

_REJECTED = {
    Reason.TOO_SMALL: "below minOrderQty",
    Reason.TOO_LARGE: "above maxOrderQty",
    Reason.UNDER_NOTIONAL: "below minNotionalValue",
}
_SERIES = {"LastPrice": "last", "MarkPrice": "mark", "IndexPrice": "index"}
_RISING = 1


def optional(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def rounding(i: Case) -> Case:
    price = on_grid(Decimal(i["price"]), Decimal(i["tickSize"]), Rounding(i["price_mode"]))
    quantity = floored(Decimal(i["qty"]), Decimal(i["qtyStep"]))
    bounds = (Decimal(i[name]) for name in ("minOrderQty", "maxOrderQty", "minNotionalValue"))
    reason = refusal(quantity, price, *bounds)
    return {
        "price": price,
        "qty": quantity,
        "accepted": reason is None,
        "reject_reason": None if reason is None else _REJECTED[reason],
    }


def trigger(i: Case) -> Case:
    prices = [Decimal(tick[_SERIES[i["triggerBy"]]]) for tick in i["ticks"]]
    at, is_rising = Decimal(i["triggerPrice"]), i["triggerDirection"] == _RISING
    reason = wrong_side(at, is_rising, prices[0])
    if reason is not None:
        return {"rejected_code": CODES[reason], "fired_at_index": None}
    return {"rejected_code": None, "fired_at_index": fired_at(at, is_rising, prices)}


def trailing(i: Case) -> Case:
    numbers = (optional(i[name]) for name in ("distance", "pct", "activation"))
    stop = TrailingStop(TrailingRule(Side(i["side"]), *numbers))
    stops: list[Decimal | None] = []
    for price in i["ticks"]:
        stop = followed(stop, Decimal(price))
        stops.append(stop.stop_usd)
        if stop.has_fired:
            break
    return {
        "activated_at_index": next((k for k, at in enumerate(stops) if at is not None), None),
        "stops": stops,
        "fired_at_index": len(stops) - 1 if stop.has_fired else None,
        "stop_at_fire": stop.stop_usd if stop.has_fired else None,
    }


def book_walk(i: Case) -> Case:
    kind = i["tolerance_type"]
    got = walk(
        Way(i["side"]),
        Decimal(i["qty"]),
        [(Decimal(level["price"]), Decimal(level["qty"])) for level in i["levels"]],
        Decimal(i["tick"]),
        Decimal(i["taker_fee"]),
        None if kind is None else Tolerance(ToleranceKind(kind), Decimal(i["tolerance"])),
    )
    return {
        "fills": [{"price": price, "qty": size} for price, size in got.fills],
        "filled_qty": got.filled,
        "cancelled_qty": got.cancelled,
        "avg_price": got.average_usd,
        "limit_price": got.limit_usd,
        "fee": got.fee_usdt,
        "slippage_bps": got.slippage_bps,
    }


def ladder(i: Case) -> Case:
    ends = Decimal(i["start"]), Decimal(i["end"])
    built = build_ladder(*ends, i["levels"], Decimal(i["budget"]), Spacing(i["spacing"]), Weights(i["weights"]))
    mid = optional(i["mid"])
    return {
        "prices": built.prices_usd,
        "notionals": built.notionals_usdt,
        "qtys": built.quantities,
        "avg_after_fills": average_entry(built, i["filled_levels"]),
        "filled_qty": filled_quantity(built, i["filled_levels"]),
        "mirrored_prices": None if mid is None else mirrored(built, mid),
    }


def price_limit(i: Case) -> Case:
    names = ("mark", "index", "ratio_x", "ratio_y", "premium_avg", "alpha")
    band = price_band(*(Decimal(i[name]) for name in names))
    return {"max_buy": band.max_buy_usd, "min_sell": band.min_sell_usd}
