"""Recorded BTC as of 2026-02-06 12:00 UTC: the fall to 60,000, the levels it swept, and a scan of the same bar."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.calibration_tables import read_bars
from engine.liquidations.record import measure_record
from engine.liquidations.scan import levels_of
from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.liquidations.values import MapQuery
from engine.market.folding import fold
from engine.market.memory import MemoryMarket
from engine.market.values import Coin, MarketSource, Side, Venue
from engine.market.windows import Window
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import contract

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "perps"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"no recorded tables at {DATA}")
NOON = datetime(2026, 2, 6, 12, tzinfo=UTC)
BTC = contract(venue=Venue.BINANCE, max_leverage=125.0)
STEP_MS = 900_000


@pytest.fixture
def build() -> BuildMap:
    candles, oi = DATA / "ohlcv/binance_usdtm_15m.parquet", DATA / "open_interest/binance_oi_5m.parquet"
    noon_ms = int(NOON.timestamp() * 1000)
    clock = StoppedClock(noon_ms)
    market = MemoryMarket(MarketSource.RECORDED, clock)
    market.list_instruments(Venue.BINANCE, [BTC])
    bars = read_bars(candles, oi, "BTCUSDT", STEP_MS).between(0, noon_ms - STEP_MS + 1)
    for step_ms in (STEP_MS, Window.D7.column_ms):
        market.fill(Venue.BINANCE, BTC.symbol, fold(bars, step_ms))
    return BuildMap(market, clock)


async def test_the_week_shows_the_fall_and_what_it_swept(build: BuildMap) -> None:
    heatmap = await build(MapQuery(Coin("BTC"), Window.D7))
    assert heatmap.at == NOON
    assert heatmap.price_usd == pytest.approx(66_586, abs=1)
    assert heatmap.bars.low.min() == pytest.approx(60_000, rel=0.005)
    swept = [level for level in heatmap.swept if level.side is Side.LONG]
    falling = [level for level in swept if level.swept_at >= datetime(2026, 2, 5, tzinfo=UTC)]
    assert min(level.price_usd for level in falling) < 61_500
    assert max(level.price_usd for level in falling) > 66_000
    largest = max(heatmap.swept, key=lambda level: level.notional_usd)
    assert largest.side is Side.LONG
    assert largest in falling


async def test_modelled_forced_closes_are_of_the_size_of_measured_ones(build: BuildMap) -> None:
    """Measured on three venues in that week: longs 1.10 billion, shorts 0.30. Within ten times, sides in order."""
    heatmap = await build(MapQuery(Coin("BTC"), Window.D7))
    assert 0.3e9 < heatmap.consumed_long_usd.sum() < 10e9
    assert heatmap.consumed_short_usd.sum() < heatmap.consumed_long_usd.sum()


@pytest.mark.parametrize("window", [Window.H12, Window.D7])
async def test_scan_and_heatmap_agree(build: BuildMap, window: Window) -> None:
    heatmap, scan = await build(MapQuery(Coin("BTC"), window)), await ScanCoin(build)(MapQuery(Coin("BTC"), window))
    levels = levels_of(heatmap)
    assert (scan.above, scan.below, scan.price_usd) == (levels.above, levels.below, heatmap.price_usd)
    assert scan.above or scan.below
    assert scan.source is MarketSource.RECORDED
    assert scan.confirmation.volume_ratio is None  # no five-minute candles are recorded of it
    assert scan.confirmation.oi_change_1h is not None


def test_the_record_counts_cases_that_share_no_path() -> None:
    candles, oi = DATA / "ohlcv/binance_usdtm_15m.parquet", DATA / "open_interest/binance_oi_5m.parquet"
    bars = read_bars(candles, oi, "BTCUSDT", STEP_MS)
    record = measure_record(bars, BTC, Window.D3)
    assert record is not None
    assert 30 <= record.cases <= 34
    assert 0 <= record.reached <= record.cases
    assert record.horizon == timedelta(days=3)
    half_hours = fold(bars, Window.D7.column_ms)
    assert measure_record(half_hours, BTC, Window.D7) is None  # fourteen weeks: too few to say anything
    by_day = measure_record(half_hours, BTC, Window.D7, timedelta(days=1))
    assert by_day is not None
    assert by_day.cases > 90
