"""Real servers for the tests, started once a run; and, in CI, the rule that a skipped test is a failed one."""

import os
import secrets
from collections.abc import Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis
from hypothesis import settings

from db.embedded import Conditions, EmbeddedServers, ServerAddresses, Wanted

_MAY_SKIP_IN_CI = {"timescale", "live"}

settings.register_profile("helix", deadline=None)  # a busy machine is no failure
settings.load_profile("helix")


@pytest.fixture(scope="session")
def server_addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddresses]:
    """`TEST_DATABASE_URL` and `TEST_REDIS_URL` name servers to use instead: a role that may create databases, and a
    numbered database that may be emptied."""
    database_url = os.environ.get("TEST_DATABASE_URL") or None
    redis_url = os.environ.get("TEST_REDIS_URL") or None
    wanted = Wanted(postgres=database_url is None, valkey=redis_url is None)
    home = tmp_path_factory.mktemp("servers")
    with EmbeddedServers(home, lambda _: None, wanted=wanted, conditions=Conditions(durable=False)) as servers:
        ours = servers.addresses
        yield ServerAddresses(database_url or ours.database_url, redis_url or ours.redis_url)


@pytest.fixture
def postgres_url(server_addresses: ServerAddresses) -> Iterator[str]:
    """A fresh, empty database of this test's own; connections left open do not keep it from being dropped."""
    assert server_addresses.database_url is not None
    server = server_addresses.database_url
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy TEMPLATE template0")
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def redis_url(server_addresses: ServerAddresses) -> str:
    """An emptied Valkey database; of a server from outside, the one its URL numbers."""
    assert server_addresses.redis_url is not None
    with redis.from_url(server_addresses.redis_url) as client:
        client.flushdb()
    return server_addresses.redis_url


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The recorded data beside the repository; tests that need it skip where it is missing."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no recorded data at {folder}")
    return folder


def _fails_in_ci(report: pytest.TestReport | pytest.CollectReport, markers: set[str]) -> None:
    """Turns a skip into a failure: in CI everything needed is installed, so a skip hides a broken set-up."""
    if os.environ.get("CI", "").lower() != "true" or report.outcome != "skipped" or markers & _MAY_SKIP_IN_CI:
        return
    if hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"skipped in CI, where only {sorted(_MAY_SKIP_IN_CI)} tests may be: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fails_in_ci(report, {marker.name for marker in item.iter_markers()})
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fails_in_ci(report, set())
    return report
