"""The market's folder: bars in append-only files, everything else in one snapshot, and how far the world has seen.

A crash at any moment leaves the last snapshot, the bars it counts and the second last shown. From these the seconds in
between are simulated again and come out the same, so nothing that was published changes.
"""

import fcntl
import io
import json
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sandbox.market.history import RESOLUTIONS_MS
from sandbox.market.records import fill, new_records, read_records, write_records
from sandbox.market.world import SimulatedMarket

LAYOUT = 3  # raised when the arrays change their meaning: older folders are then begun anew
_SHOWN = struct.Struct("<q")
_FOREVER_AGO = -1


class FolderTaken(Exception):
    """Another process runs its market in this folder."""


class FolderForeign(Exception):
    """The folder holds another market (seed or coins differ). Choose another folder or remove it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One consistent state, copied and ready to be written; `bars` are the records not yet on disk."""

    body: bytes
    bars: dict[int, NDArray[Any]]
    counts: dict[int, int]


class Store:
    """Owner of one folder from construction to `close`."""

    def __init__(self, folder: Path) -> None:
        """Take the folder. Raises FolderTaken, or OSError where it cannot be written."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = (folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            self._lock.close()
            raise FolderTaken(f"another market runs in {folder}") from taken
        self._shown = os.open(folder / "shown", os.O_RDWR | os.O_CREAT, 0o644)
        self._counts = dict.fromkeys(RESOLUTIONS_MS, 0)
        self._saved_ms = dict.fromkeys(RESOLUTIONS_MS, _FOREVER_AGO)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        os.close(self._shown)
        self._lock.close()

    @property
    def shown_ms(self) -> int:
        """The last moment anybody outside may have seen; 0 for a new folder."""
        raw = os.pread(self._shown, _SHOWN.size, 0)
        return int(_SHOWN.unpack(raw)[0]) if len(raw) == _SHOWN.size else 0

    def show(self, now_ms: int) -> None:
        """Note it before showing it. Eight bytes in place: works on a full disk."""
        os.pwrite(self._shown, _SHOWN.pack(now_ms), 0)

    def prepare(self, market: SimulatedMarket) -> Snapshot:
        """Copy everything of this moment, so that the market may go on while the copy is written."""
        bars = {step: new_records(market, step, self._saved_ms[step]) for step in RESOLUTIONS_MS}
        counts = {step: self._counts[step] + len(bars[step]) for step in RESOLUTIONS_MS}
        meta = {**market.description(), "layout": LAYOUT, "counts": {str(s): n for s, n in counts.items()}}
        body = io.BytesIO()
        arrays = {**market.arrays(), "meta": np.frombuffer(json.dumps(meta).encode(), np.uint8)}
        np.savez(body, allow_pickle=False, **arrays)
        return Snapshot(body.getvalue(), bars, counts)

    def write(self, snapshot: Snapshot) -> None:
        """Bars first, then the snapshot that counts them, by one rename. OSError (disk full) loses nothing."""
        for step, records in snapshot.bars.items():
            if len(records):
                write_records(self._bars_path(step), records, self._counts[step])
        temporary = self.folder / "state.npz.new"
        with temporary.open("wb") as file:
            file.write(snapshot.body)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.folder / "state.npz")
        self._counts = snapshot.counts
        for step, records in snapshot.bars.items():
            if len(records):
                self._saved_ms[step] = int(records["open_ms"][-1])

    def load(self, seed: int, symbols: tuple[str, ...]) -> SimulatedMarket | None:
        """The stored market at its snapshot; None for a folder without one. Raises FolderForeign, ValueError."""
        path = self.folder / "state.npz"
        if not path.exists():
            return None
        with np.load(path) as saved:
            arrays = {name: saved[name] for name in saved.files}
        meta = json.loads(arrays.pop("meta").tobytes())
        if meta["layout"] != LAYOUT:
            return None
        if meta["seed"] != seed or tuple(meta["symbols"]) != symbols:
            raise FolderForeign(
                f"{self.folder} holds a market of seed {meta['seed']} with {len(meta['symbols'])} coins"
            )
        market = SimulatedMarket.restored(meta, arrays)
        counts = {step: int(meta["counts"][str(step)]) for step in RESOLUTIONS_MS}
        last_ms = {step: self._read(market, step, counts[step]) for step in RESOLUTIONS_MS}
        self._counts, self._saved_ms = counts, last_ms
        return market

    def _read(self, market: SimulatedMarket, step: int, count: int) -> int:
        """Fill one resolution; gives the open of its last bar."""
        records = read_records(self._bars_path(step), len(market.listings), count)
        for coin, listing in enumerate(market.listings.values()):
            fill(listing.history.columns[step], records, coin)
        return int(records["open_ms"][-1]) if count else _FOREVER_AGO

    def _bars_path(self, step_ms: int) -> Path:
        return self.folder / f"bars-{step_ms // 60_000}m.bin"
