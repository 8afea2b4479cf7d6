"""A process that is killed between two parts of a settlement: after it everybody has paid it, once, at one mark."""

from decimal import Decimal

import pytest

from db.database import Database
from db.paper.grids import PaperGrids
from db.paper.journal import PaperJournal
from db.paper.settled import SettledFunding
from db.paper.verifying import verify
from engine.exchange.contract import Contract
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Book, Funding, Prices, Settling
from engine.exchange.money import SCALE
from engine.exchange.orders import MarginMode, OpenAccount, Order, Place, Sent, Way
from engine.exchange.outputs import Output
from engine.exchange.venues.paper.taking_up import take_up
from engine.market.values import Symbol
from tests.integration.paper.made import NOON, NOON_MS, SIMULATED, batch
from tests.unit.exchange.core.floor import BTC, ETH, contract

HOLDERS = 7
RULES = Rules(latency_ms=0, holders_at_once=0)
INSTANT = Funding(BTC, NOON_MS + 5_000, 10_000, 1_000)
PARTS = 9  # of one holder each, and some for nothing

_OPEN = (
    "INSERT INTO paper_accounts (account_id, user_id, source, number, opened_at, start, intent)"
    " OVERRIDING SYSTEM VALUE VALUES ($1, $1, $2, 1, $3, 1, 'x')"
)
_PAID = "SELECT account_id, amount FROM paper_transfers WHERE cause = 'funding' ORDER BY account_id"


def opened() -> tuple[Exchange, list[Output]]:
    """Every other account cross, all long at 1,000."""
    exchange = Exchange((contract(), contract(ETH)), RULES)
    told: list[Output] = []
    for account_id in range(1, HOLDERS + 1):
        margin = MarginMode.CROSS if account_id % 2 else MarginMode.ISOLATED
        told += exchange.apply(Sent(OpenAccount(account_id, 10_000 * SCALE, margin), NOON_MS))
        told += exchange.apply(Sent(Place(Order(4 * account_id, account_id, BTC, Way.BUY, account_id)), NOON_MS))
    told += exchange.apply(Prices(BTC, NOON_MS + 1_000, last_ticks=1_000, mark_ticks=1_000))
    told += exchange.apply(Book(BTC, NOON_MS + 1_000, ((999, 10**6),), ((1_000, 10**6),)))
    return exchange, told


async def named(symbols: object) -> list[Contract]:
    return [contract(), contract(ETH)]


async def held(database: Database) -> PaperJournal:
    await PaperGrids(database, SIMULATED).keep(await named(()))
    for account_id in range(1, HOLDERS + 1):
        await database.run(_OPEN, account_id, SIMULATED.value, NOON)
    return PaperJournal(database, SIMULATED)


def happening(exchange: Exchange, part: int) -> list[Output]:
    """Between the parts account 5 sells all it has, and 6 a half of it."""
    told: list[Output] = []
    if part == 2:
        for account_id, lots in ((5, 5), (6, 3)):
            order = Order(1_000 + account_id, account_id, BTC, Way.SELL, lots)
            told += exchange.apply(Sent(Place(order), NOON_MS + 6_000))
        told += exchange.apply(Book(BTC, NOON_MS + 6_000, ((999, 10**6),), ((1_000, 10**6),)))
    return told


@pytest.mark.parametrize("killed_after", range(PARTS))
async def test_everybody_pays_once_whenever_the_process_is_killed(database: Database, killed_after: int) -> None:
    journal = await held(database)
    exchange, told = opened()
    await journal.write(batch(1, told))
    told, number = list(exchange.apply(INSTANT)), 1
    for part in range(PARTS):
        told += [*exchange.apply(Settling(1)), *happening(exchange, part)]
        await journal.write(batch(number := number + 1, told))
        told = []
        if part == killed_after:
            exchange = await restarted(database)
    paid = [tuple(row) for row in await database.rows(_PAID)]
    assert paid == [  # 0.01 % of as many coins at 1,000
        (account_id, Decimal(account_id) / 10) for account_id in range(1, HOLDERS + 1)
    ]
    assert await verify(database) == []
    assert await SettledFunding(database, SIMULATED).unfinished() == []
    assert await SettledFunding(database, SIMULATED)() == {BTC: INSTANT.at_ms}


async def restarted(database: Database) -> Exchange:
    """As the venue takes it up, and hears the market again."""
    taken = await take_up(PaperJournal(database, SIMULATED), named, RULES)
    settled = SettledFunding(database, SIMULATED)
    assert await settled() == {BTC: INSTANT.at_ms}, "its history is not asked for it again"
    for rest in await settled.unfinished():
        assert rest.funding == INSTANT
        taken.floor.resume(rest)
    taken.floor.exchange.apply(Prices(Symbol("ETHUSDT"), NOON_MS + 5_500, last_ticks=1_000, mark_ticks=1_000))
    return taken.floor.exchange


async def test_what_nobody_heard_of_is_not_known_as_settled(database: Database) -> None:
    """Killed before the first batch of the settlement: the venue's history says what is owed."""
    journal = await held(database)
    exchange, told = opened()
    await journal.write(batch(1, told))
    exchange.apply(INSTANT)
    settled = SettledFunding(database, SIMULATED)
    assert await settled() == {BTC: NOON_MS + 999}
    assert await settled.unfinished() == []


async def test_one_that_costs_nobody_anything_is_settled_too(database: Database) -> None:
    journal = await held(database)
    exchange, told = opened()
    free = Funding(BTC, INSTANT.at_ms, 0, 1_000)
    await journal.write(batch(1, [*told, *exchange.apply(free), *exchange.apply(Settling(100))]))
    assert await SettledFunding(database, SIMULATED)() == {BTC: free.at_ms}
