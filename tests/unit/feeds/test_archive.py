"""Raw frames go to small files that a crash cannot spoil, and come back as the forced closes they were."""

import asyncio
import gzip
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.feeds.archive import ArchiveLimits, FrameArchive, FrameKind, heal, read_archive, tidy
from engine.feeds.recorded.recording import Recording
from engine.feeds.recorded.tables import UnreadableTable, read_table
from engine.feeds.recorded.values import RecordedForcedCloses
from engine.market.values import MarketSource, Venue

NOW = datetime(2026, 10, 9, 5, 59, 58, tzinfo=UTC)
LIMITS = ArchiveLimits(timedelta(days=30), 10**9)
TICKER = '{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{}}'


class SetClock:
    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def _archive(
    folder: Path, clock: SetClock, *kinds: FrameKind, source: MarketSource = MarketSource.LIVE
) -> FrameArchive:
    return FrameArchive(folder, source, clock, frozenset(kinds or FrameKind), LIMITS)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.gz"))


def _close(price: str = "82396.90", at_ms: int = 1_791_565_600_992) -> str:
    row = {"T": at_ms, "s": "BTCUSDT", "S": "Buy", "v": "0.006", "p": price}
    return json.dumps({"topic": "allLiquidation.BTCUSDT", "type": "snapshot", "ts": at_ms, "data": [row]})


async def test_engines_that_share_a_folder_lose_none_of_each_others_frames(tmp_path: Path) -> None:
    clock = SetClock()
    one, other = _archive(tmp_path, clock), _archive(tmp_path, clock)
    for round_ in range(20):
        one.offer(Venue.BYBIT, _close(str(100 + round_)))
        other.offer(Venue.BYBIT, _close(str(200 + round_)))
        await asyncio.gather(one.flush(), other.flush())
    (path,) = _files(tmp_path)
    assert len(list(read_archive(path))) == 40


async def test_frames_lie_in_a_file_of_their_hour_venue_and_kind(tmp_path: Path) -> None:
    clock = SetClock()
    archive = _archive(tmp_path, clock)
    archive.offer(Venue.BYBIT, _close())
    archive.offer(Venue.BYBIT, TICKER)
    clock.at += timedelta(seconds=3)
    archive.offer(Venue.BYBIT, _close("82394.30"))
    await archive.flush()
    files = [str(path.relative_to(tmp_path)) for path in _files(tmp_path)]
    assert files == [
        "bybit/liquidations-20261009-05.jsonl.gz",
        "bybit/liquidations-20261009-06.jsonl.gz",
        "bybit/stream-20261009-05.jsonl.gz",
    ]
    (first,) = read_archive(tmp_path / files[0])
    assert (first.at, first.source, first.frame) == (NOW, MarketSource.LIVE, _close())


async def test_only_the_kinds_asked_for_are_kept_and_simulated_ones_by_their_own_name(tmp_path: Path) -> None:
    archive = _archive(tmp_path, SetClock(), FrameKind.LIQUIDATIONS, source=MarketSource.SIMULATED)
    archive.offer(Venue.BYBIT, TICKER)
    archive.offer(Venue.BYBIT, _close())
    await archive.flush()
    (file,) = _files(tmp_path)
    assert file.parent.name == "simulated-bybit"
    with pytest.raises(UnreadableTable, match="simulated"):
        read_table(file)


async def test_what_a_crash_cut_is_left_out_and_what_comes_after_is_read(tmp_path: Path) -> None:
    first = _archive(tmp_path, SetClock())
    for number in range(3):
        first.offer(Venue.BYBIT, _close(str(100 + number)))
        await first.flush()
    (file,) = _files(tmp_path)
    whole = file.read_bytes()
    for cut in (1, 9, 40):
        file.write_bytes(whole[:-cut])
        assert len(list(read_archive(file))) in (2, 3)  # a line may be whole although its checksum is not
    second = _archive(tmp_path, SetClock())
    second.offer(Venue.BYBIT, _close("200"))
    await second.flush()
    prices = [json.loads(one.frame)["data"][0]["p"] for one in read_archive(file)]
    assert prices == ["100", "101", "200"]


