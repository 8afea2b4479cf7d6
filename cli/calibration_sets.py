"""The recorded sets A, B and C as calibration reads them from a folder of tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from cli.calibration_tables import drawn_between, known_hours, latest, read_bars, read_candles, read_hours, read_rows
from engine.liquidations.calibration.folds import Split
from engine.liquidations.calibration.hours import HOUR_MS, HourPaths, LiquidatedHours, join_hours
from engine.liquidations.calibration.sets import Contract, MeasuredSet, OtherBars
from engine.liquidations.leverage import CoinClass
from engine.market.values import Bars, Coin, FloatArray, IntArray

STEP_MS = 15 * 60_000
_WARM_MS = 3 * 24 * HOUR_MS  # a map that has seen less than three days is not asked
BINANCE_15M, BYBIT_15M = "ohlcv/binance_usdtm_15m.parquet", "ohlcv/bybit_linear_15m.parquet"
OI_5M, SET_A = "open_interest/binance_oi_5m.parquet", "bars/coinglass_btc_1h.parquet"
BINANCE_5M, BINANCE_1M = "ohlcv/binance_usdtm_5m.parquet", "ohlcv/binance_usdtm_1m.parquet"
SET_B, SET_C = "bars/coinglass_4h_liq_oi_funding_ohlcv.parquet", "bars/coinalyze_1h_binance_liq_oi_ohlcv.parquet"

# Chosen before anything was scored on the spans after them; set A's is that of the first measurement.
SET_A_SPLIT = Split(datetime(2026, 1, 26, tzinfo=UTC), datetime(2026, 1, 27, tzinfo=UTC))
SET_B_SPLIT = Split(datetime(2025, 1, 31, tzinfo=UTC), datetime(2025, 2, 1, tzinfo=UTC))
SET_C_SPLIT = Split(datetime(2024, 7, 9, tzinfo=UTC), datetime(2024, 7, 10, tzinfo=UTC))

# Binance's largest leverage and first maintenance tier of each contract.
BTC = Contract(Coin("BTC"), 125.0, 0.004, 0.0005, CoinClass.MAJOR)
ETH = Contract(Coin("ETH"), 125.0, 0.004, 0.0005, CoinClass.MAJOR)
SOL = Contract(Coin("SOL"), 100.0, 0.005, 0.001, CoinClass.LARGE)


@dataclass(frozen=True, slots=True)
class SetReader:
    """A set's name, the tables it stands on and how it is read."""

    name: str
    tables: tuple[str, ...]
    read: Callable[[Path], MeasuredSet]


def set_a(folder: Path) -> MeasuredSet:
    bars = read_bars(folder / BINANCE_15M, folder / OI_5M, "BTCUSDT", STEP_MS)
    hours = join_hours(bars, read_hours(folder / SET_A, "BTC"))
    return MeasuredSet(
        "A BTC", BTC, bars, bars, hours, SET_A_SPLIT, "CoinGlass, hourly sums of Binance, Bybit and OKX",
        "open interest and volume are Binance's alone; takers are guessed from the candle",
    )  # fmt: skip


def set_b(contract: Contract, folder: Path) -> MeasuredSet:
    is_bybit = contract.coin == "SOL"  # no other 15-minute candles of it were recorded
    bars = read_candles(folder / (BYBIT_15M if is_bybit else BINANCE_15M), f"{contract.coin}USDT", STEP_MS)
    stamps, oi_base = oi_of_set_b(folder, contract.coin, bars)
    bars = bars.between(int(stamps[0]), int(stamps[-1]))
    measured = read_hours(folder / SET_B, contract.coin)
    drawn, held = _with_oi(bars, stamps, oi_base, 4 * HOUR_MS)
    flaws = "sums of four hours; open interest is that of all venues, in dollars, every four hours; takers guessed"
    flaws += "; the path is Bybit's" if is_bybit else ""
    return MeasuredSet(
        f"B {contract.coin}", contract, drawn, held, _warm(bars, measured, 4 * HOUR_MS), SET_B_SPLIT,
        "CoinGlass, 4-hour sums of Binance", flaws, tuple(_other_bars(folder, contract, stamps, oi_base)),
    )  # fmt: skip


