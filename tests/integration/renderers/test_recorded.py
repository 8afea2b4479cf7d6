"""The picture of a real week: BTC to 6 February 2026, with the fall to 60,000 (recorded set A)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow.parquet as pq
import pytest

from engine.liquidations.model import build_map
from engine.liquidations.scan import scan_map
from engine.liquidations.values import Confirmation, DayFigures, LiquidationMap, MapQuery
from engine.market.folding import fold
from engine.market.values import Bars, Coin, Instrument, MarketSource, Symbol, Venue
from engine.market.windows import Window
from renderers.heatmap import heatmap_png, paint_heatmap
from renderers.palette import Theme
from renderers.view import view_of
from tests.unit.renderers.builders import labels

DATA = Path(__file__).parents[4] / "shared" / "data" / "perps"
AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture(scope="module")
def week() -> LiquidationMap:
    if not DATA.is_dir():
        pytest.skip(f"no recorded data at {DATA}")
    bitcoin = [("symbol", "=", "BTCUSDT")]
    candles = pq.read_table(DATA / "ohlcv" / "binance_usdtm_15m.parquet", filters=bitcoin).sort_by("open_ms")
    interest = pq.read_table(DATA / "open_interest" / "binance_oi_5m.parquet", filters=bitcoin).sort_by("ts_ms")
    opens = candles["open_ms"].to_numpy()
    names = ("open", "high", "low", "close", "volume_base")
    last = np.searchsorted(interest["ts_ms"].to_numpy(), opens + 900_000, side="right") - 1
    oi = np.where(last >= 0, interest["oi_base"].to_numpy()[np.maximum(last, 0)], np.nan)
    unknown = np.full(len(opens), np.nan)
    bars = Bars(900_000, opens, *(candles[n].to_numpy() for n in names), unknown, oi)
    end_ms = int(AT.timestamp() * 1000)
    columns = fold(bars.between(end_ms - 7 * 86_400_000, end_ms), Window.D7.column_ms)
    contract = Instrument(
        Venue.BINANCE, Symbol("BTCUSDT"), Coin("BTC"), Decimal("0.1"), Decimal("0.001"), 125.0, timedelta(hours=8), None
    )
    query = MapQuery(Coin("BTC"), Window.D7)
    return build_map({Venue.BINANCE: columns}, [contract], query, MarketSource.RECORDED, AT)


@pytest.mark.parametrize("theme", Theme)
def test_the_fall_to_60_000_shows_the_levels_it_swept(week: LiquidationMap, theme: Theme) -> None:
    figures = DayFigures(None, None, None, None, None)
    scan = scan_map(week, Confirmation(None, None, None), figures)
    canvas = paint_heatmap(week, scan, theme=theme, labels=labels(), zone=CHICAGO)
    texts = [t.text for t in canvas.texts]
    assert view_of(week, scan).low_usd < 60_000
    assert len(week.swept) >= 5
    assert {"66,586", "swept", "1 Feb", "A1", "B1"} <= set(texts)
    assert sum(text.startswith("$") for text in texts) >= 8
    assert len(heatmap_png(week, scan, theme=theme, labels=labels(), zone=CHICAGO)) <= 120 * 1024
