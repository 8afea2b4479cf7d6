"""A start or a restart: everything that is written down becomes the exchange again."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from engine.exchange.contract import Contract
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.outputs import Image
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.garbage import forget_taken_in, taking_in
from engine.exchange.venues.paper.ports import Journal
from engine.market.cancelling import heed_cancellation
from engine.market.values import Symbol

_AT_ONCE = 250  # accounts: some ten milliseconds; then others have their turn
Named = Callable[[Sequence[Symbol]], Awaitable[Sequence[Contract]]]
"""Contracts of these symbols, in the steps their rows are counted in, also where the venue lists them no more."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was taken up. `strays`: symbols with rows and without a contract. Accounts with anything open there stand
    still, refused and unchanged, until a start that knows the contract; nobody else's trading waits for that."""

    accounts: int
    positions: int
    orders: int
    strays: tuple[Symbol, ...] = ()

    @property
    def is_anything_open(self) -> bool:
        return self.positions > 0 or self.orders > 0


@dataclass(frozen=True, slots=True)
class TakenUp:
    floor: Floor
    batch: int  # the last that was written
    adopted: Adopted


async def take_up(journal: Journal, named: Named, rules: Rules, without: Collection[int] = ()) -> TakenUp:
    """`without`: accounts that are left as they are. Raises `StorageAway`. The marks are not known yet: nothing is
    liquidated before the market was heard.

    Accounts are taken in as they are read, so that a million of them are never there twice.
    """
    forget_taken_in()
    batch, fill_id = await journal.last()
    floor = Floor(Exchange((), rules, next_fill_id=fill_id + 1))
    with taking_in():
        adopted = await _adopt(journal, named, floor, without)
    return TakenUp(floor, batch, adopted)


async def _adopt(journal: Journal, named: Named, floor: Floor, without: Collection[int]) -> Adopted:
    accounts = positions = orders = 0
    strays: set[Symbol] = set()
    async for image in journal.images():
        if image.account.account_id in without:
            continue
        symbols = _symbols(image)
        if new := symbols - floor.contracts.keys() - strays:
            for contract in await named(sorted(new)):
                floor.list(contract)
            strays |= new - floor.contracts.keys()
        if symbols & strays:
            continue
        floor.restore(image)
        accounts, positions, orders = accounts + 1, positions + len(image.positions), orders + len(image.orders)
        if not accounts % _AT_ONCE:
            heed_cancellation()
            await asyncio.sleep(0)
    return Adopted(accounts, positions, orders, tuple(sorted(strays)))


def _symbols(image: Image) -> set[Symbol]:
    return {one.symbol for one in image.positions} | {one.order.symbol for one in image.orders}
