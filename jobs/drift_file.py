"""Every fill of a day beside the market, as a file for a spreadsheet."""

import asyncio
import csv
import os
from collections.abc import Iterable
from datetime import date
from io import StringIO
from pathlib import Path

from engine.exchange.drift_day import DriftDays, DriftLine, file_name
from engine.market.values import MarketSource

_COLUMNS = (
    "at", "source", "account", "fill", "symbol", "coin", "side", "quantity", "model", "verdict", "why", "paper_usd",
    "market_usd", "advantage_bps", "advantage_usdt",
)  # fmt: skip


async def write_day(days: DriftDays, source: MarketSource, day: date, folder: Path) -> Path:
    """The whole file or none of it: it is written beside and put into place. Raises `StorageAway`, `OSError`."""
    path = folder / file_name(source, day)
    beside = path.with_suffix(f".{os.getpid()}.part")
    await asyncio.to_thread(_begin, beside)
    last: DriftLine | None = None
    while page := await days.lines(day, last):
        await asyncio.to_thread(_add, beside, [_row(source, line) for line in page])
        last = page[-1]
    await asyncio.to_thread(beside.replace, path)
    return path


def _begin(beside: Path) -> None:
    beside.parent.mkdir(parents=True, exist_ok=True)
    beside.write_text(_text([_COLUMNS]), encoding="utf-8")


def _add(beside: Path, rows: Iterable[Iterable[object]]) -> None:
    with beside.open("a", encoding="utf-8", newline="") as file:
        file.write(_text(rows))


def _text(rows: Iterable[Iterable[object]]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _row(source: MarketSource, line: DriftLine) -> tuple[object, ...]:
    """Nothing is rounded but the figures that were calculated."""
    return (
        line.at.isoformat(timespec="milliseconds"),
        source.value,
        line.account_id,
        line.fill_id,
        line.symbol,
        line.coin,
        "buy" if line.is_buy else "sell",
        f"{line.quantity:.12g}",
        line.model.value,
        line.verdict.value,
        "" if line.why is None else line.why.value,
        f"{line.paper_usd:.12g}",
        _figure(line.market_usd, ".12g"),
        _figure(line.bps, ".3f"),
        _figure(line.usdt, ".6f"),
    )


def _figure(value: float | None, how: str) -> str:
    return "" if value is None else format(value, how)
