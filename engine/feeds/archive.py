"""Frames of the streams as they came, in small compressed files, for later questions to the past.

One file an hour, venue and kind: `<venue>/<kind>-YYYYMMDD-HH.jsonl.gz`, a line a frame: `{"at_ms":…,"source":…,
"frame":…}`. Each flush is a gzip member of its own, so a crash costs the frames of a few seconds and never a file.
"""

import asyncio
import fcntl
import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import structlog
from prometheus_client import Counter, Gauge

from engine.market.ports import Clock
from engine.market.values import MarketSource, Venue

FRAMES = Counter("helix_archive_frames_total", "Raw frames by what became of them", ["kind", "outcome"])
BYTES = Gauge("helix_archive_bytes", "Size of all files of raw frames")
LIQUIDATION_WORDS = ("allLiquidation", "forceOrder")  # of Bybit's topic and Binance's event
_FLUSH_EVERY_S = 5.0
_TIDY_EVERY_S = 600.0
_MOST_WAITING = 64 * 2**20  # characters; a disk that is slower than the market costs the newest frames, counted
_PIECE = 2**20

log = structlog.get_logger()


class FrameKind(StrEnum):
    LIQUIDATIONS = "liquidations"
    STREAM = "stream"  # everything else


@dataclass(frozen=True, slots=True)
class ArchivedFrame:
    at: datetime  # when it was heard, by our clock
    source: MarketSource
    frame: str


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    keep: timedelta
    most_bytes: int


class FrameArchive:
    """`offer` never waits; `run` writes, and is the only one that touches the files.

    `kinds`: what is kept. Simulated frames lie in folders of their own name: nobody takes them for the venue's.
    """

    def __init__(
        self, folder: Path, source: MarketSource, clock: Clock, kinds: frozenset[FrameKind], limits: ArchiveLimits
    ) -> None:
        self._folder = folder
        self._source = source
        self._clock = clock
        self._kinds = kinds
        self._limits = limits
        self._waiting: dict[Path, list[str]] = {}
        self._waiting_size = 0
        self._healed: set[Path] = set()

    def offer(self, venue: Venue, text: str) -> None:
        """A frame as it came, before anybody tried to read it."""
        kind = kind_of(text)
        if kind not in self._kinds:
            return
        if self._waiting_size + len(text) > _MOST_WAITING:
            FRAMES.labels(kind, "dropped").inc()
            return
        now = self._clock.now().astimezone(UTC)
        line = json.dumps(
            {"at_ms": int(now.timestamp() * 1000), "source": self._source.value, "frame": text}, separators=(",", ":")
        )
        self._waiting.setdefault(self._path(venue, kind, now), []).append(line)
        self._waiting_size += len(text)
        FRAMES.labels(kind, "taken").inc()

    async def run(self) -> None:
        """Endless; on cancellation what is left is written once more."""
        tidy_at = 0.0
        loop = asyncio.get_running_loop()
        try:
            while True:
                if loop.time() >= tidy_at:
                    BYTES.set(await asyncio.to_thread(tidy, self._folder, self._clock.now(), self._limits))
                    tidy_at = loop.time() + _TIDY_EVERY_S
                await asyncio.sleep(_FLUSH_EVERY_S)
                await self.flush()
        finally:
            self._write(self._take())

    async def flush(self) -> None:
        """What waits, in a thread: compressing a burst takes longer than the loop may stand still."""
        taken = self._take()
        if taken:
            await asyncio.to_thread(self._write, taken)

    def _take(self) -> dict[Path, list[str]]:
        taken, self._waiting, self._waiting_size = self._waiting, {}, 0
        return taken

    def _write(self, taken: dict[Path, list[str]]) -> None:
        for path, lines in taken.items():
            try:
                self._append(path, lines)
            except OSError as error:  # a full disk must not end the feeds
                log.error("archive_failed", file=path.name, frames=len(lines), error=str(error))

    def _append(self, path: Path, lines: Sequence[str]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        member = gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=6)
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # engines may share the folder: none cuts off what another is writing
            if path not in self._healed:
                heal(path)
                self._healed = {path, *(one for one in self._healed if one.parent != path.parent)}
            file.write(member)

    def _path(self, venue: Venue, kind: FrameKind, now: datetime) -> Path:
        name = venue.value if self._source is MarketSource.LIVE else f"{self._source.value}-{venue.value}"
        return self._folder / name / f"{kind.value}-{now:%Y%m%d-%H}.jsonl.gz"


def kind_of(text: str) -> FrameKind:
    return FrameKind.LIQUIDATIONS if any(word in text for word in LIQUIDATION_WORDS) else FrameKind.STREAM


def tidy(folder: Path, now: datetime, limits: ArchiveLimits) -> int:
    """Deletes files older than the limit, then the oldest until all fit. Returns the bytes that stay."""
    stats = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in folder.glob("*/*.jsonl.gz"))
    total = sum(size for _, size, _ in stats)
    oldest = (now - limits.keep).timestamp()
    for changed_at, size, path in stats:
        if changed_at >= oldest and total <= limits.most_bytes:
            break
        path.unlink(missing_ok=True)
        total -= size
        log.info("archive_forgotten", file=f"{path.parent.name}/{path.name}", size=size)
    return total


def heal(path: Path) -> None:
    """Cuts off the half-written end a crash left, so that what is appended can be read."""
    if not path.exists():
        return
    good = _whole_members(path)
    if good < path.stat().st_size:
        log.warning("archive_healed", file=path.name, cut=path.stat().st_size - good)
        with path.open("r+b") as file:
            file.truncate(good)


def _whole_members(path: Path) -> int:
    """Bytes up to the end of the last complete gzip member."""
    good = read = 0
    inflate = zlib.decompressobj(wbits=31)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            while piece:
                try:
                    inflate.decompress(piece)
                except zlib.error:
                    return good
                read += len(piece) - len(inflate.unused_data)
                piece = b""
                if inflate.eof:
                    good, piece = read, inflate.unused_data
                    inflate = zlib.decompressobj(wbits=31)
    return good


def read_archive(path: Path) -> Iterator[ArchivedFrame]:
    """Frames in the order they came. An end that was never written whole is left out.

    Raises `ValueError` for a file that is something else.
    """
    for number, line in enumerate(_lines(path), start=1):
        try:
            row = json.loads(line)
            at = datetime.fromtimestamp(row["at_ms"] / 1000, UTC)
            yield ArchivedFrame(at, MarketSource(row["source"]), str(row["frame"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}: line {number} is no archived frame: {error!r}") from error


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        while True:
            try:
                line = file.readline()
            except (EOFError, zlib.error):
                return  # a crash cut the last member
            except gzip.BadGzipFile as error:
                raise ValueError(f"{path.name} is no gzip file: {error}") from error
            if not line.endswith("\n"):
                return
            yield line
