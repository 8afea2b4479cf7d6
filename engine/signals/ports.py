"""What signals ask of the stores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.signals.judging import Verdict
from engine.signals.record import Tally
from engine.signals.values import Confirms, Ends, Opening, Signal, SignalKind


class SignalBook(Protocol):
    """Every step is one transaction; of two processes that take the same step one wins. All raise `StorageAway`."""

    async def living(self, source: MarketSource) -> Sequence[Signal]: ...

    async def open(self, opening: Opening) -> Signal | None:
        """None: another signal lives for this coin and window."""
        ...

    async def confirm(self, signal: Signal, step: Confirms) -> Signal | None:
        """None: it is not new any more."""
        ...

    async def end(self, signal: Signal, ends: Ends) -> bool:
        """False: it left that state before."""
        ...

    async def judged(self, verdicts: Sequence[tuple[Signal, Verdict]]) -> None:
        """How far they were looked at."""
        ...


@dataclass(frozen=True, slots=True)
class Unannounced:
    """One state of a signal that the stream has not told yet; `number` orders them."""

    number: int
    signal_id: int
    state: str
    mark: str  # the same for this state wherever it is read, and for no other
    body: dict[str, object]  # JSON values


class Announcements(Protocol):
    """Raises `StorageAway`."""

    async def unannounced(self, limit: int) -> Sequence[Unannounced]:
        """Oldest first."""
        ...

    async def announced(self, numbers: Sequence[int]) -> None: ...


class SignalStream(Protocol):
    async def tell(self, one: Unannounced) -> bool:
        """Puts it on the stream unless it is there already; True where it was put. Raises `StorageAway`."""
        ...


class SignalReads(Protocol):
    """Signals as they were known at an instant: how somebody hears of them late. Raises `StorageAway`."""

    async def page(
        self, source: MarketSource, tab: "Tab", known_by: datetime, limit: int, offset: int
    ) -> tuple[Sequence[Signal], int]:
        """Newest first, and how many there are in all."""
        ...

    async def find(self, source: MarketSource, signal_id: int, known_by: datetime) -> Signal | None: ...

    async def counts(self, source: MarketSource, known_by: datetime) -> "TabCounts": ...

    async def tally(
        self, source: MarketSource, kind: SignalKind, coin: Coin, window: Window, known_by: datetime
    ) -> "Tallies": ...


class Tab(StrEnum):
    LIVE = "l"
    WAITING = "w"
    CLOSED = "c"


@dataclass(frozen=True, slots=True)
class TabCounts:
    waiting: int
    ended: Tally  # of 7 days


@dataclass(frozen=True, slots=True)
class Tallies:
    """Of this coin and window, and of all."""

    own: Tally
    overall: Tally