def set_c(contract: Contract, folder: Path) -> MeasuredSet:
    symbol = f"{contract.coin}USDT"
    rows = read_rows(folder / SET_C, symbol)
    open_ms, close = rows["open_ms"].to_numpy(), rows["close"].to_numpy()
    bars = read_candles(folder / BINANCE_15M, symbol, STEP_MS)
    bars = bars.between(int(open_ms[0]), int(open_ms[-1]) + HOUR_MS)
    takers = (rows[name].to_numpy() for name in ("taker_buy_base", "volume_base"))
    bars = replace(bars, taker_buy_base=_hourly_takers(bars, open_ms, *takers))
    usd = [rows[name].to_numpy() * close for name in ("liq_long_base", "liq_short_base")]
    drawn, held = _with_oi(bars, open_ms + HOUR_MS, rows["oi_close_base"].to_numpy(), HOUR_MS)
    return MeasuredSet(
        f"C {contract.coin}", contract, drawn, held, _warm(bars, known_hours(open_ms, *usd), HOUR_MS), SET_C_SPLIT,
        "Coinalyze, hourly sums of Binance",
        "sums of a stream that tells at most one forced close a second: a floor, lowest in the largest hours",
    )  # fmt: skip


SETS = (
    SetReader("A BTC", (BINANCE_15M, OI_5M, SET_A), set_a),
    *(
        SetReader(f"B {c.coin}", (BYBIT_15M if c is SOL else BINANCE_15M, SET_B), partial(set_b, c))
        for c in (BTC, ETH, SOL)
    ),
    *(SetReader(f"C {c.coin}", (BINANCE_15M, SET_C), partial(set_c, c)) for c in (BTC, ETH)),
)


def _other_bars(folder: Path, contract: Contract, stamps: IntArray, oi_base: FloatArray) -> Iterator[OtherBars]:
    """Finer candles where they were recorded inside the span, and those of a second venue. Missing tables: none."""
    symbol, span_ms = f"{contract.coin}USDT", 4 * HOUR_MS
    finer = (("5-minute bars", BINANCE_5M, 5 * 60_000), ("1-minute bars", BINANCE_1M, 60_000))
    second = () if contract == SOL else (("Bybit's state added to Binance's", BYBIT_15M, STEP_MS),)
    for name, table, step_ms in (*finer, *second):
        if (folder / table).exists():
            bars = read_candles(folder / table, symbol, step_ms).between(int(stamps[0]), int(stamps[-1]))
            if len(bars):
                yield OtherBars(name, _with_oi(bars, stamps, oi_base, span_ms)[0], is_added=step_ms == STEP_MS)


def _warm(bars: Bars, measured: LiquidatedHours, span_ms: int) -> HourPaths:
    hours = join_hours(bars, measured, span_ms)
    return hours.between(int(bars.open_ms[0]) + _WARM_MS, int(bars.open_ms[-1]))


def oi_of_set_b(folder: Path, coin: Coin, bars: Bars) -> tuple[IntArray, FloatArray]:
    """Stamps and coins: open interest of all venues every four hours, turned into coins at the bars' prices."""
    rows = read_rows(folder / SET_B, coin)
    return _in_coins(rows["open_ms"].to_numpy() + 4 * HOUR_MS, rows["oi_close_usd"].to_numpy(), bars)


def _in_coins(stamps: IntArray, usd: FloatArray, bars: Bars) -> tuple[IntArray, FloatArray]:
    """Dollars over the price of the same moment; stamps without either are left out."""
    price = latest(bars.open_ms + bars.step_ms, bars.close, stamps, bars.step_ms)
    known = np.isfinite(usd) & np.isfinite(price) & (usd > 0)
    return stamps[known], usd[known] / price[known]


def _with_oi(bars: Bars, stamps: IntArray, oi_base: FloatArray, span_ms: int) -> tuple[Bars, Bars]:
    """Drawn between published figures, and as published last."""
    closes = bars.open_ms + bars.step_ms
    drawn = drawn_between(stamps, oi_base, closes, 2 * span_ms)
    return replace(bars, oi_base=drawn), replace(bars, oi_base=latest(stamps, oi_base, closes, 2 * span_ms))


def _hourly_takers(bars: Bars, open_ms: IntArray, bought: FloatArray, volume: FloatArray) -> FloatArray:
    """An hour's share of taker buys, given to each of its bars."""
    share = np.divide(bought, volume, out=np.full(len(volume), np.nan), where=volume > 0)
    place = np.searchsorted(open_ms, bars.open_ms, side="right") - 1
    inside = (place >= 0) & (bars.open_ms < open_ms[np.maximum(place, 0)] + HOUR_MS)
    return np.where(inside, bars.volume_base * share[np.maximum(place, 0)], np.nan)
