"""Bybit's history of funding made into our values. Each raises one of `UNREADABLE` on a wrong shape."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.feeds.reading import decimal, exact


def parse_settlement(row: Mapping[str, Any]) -> tuple[int, Decimal]:
    """A row of `/v5/market/funding/history`: when, and the fraction that was paid."""
    return int(row["fundingRateTimestamp"]), exact(row["fundingRate"])


def open_of_minute(rows: Iterable[Sequence[str]], at_ms: int, multiplier: int) -> Decimal | None:
    """The price per coin as the minute at `at_ms` opened; None where the rows have no such minute."""
    for row in rows:
        if int(row[0]) == at_ms:
            return decimal(row[1]) / multiplier
    return None
