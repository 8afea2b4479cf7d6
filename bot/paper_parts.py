"""What the chat has of the paper exchange. `cli/compose` brings the objects."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from bot.ports import Clock
from engine.club.drafts import Drafts
from engine.club.paper_cards import PaperCards
from engine.exchange.contract import Contract
from engine.exchange.venues.paper.ports import AccountOpener, CommandBook, News, PaperReader, Quotes
from engine.market.values import Coin, MarketSource, Symbol


class Contracts(Protocol):
    """What can be traded on paper. None: there is none, or its filters and tiers are not known."""

    async def of_coin(self, coin: Coin) -> Contract | None: ...

    async def of_symbol(self, symbol: Symbol) -> Contract | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody in today's round. `rank` None: not ranked yet."""

    rank: int | None
    change: Decimal  # fraction since the bell


class Standings(Protocol):
    async def today(self, user_id: int) -> Standing | None:
        """None: not in it."""
        ...


@dataclass(frozen=True, slots=True)
class PaperParts:
    """`standings` None: there are no rounds here. `reading`: the time of people, who read a ticket at their own pace
    also where a recording is played faster; None: the market's."""

    source: MarketSource
    clock: Clock
    book: CommandBook
    reader: PaperReader
    opener: AccountOpener
    quotes: Quotes
    news: News
    contracts: Contracts
    drafts: Drafts
    cards: PaperCards
    standings: Standings | None = None
    reading: Clock | None = None
