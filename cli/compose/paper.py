"""The paper exchange joined to the stores, the market and the chat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

import aiohttp
from redis.asyncio import Redis

from bot.paper_parts import PaperParts, Standings
from cli.compose.alive import Alive
from cli.compose.clocks import WallClock
from cli.compose.market import LINEAR, LOCAL_RATE, LiveMarket, Outlook
from cli.compose.place import say
from config import Settings
from db.instruments import InstrumentRepository
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
from db.people.posts import PostRepository
from db.pool import Database
from engine.club.restart_notes import TellOfRestart
from engine.exchange.bar_tape import prices_of
from engine.exchange.contract import Contract
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Prices
from engine.exchange.venues.paper.bar_ear import BarEar, Watched
from engine.exchange.venues.paper.broken import Standing
from engine.exchange.venues.paper.contracts import PaperContracts, maker_of_contracts, of_paper_venue
from engine.exchange.venues.paper.equities import FloorEquities
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.listing import Listed
from engine.exchange.venues.paper.quotes import MarketQuotes
from engine.exchange.venues.paper.taking_up import Adopted
from engine.exchange.venues.paper.venue import MarketEar, Outside, Stores, run_paper
from engine.feeds.bybit.feed import STREAM_URL as BYBIT_STREAM
from engine.feeds.bybit.rest import REST_URL as BYBIT_REST
from engine.feeds.bybit.tape import BybitTape
from engine.feeds.pacing import RateLimiter
from engine.feeds.tape import TapeFeed
from engine.market.ports import Clock, MarketReader
from engine.market.values import Instrument, MarketSource, Symbol, Venue

_BARS_PATIENCE_MS = 15 * 60_000  # a recording's next bar opens within five minutes, or a little later


@dataclass(frozen=True, slots=True)
class PaperHouse:
    """The rows of one source. `wakes.run()` is kept going by whoever waits for anything."""

    database: Database
    redis: Redis
    source: MarketSource
    clock: Clock
    wakes: CommandWakes
    standing: Standing = field(default_factory=Standing)

    @staticmethod
    def of(database: Database, redis: Redis, source: MarketSource, clock: Clock) -> "PaperHouse":
        return PaperHouse(database, redis, source, clock, CommandWakes(redis, source))

    def contracts(self, reader: MarketReader) -> PaperContracts:
        keep = PaperGrids(self.database, self.source).keep
        return PaperContracts(reader, maker_of_contracts(self.source), keep)

    def quotes(self, reader: MarketReader, contracts: PaperContracts) -> MarketQuotes:
        return MarketQuotes(reader, contracts.of_symbol, self.clock)

    def parts(self, reader: MarketReader, standings: Standings | None = None) -> PaperParts:
        """What the chat has of it."""
        contracts = self.contracts(reader)
        return PaperParts(
            source=self.source,
            clock=self.clock,
            book=PaperCommandBook(self.database, self.wakes),
            reader=PaperBooks(self.database),
            opener=PaperAccountOpener(self.database, self.wakes),
            quotes=self.quotes(reader, contracts),
            news=PaperNews(self.redis, self.source),
            contracts=contracts,
            drafts=DraftRepository(self.database),
            cards=PaperCardRepository(self.database),
            standings=standings,
            reading=WallClock(),
        )

    def stores(self) -> Stores:
        """What the exchange itself has. Its batches may take their time."""
        return Stores(
            journal=PaperJournal(self.database.patient(), self.source, self.wakes),
            news=PaperNews(self.redis, self.source),
            equity=EquityPoints(self.database),
            wake=self.wakes.sent,
            named=self._named,
            keep=PaperGrids(self.database, self.source).keep,
            settled=SettledFunding(self.database, self.source),
            drift=DriftRepository(self.database.patient(), self.source),
        )

    async def tell_of_restart(self, floor: Floor) -> None:
        since = await Alive(self.redis, self.source, self.clock).last()
        if since is not None:
            tell = TellOfRestart(PostRepository(self.database), PaperBooks(self.database), self.source)
            await tell(floor, since, self.clock.now())

    async def _named(self, symbols: Sequence[Symbol]) -> Sequence[Contract]:
        rows = InstrumentRepository(self.database)
        found: list[Instrument] = []
        for venue in Venue:
            known = {one.symbol for one in found}
            wanted = [symbol for symbol in symbols if symbol not in known]
            found += await rows.named(self.source, venue, wanted)
        make = maker_of_contracts(self.source)
        made = [contract for contract in map(make, found) if contract is not None]
        return await PaperGrids(self.database, self.source).keep(made)


def rules_of(source: MarketSource, latency_ms: int) -> Rules:
    if source is MarketSource.RECORDED:
        return Rules(latency_ms=latency_ms, patience_ms=_BARS_PATIENCE_MS, with_book=False)
    return Rules(latency_ms=latency_ms)


def tape_of(
    session: aiohttp.ClientSession, clock: Clock, rest_url: str, stream_url: str, limiter: RateLimiter | None = None
) -> TapeFeed:
    return BybitTape(session, clock, Random(), rest_url=rest_url, stream_url=stream_url, limiter=limiter)


class Present:
    """A contract's prices as its ticker last told them."""

    def __init__(self, reader: MarketReader) -> None:
        self._reader = reader

    async def __call__(self, contract: Contract) -> Prices | None:
        ticker = await self._reader.ticker(contract.coin, contract.venue)
        return None if ticker is None or ticker.symbol != contract.symbol else prices_of(ticker, contract)


