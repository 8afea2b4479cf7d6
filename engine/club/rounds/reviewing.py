"""What admins see of those who were found, and what they decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.club.rounds.cheats.values import Suspicion
from engine.club.rounds.values import RoundKey


class Verdict(StrEnum):
    CLEARED = "cleared"
    GUILTY = "guilty"


@dataclass(frozen=True, slots=True)
class OpenSuspicion:
    """`name` None: has not got one yet."""

    suspicion_id: int
    key: RoundKey
    user_id: int
    name: str | None
    found: Suspicion


class Reviews(Protocol):
    """Raises `StorageAway`."""

    async def open(self, limit: int = 20) -> Sequence[OpenSuspicion]:
        """Oldest first."""
        ...

    async def judge(self, suspicion_id: int, verdict: Verdict, admin_id: int, now: datetime) -> bool:
        """False: somebody decided before. What it means for a held prize is `Prizes.release` or `refuse`."""
        ...
