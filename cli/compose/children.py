"""Programs of ours that run beside the main one: started from the main thread, ended with it whatever happens."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.lifetime import bind_to

_READY_S = 120.0
_GRACE_S = 2.0


class ChildFailed(Exception):
    """A program of ours did not come up. One line; its log says more."""


@dataclass(frozen=True, slots=True)
class Program:
    """`python -m module arguments`. It prints one line with its address when it answers."""

    module: str
    arguments: Sequence[str]
    log: Path


@dataclass(slots=True)
class Child:
    program: Program
    process: subprocess.Popen[str]

    def address(self) -> str:
        """Waits for the first `http://…` it prints. Raises `ChildFailed`."""
        until = time.monotonic() + _READY_S
        assert self.process.stdout is not None
        pipe, said = self.process.stdout.fileno(), ""  # not the file object: it hides a second line from select
        while time.monotonic() < until:
            more = os.read(pipe, 4096) if select.select([pipe], [], [], 0.2)[0] else b""
            said += more.decode(errors="replace")
            found = re.search(r"http://\S+(?=\s)", said)
            if found is not None:
                return found[0].rstrip("/.,")
            if not more and self.process.poll() is not None:
                break
        raise ChildFailed(f"{self.program.module} did not start; its log: {self.program.log}")


@contextmanager
def running(programs: Sequence[Program], root: Path) -> Iterator[list[Child]]:
    """All of them at once; on the way out they are asked to end, then made to."""
    children = [Child(program, _start(program, root)) for program in programs]
    try:
        yield children
    finally:
        _stop([child.process for child in children])


def _start(program: Program, root: Path) -> "subprocess.Popen[str]":
    parent = os.getpid()
    program.log.parent.mkdir(parents=True, exist_ok=True)
    with program.log.open("a") as log:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", program.module, *program.arguments],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: bind_to(parent, signal.SIGTERM),
        )


def _stop(processes: Sequence["subprocess.Popen[str]"]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + _GRACE_S
    for process in processes:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
