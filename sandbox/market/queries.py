"""Reading a request's parameters the way the venue does, and its complaints about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from sandbox.market.live import LiveMarket
from sandbox.market.wire import BadRequest
from sandbox.market.world import Listing

Query = Mapping[str, str]
FOREVER = 1 << 62


def read_integer(query: Query, name: str, default: int) -> int:
    """Raises BadRequest for anything that is not a whole number of a sane size."""
    text = query.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.removeprefix("-").isdigit() or len(text) > 18:
        raise BadRequest(f"params error: {name} invalid")
    return int(text)


def read_limit(query: Query, default: int, most: int) -> int:
    limit = read_integer(query, "limit", default)
    if not 1 <= limit <= most:
        raise BadRequest(f"params error: limit should be between 1 and {most}")
    return limit


def check_category(query: Query) -> str:
    """Only linear contracts live here. Raises BadRequest for all else."""
    category = query.get("category", "")
    if category != "linear":
        raise BadRequest("Illegal category")
    return category


def find_listing(live: LiveMarket, query: Query) -> Listing:
    """Raises BadRequest for a missing or unknown symbol; spelling is upper case only, as at the venue."""
    symbol = query.get("symbol", "")
    if not symbol:
        raise BadRequest("params error: symbol is required")
    if symbol not in live.market.listings:
        raise BadRequest("params error: symbol invalid")
    return live.market.listings[symbol]


def read_interval(query: Query, name: str, known: Mapping[str, int]) -> int:
    text = query.get(name, "")
    if text not in known:
        raise BadRequest(f"params error: {name} invalid")
    return known[text]


@dataclass(frozen=True, slots=True)
class Span:
    """From and to in ms, both included, as asked; the newest of what lies inside are given unless only a start was."""

    from_ms: int
    to_ms: int
    takes_first: bool


def read_span(query: Query, start: str, end: str) -> Span:
    from_ms, to_ms = read_integer(query, start, 0), read_integer(query, end, FOREVER)
    if to_ms < from_ms:
        raise BadRequest(f"params error: {end} is before {start}")
    return Span(max(from_ms, 0), min(to_ms, FOREVER), start in query and end not in query)


def cursor_of(last_ms: int) -> str:
    """The venue's cursor: already percent-encoded once."""
    return f"lastid%3D0%26lasttime%3D{last_ms // 1000}"


def read_cursor_ms(query: Query) -> int | None:
    """Time of the oldest row already given, from a cursor sent as received or encoded once more."""
    cursor = query.get("cursor", "")
    if not cursor:
        return None
    seconds = parse_qs(unquote(cursor)).get("lasttime", [""])[0]
    if not seconds.isdigit():
        raise BadRequest("params error: cursor invalid")
    return int(seconds) * 1000
