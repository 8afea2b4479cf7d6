"""The server may end at any statement: what was being written is there whole or not at all, to be written again."""

from typing import Any

import pytest

from db.database import Database
from db.paper.accounts import PaperAccountOpener
from db.paper.book import PaperCommandBook
from db.paper.journal import PaperJournal
from db.paper.verifying import verify
from engine.errors import StorageAway
from engine.exchange.orders import CancelAll
from engine.exchange.venues.paper.ports import CommandDone
from engine.exchange.venues.paper.values import START_USDT
from tests.integration.paper.conftest import GUARDED, House
from tests.integration.paper.dying import Mortal
from tests.integration.paper.made import NOON, NOON_MS, SIMULATED, batch

_TABLES = (*GUARDED, "paper_accounts", "paper_commands", "paper_orders", "paper_positions")
_MOST_STEPS = 40


async def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All that is written, but for the physical order."""
    return {name: sorted(map(tuple, await database.rows(f"SELECT * FROM {name}")), key=repr) for name in _TABLES}


async def test_a_batch_survives_the_servers_end_before_any_statement(house: House, database: Database) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, trader.filled(1, 1, 1000)))
    book = PaperCommandBook(database)
    sent = await book.send(trader.account_id, lambda _: CancelAll(trader.account_id), NOON, "a")
    turned = trader.filled(2, -3, 1100, at_ms=NOON_MS + 1)
    one = batch(3, turned + trader.filled(3, 1, 1000, order_id=8), [CommandDone(sent.command_id)])
    before, died = await everything(database), 0
    for step in range(1, _MOST_STEPS):
        mortal = Mortal(database, step)
        try:
            await PaperJournal(mortal, SIMULATED).write(one)
        except StorageAway:
            died += 1
            assert await everything(database) == before, f"died before statement {step}"
            continue
        break
    assert died == mortal.steps > 10, "every statement and the commit had its turn"
    after = await everything(database)
    assert [len(after[name]) - len(before[name]) for name in GUARDED] == [1, 4, 2, 1]
    await house.journal.write(one)  # whose answer was lost
    assert await everything(database) == after
    assert await verify(database) == []


@pytest.mark.parametrize("what", ["open", "reset"])
async def test_an_account_is_there_with_its_command_or_not_at_all(house: House, database: Database, what: str) -> None:
    await house.trader()

    async def ask(opener: PaperAccountOpener) -> int:
        if what == "open":
            return (await opener.open(8, SIMULATED, START_USDT, NOON)).account_id
        return (await opener.reset(7, SIMULATED, START_USDT, NOON, "tap")).account_id

    before = await everything(database)
    for step in range(1, _MOST_STEPS):
        try:
            made = await ask(PaperAccountOpener(Mortal(database, step)))
        except StorageAway:
            assert await everything(database) == before, f"died before statement {step}"
            continue
        break
    assert await ask(PaperAccountOpener(database)) == made
    after = await everything(database)
    assert len(after["paper_accounts"]) - len(before["paper_accounts"]) == 1
    assert len(after["paper_commands"]) - len(before["paper_commands"]) == (1 if what == "open" else 2)


async def test_a_command_is_there_once_whenever_the_server_ends(house: House, database: Database) -> None:
    trader = await house.trader()
    for step in range(1, _MOST_STEPS):
        book = PaperCommandBook(Mortal(database, step))
        try:
            await book.send(trader.account_id, lambda _: CancelAll(trader.account_id), NOON, "tap")
        except StorageAway:
            assert await house.journal.waiting(0, 10) == [], f"died before statement {step}"
            continue
        break
    await PaperCommandBook(database).send(trader.account_id, lambda _: CancelAll(trader.account_id), NOON, "tap")
    assert len(await house.journal.waiting(0, 10)) == 1
