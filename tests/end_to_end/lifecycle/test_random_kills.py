"""`kill -9` at random moments, of random victims: nothing goes on, nothing committed is lost, the next start works."""

import contextlib
import os
import random
import signal
import time

import psutil
import pytest

from tests.end_to_end.lifecycle.conftest import STOP_S, Copies, Copy, Running, assert_stops
from tests.end_to_end.lifecycle.rows import rows, write_a_row
from tests.processes import eventually, living_in

ROUNDS = 30

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]


def kill(running: Running, victim: str) -> None:
    """A victim that is not there yet, or not any more, is no fault."""
    with contextlib.suppress(ProcessLookupError, OSError, ValueError):
        match victim:
            case "make":
                running.process.kill()
            case "python":
                os.kill(running.python, signal.SIGKILL)
            case "group":
                os.killpg(running.process.pid, signal.SIGKILL)
            case "everything":
                for process in living_in(running.copy):
                    with contextlib.suppress(psutil.NoSuchProcess):
                        process.kill()


def make_sure_it_ends(running: Running, victim: str) -> None:
    """Too early a shot at Python hits nothing: then make is the victim."""
    if victim == "python" and not eventually(lambda: running.process.poll() is not None, STOP_S):
        running.process.kill()
    assert_stops(running)


def test_kills_at_random_moments_leave_nothing_and_lose_nothing(copies: Copies) -> None:
    copy: Copy = copies("random kills")
    chance = random.Random(11)
    committed: list[str] = []
    for round_ in range(ROUNDS):
        victim = chance.choice(["make", "python", "group", "everything"])
        running = copy.start()
        if round_ % 2:  # somewhere in the start
            time.sleep(chance.uniform(0, 8))
        else:
            running.wait_ready()
            assert rows(copy) == committed if committed else True
            write_a_row(copy, f"{round_}")
            committed.append(f"{round_}")
            time.sleep(chance.uniform(0, 2))
        kill(running, victim)
        make_sure_it_ends(running, victim)
    final = copy.start().wait_ready()
    assert rows(copy) == committed
    final.process.terminate()
    assert_stops(final)
