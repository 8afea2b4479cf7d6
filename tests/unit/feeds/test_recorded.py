"""A recording played as if it were live: nothing is known before it happened, nothing is made up."""

from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from engine.feeds.ports import BarClosed, Changes, FeedEvent, LiquidationsMeasured
from engine.feeds.reading import milliseconds
from engine.feeds.recorded.clock import ReplayClock
from engine.feeds.recorded.feed import RecordedFeed
from engine.feeds.recorded.recording import Recording
from engine.feeds.recorded.tables import UnreadableTable, read_table
from engine.feeds.recorded.values import RecordedBars, RecordedForcedCloses, RecordedFunding, RecordedSums
from engine.market.memory import MemoryMarket
from engine.market.values import Coin, Liquidation, MarketSource, Side, Ticker, Venue
from tests.unit.feeds.conftest import PERPS, needs

T0 = datetime(2026, 2, 6, 12, tzinfo=UTC)
T0_MS = milliseconds(T0)
QUARTER_MS = 900_000
HOUR_MS = 3_600_000


class SteppedClock:
    """Recorded time that jumps to whatever is waited for, and keeps what it was asked."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    async def sleep_until(self, at: datetime) -> None:
        self.at = max(self.at, at)


def _candles(path: Path, symbol: str, step_ms: int, rows: int, first_ms: int, price: float = 100.0) -> Path:
    column = np.full(rows, price)
    table = pa.table(
        {
            "exchange": ["binance"] * rows,
            "symbol": [symbol] * rows,
            "open_ms": first_ms + step_ms * np.arange(rows, dtype=np.int64),
            "open": column,
            "high": column + 2,
            "low": column - 2,
            "close": column + np.arange(rows) % 2,
            "volume_base": np.full(rows, 10.0),
        }
    )
    pa.parquet.write_table(table, path)
    return path


def _open_interest(path: Path, symbol: str, rows: int, first_ms: int) -> Path:
    stamps = first_ms + 300_000 * np.arange(rows, dtype=np.int64)
    values = np.arange(rows, dtype=np.float64)
    table = pa.table({"symbol": [symbol] * rows, "ts_ms": stamps, "oi_base": values, "oi_usd": values})
    pa.csv.write_csv(table, path)
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """BTC in quarters and PEPE in hours for three days around T0, open interest of BTC each five minutes."""
    start_ms = T0_MS - 2 * 86_400_000
    return [
        _candles(tmp_path / "quarters.parquet", "BTCUSDT", QUARTER_MS, 288, start_ms),
        _candles(tmp_path / "hours.parquet", "1000PEPEUSDT", HOUR_MS, 72, start_ms, price=8.0),
        _open_interest(tmp_path / "oi.csv", "BTCUSDT", 864, start_ms),
    ]


async def _hear(feed: RecordedFeed, clock: SteppedClock, until: datetime) -> list[tuple[datetime, FeedEvent]]:
    heard = []
    async with aclosing(feed.stream(await feed.instruments())) as events:
        async for event in events:
            if clock.now() > until:
                break
            heard.append((clock.now(), event))
    return heard


def test_a_recording_starts_where_it_holds_a_day_of_everything(files: list[Path], tmp_path: Path) -> None:
    assert Recording.of_files(files).starts_at() == T0 - timedelta(days=1)
    late = _open_interest(tmp_path / "late.csv", "BTCUSDT", 9, T0_MS)
    assert Recording.of_files([*files[:2], late]).starts_at() == T0 + timedelta(days=1)


async def test_history_ends_with_the_last_bar_that_has_closed(files: list[Path]) -> None:
    clock = SteppedClock(T0 + timedelta(minutes=20))
    feed = RecordedFeed(Recording.of_files(files), Venue.BINANCE, clock)
    (bitcoin,) = [one for one in await feed.instruments() if one.coin == "BTC"]
    bars = await feed.history(bitcoin, QUARTER_MS, T0_MS - HOUR_MS, T0_MS + 86_400_000)
    assert list(bars.open_ms) == [T0_MS + QUARTER_MS * i for i in range(-4, 1)]


async def test_no_open_interest_is_known_before_its_stamp(files: list[Path]) -> None:
    clock = SteppedClock(T0)
    feed = RecordedFeed(Recording.of_files(files), Venue.BINANCE, clock)
    (bitcoin,) = [one for one in await feed.instruments() if one.coin == "BTC"]
    bars = await feed.history(bitcoin, QUARTER_MS, T0_MS - HOUR_MS, T0_MS)
    stamps_of_closes = (bars.open_ms + QUARTER_MS - (T0_MS - 2 * 86_400_000)) / 300_000
    assert list(bars.oi_base) == list(stamps_of_closes)  # the table's value is its stamp's number


async def test_finer_bars_than_recorded_are_not_made_up_and_coarser_ones_are_folded(files: list[Path]) -> None:
    feed = RecordedFeed(Recording.of_files(files), Venue.BINANCE, SteppedClock(T0))
    (bitcoin,) = [one for one in await feed.instruments() if one.coin == "BTC"]
    assert len(await feed.history(bitcoin, 300_000, T0_MS - HOUR_MS, T0_MS)) == 0
    assert feed.missing_steps(bitcoin) == [300_000]
    hours = await feed.history(bitcoin, HOUR_MS, T0_MS - 3 * HOUR_MS, T0_MS)
    assert list(hours.volume_base) == [40.0, 40.0, 40.0]


async def test_events_come_in_their_time_and_each_bar_once(files: list[Path]) -> None:
    clock = SteppedClock(T0 + timedelta(minutes=1))
    feed = RecordedFeed(Recording.of_files(files), Venue.BINANCE, clock)
    heard = await _hear(feed, clock, T0 + timedelta(hours=9))
    closed: dict[Coin, list[int]] = {}
    for at, event in heard:
        if isinstance(event, BarClosed):
            closes_ms = int(event.bars.open_ms[0]) + event.bars.step_ms
            assert closes_ms == milliseconds(at)
            closed.setdefault(event.coin, []).append(closes_ms)
        elif isinstance(event, Ticker):
            assert event.at == at
    assert closed[Coin("BTC")] == [T0_MS + QUARTER_MS * i for i in range(1, 37)]
    assert closed[Coin("PEPE")] == [T0_MS + HOUR_MS * i for i in range(1, 10)]


async def test_a_contract_that_comes_in_the_middle_is_played_from_then_on_and_no_bar_twice(files: list[Path]) -> None:
    clock, changes = SteppedClock(T0 + timedelta(minutes=1)), Changes()
    feed = RecordedFeed(Recording.of_files(files), Venue.BINANCE, clock)
    both = await feed.instruments()
    closed: dict[Coin, list[int]] = {}
    async with aclosing(feed.stream([one for one in both if one.coin == "BTC"], changes)) as events:
        async for event in events:
            if clock.now() > T0 + timedelta(hours=9):
                break
            if isinstance(event, BarClosed):
                closed.setdefault(event.coin, []).append(int(event.bars.open_ms[0]) + event.bars.step_ms)
            if clock.now() == T0 + timedelta(hours=2) and changes.empty():
                changes.put_nowait(both)
    assert closed[Coin("BTC")] == [T0_MS + QUARTER_MS * i for i in range(1, 37)]
    assert closed[Coin("PEPE")] == [T0_MS + HOUR_MS * i for i in range(3, 10)]


async def test_a_thousand_pack_is_played_per_coin(files: list[Path]) -> None:
    clock = SteppedClock(T0)
    feed = RecordedFeed(Recording.of_files(files), Venue.BINANCE, clock)
    (pepe,) = [one for one in await feed.instruments() if one.coin == "PEPE"]
    bars = await feed.history(pepe, HOUR_MS, T0_MS - HOUR_MS, T0_MS)
    assert (bars.open[0], bars.volume_base[0]) == (0.008, 10_000.0)
    (ticker,) = await feed.tickers([pepe])
    assert ticker.turnover_24h_usd == pytest.approx(24 * 10 * 8.5)


async def test_stream_and_history_meet_without_a_hole(files: list[Path]) -> None:
    clock = SteppedClock(T0 + timedelta(minutes=7))
    feed = RecordedFeed(Recording.of_files(files), Venue.BINANCE, clock)
    market = MemoryMarket(MarketSource.RECORDED, clock)
    instruments = await feed.instruments()
    market.list_instruments(Venue.BINANCE, instruments)
    for one in instruments:
        market.fill(one.venue, one.symbol, await feed.history(one, QUARTER_MS, T0_MS - 6 * HOUR_MS, T0_MS + 9**15))
    for _, event in await _hear(feed, clock, T0 + timedelta(hours=3)):
        market.apply(event)
    bars = await market.bars(Coin("BTC"), Venue.BINANCE, QUARTER_MS, 36)
    assert list(np.diff(bars.open_ms)) == [QUARTER_MS] * 35
    assert len(await market.bars(Coin("BTC"), Venue.BINANCE, HOUR_MS, 3)) == 3
    assert not market.is_stale(Coin("BTC"), Venue.BINANCE)


async def test_recorded_time_runs_at_the_speed_asked_for() -> None:
    ours = 50.0
    clock = ReplayClock(T0, 60.0, monotonic=lambda: ours)
    assert clock.now() == T0
    ours += 2
    assert clock.now() == T0 + timedelta(minutes=2)
    await clock.sleep_until(T0)
    with pytest.raises(ValueError, match="speed"):
        ReplayClock(T0, 0.0)


def test_a_file_that_is_no_market_table_is_named(tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2\n")
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 nonsense")
    for path in (odd, broken, tmp_path / "absent.parquet"):
        with pytest.raises(UnreadableTable, match=path.name):
            read_table(path)


def test_recorded_orders_funding_and_sums_are_read() -> None:
    orders = read_table(needs(PERPS / "liquidations/binance_force_orders.parquet"))
    of_bitcoin = next(one for one in orders if isinstance(one, RecordedForcedCloses) and one.symbol == "BTCUSDT")
    assert len(of_bitcoin.at_ms) > 1_800
    assert np.isfinite(of_bitcoin.price_usd).all()
    funding = read_table(needs(PERPS / "funding/binance_funding.parquet"))
    assert {one.interval for one in funding if isinstance(one, RecordedFunding)} >= {timedelta(hours=8)}
    (sums,) = read_table(needs(PERPS / "bars/coinglass_btc_1h.parquet"))
    assert isinstance(sums, RecordedSums)
    assert (sums.step_ms, sums.venues) == (HOUR_MS, ("binance", "bybit", "okx"))
    both = read_table(needs(PERPS / "bars/coinalyze_1h_binance_liq_oi_ohlcv.parquet"))
    bars = next(one for one in both if isinstance(one, RecordedBars))
    assert np.isfinite(bars.bars.taker_buy_base).all()
    assert np.isfinite(bars.bars.oi_base).all()


async def test_the_fall_of_february_2026_is_played_with_its_liquidations() -> None:
    files = [
        "ohlcv/binance_usdtm_15m",
        "open_interest/binance_oi_5m",
        "funding/binance_funding",
        "bars/coinglass_btc_1h",
    ]
    recording = Recording.of_files([needs(PERPS / f"{name}.parquet") for name in files])
    clock = SteppedClock(T0)
    feed = RecordedFeed(recording, Venue.BINANCE, clock)
    market = MemoryMarket(MarketSource.RECORDED, clock)
    instruments = await feed.instruments()
    market.list_instruments(Venue.BINANCE, instruments)
    assert {one.coin for one in instruments} == {"BTC", "ETH", "DOGE"}
    bitcoin = next(one for one in instruments if one.coin == "BTC")
    bars = await feed.history(bitcoin, 1_800_000, T0_MS - 7 * 86_400_000, T0_MS)
    assert len(bars) == 336
    assert bars.low.min() == pytest.approx(60_000, rel=0.01)
    assert np.isfinite(bars.oi_base).mean() > 0.99
    heard = await _hear(feed, clock, T0 + timedelta(hours=2))
    for _, event in heard:
        market.apply(event)
    totals = await market.liquidated(Coin("BTC"), T0 - timedelta(hours=24))
    assert totals is not None
    assert totals.long_usd > 300e6
    assert totals.venues == ("binance", "bybit", "okx")
    assert sum(isinstance(event, LiquidationsMeasured) for _, event in heard) >= 24


async def test_recorded_orders_come_as_forced_closes_of_their_side() -> None:
    names = ["ohlcv/binance_usdtm_5m", "liquidations/binance_force_orders"]
    recording = Recording.of_files([needs(PERPS / f"{name}.parquet") for name in names])
    clock = SteppedClock(datetime(2024, 12, 4, 17, tzinfo=UTC))
    feed = RecordedFeed(recording, Venue.BINANCE, clock)
    heard = await _hear(feed, clock, datetime(2024, 12, 5, tzinfo=UTC))
    closes = [event for _, event in heard if isinstance(event, Liquidation)]
    assert len(closes) > 500
    assert {one.side for one in closes} == {Side.LONG, Side.SHORT}
    assert all(90_000 < one.price_usd < 106_000 for one in closes if one.coin == "BTC")
