"""A command or an account at which the exchange itself fails ends that run of it, and never a second one."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

import pytest

from engine.exchange.contract import Contract
from engine.exchange.core.rules import Rules
from engine.exchange.from_instrument import contract_of
from engine.exchange.inputs import Book, Prices
from engine.exchange.money import SCALE
from engine.exchange.orders import OpenAccount, Order, OrderStatus, Place, Reason, Way
from engine.exchange.outputs import Fill
from engine.exchange.venues.paper.broken import CommandBroken, Standing
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.intake import Intake
from engine.exchange.venues.paper.ports import AccountNews, Unfinished
from engine.exchange.venues.paper.scribe import Scribe
from engine.exchange.venues.paper.values import EquityPoint
from engine.exchange.venues.paper.venue import Outside, Stores, run_paper
from engine.feeds.pacing import Backoff
from engine.market.values import Instrument, Symbol
from tests.unit.exchange.contracts import some_instrument
from tests.unit.exchange.core.floor import contract
from tests.unit.exchange.paper.fakes import BTC, HeardNews, MemoryJournal, StillClock, floor

UNTHOUGHT_OF = Place(Order(8, 1, BTC, Way.BUY, None))  # type: ignore[arg-type]
"""No size at all: nothing outside lets it through."""


async def asleep(within_s: float) -> None:
    await asyncio.Event().wait()


class NoMarket:
    """Implements `MarketEar`."""

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def caught_up(self, within_s: float) -> bool:
        return True


@dataclass
class Announced(HeardNews):
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def tell(self, news: Sequence[AccountNews]) -> None:
        self.heard.set()


class NoPictures:
    async def add_equity(self, points: Sequence[tuple[int, EquityPoint]]) -> None:
        """Nobody draws here."""


async def named(symbols: Sequence[Symbol]) -> Sequence[Contract]:
    return [contract()]


async def as_listed(contracts: Sequence[Contract]) -> Sequence[Contract]:
    return contracts


class NothingPaid:
    """Implements `Settled`."""

    async def __call__(self) -> dict[Symbol, int]:
        return {}

    async def unfinished(self) -> Sequence[Unfinished]:
        return []


async def listed() -> Sequence[Instrument]:
    return [some_instrument()]


async def no_price(contract: Contract) -> Prices | None:
    return None


def stores_of(journal: MemoryJournal) -> Stores:
    return Stores(journal, HeardNews(), NoPictures(), asleep, named, as_listed, NothingPaid())


def outside() -> Outside:
    return Outside(listed, contract_of, no_price, StillClock(), Random(1), bars=lambda floor: NoMarket())


async def test_it_is_refused_by_a_batch_of_its_own_and_the_run_ends() -> None:
    journal = MemoryJournal()
    journal.send(4, OpenAccount(1, 10_000 * SCALE))
    journal.send(8, UNTHOUGHT_OF)
    with pytest.raises(ExceptionGroup) as ended:
        await run_paper(stores_of(journal), outside(), Rules())
    assert [type(one) for one in ended.value.exceptions] == [CommandBroken]
    assert [(one.command_id, one.refusal) for one in journal.batches[-1].done] == [(8, Reason.BROKEN)]
    assert journal.batches[-1].outputs == ()


async def test_the_next_run_goes_on_with_everybody_else() -> None:
    journal = MemoryJournal()
    journal.send(4, OpenAccount(1, 10_000 * SCALE))
    journal.send(8, UNTHOUGHT_OF)
    journal.send(12, OpenAccount(2, 10_000 * SCALE))
    with pytest.raises(ExceptionGroup):
        await run_paper(stores_of(journal), outside(), Rules())
    announced = Announced()
    async with asyncio.TaskGroup() as group:
        running = group.create_task(run_paper(replace(stores_of(journal), news=announced), outside(), Rules()))
        await asyncio.wait_for(announced.heard.wait(), 5)
        running.cancel()
    assert sorted([image.account.account_id async for image in journal.images()]) == [1, 2]


class Unusable(int):
    """A number until somebody reckons with it."""

    def __rmul__(self, other: object) -> int:
        raise TypeError("no number after all")


AT_MARKET = Place(Order(8, 1, BTC, Way.BUY, 1, slippage_ticks=Unusable(5)))
"""Taken in as it is, and no number when it meets a book."""


@dataclass
class Bookseller:
    """Implements `MarketEar`: a book as soon as what came before was written, told from within as the tape does."""

    on: Floor
    written: asyncio.Event

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tell())

    async def _tell(self) -> None:
        await self.written.wait()
        self.on.hear(Book(BTC, int(StillClock().at.timestamp() * 1000) + 1_000, ((99, 10),), ((101, 10),)))
        await asyncio.Event().wait()

    async def caught_up(self, within_s: float) -> bool:
        return True


async def test_an_account_it_fails_at_stands_still_and_everybody_else_goes_on() -> None:
    journal, news, standing = MemoryJournal(), Announced(), Standing()
    stores = replace(stores_of(journal), news=news)
    seller = replace(outside(), make=lambda instrument: contract(), bars=lambda on: Bookseller(on, news.heard))
    for command_id, account_id in ((4, 1), (12, 2)):
        journal.send(command_id, OpenAccount(account_id, 10_000 * SCALE), account_id)
    journal.send(8, AT_MARKET)
    journal.send(16, Place(Order(16, 2, BTC, Way.BUY, 1)), 2)
    with pytest.raises(ExceptionGroup):
        await run_paper(stores, seller, Rules(), standing)
    assert standing.accounts == {1}
    assert not [one for batch in journal.batches for one in batch.outputs if isinstance(one, Fill)]
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        running = group.create_task(run_paper(stores, seller, Rules(), standing))
        while not (fills := [one for one in journal.batches[-1].outputs if isinstance(one, Fill)]):
            await asyncio.wait_for(news.heard.wait(), 5)
            await asyncio.sleep(0.01)
        running.cancel()
    assert [(one.account_id, one.order_id) for one in fills] == [(2, 16)]
    assert [image.orders[0].status async for image in journal.images() if image.orders] == [OrderStatus.NEW]


async def test_nothing_that_the_failed_exchange_holds_is_written_any_more() -> None:
    journal = MemoryJournal()
    on: Floor = floor()
    journal.send(4, OpenAccount(1, 10_000 * SCALE))
    journal.send(8, UNTHOUGHT_OF)
    with pytest.raises(CommandBroken):
        await Intake(on, journal, asleep, lambda symbol: None).take_in()
    await Scribe(on, journal, HeardNews(), StillClock(), 0, Backoff(0.0, 0.0, Random(1))).write()
    assert journal.batches == []
    assert not on.hear(Prices(BTC, 1, last_ticks=100))
