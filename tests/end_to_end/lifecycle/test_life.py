"""`make run` as a person lives with it: stopped, killed, started again. One copy goes through all of it in order."""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Sequence

import psutil
import pytest

from tests.end_to_end.lifecycle.conftest import Copies, Copy, Running, assert_stops
from tests.end_to_end.lifecycle.rows import rows, write_a_row
from tests.processes import living_in

SECOND_START_S = 10.0
TAKEN = (5432, 6379, 8080, 8443)

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def copy(copies: Copies) -> Copy:
    """In a path with a space and letters beyond ASCII, below a folder of mode 0700."""
    made = copies("x y/ñandú/helix")
    made.folder.parent.parent.chmod(0o700)
    return made


def crowding() -> float:
    """How many want each core: the start's time is promised for a machine that is not busy with something else."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_sigterm_to_make_stops_everything(copy: Copy, take_ports: Callable[[Sequence[int]], None]) -> None:
    """The first start, with the usual ports taken, no home folder, and LANG=C."""
    take_ports(TAKEN)
    running = copy.start().wait_ready()
    write_a_row(copy, "one")
    running.process.terminate()
    assert_stops(running)


def test_a_killed_make_takes_everything_with_it(copy: Copy) -> None:
    began = time.monotonic()
    running = copy.start().wait_ready()
    assert time.monotonic() - began < SECOND_START_S * crowding()
    assert rows(copy) == ["one"]
    write_a_row(copy, "two")
    running.process.kill()
    assert_stops(running)


def test_a_killed_python_takes_everything_with_it(copy: Copy) -> None:
    """The servers, the local Telegram, the market, and the workers that draw."""
    running = copy.start().wait_ready()
    assert rows(copy) == ["one", "two"]
    write_a_row(copy, "three")
    os.kill(running.python, signal.SIGKILL)
    assert_stops(running)


def test_killing_the_whole_group_leaves_nothing_and_loses_nothing(copy: Copy) -> None:
    running = copy.start().wait_ready()
    assert rows(copy) == ["one", "two", "three"]
    write_a_row(copy, "four")
    os.killpg(running.process.pid, signal.SIGKILL)
    assert_stops(running)


def test_a_second_start_is_refused_and_sigint_stops_the_first_in_the_background(copy: Copy) -> None:
    running = copy.start("./helix", "up", background=True).wait_ready()
    assert rows(copy) == ["one", "two", "three", "four"]
    second = copy.start()
    assert second.process.wait(20) != 0
    assert second.process.stdout is not None
    said = second.process.stdout.read()
    assert str(running.python) in said
    assert "Traceback" not in said
    assert rows(copy) == ["one", "two", "three", "four"]
    os.kill(running.python, signal.SIGINT)
    assert_stops(running)


def test_two_folders_run_at_once_and_sigint_to_make_alone_stops_one(copy: Copy, copies: Copies) -> None:
    """The second is a copy of the first with all its data, so that it starts as quickly.

    GNU make keeps a SIGINT that was sent to it alone to itself; we notice.
    """
    other = copies("second")
    shutil.copytree(copy.folder / "var", other.folder / "var")
    one, two = copy.start(), other.start()
    assert one.wait_ready().page != two.wait_ready().page
    write_a_row(other, "of the second")
    assert "of the second" not in rows(copy)
    one.process.send_signal(signal.SIGINT)
    assert_stops(one)
    two.process.terminate()
    assert_stops(two)


def test_a_kill_in_the_middle_of_the_start_leaves_nothing(copy: Copy) -> None:
    running = copy.start()
    assert _eventually_holds(running)
    os.kill(running.python, signal.SIGKILL)
    assert_stops(running)


def _eventually_holds(running: Running) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError, psutil.Error):
            if running.python in {process.pid for process in living_in(running.copy)}:
                return True
        time.sleep(0.01)
    return False
