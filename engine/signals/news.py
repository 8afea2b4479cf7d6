"""What the channel is to be told of signals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from engine.club.posts import Post
from engine.market.values import MarketSource


class NewsKind(StrEnum):
    """Also the kinds of posts."""

    CONFIRMED = "signal"
    ENDED = "signal-end"


NEWS_FOR = {NewsKind.CONFIRMED: timedelta(minutes=30), NewsKind.ENDED: timedelta(hours=6)}


@dataclass(frozen=True, slots=True)
class SignalNews:
    """A state that a signal reached at that time of the market."""

    kind: NewsKind
    source: MarketSource
    signal_id: int
    at: datetime

    def post(self, chat_id: int) -> Post:
        """An end answers the confirmation."""
        kind, key = self.kind, f"{self.source.value}:{self.signal_id}"
        answers = f"{NewsKind.CONFIRMED.value}:{key}" if kind is NewsKind.ENDED else None
        body = {"signal_id": self.signal_id, "at": self.at.isoformat()}
        return Post(
            f"{kind.value}:{key}", chat_id, kind.value, self.source, body, answers, self.at + NEWS_FOR[kind]
        )  # fmt: skip


class NewsDesk(Protocol):
    """Raises `StorageAway`."""

    async def untold(self, kind: NewsKind, source: MarketSource, chat_id: int) -> Sequence[SignalNews]:
        """What was announced lately and the channel was not told, oldest first.

        Of one coin's signals to one side one is told while it lives, and its end; an admin's always.
        """
        ...
