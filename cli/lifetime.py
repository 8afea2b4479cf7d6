"""Nothing of ours outlives what started it: Python ends with `make`, pool workers end with Python.

Standard library only, and cheap to import: it runs before anything else, also before the dependencies are installed.
"""

import ctypes
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

_PARENT = "HELIX_PARENT"  # set by the Makefile: the pid whose end is ours; not a setting
_PR_SET_PDEATHSIG = 1
_POLL_S = 0.2
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)  # found now: between fork and exec nothing may be loaded


def die_with_parent() -> None:
    """First line of every program `make` starts: SIGTERM comes when make ends. Started by hand, nothing dies with it.

    From here on SIGINT and SIGTERM unwind the stack, also where a shell started us in the background with SIGINT
    ignored; an event loop's own handlers replace these.
    """
    for number in _STOP_SIGNALS:
        signal.signal(number, _leave)
    parent = os.environ.pop(_PARENT, "")
    if parent.isdigit():
        bind_to(int(parent), signal.SIGTERM)
        threading.Thread(target=_relay_interrupt, args=(int(parent),), daemon=True).start()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def bind_to(parent: int, number: int = signal.SIGKILL) -> None:
    """Sends `number` to this process when `parent` ends; at once if it has ended already.

    A pool worker's initializer: `ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=bind_to,
    initargs=(os.getpid(),))`. On Linux the *thread* that started this process counts: start workers from the main one.
    """
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, int(number))
    else:
        threading.Thread(target=_watch, args=(parent, number), daemon=True).start()
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def on_stop_signal(asked: Callable[[], None], *, within_s: float) -> None:
    """From now on SIGINT and SIGTERM call `asked`, in a thread of their own, and `within_s` later this process ends.

    The thread hears a signal at once, however busy the main thread is: a loop that hangs cannot miss its stop. What was
    started from the main thread dies with us.
    """
    heard, told = socket.socketpair()
    told.setblocking(False)
    for number in _STOP_SIGNALS:
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_listen, args=(heard, told, asked, within_s), daemon=True).start()


def _listen(heard: socket.socket, told: socket.socket, asked: Callable[[], None], within_s: float) -> None:
    """`told` is held here: the wake-up only knows its number."""
    while told and (numbers := heard.recv(16)):
        if any(number in _STOP_SIGNALS for number in numbers):
            end_within(within_s)
            asked()
            return


def leave(code: int = 0) -> NoReturn:
    """Ends here and now, after everything was closed: taking a large heap apart first costs a second or two."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def end_within(seconds: float) -> None:
    """The last resort of a stop that hangs: this process ends after `seconds`, its servers and workers with it."""
    timer = threading.Timer(seconds, os._exit, args=(1,))
    timer.daemon = True
    timer.start()


def _watch(parent: int, number: int) -> None:
    while os.getppid() == parent:
        time.sleep(_POLL_S)
    os.kill(os.getpid(), number)


def _relay_interrupt(parent: int) -> None:
    """GNU make does not pass a SIGINT on that was sent to it alone: it blocks the signal and waits for us."""
    status = Path(f"/proc/{parent}/status")
    while status.exists():
        if _blocks(status, signal.SIGINT):
            os.kill(os.getpid(), signal.SIGINT)
            return
        time.sleep(_POLL_S)


def _blocks(status: Path, number: int) -> bool:
    try:
        lines = status.read_text().splitlines()
    except OSError:
        return False
    mask = next((line.split()[1] for line in lines if line.startswith("SigBlk:")), "0")
    return bool(int(mask, 16) >> (number - 1) & 1)
