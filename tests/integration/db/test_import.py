"""What is imported is in the database once, per coin, and says the same as a replay of the same files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from rich.console import Console

from cli.compose.clocks import FixedClock
from cli.compose.servers import Stores
from cli.importing import FileReport, import_files
from db.database import Database
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.stored_market import StoredMarket
from engine.feeds.recorded.feed import RecordedFeed
from engine.feeds.recorded.recording import Recording
from engine.feeds.recorded.tables import UnreadableTable
from engine.market.values import Coin, MarketSource, Symbol, Venue
from engine.market.windows import STEPS_MS, Window

RECORDED = MarketSource.RECORDED
START_MS = 1_770_163_200_000  # 2026-02-04
PEPE, PEPE_SYMBOL = Coin("PEPE"), Symbol("1000PEPEUSDT")


async def load(url: str, *files: Path, coins: tuple[str, ...] = ()) -> list[FileReport]:
    return await import_files(Stores(url, ""), files, coins, Console(quiet=True))


def candles(symbol: str, count: int, step_ms: int = 300_000) -> pa.Table:
    price = np.linspace(0.004, 0.005, count)
    columns = {
        "exchange": ["binance"] * count,
        "symbol": [symbol] * count,
        "open_ms": START_MS + np.arange(count) * step_ms,
        "open": price,
        "high": price * 1.1,
        "low": price * 0.9,
        "close": price,
        "volume_base": np.full(count, 1000.0),
    }
    return pa.table(columns)


def stored(database: Database, at: datetime) -> StoredMarket:
    parts = (MarketRepository(database), InstrumentRepository(database), LiquidationRepository(database))
    return StoredMarket(RECORDED, *parts, None, FixedClock(at), ttl_s=0)


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    path = tmp_path / "pepe.parquet"
    pa.parquet.write_table(candles("1000PEPEUSDT", 700), path)
    return path


async def test_candles_are_kept_per_coin_with_every_coarser_step_that_is_whole(
    migrated_url: str, database: Database, parquet: Path
) -> None:
    (report,) = await load(migrated_url, parquet)
    assert (report.rows, report.new, report.series) == (700, 700, 1)
    assert report.coarser == 700 // 3 + 700 // 6 + 700 // 12 + 700 // 24 + 700 // 72 + 700 // 144 + 700 // 288
    market = MarketRepository(database)
    span = (START_MS, START_MS + 700 * 300_000)
    fine = await market.bars_between(RECORDED, Venue.BINANCE, PEPE_SYMBOL, 300_000, *span)
    assert fine.close[0] == pytest.approx(0.004 / 1000)
    assert fine.volume_base[0] == 1_000_000.0
    hours = await market.bars_between(RECORDED, Venue.BINANCE, PEPE_SYMBOL, 3_600_000, *span)
    assert hours.volume_base[0] == 12_000_000.0
    assert hours.close[0] == fine.close[11]
    (contract,) = await InstrumentRepository(database).all(RECORDED)
    assert (contract.coin, contract.symbol) == ("PEPE", "1000PEPEUSDT")


async def test_a_second_import_writes_nothing_and_says_so(migrated_url: str, database: Database, parquet: Path) -> None:
    await load(migrated_url, parquet)
    (report,) = await load(migrated_url, parquet)
    assert (report.new, report.coarser) == (0, 0)
    assert "nothing new" in str(report)


async def test_a_recorded_coarse_bar_goes_before_one_made_from_finer_ones(
    migrated_url: str, database: Database, parquet: Path, tmp_path: Path
) -> None:
    hours = candles("1000PEPEUSDT", 10, 3_600_000)
    path = tmp_path / "hours.parquet"
    pa.parquet.write_table(hours, path)
    await load(migrated_url, parquet)
    await load(migrated_url, path)
    reports = await load(migrated_url, parquet, path)
    assert [report.new for report in reports] == [0, 0]
    span = (START_MS, START_MS + 10 * 3_600_000)
    read = await MarketRepository(database).bars_between(RECORDED, Venue.BINANCE, PEPE_SYMBOL, 3_600_000, *span)
    assert read.volume_base.tolist() == [1_000_000.0] * 10


async def test_csv_says_the_same_as_parquet(
    migrated_url: str, database: Database, tmp_path: Path, parquet: Path
) -> None:
    path = tmp_path / "pepe.csv"
    pa.csv.write_csv(candles("1000PEPEUSDT", 700), path)
    await load(migrated_url, parquet)
    (report,) = await load(migrated_url, path)
    assert (report.rows, report.new) == (700, 0)


async def test_only_the_coins_that_were_asked_for_are_taken(
    migrated_url: str, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "two.parquet"
    pa.parquet.write_table(pa.concat_tables([candles("1000PEPEUSDT", 20), candles("BTCUSDT", 30)]), path)
    (report,) = await load(migrated_url, path, coins=("pepe",))
    assert report.rows == 20
    assert [one.coin for one in await InstrumentRepository(database).all(RECORDED)] == ["PEPE"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("no.parquet", b"PAR1 and then nothing", "no.parquet"),
        ("other.csv", b"colour,size\nred,3\n", "colour"),
        ("empty.csv", b"", "empty.csv"),
    ],
)
async def test_a_file_that_is_no_table_of_ours_is_refused_with_what_it_holds(
    migrated_url: str, database: Database, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableTable, match=said):
        await load(migrated_url, tmp_path / name)


async def test_an_import_and_a_replay_of_the_fall_of_february_show_the_same_market(
    migrated_url: str, database: Database, shared_data: Path
) -> None:
    perps = shared_data / "perps"
    files = [
        perps / "ohlcv" / "binance_usdtm_15m.parquet",
        perps / "open_interest" / "binance_oi_5m.parquet",
        perps / "funding" / "binance_funding.parquet",
        perps / "bars" / "coinglass_btc_1h.parquet",
    ]
    reports = await load(migrated_url, *files, coins=("BTC",))
    assert all(report.new for report in reports)
    at = datetime(2026, 2, 6, 12, tzinfo=UTC)
    market, now_ms = stored(database, at), int(at.timestamp() * 1000)
    feed = RecordedFeed(Recording.of_files(files), Venue.BINANCE, FixedClock(at))  # type: ignore[arg-type]  # never sleeps
    (btc,) = [one for one in await feed.instruments() if one.coin == "BTC"]
    for window in Window:
        if window.column_ms in STEPS_MS[1:]:
            start_ms = now_ms - window.columns * window.column_ms
            replayed = await feed.history(btc, window.column_ms, start_ms, now_ms)
            read = (await market.bars(Coin("BTC"), Venue.BINANCE, window.column_ms, window.columns)).between(
                start_ms, now_ms
            )
            assert len(read) > 0.95 * window.columns
            for ours, theirs in zip(
                (read.open_ms, *read.columns()), (replayed.open_ms, *replayed.columns()), strict=True
            ):
                assert np.allclose(ours, theirs, rtol=1e-12, atol=0, equal_nan=True), window
    week = await market.bars(Coin("BTC"), Venue.BINANCE, Window.D7.column_ms, Window.D7.columns)
    assert week.low.min() < 61_000 < 80_000 < week.high.max()
    (replayed_ticker,) = await feed.tickers([btc])
    ticker = await market.ticker(Coin("BTC"), Venue.BINANCE)
    assert ticker is not None
    for name in ("price_usd", "oi_base", "funding_rate", "funding_interval", "at"):
        assert getattr(ticker, name) == getattr(replayed_ticker, name), name
    for name in ("turnover_24h_usd", "change_24h"):
        assert getattr(ticker, name) == pytest.approx(getattr(replayed_ticker, name)), name
    totals = await market.liquidated(Coin("BTC"), at - timedelta(hours=24))
    assert totals is not None
    assert totals.long_usd > totals.short_usd > 0
    assert totals.venues == ("binance", "bybit", "okx")
