"""Parquet and CSV tables of recorded markets, told apart by their columns, and archived frames of forced closes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from engine.errors import EngineError
from engine.feeds.recorded.frames import SUFFIX, read_frames
from engine.feeds.recorded.values import (
    Recorded,
    RecordedBars,
    RecordedForcedCloses,
    RecordedFunding,
    RecordedOpenInterest,
    RecordedSums,
)
from engine.market.universe import QUOTES, CoinUnit, symbol_unit
from engine.market.values import Bars, FloatArray, IntArray, MarketSource, Symbol, Venue

# Whose forced closes a provider's file sums; the tables do not say it themselves.
_SUMMED_VENUES = {
    "coinglass_btc_1h": ("binance", "bybit", "okx"),
    "coinglass_btc_30m": ("binance", "bybit", "okx"),
    "coinglass_4h": ("binance",),
    "coinalyze_1h_binance": ("binance",),
}


class UnreadableTable(EngineError):
    """The file is no table of market data; the message says what was expected."""

    text_key = "error-unreadable-table"


@dataclass(frozen=True, slots=True)
class _Contract:
    """Rows of one contract of a table, ordered by time."""

    venue: Venue
    symbol: Symbol
    unit: CoinUnit
    rows: IntArray
    table: pa.Table
    stem: str

    def numbers(self, *names: str) -> FloatArray:
        """The first of the named columns that exists; NaN where empty or absent."""
        for name in names:
            if name in self.table.column_names:
                column = self.table[name].to_numpy(zero_copy_only=False)
                return np.asarray(column[self.rows], np.float64)
        return np.full(len(self.rows), np.nan)

    def texts(self, name: str) -> list[str]:
        column = self.table[name].to_pylist()
        return [str(column[row]) for row in self.rows]

    def times(self, name: str) -> IntArray:
        return np.asarray(self.table[name].to_numpy(zero_copy_only=False)[self.rows], np.int64)


def read_table(path: Path) -> list[Recorded]:
    """Everything in the file, contract by contract. Raises `UnreadableTable`."""
    if path.name.endswith(SUFFIX):
        return _read_archive(path)
    table = _load(path)
    names = set(table.column_names)
    readers = [read for needed, foreign, read in _READERS if needed <= names and not foreign & names]
    if not readers:
        raise UnreadableTable(f"{path.name}: no candles, open interest, funding or liquidations in {sorted(names)}")
    return [found for contract in _contracts(table, path.stem) for read in readers for found in read(contract)]


def _read_archive(path: Path) -> list[Recorded]:
    try:
        found = read_frames(path)
    except (ValueError, OSError) as error:
        raise UnreadableTable(f"{path.name}: {error}") from error
    if any(one.source is MarketSource.SIMULATED for one in found):
        raise UnreadableTable(f"{path.name}: frames of a simulated market, from which there is nothing to learn")
    return [*found]


def _load(path: Path) -> pa.Table:
    try:
        if path.suffix == ".csv":
            return pyarrow.csv.read_csv(path)
        return pyarrow.parquet.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableTable(f"{path.name}: {error}") from error


def _contracts(table: pa.Table, stem: str) -> Iterator[_Contract]:
    """Contracts of the venues we know, `BTC` read as `BTCUSDT`; each row once, by time."""
    time = table["open_ms" if "open_ms" in table.column_names else "ts_ms"].to_numpy(zero_copy_only=False)
    symbols = np.array(table["symbol"].to_pylist())
    venues = np.array(
        table["exchange"].to_pylist() if "exchange" in table.column_names else [Venue.BINANCE] * len(table)
    )
    for venue in Venue:
        for symbol in sorted(set(symbols[venues == venue].tolist())):
            rows = np.flatnonzero((venues == venue) & (symbols == symbol))
            rows = rows[np.argsort(time[rows], kind="stable")]
            name = Symbol(symbol if symbol.endswith(QUOTES) else f"{symbol}USDT")
            yield _Contract(venue, name, symbol_unit(name), rows, table, stem)


def _read_bars(contract: _Contract) -> Iterator[RecordedBars]:
    """Candles; rows with a missing price or volume are left out, doubles too."""
    open_ms = contract.times("open_ms")
    multiplier = contract.unit.multiplier
    prices = [contract.numbers(name) / multiplier for name in ("open", "high", "low", "close")]
    volume = contract.numbers("volume_base", "volume_raw") * multiplier
    taker = contract.numbers("taker_buy_base") * multiplier
    oi_base = contract.numbers("oi_close_base") * multiplier
    whole = np.isfinite(np.vstack([*prices, volume])).all(axis=0) & (np.diff(open_ms, append=np.int64(2**62)) > 0)
    columns = [column[whole] for column in (*prices, volume, taker, oi_base)]
    if whole.sum() > 1:
        bars = Bars(_usual_step(open_ms[whole]), open_ms[whole], *columns)
        yield RecordedBars(contract.venue, contract.symbol, contract.unit.coin, bars)


def _read_oi(contract: _Contract) -> Iterator[RecordedOpenInterest]:
    oi_base = contract.numbers("oi_base") * contract.unit.multiplier
    known = np.isfinite(oi_base)
    at_ms = contract.times("ts_ms")[known]
    yield RecordedOpenInterest(contract.venue, contract.symbol, contract.unit.coin, at_ms, oi_base[known])


def _read_funding(contract: _Contract) -> Iterator[RecordedFunding]:
    at_ms = contract.times("ts_ms")
    if len(at_ms) > 1:
        interval = timedelta(milliseconds=round(_usual_step(at_ms) / 3_600_000) * 3_600_000)
        rate = contract.numbers("funding_rate")
        yield RecordedFunding(contract.venue, contract.symbol, contract.unit.coin, at_ms, rate, interval)


def _read_forced_closes(contract: _Contract) -> Iterator[RecordedForcedCloses]:
    """At the average fill where it was kept, else at the order's limit."""
    average, limit = contract.numbers("avg_price"), contract.numbers("limit_price")
    yield RecordedForcedCloses(
        contract.venue,
        contract.symbol,
        contract.unit.coin,
        contract.times("ts_ms"),
        np.array([side == "long" for side in contract.texts("liquidated_side")], np.int64),
        np.where(np.isfinite(average), average, limit) / contract.unit.multiplier,
        contract.numbers("qty_base") * contract.unit.multiplier,
    )