def test_a_whole_file_is_not_touched_by_healing(tmp_path: Path) -> None:
    file = tmp_path / "liquidations-20261009-05.jsonl.gz"
    file.write_bytes(gzip.compress(b"a\n") + gzip.compress(b"b\n"))
    before = file.read_bytes()
    heal(file)
    heal(tmp_path / "absent.jsonl.gz")
    assert file.read_bytes() == before


def test_old_files_go_and_then_the_oldest_until_the_rest_fits(tmp_path: Path) -> None:
    (tmp_path / "bybit").mkdir()
    for age in (40, 3, 2, 1):
        file = tmp_path / "bybit" / f"stream-{age}.jsonl.gz"
        file.write_bytes(bytes(100))
        at = (NOW - timedelta(days=age)).timestamp()
        os.utime(file, (at, at))
    assert tidy(tmp_path, NOW, ArchiveLimits(timedelta(days=30), 250)) == 200
    assert sorted(path.name for path in tmp_path.rglob("*.gz")) == ["stream-1.jsonl.gz", "stream-2.jsonl.gz"]


async def test_when_the_disk_is_slower_than_the_market_frames_are_dropped_and_memory_stays(tmp_path: Path) -> None:
    archive = _archive(tmp_path, SetClock())
    huge = TICKER + " " * 2**24
    for _ in range(6):
        archive.offer(Venue.BYBIT, huge)
    await archive.flush()
    (file,) = _files(tmp_path)
    assert len(list(read_archive(file))) == 3


async def test_the_live_frames_recorded_by_others_are_read_back_as_forced_closes(
    tmp_path: Path, liquidation_frames: list[dict[str, Any]]
) -> None:
    archive = _archive(tmp_path, SetClock(), FrameKind.LIQUIDATIONS)
    wanted = [row for row in liquidation_frames if row["venue"] in ("bybit", "binance")]
    for row in [*wanted, *wanted]:  # twice, as after a reconnection
        archive.offer(Venue(row["venue"]), row["frame"])
    await archive.flush()
    closes = [one for file in _files(tmp_path) for one in read_table(file)]
    assert all(isinstance(one, RecordedForcedCloses) and one.source is MarketSource.LIVE for one in closes)
    found = {(one.venue, str(one.symbol)): one for one in closes if isinstance(one, RecordedForcedCloses)}
    assert {venue: sum(1 for key in found if key[0] is venue) for venue in Venue} == {
        Venue.BYBIT: 5,
        Venue.BINANCE: 2,
    }
    bitcoin = found[Venue.BYBIT, "BTCUSDT"]
    assert list(bitcoin.price_usd) == [82_396.9, 82_394.3]
    assert bool(bitcoin.is_long.all())


def test_closes_of_several_hours_are_joined_and_counted_once() -> None:
    def closes(*at_ms: int) -> RecordedForcedCloses:
        n = len(at_ms)
        contract = (Venue.BYBIT, "BTCUSDT", "BTC")
        return RecordedForcedCloses(*contract, np.array(at_ms), np.ones(n, np.int64), np.full(n, 9.0), np.ones(n))  # type: ignore[arg-type]

    joined = closes(3, 4).joined(closes(1, 3))
    assert (list(joined.at_ms), len(joined.price_usd)) == ([1, 3, 4], 3)
    recording = Recording([closes(3, 4), closes(1, 3)])
    assert recording.contracts(Venue.BYBIT) == []  # without candles there is nothing to replay


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b'{"at_ms": 1}\n'), gzip.compress(b"[1]\n"), b""])
def test_a_file_that_is_something_else_is_refused_or_empty(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.jsonl.gz"
    file.write_bytes(content)
    if content:
        with pytest.raises(UnreadableTable):
            read_table(file)
    else:
        assert read_table(file) == []
