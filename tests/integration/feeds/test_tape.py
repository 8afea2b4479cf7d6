"""The tape on the simulated venue over real sockets: whole books, every trade once, and no book from before a break."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pytest

from engine.exchange.from_instrument import contract_of
from engine.exchange.hearing import input_of
from engine.exchange.inputs import Book, Prices, Trade
from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.bybit.tape import BybitTape
from engine.feeds.pacing import RateLimiter
from engine.feeds.ports import Changes, FeedTrouble
from engine.feeds.reading import milliseconds, moment
from engine.feeds.tape import BookHeard, BookLost, LossReason, PricesHeard, TapeEvent, TradeHeard
from engine.market.values import ContractStatus, Gap, Instrument, MarketSource, Symbol
from sandbox.market.server import MarketServer, Options, serve

BTC, PEPE = Symbol("BTCUSDT"), Symbol("1000PEPEUSDT")
SPEED = 20.0


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[MarketServer]:
    folder: Path = tmp_path_factory.mktemp("tape")
    options = Options(folder, seed=5, speed=SPEED, coins=("BTC", "PEPE"), history_days=3.0, ip_limit=0)
    async with serve(options) as server:
        yield server


@dataclass(frozen=True, slots=True)
class VenueTime:
    server: MarketServer

    def now(self) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.server.live.market.now_ms)


@dataclass(slots=True)
class Listening:
    """A tape read in a task of its own."""

    server: MarketServer
    session: aiohttp.ClientSession
    feed: BybitFeed
    tape: BybitTape
    instruments: dict[Symbol, Instrument]
    changes: Changes = field(default_factory=asyncio.Queue)
    heard: list[TapeEvent] = field(default_factory=list)

    async def run(self) -> None:
        async with aclosing(self.tape.stream([self.instruments[BTC]], self.changes)) as events:
            async for event in events:
                self.heard.append(event)

    def of(self, kind: type, symbol: Symbol = BTC, since: int = 0) -> list[TapeEvent]:
        return [one for one in self.heard[since:] if isinstance(one, kind) and getattr(one, "symbol", symbol) == symbol]

    async def see(self, truth: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while True:
                if truth():
                    return
                await asyncio.sleep(0.02)

    async def tell(self, door: str, **wanted: Any) -> None:
        async with self.session.post(f"{self.server.base_url}/sandbox/{door}", json=wanted) as response:
            assert response.status == 200

    def trade_ids(self) -> list[str]:
        return [one.trade_id for one in self.heard if isinstance(one, TradeHeard)]


@pytest.fixture
async def listening(server: MarketServer) -> AsyncIterator[Listening]:
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        clock, limiter = VenueTime(server), RateLimiter(4_000, 1.0)
        where = {"rest_url": server.base_url, "stream_url": server.stream_url}
        feed = BybitFeed(
            session, clock, Random(1), source=MarketSource.SIMULATED, limiter=limiter, first_wait_s=0.01, **where
        )
        tape = BybitTape(
            session,
            clock,
            Random(1),
            limiter=limiter,
            ping_every_s=0.2,
            frozen_after_s=2.5,
            first_wait_s=0.01,
            **where,
        )
        one = Listening(server, session, feed, tape, {one.symbol: one for one in await feed.instruments()})
        task = group.create_task(one.run())
        yield one
        server.faults.clear()
        server.live.endings.take_back()
        task.cancel()


async def test_books_trades_and_prices_of_the_venue_are_heard(listening: Listening) -> None:
    await listening.see(lambda: len(listening.of(BookHeard)) > 2 and listening.of(TradeHeard))
    for book in listening.of(BookHeard):
        assert isinstance(book, BookHeard)
        assert len(book.bids) == len(book.asks) == 50
        assert book.bids[0][0] < book.asks[0][0]
        assert list(book.bids) == sorted(book.bids, reverse=True)
        assert list(book.asks) == sorted(book.asks)
    first = next(one for one in listening.heard if isinstance(one, PricesHeard))
    assert first.funding_rate is not None
    assert first.next_funding_ms is not None
    assert first.bid_usd is not None
    assert not listening.of(BookLost)


async def test_everything_heard_is_an_input_of_the_venues_own_contract(listening: Listening) -> None:
    await listening.changes.put(list(listening.instruments.values()))
    await listening.see(lambda: listening.of(TradeHeard, PEPE) and listening.of(BookHeard, PEPE))
    for symbol, instrument in listening.instruments.items():
        contract = contract_of(instrument)
        assert contract is not None
        inputs = [input_of(one, contract) for one in listening.heard if getattr(one, "symbol", None) == symbol]
        assert {type(one) for one in inputs} == {Book, Trade, Prices}


async def test_after_a_drop_the_book_comes_back_whole_and_no_trade_is_told_twice(listening: Listening) -> None:
    await listening.see(lambda: listening.of(BookHeard) and listening.of(TradeHeard))
    await listening.tell("faults", drop=True)
    await listening.see(lambda: listening.of(Gap))
    lost = next(n for n, one in enumerate(listening.heard) if isinstance(one, BookLost))
    away = next(n for n, one in enumerate(listening.heard) if isinstance(one, FeedTrouble))
    back = next(n for n, one in enumerate(listening.heard) if isinstance(one, Gap))
    assert lost < away < back
    assert [one.reason for one in listening.heard if isinstance(one, BookLost)] == [LossReason.DISCONNECTED]
    assert not [one for one in listening.heard[lost:back] if isinstance(one, BookHeard)]
    await listening.see(lambda: len(listening.of(BookHeard, since=back)) > 1 and listening.of(TradeHeard, since=back))
    assert len(set(listening.trade_ids())) == len(listening.trade_ids())


async def test_a_frozen_venue_is_left_and_its_book_forgotten_until_it_speaks(listening: Listening) -> None:
    await listening.see(lambda: listening.of(BookHeard))
    listening.server.faults.set({"freeze": True})
    await listening.see(lambda: listening.of(BookLost))
    lost = len(listening.heard)
    listening.server.faults.clear()
    await listening.see(lambda: len(listening.of(BookHeard, since=lost)) > 1)
    trouble = next(one for one in listening.heard if isinstance(one, FeedTrouble))
    assert trouble.reason == "frozen"


async def test_a_garbled_change_costs_the_book_and_a_whole_one_is_asked_for(listening: Listening) -> None:
    await listening.see(lambda: listening.of(BookHeard))
    listening.server.faults.set({"malformed": 3})  # a second's worth of this contract: its book's change among them
    await listening.see(lambda: listening.of(BookLost))
    (lost,) = listening.of(BookLost)
    assert isinstance(lost, BookLost)
    assert lost.reason is LossReason.MISSED
    told = len(listening.heard)
    await listening.see(lambda: len(listening.of(BookHeard, since=told)) > 1)
    assert not listening.of(FeedTrouble)


async def test_contracts_come_and_go_while_others_are_heard_on(listening: Listening) -> None:
    await listening.see(lambda: listening.of(BookHeard))
    await listening.changes.put(list(listening.instruments.values()))
    await listening.see(lambda: listening.of(BookHeard, PEPE) and listening.of(PricesHeard, PEPE))
    await listening.changes.put([listening.instruments[PEPE]])
    told = len(listening.of(BookHeard, PEPE))
    await listening.see(lambda: len(listening.of(BookHeard, PEPE)) > told + 2)
    of_bitcoin = len(listening.of(BookHeard))
    await listening.see(lambda: len(listening.of(BookHeard, PEPE)) > told + 4)
    assert len(listening.of(BookHeard)) == of_bitcoin
    assert not listening.of(BookLost)


async def test_a_delisted_contract_falls_silent_and_its_refused_topics_cost_no_other(listening: Listening) -> None:
    await listening.changes.put(list(listening.instruments.values()))
    await listening.see(lambda: listening.of(BookHeard, PEPE))
    await listening.tell("delistings", symbol=PEPE)
    await listening.tell("faults", drop=True)
    await listening.see(lambda: listening.of(Gap))
    back = next(n for n, one in enumerate(listening.heard) if isinstance(one, Gap))
    await listening.see(lambda: len(listening.of(BookHeard, since=back)) > 2 and listening.of(TradeHeard, since=back))
    assert not [one for one in listening.heard[back:] if getattr(one, "symbol", None) == PEPE]
    (ended,) = await listening.feed.ended([listening.instruments[PEPE]])
    assert ended.status is ContractStatus.CLOSED
    assert ended.ends_at is not None
    assert ended.ends_at <= VenueTime(listening.server).now()


async def test_settlements_are_read_with_the_mark_of_their_minute(listening: Listening) -> None:
    until = VenueTime(listening.server).now()
    bitcoin, pepe = listening.instruments[BTC], listening.instruments[PEPE]
    found = await listening.tape.settlements(bitcoin, until - timedelta(days=1), until)
    assert len(found) == 3
    assert all(one.at_ms % (8 * 3_600_000) == 0 for one in found)
    assert [one.at_ms for one in found] == sorted(one.at_ms for one in found)
    assert all(one.mark_usd is not None and one.mark_usd > 1_000 for one in found)
    assert await listening.tape.settlements(bitcoin, moment(found[-1].at_ms), until) == []
    (last,) = await listening.tape.settlements(pepe, moment(found[-1].at_ms - 1), moment(found[-1].at_ms))
    assert last.mark_usd is not None
    assert Decimal("1e-7") < last.mark_usd < Decimal("1e-3")
    assert last.at_ms <= milliseconds(until)


async def test_a_book_that_waited_is_never_told_with_what_came_after_its_time(tmp_path: Path) -> None:
    start = datetime(2026, 2, 6, 8, tzinfo=UTC)
    options = Options(tmp_path, seed=5, coins=("BTC",), history_days=2.0, ip_limit=0, stepped_from=start)
    async with serve(options) as server, aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        clock, where = VenueTime(server), {"rest_url": server.base_url, "stream_url": server.stream_url}
        feed = BybitFeed(session, clock, Random(1), source=MarketSource.SIMULATED, **where)
        tape = BybitTape(session, clock, Random(1), **where)
        one = Listening(server, session, feed, tape, {each.symbol: each for each in await feed.instruments()})
        task = group.create_task(one.run())
        await one.see(lambda: one.of(BookHeard))
        await one.tell("step", minutes=30)
        await one.see(lambda: one.of(BookHeard)[-1].at_ms == server.live.market.now_ms)  # type: ignore[union-attr]
        task.cancel()
    told = [(book.at_ms, book.bids, book.asks) for book in one.of(BookHeard) if isinstance(book, BookHeard)]
    assert [at_ms for at_ms, *_ in told] == sorted({at_ms for at_ms, *_ in told})
    assert len({(bids, asks) for _, bids, asks in told}) == len(told)
