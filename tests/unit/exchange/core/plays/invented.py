"""Invented cases in the form of the worked ones: any price from a hundred-millionth to a million, any size."""

from decimal import Decimal

from hypothesis import strategies as st

from engine.exchange.orders import Way
from tests.unit.exchange.core.plays.stage import Case

_FRACTIONS = st.sampled_from([Decimal(n) / 1_000 for n in range(-40, 41)])
_SIDES = st.sampled_from(["long", "short"])
_LEVERAGES = st.sampled_from(["1", "1.5", "3", "10", "12.5", "16.67", "25", "50", "100"])
_TAKERS = st.sampled_from(["0", "0.00032", "0.00055", "0.001"])
_FEES = st.sampled_from(["-0.00005", "0", "0.0002", "0.0004", "0.00055"])
_RATES = st.sampled_from(["0.004", "0.005", "0.0056", "0.0125", "0.1"])
_PARTS = st.sampled_from([Decimal(n) / 100 for n in range(41)])  # of a position's value


def _plain(number: Decimal, digits: int = 6) -> str:
    return f"{Decimal(f'{number:.{digits}g}'):f}"


@st.composite
def prices(draw: st.DrawFn) -> str:
    return _plain(Decimal(draw(st.integers(1_000, 999_999))).scaleb(draw(st.integers(-11, 0))))


@st.composite
def sizes(draw: st.DrawFn, price: str) -> str:
    """Worth 100 to 1,000,000 USDT."""
    return _plain(Decimal(draw(st.integers(100, 1_000_000))) / Decimal(price), 3)


def _near(draw: st.DrawFn, price: str) -> str:
    return _plain(Decimal(price) * (1 + draw(_FRACTIONS)))


@st.composite
def positions(draw: st.DrawFn) -> Case:
    """Also what the forms of order costs and bankruptcy prices ask for."""
    entry = draw(prices())
    size = draw(sizes(entry))
    value, rate = Decimal(entry) * Decimal(size), draw(_RATES)
    return {
        "side": draw(_SIDES),
        "entry": entry,
        "price": entry,
        "mark": _near(draw, entry),
        "qty": size,
        "leverage": draw(_LEVERAGES),
        "mmr": rate,
        "mm_deduction": _plain(value * Decimal(rate) * draw(_PARTS)),
        "extra_margin": _plain(value * draw(_PARTS)),
        "taker_fee": draw(_TAKERS),
        "mode": draw(st.sampled_from(["isolated", "cross"])),
    }


@st.composite
def accounts(draw: st.DrawFn) -> Case:
    """One to four positions; the last two may be the two sides of one contract."""
    count = draw(st.integers(1, 4))
    held = [draw(positions()) | {"symbol": f"COIN{number}USDT"} for number in range(count)]
    if draw(st.booleans()):
        other = "short" if held[-1]["side"] == "long" else "long"
        held.append(held[-1] | {"side": other, "entry": _near(draw, held[-1]["entry"])})
    least = min(Decimal(row["qty"]) * Decimal(row["mark"]) for row in held)
    whole = min(sum(Decimal(row["qty"]) * Decimal(row["mark"]) for row in held), least * 100)
    return {
        "wallet_balance": _plain(whole * draw(_PARTS) * 2),
        "positions": held,
        "solve_for": draw(st.sampled_from(["common_factor", *(row["symbol"] for row in held)])),
        "fee_in_mm": draw(st.booleans()),
        "taker_fee": draw(_TAKERS),
    }


@st.composite
def fills(draw: st.DrawFn) -> Case:
    around = draw(prices())
    signs = st.sampled_from([1, -1])
    made = [
        {
            "signed_qty": f"{Decimal(draw(sizes(around))) * draw(signs):f}",
            "price": _near(draw, around),
            "fee_rate": draw(_FEES),
        }
        for _ in range(draw(st.integers(1, 6)))
    ]
    return {"leverage": draw(_LEVERAGES), "fills": made, "mark": _near(draw, around)}


@st.composite
def ledgers(draw: st.DrawFn) -> Case:
    """Opened, added to, reduced, funded and liquidated, at prices at which the margin holds."""
    around, leverage = draw(prices()), draw(st.sampled_from(["2", "10", "12.5", "50"]))
    lot, held, events = Decimal(draw(sizes(around))) / 10, 0, list[Case]()
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["open", "close", "funding", "liquidate"])) if held else "open"
        count = draw(st.integers(1, min(held, 9) if kind == "close" else 9)) if kind in ("open", "close") else 0
        held = {"open": held + count, "close": held - count, "funding": held, "liquidate": 0}[kind]
        price = _plain(Decimal(around) * (1 + draw(_FRACTIONS) * 5 / Decimal(leverage)))
        rate = draw(st.sampled_from(["-0.00012345", "0.0001"])) if kind == "funding" else draw(_FEES)
        events.append({"kind": kind, "qty": f"{lot * count:f}", "price": price, "rate": rate})
    return {"start": "123456789.01", "side": draw(_SIDES), "leverage": leverage, "events": events}


@st.composite
def trails(draw: st.DrawFn) -> Case:
    """What a price does, and a trailing stop that one of its prices may activate."""
    start = draw(prices())
    ticks = [_near(draw, start) for _ in range(draw(st.integers(1, 9)))]
    share, has_distance = draw(st.sampled_from(["0.001", "0.0125", "0.035"])), draw(st.booleans())
    return {
        "side": draw(_SIDES),
        "distance": _plain(Decimal(start) * Decimal(share), 3) if has_distance else None,
        "pct": None if has_distance else share,
        "activation": draw(st.none() | st.sampled_from([*ticks, start])),
        "ticks": ticks,
    }


@st.composite
def triggers(draw: st.DrawFn) -> Case:
    start = draw(prices())
    ticks = [{"last": _near(draw, start), "mark": _near(draw, start)} for _ in range(draw(st.integers(1, 9)))]
    return {
        "triggerPrice": draw(st.sampled_from([start, *(price for tick in ticks for price in tick.values())])),
        "triggerDirection": draw(st.sampled_from([1, 2])),
        "triggerBy": draw(st.sampled_from(["LastPrice", "MarkPrice"])),
        "ticks": ticks,
    }


@st.composite
def books(draw: st.DrawFn) -> Case:
    """Levels of whole ticks, best first, and an order that may be too large for them."""
    way, step = draw(st.sampled_from(list(Way))), Decimal(1).scaleb(draw(st.integers(-8, 0)))
    best, gaps = draw(st.integers(5_000, 10**6)), sorted(draw(st.sets(st.integers(0, 400), min_size=1, max_size=12)))
    lots = [draw(st.integers(1, 10**6)) for _ in gaps]
    rungs = [f"{(best + way.sign * gap) * step:f}" for gap in gaps]
    kind, tolerance = draw(st.sampled_from([(None, None), ("TickSize", "30"), ("Percent", "0.05")]))
    return {
        "side": str(way),
        "tick": f"{step:f}",
        "levels": [{"price": price, "qty": str(size)} for price, size in zip(rungs, lots, strict=True)],
        "qty": str(draw(st.integers(1, 2 * sum(lots)))),
        "taker_fee": draw(_TAKERS),
        "tolerance_type": kind,
        "tolerance": tolerance,
    }
