"""When they cannot start, one line says why and what to do; nothing stays behind and nothing is damaged."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.embedded import Conditions, DiskFull, EmbeddedError, NoServerBinaries, StartFailed, Wanted, WrongVersion
from db.embedded.folder import require_room
from tests.integration.embedded.conftest import ROOT, Start, read_rows, write_a_row
from tests.processes import nothing_lives_in

KEYS = ("DATABASE_URL", "REDIS_URL", "PG_BIN_DIR", "REDIS_BIN")


def is_one_line(error: BaseException) -> bool:
    return "\n" not in str(error)


def test_data_of_another_version_is_not_touched(start: Start, home: Path) -> None:
    first = start()
    write_a_row(first.addresses, "kept")
    first.stop()
    version = home / "postgres" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("15\n")
    with pytest.raises(WrongVersion, match=r"written by PostgreSQL 15, this is 18.*pg_dump.*restore") as refusal:
        start()
    assert is_one_line(refusal.value)
    assert nothing_lives_in(home, 0)
    version.write_text(ours)
    assert read_rows(start().addresses) == ["kept"]


@pytest.mark.parametrize("wanted", [Wanted(pg_bin_dir=Path("/nowhere")), Wanted(redis_bin=Path("/nowhere/server"))])
def test_programs_that_are_not_there_are_named_with_what_to_set_instead(start: Start, wanted: Wanted) -> None:
    with pytest.raises(NoServerBinaries) as refusal:
        start(wanted=wanted)
    assert is_one_line(refusal.value)
    assert all(key in str(refusal.value) for key in KEYS)


@pytest.mark.parametrize("server", ["postgres_bin_dir", "valkey_binary"])
def test_a_machine_without_the_wheels_is_told_what_to_set(server: str) -> None:
    """A Python that sees our code and no installed package, as on musl or an unusual CPU."""
    code = f"import sys; sys.path.append({str(ROOT)!r}); import db.embedded.binaries as b; b.{server}()"
    told = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert "NoServerBinaries" in told.stderr
    assert all(key in told.stderr for key in KEYS)


def test_installed_programs_can_be_named_instead(start: Start, tmp_path: Path) -> None:
    from db.embedded.binaries import postgres_bin_dir, valkey_binary

    own = tmp_path / "own-redis"
    own.symlink_to(valkey_binary())
    write_a_row(start(wanted=Wanted(pg_bin_dir=postgres_bin_dir(), redis_bin=own)).addresses, "fine")


def test_a_server_that_will_not_start_is_quoted(start: Start, home: Path) -> None:
    start().stop()
    with (home / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = nonsense\n")
    with pytest.raises(StartFailed, match="shared_buffers") as refusal:
        start()
    assert is_one_line(refusal.value)
    assert nothing_lives_in(home, 0)


def test_a_folder_that_cannot_be_made_is_named(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedError, match="HELIX_HOME") as refusal:
        start(tmp_path / "file" / "helix")
    assert is_one_line(refusal.value)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 210 MB, just enough to begin."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=210m,mode=755", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a file system of a chosen size can only be mounted by root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_is_one_line_and_damages_nothing(start: Start, small_disk: Path) -> None:
    home = small_disk / "helix"
    durable = Conditions()
    first = start(home, conditions=durable)
    write_a_row(first.addresses, "kept")
    first.stop()
    ballast = small_disk / "ballast"
    fill(ballast)
    with pytest.raises(DiskFull) as refusal:
        start(home, conditions=durable)
    assert is_one_line(refusal.value)
    ballast.unlink()
    assert read_rows(start(home, conditions=durable).addresses) == ["kept"]


def test_a_stop_on_a_disk_that_filled_up_meanwhile_loses_nothing_committed(start: Start, small_disk: Path) -> None:
    home = small_disk / "helix"
    running = start(home, conditions=Conditions())
    write_a_row(running.addresses, "kept")
    ballast = small_disk / "ballast"
    fill(ballast)
    running.stop()
    assert nothing_lives_in(small_disk, 0)
    ballast.unlink()
    assert read_rows(start(home, conditions=Conditions()).addresses) == ["kept"]


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(b"\0" * 65536)
        except OSError:
            return


def test_room_is_asked_for_before_anything_is_started(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"\0" * 80_000_000)
    with pytest.raises(DiskFull, match=r"\d+ MB free"):
        require_room(small_disk)
