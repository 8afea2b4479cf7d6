"""Where this Helix lives: its folder, its settings, what it writes to."""

import sys
from dataclasses import dataclass
from pathlib import Path

from config import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Place:
    settings: Settings
    home: Path  # HELIX_HOME, absolute


def find_place() -> Place:
    """Settings of the process environment and of `.env` beside the code. Raises `BadSettings`."""
    file = ROOT / ".env"
    settings = load_settings(env_file=file if file.exists() else None)
    return Place(settings, (ROOT / settings.general.home).absolute())


def warn(place: Place) -> None:
    """What looks wrong in the settings without being an error, for the person who typed the command."""
    for warning in place.settings.warnings:
        sys.stderr.write(f"Perhaps: {warning}\n")


def say(line: str) -> None:
    """One line for the person who typed the command; events go to the log."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
