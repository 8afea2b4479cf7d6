"""Which processes live in or work on a folder: how a test knows that nothing was left behind."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import psutil


def living_in(folder: Path) -> list[psutil.Process]:
    """Processes whose working directory lies in `folder` or whose command line names it; not this one.

    A PostgreSQL child changes its command line, and keeps the working directory.
    """
    mark = str(folder)
    return [process for process in psutil.process_iter() if process.pid != os.getpid() and _names(process, mark)]


def _names(process: psutil.Process, mark: str) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.cwd().startswith(mark) or any(mark in word for word in process.cmdline())
    except psutil.Error:
        return False


def eventually(condition: Callable[[], bool], within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def nothing_lives_in(folder: Path, within_s: float = 5.0) -> bool:
    return eventually(lambda: not living_in(folder), within_s)
