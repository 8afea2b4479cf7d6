"""The real paper exchange on the real store, in a market that a test moves by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from random import Random

from redis.asyncio import Redis

from bot.paper_parts import PaperParts
from db.database import Database
from db.paper.accounts import PaperAccountOpener
from db.paper.book import PaperCommandBook
from db.paper.drift import DriftRepository
from db.paper.equity import EquityPoints
from db.paper.grids import PaperGrids
from db.paper.journal import PaperJournal
from db.paper.news import PaperNews
from db.paper.reader import PaperBooks
from db.paper.settled import SettledFunding
from db.paper.wakes import CommandWakes
from db.people.paper_cards import PaperCardRepository
from db.people.paper_tickets import DraftRepository
from engine.exchange.contract import Contract
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Book, Delisting, Prices
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.venues.paper.taking_up import Adopted
from engine.exchange.venues.paper.venue import Outside, Stores, run_paper
from engine.market.values import Coin, Instrument, Symbol
from tests.end_to_end.bot.market import NOW, SmallMarket
from tests.unit.exchange.markets import contract

TRADED = {
    "BTC": contract("BTC", "0.1", "0.001"),
    "ETH": contract("ETH", "0.01", "0.01"),
    "SOL": contract("SOL", "0.01", "0.1"),
}
_DEEP = 1_000_000


@dataclass
class Floored:
    """Hands the exchange's floor to the test instead of listening to a market."""

    floor: Floor
    taken: asyncio.Event

    async def caught_up(self, within_s: float) -> bool:
        """There is nothing to catch up with."""
        return True

    async def run(self) -> None:
        self.taken.set()
        await asyncio.Event().wait()


@dataclass
class Trading:
    """A paper market. `tick` moves time by a second, and then price."""

    market: SmallMarket
    quotes: dict[Symbol, Quote] = field(default_factory=dict)
    taken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: set[Symbol] = field(default_factory=set)
    _floor: Floor | None = None

    async def quote(self, symbol: Symbol) -> Quote | None:
        return self.quotes.get(symbol)

    async def of_coin(self, coin: Coin) -> Contract | None:
        return TRADED.get(coin)

    async def of_symbol(self, symbol: Symbol) -> Contract | None:
        return next((one for one in TRADED.values() if one.symbol == symbol), None)

    @property
    def floor(self) -> Floor:
        assert self._floor is not None, "the exchange has not begun"
        return self._floor

    def ear(self, floor: Floor) -> Floored:
        self._floor = floor
        return Floored(floor, self.taken)

    def price(self, coin: str, last: str) -> Quote:
        """What is quoted: bid a tick below."""
        own, price = TRADED[coin], Decimal(last)
        bid = price - own.tick_size
        at = self.market.clock.at
        quote = Quote(own.symbol, bid, price, price, price, price, Decimal("-0.0001"), at + timedelta(hours=4), at)
        self.quotes[own.symbol] = quote
        return quote

    def tick(self, coin: str, last: str, *, lots: int = _DEEP) -> None:
        self.market.clock.at += timedelta(seconds=1)
        own, quote = TRADED[coin], self.price(coin, last)
        at_ms, ticks = self.now_ms, own.ticks(quote.last_usd)
        bids, asks = ((own.ticks(quote.bid_usd), lots),), ((own.ticks(quote.ask_usd), lots),)
        self.floor.hear(Book(own.symbol, at_ms, bids, asks))
        self.floor.hear(Prices(own.symbol, at_ms, ticks, ticks, ticks))

    def go_on(self) -> None:
        """Another event at the same prices."""
        for coin, own in TRADED.items():
            if own.symbol in self.quotes and own.symbol not in self.ended:
                self.tick(coin, f"{self.quotes[own.symbol].last_usd}")

    def delist(self, coin: str, last: str) -> None:
        self.market.clock.at += timedelta(seconds=1)
        own = TRADED[coin]
        self.ended.add(own.symbol)
        self.floor.hear(Delisting(own.symbol, self.now_ms, own.ticks(Decimal(last))))

    @property
    def now_ms(self) -> int:
        return int(self.market.clock.at.timestamp() * 1000)


@asynccontextmanager
async def trading(market: SmallMarket, database: Database, redis: Redis) -> AsyncIterator[tuple[Trading, PaperParts]]:
    """The exchange runs until the block ends. One market event before: everybody knows a price of BTC, ETH and SOL."""
    source, made = market.memory.source, Trading(market)
    market.clock.at = NOW
    wakes, grids = CommandWakes(redis, source), PaperGrids(database, source)
    news = PaperNews(redis, source)
    parts = PaperParts(
        source,
        market.clock,
        PaperCommandBook(database, wakes),
        PaperBooks(database),
        PaperAccountOpener(database, wakes),
        made,
        news,
        made,
        DraftRepository(database),
        PaperCardRepository(database),
    )

    async def listed() -> list[Instrument]:
        return []

    async def named(symbols: object) -> list[Contract]:
        return list(TRADED.values())

    async def present(_: Contract) -> Prices | None:
        return None

    async def adopted(_: Adopted, floor: Floor) -> None:
        for one in TRADED.values():
            floor.list(one)

    journal = PaperJournal(database, source, wakes)
    points, settled = EquityPoints(database), SettledFunding(database, source)
    drift = DriftRepository(database, source)
    stores = Stores(journal, news, points, wakes.sent, named, grids.keep, settled, drift)
    outside = Outside(listed, lambda _: None, present, market.clock, Random(1), bars=made.ear, on_adopted=adopted)
    await grids.keep(list(TRADED.values()))
    async with asyncio.TaskGroup() as group:
        running = [
            group.create_task(wakes.run()),
            group.create_task(run_paper(stores, outside, Rules())),
        ]
        await made.taken.wait()
        for coin, last in (("BTC", "66590.0"), ("ETH", "1950.00"), ("SOL", "80.00")):
            made.tick(coin, last)
        yield made, parts
        for task in running:
            task.cancel()
