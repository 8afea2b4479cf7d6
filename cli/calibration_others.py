"""What else calibration reads of a folder: single orders (set D), candles for levels, a vendor's maps."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cli.calibration_sets import BINANCE_5M, BINANCE_15M, BTC, BYBIT_15M, OI_5M, STEP_MS, oi_of_set_b
from cli.calibration_tables import latest, read_candles, read_oi
from engine.liquidations.calibration.hours import HOUR_MS
from engine.liquidations.calibration.placing import ForcedOrders
from engine.liquidations.calibration.vendors import VendorMap
from engine.market.folding import fold
from engine.market.values import Bars, Coin, FloatArray, Instrument, IntArray, RiskTier, Symbol, Venue
from engine.market.windows import Window

FORCED_ORDERS = "liquidations/binance_force_orders.parquet"
VENDOR_MAPS = "provider_maps/coinank_liqmap_by_leverage.parquet"
_TIERS = "raw/binance_leverage_tiers_2024-10.json.gz"
_RECORDER = "anmol-2024-12"
# Whole hours in which that recorder was on throughout.
_RECORDED = (
    *(datetime(2024, 12, 4, hour, tzinfo=UTC) for hour in range(17, 24)),
    *(datetime(2024, 12, 5, hour, tzinfo=UTC) for hour in (0, 1, 7, 8, 17, 18, 19)),
)
_UNKNOWN_LEVERAGE, _UNKNOWN_RATE = 50.0, 0.01


@dataclass(frozen=True, slots=True)
class Candles:
    """15-minute bars of one contract, with open interest throughout or without any."""

    instrument: Instrument
    bars: Bars
    has_oi: bool


def set_d(folder: Path) -> ForcedOrders:
    table = pq.read_table(folder / FORCED_ORDERS, filters=pc.field("src") == _RECORDER)
    table = table.filter(pc.equal(table["symbol"], "BTCUSDT")).sort_by("ts_ms")
    average, limit = table["avg_price"].to_numpy(), table["limit_price"].to_numpy()
    bars = read_candles(folder / BINANCE_5M, "BTCUSDT", 5 * 60_000)
    recorded = tuple(round(at.timestamp() * 1000) for at in _RECORDED)
    bars = bars.between(recorded[0] - 14 * 24 * HOUR_MS, recorded[-1] + 2 * HOUR_MS)
    stamps, oi = oi_of_set_b(folder, BTC.coin, bars)
    bars = replace(bars, oi_base=latest(stamps, oi, bars.open_ms + bars.step_ms, 8 * HOUR_MS))
    price = np.where(np.isfinite(average), average, limit)
    return ForcedOrders(
        "D BTC", BTC, bars, table["ts_ms"].to_numpy(), price, table["notional_usd"].to_numpy(), recorded
    )


class SeriesKind(StrEnum):
    CANDLES = "candles only"
    WITH_OI_2025 = "with open interest, 2024-11 to 2025-07"
    WITH_OI_2026 = "with open interest, 2025-12 to 2026-03"


SERIES: tuple[tuple[str, SeriesKind], ...] = (
    *((base, SeriesKind.CANDLES) for base in ("BTC", "ETH", "LTC", "SOL", "1INCH", "ALGO", "1000PEPE", "DOGE")),
    *((base, kind) for kind in (SeriesKind.WITH_OI_2025, SeriesKind.WITH_OI_2026) for base in ("BTC", "ETH", "SOL")),
    *((base, SeriesKind.CANDLES) for base in ("ADA", "BCH", "LINK")),
)


def read_series(folder: Path, base: str, kind: SeriesKind) -> Candles:
    """15-minute bars; SOL's are Bybit's, and of 2026 Binance's 5-minute ones put together."""
    symbol, instrument = f"{base}USDT", _instrument(folder, base)
    if base == "SOL" and kind is SeriesKind.WITH_OI_2026:
        bars = fold(read_candles(folder / BINANCE_5M, symbol, 5 * 60_000), STEP_MS)
    else:
        bars = read_candles(folder / (BYBIT_15M if base == "SOL" else BINANCE_15M), symbol, STEP_MS)
    match kind:
        case SeriesKind.CANDLES:
            return Candles(instrument, bars, has_oi=False)
        case SeriesKind.WITH_OI_2025:
            return Candles(instrument, _joined(bars, *oi_of_set_b(folder, Coin(base), bars), 8 * HOUR_MS), has_oi=True)
        case SeriesKind.WITH_OI_2026:
            return Candles(instrument, _joined(bars, *read_oi(folder / OI_5M, symbol), STEP_MS), has_oi=True)


def vendor_maps(folder: Path) -> Iterator[VendorMap]:
    """Maps of Binance's BTCUSDT over a day and a week, all leverages summed."""
    table = pq.read_table(folder / VENDOR_MAPS)
    captures = table.group_by(["capture_utc", "request"]).aggregate([]).sort_by("capture_utc").to_pylist()
    leverages = [name for name in table.schema.names if name.startswith("x")]
    for one in captures:
        rows = table.filter((pc.field("capture_utc") == one["capture_utc"]) & (pc.field("request") == one["request"]))
        usd = np.nansum(np.stack([rows[name].to_numpy() for name in leverages]), axis=0)
        at = datetime.strptime(one["capture_utc"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        window = Window.D7 if one["request"].endswith("1w") else Window.H24
        yield VendorMap("CoinAnk, Binance BTCUSDT", at, window, rows["price"].to_numpy(), usd)


def _joined(bars: Bars, stamps: IntArray, oi_base: FloatArray, max_age_ms: int) -> Bars:
    """The part of the bars whose open interest is known, each with what was published last."""
    part = bars.between(int(stamps[0]), int(stamps[-1]))
    return replace(part, oi_base=latest(stamps, oi_base, part.open_ms + part.step_ms, max_age_ms))


def _instrument(folder: Path, base: str) -> Instrument:
    leverage, rate = _tier(folder, base)
    coin = Coin(base.removeprefix("1000"))
    tier = RiskTier(float("inf"), rate, leverage, 0.0)
    one = Decimal("0.0000001")
    return Instrument(
        Venue.BINANCE, Symbol(f"{base}USDT"), coin, one, one, leverage, timedelta(hours=8), None, (tier,)
    )  # fmt: skip


def _tier(folder: Path, base: str) -> tuple[float, float]:
    """Largest leverage and first maintenance rate of the recorded table; cautious ones where it is not there."""
    file = folder / _TIERS
    if not file.exists():
        return _UNKNOWN_LEVERAGE, _UNKNOWN_RATE
    tiers = json.loads(gzip.decompress(file.read_bytes())).get(f"{base}/USDT:USDT")
    if not tiers:
        return _UNKNOWN_LEVERAGE, _UNKNOWN_RATE
    return float(tiers[0]["maxLeverage"]), float(tiers[0]["maintenanceMarginRate"])
