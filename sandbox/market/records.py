"""Bars of all contracts as fixed-size records on disk, one record a time, NaN where a contract was not yet listed."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.history import Column
from sandbox.market.world import SimulatedMarket


def record_type(coins: int) -> np.dtype[Any]:
    return np.dtype([("open_ms", "<i8"), ("rows", "<f8", (coins, at.BAR_COLUMNS))])


def new_records(market: SimulatedMarket, step_ms: int, after_ms: int) -> NDArray[Any]:
    """Records of all closed bars of one resolution that open after `after_ms`."""
    columns = [one.history.columns[step_ms] for one in market.listings.values()]
    times = max((c.open_ms for c in columns), key=len)
    times = times[np.searchsorted(times, after_ms, side="right") :]
    records = np.empty(len(times), record_type(len(columns)))
    records["open_ms"] = times
    for n, column in enumerate(columns):
        open_ms, rows = column.between(after_ms + 1, 1 << 62)
        records["rows"][: len(times) - len(rows), n] = np.nan
        records["rows"][len(times) - len(rows) :, n] = rows if len(open_ms) else np.nan
    return records


def write_records(path: Path, records: NDArray[Any], before: int) -> None:
    """Put records after the first `before` ones; whatever a crash left behind them is overwritten. Raises OSError."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.seek(before * records.dtype.itemsize)
        file.write(records.tobytes())
        file.truncate()


def read_records(path: Path, coins: int, count: int) -> NDArray[Any]:
    """The first `count` records. Raises ValueError where the file is shorter (it was damaged from outside)."""
    records = np.fromfile(path, record_type(coins), count) if count else np.empty(0, record_type(coins))
    if len(records) < count:
        raise ValueError(f"{path} holds {len(records)} of {count} bars")
    return records


def fill(column: Column, records: NDArray[Any], coin: int) -> None:
    """Give one contract its part of the records back."""
    rows = records["rows"][:, coin]
    start = int(np.isnan(rows[:, at.B_CLOSE]).sum())
    column.append(records["open_ms"][start:], rows[start:])
