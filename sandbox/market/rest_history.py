"""REST: what was. Candles, mark candles, open interest, funding, account ratio; newest first, as at the venue."""

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.gaps import is_missing
from sandbox.market.intervals import KLINE_MS, RECORD_MS, begin_of_one
from sandbox.market.live import LiveMarket
from sandbox.market.queries import (
    Query,
    Span,
    check_category,
    cursor_of,
    find_listing,
    read_cursor_ms,
    read_interval,
    read_limit,
    read_span,
)
from sandbox.market.wire import BadRequest, Json, plain, spelling
from sandbox.market.world import Listing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def published(listing: Listing, step_ms: int, from_ms: int, to_ms: int) -> tuple[Ints, Floats]:
    """Bars that open in [from_ms, to_ms), the unfinished one last, holes of the gappy contract left out."""
    open_ms, rows = listing.history.bars(step_ms, from_ms, to_ms)
    if listing.state.contract.is_gappy:
        keep = ~is_missing(open_ms, step_ms)
        open_ms, rows = open_ms[keep], rows[keep]
    return open_ms, rows


def _cut(open_ms: Ints, rows: Floats, span: Span, limit: int) -> tuple[Ints, Floats]:
    """At most `limit` rows: the first ones when only a start was given, else the last ones. Newest first."""
    chosen = slice(0, limit) if span.takes_first else slice(max(len(open_ms) - limit, 0), len(open_ms))
    return open_ms[chosen][::-1], rows[chosen][::-1]


def _window(span: Span, step_ms: int, limit: int, now_ms: int) -> tuple[int, int]:
    """Bounds that surely hold the wanted rows, so that a year is not read for ten candles."""
    to_ms = min(span.to_ms, now_ms) + 1
    if span.takes_first:
        return span.from_ms, to_ms
    return max(span.from_ms, to_ms - (limit + 2) * step_ms * 3), to_ms


def _bars(live: LiveMarket, query: Query) -> tuple[Listing, Ints, Floats]:
    check_category(query)
    listing = find_listing(live, query)
    step, limit = read_interval(query, "interval", KLINE_MS), read_limit(query, 200, 1000)
    span = read_span(query, "start", "end")
    last_ms = live.endings.last_ms(listing.state.contract.symbol, live.market.now_ms)
    from_ms, to_ms = _window(span, step, limit, last_ms)
    open_ms, rows = published(listing, step, from_ms, to_ms)
    return listing, *_cut(open_ms, rows, span, limit)


def klines(live: LiveMarket, query: Query) -> Json:
    """`/v5/market/kline`: start, open, high, low, close, volume, turnover; the candle in progress included."""
    listing, open_ms, rows = _bars(live, query)
    spell = spelling(listing.state.contract)
    prices = (at.B_OPEN, at.B_HIGH, at.B_LOW, at.B_CLOSE)
    out = [
        [str(ms), *(spell.price(row[c]) for c in prices), spell.quantity(row[at.B_VOLUME]), f"{row[at.B_TURNOVER]:.4f}"]
        for ms, row in zip(open_ms.tolist(), rows.tolist(), strict=True)
    ]
    return {"symbol": listing.state.contract.symbol, "category": "linear", "list": out}


def _opens_of_first(listing: Listing, query: Query, open_ms: Ints, rows: Floats) -> list[float]:
    """Of the oldest bar, if there is one: the mark before it. What has no past opens at its own first price."""
    if len(rows) == 0:
        return []
    step, oldest_ms = read_interval(query, "interval", KLINE_MS), int(open_ms[-1])
    _, before = listing.history.bars(step, begin_of_one(oldest_ms - 1, step), oldest_ms)
    return [float(before[-1, at.B_MARK] if len(before) else rows[-1, at.B_OPEN])]


