"""Servers start where there were none, keep what was written, and leave nothing behind."""

import json
import stat
import threading
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from db.embedded import Conditions, EmbeddedServers, FolderInUse, Wanted, attach
from tests.integration.embedded.conftest import QUICK, Start, Supervise, read_rows, write_a_row
from tests.processes import living_in, nothing_lives_in


def test_rows_survive_a_stop_and_a_start(start: Start, home: Path) -> None:
    first = start(conditions=Conditions())
    write_a_row(first.addresses, "one")
    first.stop()
    assert nothing_lives_in(home, 0)
    assert read_rows(start(conditions=Conditions()).addresses) == ["one"]


def test_a_stop_takes_less_than_three_seconds_even_with_an_open_transaction(start: Start) -> None:
    servers = start()
    assert servers.addresses.database_url is not None
    with psycopg.connect(servers.addresses.database_url) as connection:
        connection.execute("CREATE TABLE locked (value int)")
        began = time.monotonic()
        servers.stop()
        assert time.monotonic() - began < 3
        connection.close()


def test_stopping_twice_is_harmless(start: Start) -> None:
    servers = start()
    servers.stop()
    servers.stop()


def test_a_second_start_says_who_holds_the_folder_and_leaves_the_first_alone(
    start: Start, supervise: Supervise, home: Path
) -> None:
    holder, addresses = supervise()
    with pytest.raises(FolderInUse) as refusal:
        start()
    assert refusal.value.pid == holder.pid
    assert str(home) in str(refusal.value)
    write_a_row(addresses, "still here")


def test_two_folders_run_at_once(start: Start, tmp_path: Path) -> None:
    one, two = start(tmp_path / "one"), start(tmp_path / "two")
    write_a_row(one.addresses, "one")
    write_a_row(two.addresses, "two")
    assert (read_rows(one.addresses), read_rows(two.addresses)) == (["one"], ["two"])


@pytest.mark.parametrize("name", ['x y/ñandú/it\'s "quoted" \\ #1;$HOME', "deep/" * 30])
def test_any_path_will_do(start: Start, tmp_path: Path, name: str) -> None:
    servers = start(tmp_path / name)
    write_a_row(servers.addresses, "found")
    assert read_rows(servers.addresses) == ["found"]


def test_another_command_attaches_while_helix_runs_and_only_then(start: Start, home: Path) -> None:
    assert attach(home) is None
    servers = start()
    assert attach(home) == servers.addresses
    servers.stop()
    assert attach(home) is None


def test_only_the_server_that_is_wanted_runs(start: Start, home: Path) -> None:
    servers = start(wanted=Wanted(postgres=False))
    assert servers.addresses.database_url is None
    assert [process.name() for process in living_in(home)] == ["valkey-server"]


def test_the_folder_is_held_even_when_both_servers_are_somebody_elses(start: Start) -> None:
    start(wanted=Wanted(postgres=False, valkey=False))
    with pytest.raises(FolderInUse):
        start()


def test_passwords_are_in_a_private_file_and_in_no_command_line(start: Start, home: Path) -> None:
    start()
    state = home / "state.json"
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    secrets = [record["password"] for record in json.loads(state.read_text())["servers"].values()]
    words = " ".join(word for process in living_in(home) for word in process.cmdline())
    assert len(secrets) == 2
    assert not any(secret in words for secret in secrets)


def test_a_wrong_password_is_refused_over_tcp_and_over_the_socket(start: Start, home: Path) -> None:
    servers = start()
    record = json.loads((home / "state.json").read_text())["servers"]["postgres"]
    for host in ("127.0.0.1", record["socket"]):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host=host, port=record["port"], user="helix", password="guess", dbname="helix")
        right = psycopg.connect(
            host=host, port=record["port"], user="helix", password=record["password"], dbname="helix"
        )
        right.close()
    assert repr(servers.addresses) == "ServerAddresses()"


def test_servers_listen_on_loopback_only(start: Start, home: Path) -> None:
    start()
    listening = {
        connection.laddr.ip
        for process in living_in(home)
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_letters_beyond_ascii_have_a_case_and_sort_the_same_everywhere(start: Start) -> None:
    servers = start(wanted=Wanted(valkey=False))
    assert servers.addresses.database_url is not None
    with psycopg.connect(servers.addresses.database_url) as connection:
        row = connection.execute("SELECT upper('ñandú'), 'Z' < 'a', current_setting('timezone')").fetchone()
    assert row == ("ÑANDÚ", True, "UTC")


def test_servers_cannot_be_started_from_another_thread(home: Path) -> None:
    """They would die with it."""
    seen: list[BaseException] = []

    def begin() -> None:
        try:
            EmbeddedServers(home, lambda _: None, conditions=QUICK).start()
        except RuntimeError as error:
            seen.append(error)

    thread = threading.Thread(target=begin)
    thread.start()
    thread.join()
    assert "main thread" in str(seen[0])
    assert nothing_lives_in(home, 0)


def test_the_person_is_told_once_that_a_database_is_made(tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(2):
        with EmbeddedServers(tmp_path / "fresh", said.append, conditions=QUICK):
            pass
    assert said == ["Making the database (once)"]