def bars_of(market: Watched) -> Callable[[Floor], MarketEar]:
    return lambda floor: BarEar(floor, market)


def outside_of(
    house: PaperHouse,
    listed: Listed,
    reader: MarketReader,
    tape: TapeFeed | None,
    bars: Callable[[Floor], MarketEar] | None,
    equities: FloorEquities,
) -> Outside:
    """`listed`: of all venues. `equities` learn of the floor."""

    async def of_paper() -> Sequence[Instrument]:
        return of_paper_venue(await listed(), house.source)

    async def adopted(found: Adopted, floor: Floor) -> None:
        if found.is_anything_open:
            say(f"Paper: adopted {found.positions} open positions and {found.orders} orders")
            await house.tell_of_restart(floor)
        equities.begin(floor)

    return Outside(
        listed=of_paper,
        make=maker_of_contracts(house.source),
        present=Present(reader),
        clock=house.clock,
        rng=Random(),
        tape=tape,
        bars=bars,
        on_adopted=adopted,
    )


def tape_for(outlook: Outlook, settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> TapeFeed | None:
    """Bybit's own, or the simulated market's; a recording has none."""
    if outlook.source is MarketSource.RECORDED:
        return None
    if outlook.simulated_url is not None:
        url = outlook.simulated_url
        stream = url.replace("http", "ws", 1) + LINEAR
        return tape_of(session, clock, url, stream, RateLimiter(*LOCAL_RATE))
    ours = settings.bybit
    stream = BYBIT_STREAM if ours.ws_url is None else ours.ws_url.rstrip("/") + LINEAR
    return tape_of(session, clock, ours.rest_url or BYBIT_REST, stream)


async def paper_beside(
    house: PaperHouse,
    market: LiveMarket,
    outlook: Outlook,
    settings: Settings,
    session: aiohttp.ClientSession,
    equities: FloorEquities,
) -> None:
    """The exchange in the process that has the whole market in memory. Endless."""
    tape, memory = tape_for(outlook, settings, session, market.clock), market.memory

    async def listed() -> Sequence[Instrument]:
        return [one for venue in Venue for one in memory.listed(venue)]

    bars = None if tape is not None else bars_of(memory)
    outside = outside_of(house, listed, memory, tape, bars, equities)
    await _run(house, outside, settings, equities)


async def paper_on_stores(
    house: PaperHouse,
    reader: MarketReader,
    settings: Settings,
    session: aiohttp.ClientSession,
    equities: FloorEquities,
) -> None:
    """The exchange on what engines store, with a tape of its own: live prices only. Endless."""
    tape = tape_for(Outlook(house.source), settings, session, house.clock)
    rows = InstrumentRepository(house.database)

    async def listed() -> Sequence[Instrument]:
        return await rows.all(house.source)

    outside = outside_of(house, listed, reader, tape, None, equities)
    await _run(house, outside, settings, equities)


async def _run(house: PaperHouse, outside: Outside, settings: Settings, equities: FloorEquities) -> None:
    try:
        rules = rules_of(house.source, settings.paper.latency_ms)
        await run_paper(house.stores(), outside, rules, house.standing)
    finally:
        equities.end()
