"""Checks of the folder that a running Helix writes to."""

import os
import shutil
from pathlib import Path

from cli.doctor_checks import Check, State

_GIGABYTE = 1_000_000_000
_ENOUGH = 2 * _GIGABYTE  # a month of candles of all coins, and room to vacuum


def check_home(home: Path) -> Check:
    """May it be written, and is there room? Nothing is made for the asking."""
    standing = next(folder for folder in (home, *home.parents) if folder.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK | os.X_OK):
        return Check("folder", State.FAIL, f"{standing} may not be written", "set HELIX_HOME to a folder of yours")
    free = shutil.disk_usage(standing).free
    if free < _ENOUGH:
        return Check(
            "folder", State.WARN, f"{home}, only {free / _GIGABYTE:.1f} GB free", "make room, or set HELIX_HOME"
        )
    return Check("folder", State.OK, f"{home}, {free / _GIGABYTE:,.0f} GB free")
