"""What starting PostgreSQL and starting Valkey have in common: a port, a log, a process, and a reason when it fails."""

import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.embedded.errors import DiskFull, StartFailed
from db.embedded.folder import ServerRecord
from db.embedded.network import free_port
from db.embedded.place import Place
from db.embedded.process import BoundProcess, wait_until

_PORT_TRIES = 5
_START_S = 120.0  # a long recovery after a crash is still a start
_RELAUNCH_S = 3.0
_LOG_LIMIT_BYTES = 5_000_000
_TELLING = ("FATAL", "rror", "nvalid")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a server is given: who runs it and where, its folder for sockets, its log's folder, its environment."""

    place: Place
    runtime: Path
    logs: Path
    environment: Mapping[str, str]
    durable: bool = True
    by_pipe: bool | None = None


class EmbeddedServer(ABC):
    """`launch()` returns at once, `wait_ready()` when it answers; `record` then says how to reach it."""

    name: str
    polite_signal: signal.Signals
    death_signal: signal.Signals  # sent when we die: must end it at once and lose nothing that was committed

    def __init__(self, around: Surroundings, folder: str) -> None:
        self.around = around
        self.data = around.place.data / folder
        self.log = around.logs / f"{folder}.log"
        self.record: ServerRecord | None = None
        self._process: BoundProcess | None = None
        self._log_start = 0
        self._launched_at = 0.0

    @abstractmethod
    def command(self, port: int, password: str) -> Sequence[str]: ...

    @abstractmethod
    def answers(self, record: ServerRecord) -> bool: ...

    @abstractmethod
    def socket(self, port: int) -> str: ...

    def launch(self, password: str, port: int | None = None) -> None:
        port = free_port() if port is None else port
        self._trim_log()
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self._launched_at = time.monotonic()
        self._process = BoundProcess(
            self.command(port, password),
            identity=self.around.place.identity,
            death_signal=self.death_signal,
            log=self.log,
            environment=self.around.environment,
            by_pipe=self.around.by_pipe,
        )
        self.record = ServerRecord(self._process.pid, port, self.socket(port), password)

    def wait_ready(self) -> ServerRecord:
        """Raises `StartFailed` or `DiskFull`. A port that was taken meanwhile costs another try."""
        for _ in range(_PORT_TRIES):
            if self.record is None:
                break
            if self._comes_up(self.record):
                return self.record
            self.end()
            if "ddress already in use" not in self._said():
                break
            self.launch(self.record.password)
        raise self._failure()

    def relaunch_if_dead(self) -> bool:
        """Same port, same password. Not sooner than a few seconds after the last try."""
        if self.record is None or self.is_alive() or time.monotonic() < self._launched_at + _RELAUNCH_S:
            return False
        with suppress(OSError):
            self.launch(self.record.password, self.record.port)
            return True
        return False

    def is_alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def ask_to_end(self) -> None:
        if self._process is not None:
            self._process.signal(self.polite_signal)

    def end(self, grace_s: float = 1.5) -> None:
        """Ends it politely, then not. At most about `grace_s` + 1 s."""
        self.ask_to_end()
        if self._process is None or self._process.wait(grace_s):
            return
        for number in (self.death_signal, signal.SIGKILL):
            self._process.signal(number)
            if self._process.wait(0.5):
                return

    def _comes_up(self, record: ServerRecord) -> bool:
        wait_until(lambda: not self.is_alive() or self.answers(record), _START_S)
        return self.is_alive() and self.answers(record)

    def _said(self) -> str:
        if not self.log.exists():
            return ""
        with self.log.open("rb") as file:
            file.seek(self._log_start)
            return file.read().decode(errors="replace")

    def _failure(self) -> DiskFull | StartFailed:
        said = self._said()
        if "No space left on device" in said:
            return DiskFull(self.data)
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        telling = [line for line in lines if any(word in line for word in _TELLING)]
        return StartFailed(self.name, _without_time((telling or lines or [""])[0]), self.log)

    def _trim_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))


def _without_time(line: str) -> str:
    return line.partition("] ")[2] or line
