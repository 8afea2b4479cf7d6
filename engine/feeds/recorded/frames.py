"""Forced closes read back from archived frames, with the very parsers that read them when they came."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.feeds.archive import ArchivedFrame, FrameKind, kind_of, read_archive
from engine.feeds.binance.parsing import parse_liquidation
from engine.feeds.bybit.parsing import parse_liquidations
from engine.feeds.reading import UNREADABLE, milliseconds
from engine.feeds.recorded.values import RecordedForcedCloses
from engine.market.values import Liquidation, MarketSource, Side, Symbol, Venue

SUFFIX = ".jsonl.gz"
_Key = tuple[MarketSource, Venue, Symbol]


def read_frames(path: Path) -> list[RecordedForcedCloses]:
    """All forced closes of the file by contract, ascending; a message that came twice is there once.

    Raises `ValueError` for a file that is no archive. Frames that cannot be read are passed over, as they were live.
    """
    found: dict[_Key, dict[Liquidation, None]] = {}
    for archived in read_archive(path):
        for event in _events(archived):
            found.setdefault((archived.source, event.venue, event.symbol), {})[event] = None
    return [_closes(source, sorted(events, key=lambda one: one.at)) for (source, _, _), events in found.items()]


def _events(archived: ArchivedFrame) -> Sequence[Liquidation]:
    if kind_of(archived.frame) is not FrameKind.LIQUIDATIONS:
        return ()
    try:
        return list(_parsed(json.loads(archived.frame)))
    except UNREADABLE:
        return ()


def _parsed(message: Mapping[str, Any]) -> Iterator[Liquidation]:
    """Bybit's topic, Binance's combined stream, or Binance's bare event."""
    if str(message.get("topic", "")).startswith("allLiquidation"):
        yield from parse_liquidations(message["data"])
        return
    data = message["data"] if "stream" in message else message
    for row in data if isinstance(data, list) else [data]:
        if row["e"] == "forceOrder":
            yield parse_liquidation(row)


def _closes(source: MarketSource, events: Sequence[Liquidation]) -> RecordedForcedCloses:
    first = events[0]
    return RecordedForcedCloses(
        first.venue,
        first.symbol,
        first.coin,
        np.array([milliseconds(one.at) for one in events], np.int64),
        np.array([one.side is Side.LONG for one in events], np.int64),
        np.array([one.price_usd for one in events]),
        np.array([one.quantity_base for one in events]),
        source,
    )
