"""Started by root, the servers are not root; every way there keeps the data."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from db.embedded import Conditions, EmbeddedError
from db.embedded.binaries import postgres_bin_dir, valkey_binary
from db.embedded.identity import Identity, IdentityKind, unprivileged_account
from db.embedded.launch import enter_namespace
from tests.integration.embedded.conftest import ROOT, Start, Supervise, read_rows, write_a_row
from tests.processes import living_in, nothing_lives_in

NOBODY = unprivileged_account()
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def outside() -> Iterator[Path]:
    """Where relocated data goes: below folders anybody may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="helix-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def status(pid: int, field: str) -> list[str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line.split()[1:] for line in lines if line.startswith(field + ":"))


@needs_root
def test_in_a_namespace_the_servers_hold_no_rights_and_keep_their_place(start: Start, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    servers = start(private / "helix")
    write_a_row(servers.addresses, "kept")
    for process in living_in(private):
        assert int(status(process.pid, "CapEff")[0], 16) == 0
        assert Path(f"/proc/{process.pid}/uid_map").read_text().split() == [str(NOBODY.uid), "0", "1"]


@needs_root
def test_without_namespaces_the_servers_run_as_nobody_from_a_place_it_can_reach(
    start: Start, tmp_path: Path, outside: Path
) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    servers = start(private / "helix", conditions=Conditions(namespace=False, outside=(outside,)))
    write_a_row(servers.addresses, "kept")
    running = living_in(outside)
    assert {process.uids().effective for process in running} == {NOBODY.uid}
    assert all(int(status(process.pid, "CapEff")[0], 16) == 0 for process in running)
    assert private.stat().st_mode & 0o777 == 0o700
    assert not any(path.stat().st_mode & 0o077 for path in outside.glob("helix-*/*/PG_VERSION"))


@needs_root
def test_data_follows_when_namespaces_come_and_go(start: Start, home: Path, outside: Path) -> None:
    refused = Conditions(namespace=False, outside=(outside,))
    for round_, conditions in enumerate((Conditions(), refused, Conditions(), refused)):
        servers = start(conditions=conditions)
        write_a_row(servers.addresses, str(round_))
        servers.stop()
    assert read_rows(start(conditions=refused).addresses) == ["0", "1", "2", "3"]
    assert not (home / "postgres").exists()


@needs_root
def test_relocated_data_follows_a_folder_that_moved_and_stays_with_one_that_was_copied(
    start: Start, home: Path, outside: Path
) -> None:
    refused = Conditions(namespace=False, outside=(outside,))
    first = start(conditions=refused)
    write_a_row(first.addresses, "kept")
    first.stop()
    copied, moved = home.with_name("copied"), home.with_name("moved")
    shutil.copytree(home, copied)
    with pytest.raises(EmbeddedError, match="is a copy of"):
        start(copied, conditions=refused)
    home.rename(moved)
    assert read_rows(start(moved, conditions=refused).addresses) == ["kept"]


@needs_root
def test_killing_the_parent_ends_the_servers_of_the_other_account_too(
    supervise: Supervise, start: Start, outside: Path
) -> None:
    """Changing the account clears a death signal: it has to be set after."""
    refused = {"namespace": False, "outside": [str(outside)]}
    parent, addresses = supervise(**refused)
    write_a_row(addresses, "kept")
    parent.kill()
    assert nothing_lives_in(outside)
    assert read_rows(start(conditions=Conditions(namespace=False, outside=(outside,))).addresses) == ["kept"]


@needs_root
def test_a_place_that_somebody_else_prepared_is_not_used(start: Start, home: Path, outside: Path) -> None:
    start(conditions=Conditions(namespace=False, outside=(outside,))).stop()
    (corner,) = outside.glob("helix-*")
    os.chown(corner, 12345, 12345)
    second = outside / "second"
    second.mkdir(mode=0o755)
    start(conditions=Conditions(namespace=False, outside=(outside, second)))
    assert list(second.glob("helix-*"))


@needs_root
def test_root_working_in_somebodys_folder_leaves_the_data_theirs(start: Start, outside: Path) -> None:
    """As `sudo make run` in a user's clone; the account must be able to reach the programs."""
    theirs = outside / "theirs"
    theirs.mkdir()
    account = pwd.getpwnam("games")
    os.chown(theirs, account.pw_uid, account.pw_gid)
    programs = (postgres_bin_dir() / "postgres", valkey_binary())
    identity = Identity(IdentityKind.ACCOUNT, account.pw_uid, account.pw_gid)
    reachable = all(identity.reaches(program, theirs) for program in programs)
    write_a_row(start(theirs, conditions=Conditions(outside=(outside,))).addresses, "kept")
    assert {path.stat().st_uid for path in [theirs, *theirs.glob("logs"), *theirs.glob("*.json")]} == {account.pw_uid}
    if reachable:
        assert {path.stat().st_uid for path in theirs.rglob("*")} == {account.pw_uid}


@pytest.mark.skipif(sys.platform != "linux", reason="user namespaces are Linux's")
@pytest.mark.parametrize("inside", [None, (54321, 54321)], ids=["an ordinary user", "a number without a name"])
def test_who_is_not_root_runs_them_as_themselves(tmp_path: Path, inside: tuple[int, int] | None) -> None:
    """As root, somebody else is played in a user namespace. PostgreSQL looks its user up by name: one is given."""
    become = None if os.geteuid() else partial(enter_namespace, *(inside or (NOBODY.uid, NOBODY.gid)))
    child = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("supervisor.py")), str(tmp_path / "helix"), "{}"],
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=become,
    )
    assert child.stdout is not None
    assert "postgresql://" in child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert nothing_lives_in(tmp_path)
