"""Whatever was killed, nothing of ours goes on, and the next start finds what was committed."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from db.embedded import Conditions, ServerAddresses
from db.embedded.binaries import postgres_bin_dir
from db.embedded.identity import candidates
from tests.integration.embedded.conftest import Start, Supervise, end, launch_supervisor, read_rows, write_a_row
from tests.processes import eventually, living_in, nothing_lives_in


@pytest.mark.parametrize("by_pipe", [False, True], ids=["death signal", "watchdog pipe"])
def test_killing_the_parent_ends_the_servers_and_loses_nothing(
    supervise: Supervise, start: Start, home: Path, by_pipe: bool
) -> None:
    parent, addresses = supervise(by_pipe=by_pipe)
    write_a_row(addresses, "committed")
    parent.kill()
    assert nothing_lives_in(home)
    assert read_rows(start(conditions=Conditions()).addresses) == ["committed"]


def test_killing_everything_at_once_loses_nothing(supervise: Supervise, start: Start, home: Path) -> None:
    parent, addresses = supervise()
    write_a_row(addresses, "committed")
    with redis.from_url(str(addresses.redis_url)) as client:
        assert client.execute_command("WAITAOF", 1, 0, 2000)[0] == 1  # Valkey writes its file through once a second
    for process in [*living_in(home), parent]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    assert nothing_lives_in(home)
    assert read_rows(start(conditions=Conditions()).addresses) == ["committed"]


def test_a_start_right_after_a_kill_waits_for_the_dying_servers(supervise: Supervise, start: Start) -> None:
    parent, addresses = supervise()
    write_a_row(addresses, "committed")
    parent.kill()
    parent.wait()
    assert read_rows(start(conditions=Conditions()).addresses) == ["committed"]


def test_an_orphan_of_ours_is_ended_before_the_next_start(start: Start, home: Path) -> None:
    start().stop()
    server = str(postgres_bin_dir() / "postgres")
    plain = [server, "-D", str(home / "postgres"), "-p", "1", "-k", str(home), "-c", "listen_addresses="]
    unbound = candidates(home)[0].command(plain, {"LC_ALL": "C"})
    orphan = subprocess.Popen(unbound, stderr=subprocess.DEVNULL)
    assert eventually(lambda: (home / "postgres" / "postmaster.pid").exists(), 5)
    start()
    assert orphan.wait(5) is not None


def test_a_strangers_process_with_the_old_pid_does_not_keep_us_from_starting(start: Start, home: Path) -> None:
    start().stop()
    stranger = f"{os.getpid()}\n{home / 'postgres'}\n1\n5432\n/tmp\n127.0.0.1\n\nready\n"
    (home / "postgres" / "postmaster.pid").write_text(stranger)
    (home / "valkey" / "valkey.pid").write_text(f"{os.getpid()}\n")
    write_a_row(start().addresses, "fine")


def test_a_lost_state_file_costs_a_new_password_and_no_data(start: Start, home: Path) -> None:
    first = start()
    write_a_row(first.addresses, "kept")
    first.stop()
    (home / "state.json").write_text("{broken")
    assert read_rows(start().addresses) == ["kept"]


@pytest.mark.parametrize("name", ["postgres", "valkey-server"])
def test_a_server_that_died_is_revived_under_its_old_address(start: Start, home: Path, name: str) -> None:
    servers = start(conditions=Conditions())
    write_a_row(servers.addresses, "kept")
    before = servers.addresses
    assert servers.revive() == []
    with redis.from_url(str(before.redis_url)) as client:
        assert client.execute_command("WAITAOF", 1, 0, 2000)[0] == 1
    for process in living_in(home):
        if process.name() == name and process.ppid() == os.getpid():
            process.kill()
            process.wait(5)
    revived: list[str] = []
    assert eventually(lambda: bool(revived.extend(servers.revive()) or revived), 5)
    assert len(revived) == 1
    assert servers.addresses == before
    assert eventually(lambda: answers(before), 10)
    assert read_rows(before) == ["kept"]


def answers(addresses: ServerAddresses) -> bool:
    try:
        read_rows(addresses)
    except (psycopg.OperationalError, redis.RedisError):
        return False
    return True


@pytest.mark.parametrize("how", [shutil.copytree, shutil.move], ids=["copied", "moved"])
def test_a_copied_or_moved_folder_brings_its_own_data(start: Start, home: Path, how: Callable[..., object]) -> None:
    first = start()
    write_a_row(first.addresses, "kept")
    first.stop()
    other = home.with_name("other")
    how(home, other)
    second = start(other)
    write_a_row(second.addresses, "new")
    assert read_rows(second.addresses) == ["kept", "new"]
    if how is shutil.copytree:
        assert read_rows(start().addresses) == ["kept"]


def test_a_port_taken_between_choosing_and_binding_costs_another_try(start: Start) -> None:
    servers = start()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for server in servers._servers.values():
            assert server.record is not None
            port, password = taken.getsockname()[1], server.record.password
            server.end()
            server.launch(password, port)
            assert server.wait_ready().port != port


def test_an_interrupted_first_start_is_made_again(start: Start, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    parent = launch_supervisor(fresh)
    assert eventually(lambda: (fresh / "postgres.new" / "base").exists(), 10)
    end(parent)
    assert nothing_lives_in(fresh)
    write_a_row(start(fresh).addresses, "fine")


@pytest.mark.long
@pytest.mark.timeout(600)
def test_kills_at_random_moments_lose_nothing(supervise: Supervise, home: Path) -> None:
    """Rows are written until the kill; every row whose commit was answered is there afterwards."""
    shutil.rmtree(home)  # the first kills meet the making of the database
    chance = random.Random(7)
    committed: list[str] = []
    for attempt in range(60):
        if attempt % 2:
            early = launch_supervisor(home)
            time.sleep(chance.uniform(0, 1.0))
            end(early)
        parent, addresses = supervise()
        if committed:
            assert read_rows(addresses)[-1] == committed[-1]
        for number in range(chance.randrange(5)):
            write_a_row(addresses, f"{attempt}.{number}")
            committed.append(f"{attempt}.{number}")
        victims = [parent] if chance.random() < 0.5 else [*living_in(home), parent]
        for victim in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim.pid, signal.SIGKILL)
        assert nothing_lives_in(home)
