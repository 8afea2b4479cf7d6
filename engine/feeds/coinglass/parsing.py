"""From CoinGlass's JSON to values. Prices are texts, cells sparse, the price axis uneven, stamps of two kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from engine.feeds.reading import not_negative, number, positive
from engine.liquidations.values import HeatArray
from engine.liquidations.vendor.resample import edges_between
from engine.liquidations.vendor.values import MapModel, VendorMap
from engine.market.values import Bars, Coin, FloatArray, IntArray
from engine.market.windows import Window

_IN_SECONDS_BELOW = 100_000_000_000  # a stamp below this is in seconds: in milliseconds it would be March 1973
_MOST_CELLS = 40_000_000  # of columns times prices: a broken axis must not fill the memory
_AXIS, _CELLS, _CANDLES = ("y_axis", "y"), ("liquidation_leverage_data", "liq"), ("price_candlesticks", "prices")
# The second spelling of each is the third version's.


def parse_map(data: Any, model: MapModel, coin: Coin, window: Window, fetched_at: datetime) -> VendorMap:
    """Raises any of `UNREADABLE` for what is no map. Cells outside the axes are left out and counted."""
    prices = _axis(_field(data, _AXIS))
    candles = _candles(_field(data, _CANDLES))
    strength, last, left_out = _cells(_field(data, _CELLS), len(candles), len(prices))
    return VendorMap(model, coin, window, fetched_at, candles, prices, edges_between(prices), strength, last, left_out)


def _field(data: Any, names: tuple[str, str]) -> Sequence[Any]:
    found = next((data[name] for name in names if name in data), None)
    if not isinstance(found, list):
        raise ValueError(f"no list {names[0]}")
    return found


def _axis(rows: Sequence[Any]) -> FloatArray:
    prices = np.array([positive(row) for row in rows], np.float64)
    if len(prices) < 2 or not (np.diff(prices) > 0).all():
        raise ValueError("a price axis that does not rise")
    return prices


def _candles(rows: Sequence[Any]) -> Bars:
    """`[stamp, "open", "high", "low", "close", "volume in USD"]`, ascending; a repeated stamp counts once, the last."""
    by_stamp = {milliseconds_of(row[0]): [positive(text) for text in row[1:5]] + [not_negative(row[5])] for row in rows}
    if len(by_stamp) < 2:
        raise ValueError("fewer than two candles")
    stamps = np.array(sorted(by_stamp), np.int64)
    opened, high, low, close, volume_usd = np.array([by_stamp[int(at)] for at in stamps], np.float64).T
    nothing = np.full(len(stamps), np.nan)
    step_ms = int(np.median(np.diff(stamps)))
    return Bars(step_ms, stamps, opened, high, low, close, volume_usd / close, nothing, nothing)


def milliseconds_of(stamp: Any) -> int:
    whole = int(number(stamp))
    at = whole * 1000 if whole < _IN_SECONDS_BELOW else whole
    if not 1_230_768_000_000 < at < 4_102_444_800_000:
        raise ValueError(f"no time: {stamp!r}")
    return at


def _cells(rows: Sequence[Any], columns: int, levels: int) -> tuple[HeatArray, int, int]:
    """Strength (columns, levels), the last column with anything in it, and how many triples were of no use."""
    if columns * levels > _MOST_CELLS:
        raise ValueError(f"{columns} columns of {levels} prices")
    strength = np.zeros((columns, levels), np.float32)
    triples = np.array([row for row in rows if isinstance(row, list) and len(row) == 3], np.float64).reshape(-1, 3)
    x, y, value = triples.T
    with np.errstate(invalid="ignore"):
        inside = (x >= 0) & (x < columns) & (y >= 0) & (y < levels) & np.isfinite(value) & (value > 0)
    column, level = x[inside].astype(np.int64), y[inside].astype(np.int64)
    np.add.at(strength, (column, level), value[inside].astype(np.float32))
    last = int(column.max()) if len(column) else columns - 1
    return strength, last, len(rows) - len(column)


@dataclass(frozen=True, slots=True)
class Series:
    """Rows of a history, ascending: `at_ms` (n,) opens of the spans, and one column a figure (n,)."""

    at_ms: IntArray
    columns: tuple[FloatArray, ...]

    def __len__(self) -> int:
        return int(self.at_ms.shape[0])


def parse_series(data: Any, *names: str) -> Series:
    """Rows with a `time` and these figures, texts or numbers. Raises any of `UNREADABLE`."""
    if not isinstance(data, list):
        raise ValueError("no list of rows")
    rows = {milliseconds_of(row["time"]): [number(row[name]) for name in names] for row in data}
    stamps = np.array(sorted(rows), np.int64)
    table = np.array([rows[int(at)] for at in stamps], np.float64).reshape(len(stamps), len(names))
    return Series(stamps, tuple(table.T))


@dataclass(frozen=True, slots=True)
class ForcedClose:
    """One forced close as CoinGlass's stream tells it. `row` is the message's own."""

    coin: Coin
    venue: str
    at_ms: int
    row: Mapping[str, Any]


def parse_forced_close(row: Mapping[str, Any]) -> ForcedClose:
    """Raises any of `UNREADABLE`."""
    positive(row["price"])
    not_negative(row["volUsd"])
    if int(row["side"]) not in (1, 2):
        raise ValueError(f"side {row['side']!r}")
    coin = str(row["baseAsset"]).strip().upper()
    if not coin:
        raise ValueError("no coin")
    return ForcedClose(Coin(coin), str(row["exName"]), milliseconds_of(row["time"]), row)
