"""What following whales asks of a venue and of a store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from engine.market.values import Coin, MarketSource
from engine.whales.values import CoinContext, WhalePosition


class PublicAccounts(Protocol):
    """A venue whose accounts are public. Everything raises `VenueAway`."""

    async def largest(self, count: int) -> Sequence[str]:
        """Addresses of the largest accounts, largest first."""
        ...

    async def contexts(self, now: datetime) -> Sequence[CoinContext]: ...

    async def positions(self, account: str, now: datetime) -> Sequence[WhalePosition]: ...


class WhaleStore(Protocol):
    """Raises `StorageAway`."""

    async def keep(
        self, source: MarketSource, account: str, positions: Sequence[WhalePosition], seen_at: datetime
    ) -> None:
        """All of the account's positions: what is not among them is closed."""
        ...

    async def keep_contexts(self, source: MarketSource, contexts: Sequence[CoinContext]) -> None: ...

    async def accounts(self, source: MarketSource, since: datetime) -> Sequence[str]:
        """Looked at since then, for a start while the leaderboard is away."""
        ...

    async def forget(self, source: MarketSource, before: datetime) -> None:
        """Accounts nobody has looked at since."""
        ...


class WhaleReader(Protocol):
    """Raises `StorageAway`."""

    async def positions(self, source: MarketSource, coin: Coin, since: datetime) -> Sequence[WhalePosition]:
        """Seen since then, largest first."""
        ...

    async def context(self, source: MarketSource, coin: Coin) -> CoinContext | None: ...

    async def account_count(self, source: MarketSource, since: datetime) -> int: ...
