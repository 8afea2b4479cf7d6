import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis

from db.embedded import Conditions, EmbeddedServers, ServerAddresses, Wanted

ROOT = Path(__file__).resolve().parents[3]
QUICK = Conditions(durable=False)

Start = Callable[..., EmbeddedServers]
Supervise = Callable[..., tuple["subprocess.Popen[str]", ServerAddresses]]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a database in it: making one costs most of a start."""
    folder = tmp_path_factory.mktemp("made") / "helix home"
    with EmbeddedServers(folder, lambda _: None, conditions=QUICK):
        pass
    return folder


@pytest.fixture
def home(tmp_path: Path, made_once: Path) -> Path:
    """A data folder that was used before and is stopped."""
    return Path(shutil.copytree(made_once, tmp_path / "helix home"))


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Starts servers in this process; all are stopped at the end."""
    running: list[EmbeddedServers] = []

    def begin(
        folder: Path = home, *, wanted: Wanted | None = None, conditions: Conditions = QUICK, **more: Any
    ) -> EmbeddedServers:
        servers = EmbeddedServers(folder, lambda _: None, wanted=wanted, conditions=conditions, **more)
        servers.start()
        running.append(servers)
        return servers

    yield begin
    for servers in running:
        servers.stop()


@pytest.fixture
def supervise(home: Path) -> Iterator[Supervise]:
    """Starts servers in a process of its own, which a test may kill."""
    children: list[subprocess.Popen[str]] = []

    def begin(folder: Path = home, **conditions: object) -> tuple["subprocess.Popen[str]", ServerAddresses]:
        child = launch_supervisor(folder, **conditions)
        children.append(child)
        assert child.stdout is not None
        return child, ServerAddresses(**json.loads(child.stdout.readline()))

    yield begin
    for child in children:
        end(child)


def launch_supervisor(folder: Path, **conditions: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("supervisor.py")), str(folder), json.dumps(conditions)],
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def end(child: "subprocess.Popen[str]") -> None:
    child.kill()
    child.communicate()


def write_a_row(addresses: ServerAddresses, value: str) -> None:
    assert addresses.database_url is not None
    assert addresses.redis_url is not None
    with psycopg.connect(addresses.database_url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (value text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [value])
    with redis.from_url(addresses.redis_url) as client:
        client.rpush("kept", value)


def read_rows(addresses: ServerAddresses) -> list[str]:
    """Rows of the database; asserts that Valkey holds the same."""
    assert addresses.database_url is not None
    assert addresses.redis_url is not None
    with psycopg.connect(addresses.database_url) as connection:
        rows = [row[0] for row in connection.execute("SELECT value FROM kept").fetchall()]
    with redis.from_url(addresses.redis_url, decode_responses=True) as client:
        assert client.lrange("kept", 0, -1) == rows
    return rows
