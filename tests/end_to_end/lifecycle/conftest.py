"""A copy of Helix in a folder of its own, started as people start it."""

import os
import re
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from tests.processes import living_in, nothing_lives_in

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("config", "engine", "renderers", "bot", "jobs", "web", "db", "sandbox", "cli", "locales", "requirements")
FILES = ("Makefile", "helix", "pyproject.toml")
READY_S, STOP_S = 120.0, 5.0  # the first start makes a year of market and may compile


@dataclass(slots=True)
class Running:
    """`process` is what the person started; `page` the address it printed."""

    process: "subprocess.Popen[str]"
    copy: Path
    said: list[str] = field(default_factory=list)
    page: str = ""
    _waiting: str = ""  # read, and not a whole line yet

    def wait_ready(self) -> "Running":
        deadline = time.monotonic() + READY_S
        while not self.page and time.monotonic() < deadline:
            line = self._line()
            found = re.search(r"http://[\w.:]+", line)
            self.page = found[0].rstrip(".") if found else ""
            assert line or self.process.poll() is None, f"it ended: {''.join(self.said)}"
        assert self.page, f"not ready after {READY_S} s: {''.join(self.said)}"
        return self

    def _line(self) -> str:
        """The next line; empty where none came. Two lines may come at once: a file object would hide the second."""
        assert self.process.stdout is not None
        pipe = self.process.stdout.fileno()
        if "\n" not in self._waiting and select.select([pipe], [], [], 0.2)[0]:
            self._waiting += os.read(pipe, 65_536).decode(errors="replace")
        line, end, rest = self._waiting.partition("\n")
        if not end:
            return ""
        self._waiting = rest
        self.said.append(line + end)
        return line + end

    @property
    def python(self) -> int:
        """The pid of the process that holds the folder."""
        return int((self.copy / "var" / "lock").read_text())

    def end(self) -> None:
        for process in [*living_in(self.copy)]:
            process.kill()
        self.process.kill()
        self.process.communicate()


def assert_stops(running: Running, within_s: float = STOP_S) -> None:
    """What the person started, and every process of the copy."""
    began = time.monotonic()
    running.process.wait(within_s)
    left_s = within_s - (time.monotonic() - began)
    assert nothing_lives_in(running.copy, left_s), [process.cmdline() for process in living_in(running.copy)]


@dataclass(slots=True)
class Copy:
    folder: Path
    environment: dict[str, str]
    started: list[Running] = field(default_factory=list)

    def start(self, *command: str, background: bool = False, environment: Mapping[str, str] | None = None) -> Running:
        """`make run`, or another command; `background` ignores SIGINT first, as a shell does for `make run &`.

        Otherwise SIGINT is heard, also where the tests themselves were started in the background.
        """
        process = subprocess.Popen(
            command or ("make", "run"),
            cwd=self.folder,
            env={**self.environment, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_IGN if background else signal.SIG_DFL),
        )
        self.started.append(Running(process, self.folder))
        return self.started[-1]


def make_copy(folder: Path) -> Copy:
    """The rooms with their compiled kernels, and the environment these tests run in."""
    folder.mkdir(parents=True)
    for name in ROOMS:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name)
    for name in FILES:
        shutil.copy2(ROOT / name, folder)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    # Simulated at once: asking the venues first takes up to three seconds, and the network.
    environment = {"PATH": os.environ["PATH"], "HOME": "/proc/none", "LANG": "C", "MARKET_SOURCE": "simulated"}
    return Copy(folder, environment)


Copies = Callable[[str], Copy]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    """Copies by name, made once a module; whatever a test left running is ended with the module."""
    made: dict[str, Copy] = {}
    base = tmp_path_factory.mktemp("life")

    def copy(name: str) -> Copy:
        if name not in made:
            made[name] = make_copy(base / name)
        return made[name]

    yield copy
    for one in made.values():
        for running in one.started:
            running.end()


@pytest.fixture
def take_ports() -> Iterator[Callable[[Sequence[int]], None]]:
    """Listens on ports that somebody may already listen on."""
    import socket

    taken: list[socket.socket] = []

    def take(ports: Sequence[int]) -> None:
        for port in ports:
            try:
                taken.append(socket.create_server(("127.0.0.1", port)))
            except OSError:
                continue

    yield take
    for listener in taken:
        listener.close()
