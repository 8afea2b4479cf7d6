"""The data folder: who holds it, what is remembered in it, and whether there is room."""

import contextlib
import fcntl
import json
import os
import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from db.embedded.errors import DiskFull, FolderInUse

LOCK = "lock"
STATE = "state.json"
_ROOM_TO_MAKE_MB, _ROOM_TO_START_MB = 150, 40  # a new database takes 60; a start may add write-ahead files
_CLAIM_TRIES, _CLAIM_PAUSE_S = 5, 0.03


class FolderLock:
    """An exclusive lock that the kernel drops with the process, however it ends. The file holds the owner's pid."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Raises `FolderInUse`."""
        descriptor = os.open(self._home / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._claim(descriptor)
        except OSError as error:
            holder = os.pread(descriptor, 32, 0).strip()
            os.close(descriptor)
            raise FolderInUse(self._home, int(holder) if holder.isdigit() else None) from error
        leave_to_owner(self._home, descriptor)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        self._descriptor = descriptor

    @staticmethod
    def _claim(descriptor: int) -> None:
        for _ in range(_CLAIM_TRIES):  # `is_held` holds it for an instant
            with contextlib.suppress(BlockingIOError):
                return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            time.sleep(_CLAIM_PAUSE_S)
        return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def leave_to_owner(home: Path, made: int | Path) -> None:
    """What root makes in somebody's folder (sudo make run) must not lock that person out later."""
    if os.geteuid() == 0:
        owner = home.stat()
        os.chown(made, owner.st_uid, owner.st_gid)


def is_held(home: Path) -> bool:
    """Whether a running Helix holds this folder."""
    try:
        descriptor = os.open(home / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


@dataclass(slots=True)
class ServerRecord:
    """One server as it last ran."""

    pid: int
    port: int
    socket: str
    password: str


@dataclass(slots=True)
class State:
    """What outlives a run; `home` is the folder it was written for (somebody may have copied or moved it since),
    `data` where the servers' files lie, `runtime` their short folder for sockets.
    """

    home: str
    data: str
    runtime: str = ""
    postgres_password: str = ""
    servers: dict[str, ServerRecord] = field(default_factory=dict)

    def write(self, home: Path) -> None:
        """Atomic, readable by the owner alone: it holds passwords."""
        temporary = home / (STATE + ".new")
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            leave_to_owner(home, file.fileno())
            json.dump(asdict(self), file, indent=1)
        temporary.replace(home / STATE)


def read_state(home: Path) -> State | None:
    """None where nothing ran yet, or where the file is unreadable: then everything in it is made anew."""
    try:
        kept = json.loads((home / STATE).read_text())
        servers = {name: ServerRecord(**record) for name, record in kept.pop("servers").items()}
        return State(**kept, servers=servers)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def require_room(place: Path, *, first_start: bool = True) -> None:
    """Raises `DiskFull` when a server would only start to fail."""
    free_mb = shutil.disk_usage(place).free // 2**20
    needed_mb = _ROOM_TO_MAKE_MB if first_start else _ROOM_TO_START_MB
    if free_mb < needed_mb:
        raise DiskFull(place, needed_mb, free_mb)
