"""A command at which the exchange itself fails ends that run of it, and never a second one."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

import pytest

from engine.exchange.contract import Contract
from engine.exchange.core.rules import Rules
from engine.exchange.from_instrument import contract_of
from engine.exchange.inputs import Prices
from engine.exchange.money import SCALE
from engine.exchange.orders import OpenAccount, Order, Place, Reason, Way
from engine.exchange.venues.paper.broken import CommandBroken
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
