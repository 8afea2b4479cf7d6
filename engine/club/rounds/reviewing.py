"""What admins see of those who were found, and what they decide."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Judged:
    """Whose suspicion was decided, of which round."""

    key: RoundKey
    account_id: int
    user_id: int


class Reviews(Protocol):
    """Raises `StorageAway`. To decide: `DecideSuspicion`."""

    async def open(self, limit: int = 20) -> Sequence[OpenSuspicion]:
        """Oldest first."""
        ...