def mark_klines(live: LiveMarket, query: Query) -> Json:
    """`/v5/market/mark-price-kline`. A bar opens where the one before closed, whether that one was asked for or not."""
    listing, open_ms, rows = _bars(live, query)
    spell = spelling(listing.state.contract)
    opens = [*rows[1:, at.B_MARK].tolist(), *_opens_of_first(listing, query, open_ms, rows)]
    out = []
    for ms, first, row in zip(open_ms.tolist(), opens, rows.tolist(), strict=True):
        high, low = max(first, row[at.B_MARK_HIGH]), min(first, row[at.B_MARK_LOW])
        out.append([str(ms), *(spell.price(p) for p in (first, high, low, row[at.B_MARK]))])
    return {"symbol": listing.state.contract.symbol, "category": "linear", "list": out}


def _records(live: LiveMarket, query: Query, name: str, limit: int) -> tuple[Listing, Ints, Floats, str]:
    """Closed bars stamped with their close, newest first, and the cursor of the page before them."""
    check_category(query)
    listing = find_listing(live, query)
    step, span = read_interval(query, name, RECORD_MS), read_span(query, "startTime", "endTime")
    before = read_cursor_ms(query)
    to_ms = min(span.to_ms + 1, live.market.now_ms + 1, before if before is not None else span.to_ms + 1)
    from_ms = max(span.from_ms, to_ms - (limit + 2) * step * 3)
    open_ms, rows = published(listing, step, from_ms - step, to_ms - step)
    keep = (open_ms + step <= live.market.now_ms) & (open_ms + step >= span.from_ms)
    close_ms, rows = open_ms[keep] + step, rows[keep]
    more = len(close_ms) > limit or (from_ms > span.from_ms and len(close_ms) > 0)
    close_ms, rows = close_ms[-limit:][::-1], rows[-limit:][::-1]
    return listing, close_ms, rows, cursor_of(int(close_ms[-1])) if more else ""


def open_interest(live: LiveMarket, query: Query) -> Json:
    """`/v5/market/open-interest`: both sides summed, and one side, in the contract's unit."""
    listing, close_ms, rows, cursor = _records(live, query, "intervalTime", read_limit(query, 50, 200))
    spell = spelling(listing.state.contract)
    out = [
        {
            "openInterest": f"{2 * row[at.B_OI]:.8f}",
            "singleOpenInterest": spell.quantity(row[at.B_OI]),
            "timestamp": str(ms),
        }
        for ms, row in zip(close_ms.tolist(), rows.tolist(), strict=True)
    ]
    symbol = listing.state.contract.symbol
    return {"symbol": symbol, "category": "linear", "list": out, "nextPageCursor": cursor}


def account_ratio(live: LiveMarket, query: Query) -> Json:
    """`/v5/market/account-ratio`: share of traders who are long."""
    listing, close_ms, rows, cursor = _records(live, query, "period", read_limit(query, 50, 500))
    out = [
        {
            "symbol": listing.state.contract.symbol,
            "buyRatio": f"{row[at.B_LONG_SHARE]:.4f}",
            "sellRatio": f"{1 - round(row[at.B_LONG_SHARE], 4):.4f}",
            "timestamp": str(ms),
        }
        for ms, row in zip(close_ms.tolist(), rows.tolist(), strict=True)
    ]
    return {"list": out, "nextPageCursor": cursor}


def funding_history(live: LiveMarket, query: Query) -> Json:
    """`/v5/market/funding/history`. A start without an end is an error, as at the venue."""
    check_category(query)
    listing = find_listing(live, query)
    span, limit = read_span(query, "startTime", "endTime"), read_limit(query, 200, 200)
    if span.takes_first:
        raise BadRequest("params error: endTime is required with startTime")
    to_ms = min(span.to_ms, live.endings.last_ms(listing.state.contract.symbol, live.market.now_ms))
    paid = [(s * 1000, rate) for s, rate in listing.funding if span.from_ms <= s * 1000 <= to_ms]
    out = [
        {
            "symbol": listing.state.contract.symbol,
            "fundingRate": plain(round(rate, 8)),
            "fundingRateTimestamp": str(ms),
        }
        for ms, rate in reversed(paid[-limit:])
    ]
    return {"category": "linear", "list": out}