def _read_sums(contract: _Contract) -> Iterator[RecordedSums]:
    open_ms = contract.times("open_ms")
    in_coins = "liq_long_base" in contract.table.column_names
    price = contract.numbers("close") if in_coins else 1.0
    if len(open_ms) > 1:
        provider = contract.stem.partition("_")[0]
        known = (venues for stem, venues in _SUMMED_VENUES.items() if contract.stem.startswith(stem))
        yield RecordedSums(
            provider,
            next(known, (provider,)),
            contract.unit.coin,
            _usual_step(open_ms),
            open_ms,
            contract.numbers("liq_long_usd", "liq_long_base") * price,
            contract.numbers("liq_short_usd", "liq_short_base") * price,
        )


def _usual_step(times: IntArray) -> int:
    """The most frequent distance in ms, to the second."""
    distances, counts = np.unique(np.diff(times) // 1000 * 1000, return_counts=True)
    return int(distances[np.argmax(counts)])


_OHLC = {"open_ms", "open", "high", "low", "close", "symbol"}
# Columns a table needs, and columns that say its other columns mean something else
_READERS: list[tuple[set[str], set[str], Callable[[_Contract], Iterator[Recorded]]]] = [
    ({*_OHLC, "volume_base"}, {"liq_long_usd", "buy_aggressor_base"}, _read_bars),  # a provider's own price series
    ({*_OHLC, "volume_raw", "exchange"}, set(), _read_bars),
    ({"ts_ms", "symbol", "oi_base"}, {"oracle_price"}, _read_oi),  # another venue's
    ({"ts_ms", "symbol", "funding_rate"}, set(), _read_funding),
    ({"ts_ms", "symbol", "liquidated_side", "qty_base", "limit_price"}, set(), _read_forced_closes),
    ({"open_ms", "symbol", "liq_long_usd", "liq_short_usd"}, {"exchange"}, _read_sums),
    ({"open_ms", "symbol", "liq_long_base", "liq_short_base"}, {"exchange"}, _read_sums),
]
