"""Batches: each whole or not at all, once, and only where it fits what is there."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import asyncpg
import pytest

from db.database import Database
from db.paper.journal import JournalBroken, PaperJournal
from db.paper.reader import PaperBooks
from db.paper.verifying import verify
from db.times import ms_at
from engine.exchange.orders import OrderStatus, Reason
from engine.exchange.outputs import Output
from engine.exchange.venues.paper.ports import CommandDone
from engine.market.values import MarketSource, Side, Symbol
from tests.integration.paper.conftest import GUARDED, House
from tests.integration.paper.made import NOON, NOON_MS, Trader, batch


async def counts(database: Database) -> dict[str, int]:
    tables = (*GUARDED, "paper_orders", "paper_positions")
    return {name: (await database.rows(f"SELECT count(*) AS n FROM {name}"))[0]["n"] for name in tables}


async def test_a_fill_is_read_back_to_the_unit(house: House, reader: PaperBooks, database: Database) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, trader.filled(1, 3, 1_000_001, fee=1, order_id=8)))
    [fill] = await reader.fills(trader.account_id)
    assert (fill.price_usd, fill.quantity, fill.fee_usdt) == (Decimal("100000.1"), Decimal("0.003"), Decimal("1E-10"))
    [position] = await reader.positions(trader.account_id)
    assert (position.side, position.quantity, position.entry_usd) == (Side.LONG, Decimal("0.003"), Decimal("100000.1"))
    account = await reader.account(trader.account_id)
    assert account is not None
    assert account.cash_usdt == Decimal(10_000) - Decimal("1E-10")
    assert await reader.fills_of_order(8) == [fill]
    assert await verify(database) == []


async def test_a_batch_written_again_changes_nothing(house: House, database: Database) -> None:
    trader = await house.trader()
    one = batch(2, trader.filled(1, 3, 1000))
    await house.journal.write(one)
    before = await counts(database)
    await house.journal.write(one)
    assert await counts(database) == before
    assert await house.journal.last() == (2, 1)


async def test_the_same_batch_written_by_two_at_once_is_there_once(house: House, database: Database) -> None:
    trader = await house.trader()
    one = batch(2, trader.filled(1, 3, 1000))
    await asyncio.gather(*(house.journal.write(one) for _ in range(6)))
    assert (await counts(database))["paper_fills"] == 1
    assert await verify(database) == []


async def test_another_batch_under_a_number_that_is_taken_is_an_alarm(house: House) -> None:
    trader = await house.trader()
    outputs = trader.filled(1, 3, 1000)
    await house.journal.write(batch(2, outputs))
    with pytest.raises(JournalBroken, match="differently"):
        await house.journal.write(batch(2, [replace(outputs[0], lots=4), *outputs[1:]]))


async def test_a_batch_that_leaves_a_hole_is_refused(house: House) -> None:
    trader = await house.trader()
    with pytest.raises(JournalBroken, match="does not follow"):
        await house.journal.write(batch(3, trader.filled(1, 3, 1000)))


async def test_cash_that_is_not_the_sum_of_its_transfers_is_refused_whole(house: House, database: Database) -> None:
    trader = await house.trader()
    before = await counts(database)
    outputs = trader.filled(1, 3, 1000)
    trader.cash += 1
    with pytest.raises(JournalBroken, match="sum of their transfers"):
        await house.journal.write(batch(2, [*outputs, trader.stands(NOON_MS)]))
    assert await counts(database) == before
    await house.journal.write(batch(2, outputs))
    assert await verify(database) == []


async def test_an_account_nobody_opened_is_refused(house: House, journal: PaperJournal) -> None:
    with pytest.raises(JournalBroken, match="unknown"):
        await journal.write(batch(1, Trader(123_456_789).opened(500)))


async def test_a_contract_whose_grid_was_not_kept_is_refused(house: House) -> None:
    trader = await house.trader()
    stranger: list[Output] = [replace(trader.position(NOON_MS), lots=1, symbol=Symbol("XUSDT"))]
    with pytest.raises(JournalBroken, match="XUSDT"):
        await house.journal.write(batch(2, stranger))


async def test_commands_are_done_with_their_batch_and_only_once(house: House, database: Database) -> None:
    trader = await house.trader()
    with pytest.raises(JournalBroken, match="not waiting"):
        await house.journal.write(batch(2, trader.filled(1, 3, 1000), [CommandDone(4)]))
    assert (await counts(database))["paper_fills"] == 0


async def test_a_trade_is_written_when_the_position_is_flat(house: House, reader: PaperBooks) -> None:
    """Bought 2 at 100 and 2 at 110 in two batches, sold 3 at 120 and 1 at 108."""
    trader = await house.trader()
    minute = 60_000
    await house.journal.write(batch(2, trader.filled(1, 2, 1000, fee=0)))
    await house.journal.write(batch(3, trader.filled(2, 2, 1100, fee=0, at_ms=NOON_MS + minute)))
    outputs = trader.filled(3, -3, 1200, fee=0, at_ms=NOON_MS + 2 * minute)
    await house.journal.write(batch(4, outputs + trader.filled(4, -1, 1080, fee=0, at_ms=NOON_MS + 3 * minute)))
    [trade] = await reader.trades(trader.account_id)
    assert (trade.side, trade.quantity, trade.leverage) == (Side.LONG, Decimal("0.004"), Decimal(10))
    assert (trade.entry_usd, trade.exit_usd) == (Decimal(105), Decimal(117))
    assert trade.net_usdt == Decimal("0.048")
    assert (trade.opened_at, (trade.closed_at - trade.opened_at).total_seconds()) == (NOON, 180)
    assert await reader.positions(trader.account_id) == []


@pytest.mark.parametrize("is_one_batch", [True, False])
async def test_a_fill_that_turns_a_position_round_ends_one_trade_and_begins_the_next(
    house: House, reader: PaperBooks, is_one_batch: bool
) -> None:
    trader = await house.trader()
    first, turn = trader.filled(1, 1, 1000, fee=0), trader.filled(2, -3, 1100, fee=0, at_ms=NOON_MS + 1000)
    last = trader.filled(3, 2, 1050, fee=0, at_ms=NOON_MS + 2000)
    parts = [first + turn + last] if is_one_batch else [first, turn, last]
    for number, outputs in enumerate(parts, 2):
        await house.journal.write(batch(number, outputs))
    short, long = await reader.trades(trader.account_id)
    assert (long.side, long.quantity, long.entry_usd, long.exit_usd) == (Side.LONG, Decimal("0.001"), 100, 110)
    assert (short.side, short.quantity, short.entry_usd, short.exit_usd) == (Side.SHORT, Decimal("0.002"), 110, 105)
    assert (long.net_usdt, short.net_usdt) == (Decimal("0.01"), Decimal("0.01"))


async def test_a_position_that_closed_and_opened_again_in_one_batch_tells_only_of_its_second_life(
    house: House, database: Database
) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, trader.filled(1, 5, 1000)))
    closed, again = trader.filled(2, -5, 1100, at_ms=NOON_MS + 1), trader.filled(3, 2, 1050, at_ms=NOON_MS + 2)
    await house.journal.write(batch(3, closed + again))
    [row] = await database.rows("SELECT lots, most_lots, entry_lots, entry_value, exit_lots FROM paper_positions")
    assert tuple(row) == (2, 2, 2, 2100, 0)
    assert await verify(database) == []


async def test_an_order_that_changes_keeps_when_it_was_first_seen(house: House, reader: PaperBooks) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, [trader.order(8, 1, 1000, NOON_MS, OrderStatus.OPEN)]))
    later = trader.order(12, 1, 1000, NOON_MS + 5, OrderStatus.OPEN)  # a new one, in the same batch as the change
    await house.journal.write(batch(3, [later, *trader.filled(1, 1, 1000, order_id=8, at_ms=NOON_MS + 5)]))
    filled, waits = await reader.order(8), await reader.order(12)
    assert filled is not None
    assert waits is not None
    assert (filled.status, filled.sent_at, ms_at(filled.changed_at)) == (OrderStatus.FILLED, NOON, NOON_MS + 5)
    assert (waits.status, ms_at(waits.sent_at)) == (OrderStatus.OPEN, NOON_MS + 5)


@pytest.mark.parametrize("behind", ["DELETE FROM paper_positions", "UPDATE paper_positions SET slot = 1"])
async def test_a_position_that_is_not_where_the_exchange_left_it_is_an_alarm(
    house: House, database: Database, behind: str
) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, trader.filled(1, 3, 1000)))
    await database.run(behind)
    before = await counts(database)
    with pytest.raises(JournalBroken, match="positions: 1 were to change"):
        await house.journal.write(batch(3, trader.filled(2, 1, 1000)))
    assert await counts(database) == before


async def test_what_is_new_to_the_exchange_but_not_to_the_store_is_an_alarm(house: House) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, trader.filled(1, 3, 1000)))
    forgotten = Trader(trader.account_id)
    forgotten.cash = trader.cash
    for outputs in (trader.filled(1, 1, 1000), forgotten.filled(2, 1, 1000)):
        with pytest.raises(JournalBroken, match="says new of what was there"):
            await house.journal.write(batch(3, outputs))


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
async def test_what_was_written_is_never_changed(paper_url: str, database: Database, table: str, change: str) -> None:
    """Of the live market: a simulated one takes its rows with it."""
    column = "hash" if table == "paper_batches" else "account_id"
    await database.run("INSERT INTO paper_batches VALUES ('live', 1, now(), 0, 0, $1)", bytes(32))
    await database.run(
        "INSERT INTO paper_accounts (user_id, source, number, opened_at, start, intent, cash)"
        " VALUES (1, 'live', 1, now(), 1, 'x', 1)"
    )
    account = (await database.rows("SELECT account_id FROM paper_accounts WHERE source = 'live'"))[0]["account_id"]
    for sql in (
        "INSERT INTO paper_transfers VALUES (1, $1, now(), 'opening', 'house', 'cash', 1, NULL, NULL, 1)",
        "INSERT INTO paper_fills VALUES (1, $1, 0, 'B', 0, now(), NULL, true, 1, 1, true, 0, 0, 'order', 'book', 1)",
        "INSERT INTO paper_trades VALUES ($1, 1, 'B', 0, 'long', 1, 1, 1, 1, 1, 1, now(), now(), 0, 'order')",
    ):
        await database.run(sql, account)
    with pytest.raises(asyncpg.PostgresError, match="append only"):
        await database.run(change.format(table, column, column))


async def test_a_transfer_moves_something_from_one_purse_to_another(database: Database) -> None:
    for amount, target in (("0", "cash"), ("-1", "cash"), ("1", "house")):
        with pytest.raises(asyncpg.CheckViolationError):
            await database.run(
                f"INSERT INTO paper_transfers VALUES (1, 1, now(), 'x', 'house', '{target}', {amount}, NULL, NULL, 1)"
            )


async def test_a_refused_command_says_why(house: House, database: Database) -> None:
    trader = await house.trader()
    order = replace(
        trader.order(8, 1, 1000, NOON_MS, OrderStatus.REJECTED), reason=Reason.NO_MONEY, numbers=(("have", "1"),)
    )
    await house.journal.write(batch(2, [order]))
    shown = await PaperBooks(database).order(8)
    assert shown is not None
    assert (shown.status, shown.reason, shown.numbers) == (OrderStatus.REJECTED, Reason.NO_MONEY, (("have", "1"),))


async def test_journals_of_two_sources_do_not_meet(house: House, database: Database) -> None:
    await house.trader()
    other = PaperJournal(database, MarketSource.LIVE)
    assert await other.last() == (0, 0)
    await other.write(batch(1))
    assert [image async for image in other.images()] == []
    assert await verify(database) == []
