"""What somebody wants to trade, before it is priced: size, leverage, stop and target as people say them."""

from dataclasses import dataclass
from decimal import Decimal

from engine.market.values import Side


@dataclass(frozen=True, slots=True)
class Stake:
    """Initial margin: 100 at 10x is a position of 1,000."""

    usdt: Decimal


@dataclass(frozen=True, slots=True)
class ShareOfAvailable:
    """As stake, 0 < fraction <= 1. All of it means: as much as its fees leave."""

    fraction: Decimal


@dataclass(frozen=True, slots=True)
class Risk:
    """Lose at most so much at the stop, fees in."""

    usdt: Decimal


@dataclass(frozen=True, slots=True)
class Coins:
    """Exactly this quantity: a ticket that was shown, once more."""

    quantity: Decimal


Size = Stake | ShareOfAvailable | Risk | Coins


@dataclass(frozen=True, slots=True)
class AtPrice:
    usd: Decimal


@dataclass(frozen=True, slots=True)
class OfMargin:
    """Where so much of the margin is lost or won, fees in; a fraction > 0."""

    share: Decimal


Level = AtPrice | OfMargin


@dataclass(frozen=True, slots=True)
class TrailShare:
    """A stop that stays this fraction behind the best price."""

    fraction: Decimal


@dataclass(frozen=True, slots=True)
class TrailDistance:
    """A stop that stays this far behind the best price."""

    usd: Decimal


Trail = TrailShare | TrailDistance


@dataclass(frozen=True, slots=True)
class Wish:
    """`limit_usd` None: at market."""

    side: Side
    size: Size
    leverage: Decimal
    stop: Level | None = None
    target: Level | None = None
    limit_usd: Decimal | None = None
    trail: Trail | None = None
