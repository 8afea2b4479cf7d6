"""A start or a restart: everything that is written down becomes the exchange again."""

import gc
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from engine.exchange.contract import Contract
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.outputs import Image
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.ports import Journal
from engine.market.values import Symbol

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
    liquidated before the market was heard."""
    gc.unfreeze()  # an exchange that was taken up before in this process and is no more
    gc.collect()
    batch, fill_id = await journal.last()
    images = [image async for image in journal.images() if image.account.account_id not in without]
    symbols = sorted({symbol for image in images for symbol in _symbols(image)})
    contracts = await named(symbols)
    floor = Floor(Exchange(contracts, rules, next_fill_id=fill_id + 1), contracts)
    known = [image for image in images if _symbols(image) <= floor.contracts.keys()]
    for image in known:
        floor.restore(image)
    gc.freeze()  # accounts live for good: looking through all of them again and again would stop the exchange
    strays = tuple(symbol for symbol in symbols if symbol not in floor.contracts)
    positions, orders = sum(len(one.positions) for one in known), sum(len(one.orders) for one in known)
    return TakenUp(floor, batch, Adopted(len(known), positions, orders, strays))


def _symbols(image: Image) -> set[Symbol]:
    return {one.symbol for one in image.positions} | {one.order.symbol for one in image.orders}
