"""What the ledger's work asks of storage and of whoever listens to forced closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.errors import Refused
from engine.liquidations.ledger.chain import Draft
from engine.liquidations.ledger.scoring import Score
from engine.liquidations.ledger.standing import CoinStanding
from engine.liquidations.ledger.weights import Lesson, Weights
from engine.market.values import Coin, LiquidatedTotals, Liquidation, MarketSource, Venue


class NotInTime(Refused):
    """The database refused a map: by its own clock the hour has begun, or is more than an hour away."""


@dataclass(frozen=True, slots=True)
class Unscored:
    """A frozen map whose hour is over, who froze it, and who froze the coin's next one; None: nobody did."""

    number: int
    hash: str
    body: bytes
    holder: str
    next_holder: str | None


@dataclass(frozen=True, slots=True)
class Tallied:
    """Of one coin: hours from its first map to its last, maps and scores among them, and reasons of missed ones."""

    first_at: datetime | None
    last_at: datetime | None
    frozen: int
    scored: int
    missed: Mapping[str, int]


class Chain(Protocol):
    """Raises `StorageAway`, and `NotInTime` where a map of the drafts comes too late or too early."""

    async def append(self, source: MarketSource, drafts: Sequence[Draft]) -> int:
        """In their order; what the chain holds already (same kind, coin and hour) is left out. How many were new."""
        ...


class FreezeStore(Chain, Protocol):
    async def told_coins(self, source: MarketSource, hour_at: datetime) -> frozenset[Coin]:
        """Coins with a map or a reason for that hour."""
        ...

    async def newest_hour(self, source: MarketSource) -> datetime | None:
        """Of all maps and reasons."""
        ...

    async def newest_weights(self, source: MarketSource) -> Mapping[Coin, tuple[int, Weights]]:
        """By coin, with the entry's number."""
        ...


class ScoreStore(Chain, Protocol):
    async def unscored(self, source: MarketSource, since: datetime, until: datetime) -> Sequence[Unscored]:
        """Maps with since <= hour < until that have no score, oldest first, at most a few thousand."""
        ...

    async def weights(self, source: MarketSource, number: int) -> Weights | None: ...


class JudgeStore(Chain, Protocol):
    async def scores(self, source: MarketSource, coin: Coin, since: datetime, until: datetime) -> Sequence[Score]: ...

    async def tallied(self, source: MarketSource, coin: Coin, since: datetime) -> Tallied: ...

    async def scored_coins(self, source: MarketSource, since: datetime) -> Mapping[Coin, int]:
        """How many scores each coin has."""
        ...

    async def sampled_lessons(
        self, source: MarketSource, since: datetime, until: datetime, most: int
    ) -> Sequence[Lesson]:
        """A fair sample over all coins, about as many as `most`."""
        ...

    async def newest_weights(self, source: MarketSource) -> Mapping[Coin, tuple[int, Weights]]: ...

    async def judged(self, source: MarketSource) -> Mapping[Coin, tuple[datetime, int]]:
        """When each coin was judged last, and on how many scores."""
        ...

    async def save_standing(self, standing: CoinStanding) -> None: ...


class Listening(Protocol):
    """Since when a venue's stream has been heard without a break; kept across restarts."""

    async def heard(
        self, source: MarketSource, venue: Venue, holder: str, since: datetime, until: datetime
    ) -> None: ...

    async def heard_whole(
        self, source: MarketSource, since: datetime, until: datetime
    ) -> Mapping[str, frozenset[Venue]]:
        """By process: venues it heard all the time from `since` to `until`."""
        ...


class Events(Protocol):
    async def between(self, source: MarketSource, since: datetime, until: datetime) -> Sequence[Liquidation]: ...


class Ears(Protocol):
    """The market in memory, as far as it knows what it heard."""

    def whole_since(self, venue: Venue) -> datetime | None:
        """Since when the venue's stream is heard without a break; None where it never was."""
        ...

    def heard_at(self, venue: Venue) -> datetime | None: ...

    def summed(self, coin: Coin, since: datetime, until: datetime) -> LiquidatedTotals | None:
        """Forced closes of exactly that span as somebody else summed them; only recordings have them."""
        ...
