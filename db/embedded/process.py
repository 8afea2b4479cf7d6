"""A server process that cannot outlive us, and what is known of one that an earlier run left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from db.embedded.folder import leave_to_owner
from db.embedded.identity import Identity

_POLL_S = 0.01
_TOOL_S = 120.0
_WATCHDOG = 'read -r _; kill -"$1" "$2" 2>/dev/null'


class BoundProcess:
    """A child in a session of its own (Ctrl-C in the terminal is ours to handle) that ends when its parent does.

    Linux: the kernel's death signal. It fires when the *thread* that started the child ends, so only the main thread
    may start one. Elsewhere (`by_pipe`) a shell waits for the end of a pipe that only we hold.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        identity: Identity,
        death_signal: signal.Signals,
        log: Path,
        environment: Mapping[str, str],
        by_pipe: bool | None = None,
    ) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("servers are started from the main thread: they die with the thread that started them")
        by_pipe = sys.platform != "linux" if by_pipe is None else by_pipe
        bound = 0 if by_pipe else death_signal
        with log.open("ab") as output:
            leave_to_owner(log.parent, output.fileno())
            self._child = subprocess.Popen(
                identity.command(command, environment, parent=os.getpid(), death_signal=bound),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                start_new_session=True,
                umask=0o077,
            )
        self.pid = self._child.pid
        self._watchdog = _watchdog(self.pid, death_signal) if by_pipe else None

    def is_alive(self) -> bool:
        return self._child.poll() is None

    def signal(self, number: signal.Signals) -> None:
        if self.is_alive():
            self._child.send_signal(number)

    def wait(self, timeout_s: float) -> bool:
        """True when the process has ended within the time."""
        try:
            self._child.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        if self._watchdog is not None:
            self._watchdog.kill()
            self._watchdog.communicate()
            self._watchdog = None
        return True


def run_tool(
    command: Sequence[str],
    *,
    identity: Identity,
    environment: Mapping[str, str],
    typed: str = "",
    timeout_s: float = 120,
) -> tuple[bool, str]:
    """Runs a short helper program of the server to its end: whether it succeeded, and all it said."""
    try:
        done = subprocess.run(
            identity.command(command, environment, parent=os.getpid(), death_signal=_tool_signal()),
            input=typed.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            umask=0o077,
            timeout=_TOOL_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return False, str(error)
    return done.returncode == 0, done.stdout.decode(errors="replace")


def _tool_signal() -> int:
    return signal.SIGKILL if sys.platform == "linux" else 0


def _watchdog(pid: int, death_signal: signal.Signals) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["/bin/sh", "-c", _WATCHDOG, "helix-watchdog", str(int(death_signal)), str(pid)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def holds(pid: int, mark: str) -> bool:
    """Whether `pid` is alive and its command line names `mark` (a path of ours); a recycled number does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return any(word == mark or word.startswith(mark + "/") for word in _command_line(pid))


def _command_line(pid: int) -> list[str]:
    process = Path("/proc", str(pid))
    if process.is_dir():
        try:
            return os.fsdecode((process / "cmdline").read_bytes()).split("\0")
        except OSError:
            return []
    listed = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)
    return os.fsdecode(listed.stdout).split()


def wait_until(condition: Callable[[], bool], timeout_s: float) -> bool:
    """Polls; true as soon as the condition is."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_S)
    return True


def reap(pid: int, mark: str, *, gently: signal.Signals, grace_s: float = 2.0) -> bool:
    """Ends a server that outlived its parent. It usually is on its way out already, by its death signal.

    True when something had to be ended. Never touches a process whose command line does not name `mark`.
    """
    if not holds(pid, mark):
        return False
    for number in (gently, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return True
        if wait_until(lambda: not holds(pid, mark), grace_s):
            break
    return True
