"""What the chat has of competitions. `cli/compose` brings the objects."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.club.live_boards import LiveBoardBook
from engine.club.rounds.ports import (
    Boards,
    Follows,
    GroupTraders,
    Joining,
    Privacy,
    Prizes,
    TraderNames,
)
from engine.club.rounds.values import Period

Badges = Callable[[int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class RoundParts:
    """`zone`: whose midnights ring the bell. `prize_usd`: what the first of such a round gets. `badges` None: there are
    none here; else signs of what a member has done, oldest first."""

    joining: Joining
    boards: Boards
    traders: GroupTraders
    names: TraderNames
    privacy: Privacy
    follows: Follows
    prizes: Prizes
    live: LiveBoardBook
    zone: ZoneInfo
    prize_usd: Callable[[Period], Decimal]
    badges: Badges | None = None
