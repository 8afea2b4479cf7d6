"""Values out of the venues' JSON, checked: a wrong shape is `ValueError`, never a silent nonsense number."""

import json
import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import structlog

from engine.feeds.metrics import MALFORMED
from engine.market.values import Venue

Row = TypeVar("Row")
log = structlog.get_logger()

UNREADABLE = (KeyError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError, RecursionError)
"""All that a parser raises on a message of the wrong shape."""


def read_rows(venue: Venue | str, rows: Iterable[Any], parse: Callable[[Any], Row]) -> list[Row]:
    """What could be read; a row that could not is logged, counted and left out."""
    found = []
    for row in rows:
        try:
            found.append(parse(row))
        except UNREADABLE as error:
            MALFORMED.labels(venue).inc()
            log.warning("feed_malformed", venue=venue, error=repr(error), message=str(row)[:200])
    return found


def json_object(text: str | bytes) -> dict[str, Any]:
    """Raises `ValueError` for anything but a JSON object."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def number(value: Any) -> float:
    """A finite number from the venue's text."""
    found = float(value)
    if not math.isfinite(found):
        raise ValueError(f"not a number: {value!r}")
    return found


def positive(value: Any) -> float:
    found = number(value)
    if found <= 0:
        raise ValueError(f"not positive: {value!r}")
    return found


def not_negative(value: Any) -> float:
    found = number(value)
    if found < 0:
        raise ValueError(f"negative: {value!r}")
    return found


def number_or_nan(value: Any) -> float:
    """NaN where the venue left it out or sent an empty text."""
    return math.nan if value is None or value == "" else number(value)


def decimal(value: Any) -> Decimal:
    """A positive decimal, exactly as written."""
    positive(value)
    return exact(value)


def exact(value: Any) -> Decimal:
    """A finite decimal of either sign, exactly as written."""
    number(value)
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error


def exact_or_none(value: Any) -> Decimal | None:
    """None where the venue left it out or sent an empty text."""
    return None if value is None or value == "" else exact(value)


def price_or_nan(value: Any) -> float:
    """NaN also for 0, which venues send where there is no such price."""
    return not_negative(value or 0) or math.nan


def moment(milliseconds: Any) -> datetime:
    """Aware UTC from a venue's milliseconds. Raises `ValueError` outside 2009 to 2100."""
    whole = int(milliseconds)
    if not 1_230_768_000_000 < whole < 4_102_444_800_000:
        raise ValueError(f"no time: {milliseconds!r}")
    return datetime.fromtimestamp(whole // 1000, UTC) + timedelta(milliseconds=whole % 1000)


def moment_or_none(milliseconds: Any) -> datetime | None:
    """None where the venue has none (missing, empty or 0)."""
    return None if milliseconds in (None, "", "0", 0) else moment(milliseconds)


def milliseconds(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
