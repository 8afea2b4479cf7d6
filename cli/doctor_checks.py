"""What a check says."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    OFF = "off"  # optional and not set up
    WARN = "warn"  # Helix runs, less well
    FAIL = "fail"  # something that was asked for does not work


@dataclass(frozen=True, slots=True)
class Check:
    """One line. `hint`: what to do about it."""

    name: str
    state: State
    detail: str
    hint: str = ""
