"""Positions of public accounts, and how much of the venue's open interest they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.market.values import Coin, Side


@dataclass(frozen=True, slots=True)
class WhalePosition:
    """One account's position in one coin. Prices in USD per coin. `liquidation_usd` None: nothing would close it.

    With cross margin the liquidation price moves with the rest of the account.
    """

    account: str  # 0x and 40 hex digits, lower case
    coin: Coin
    side: Side
    size_base: float  # coins, positive
    entry_usd: float
    leverage: float
    is_cross: bool
    liquidation_usd: float | None
    notional_usd: float
    margin_usd: float
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class CoinContext:
    """What the venue says about a coin. `oi_base`: one-sided, coins."""

    coin: Coin
    oi_base: float
    mark_usd: float
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Whales:
    """All positions known in one coin, largest first. `accounts`: how many are watched, with or without a position."""

    coin: Coin
    positions: tuple[WhalePosition, ...]
    context: CoinContext
    accounts: int

    def total_usd(self, side: Side) -> float:
        return sum(position.notional_usd for position in self.positions if position.side is side)

    @property
    def coverage(self) -> float | None:
        """Share of the venue's open interest that these positions are, both sides counted; None without a figure."""
        if self.context.oi_base <= 0:
            return None
        return min(sum(position.size_base for position in self.positions) / (2 * self.context.oi_base), 1.0)

    def age(self, now: datetime) -> timedelta:
        """Of the newest position: how fresh the whole is."""
        newest = max((position.seen_at for position in self.positions), default=self.context.seen_at)
        return now - newest
