"""A fill that was looked at: beside what it stands, or why beside nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from engine.exchange.drift import Compared


class Why(StrEnum):
    """Nothing could be compared."""

    THIN = "thin"  # less than the fill's quantity traded within the horizon
    DEAF = "deaf"  # the tape was interrupted, or not heard yet
    OLD = "old"  # the trades it needs are not kept any more
    NO_BAR = "no-bar"  # the next candle is missing


@dataclass(frozen=True, slots=True)
class Looked:
    """`why` None: it was compared."""

    compared: Compared
    why: Why | None = None


class DriftStore(Protocol):
    async def add_drift(self, looked: Sequence[Looked]) -> None:
        """The same fills again change nothing. Raises `StorageAway`."""
        ...
