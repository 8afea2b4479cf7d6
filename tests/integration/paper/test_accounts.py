"""One open account a member and source, usable at once, whoever asks how often."""

import asyncio
from datetime import timedelta
from decimal import Decimal

from db.database import Database
from db.paper.accounts import PaperAccountOpener
from db.paper.journal import PaperJournal
from db.paper.reader import PaperBooks
from db.paper.verifying import verify
from engine.exchange.money import SCALE
from engine.exchange.orders import CloseAccount, OpenAccount
from engine.exchange.venues.paper.ports import CommandDone
from engine.exchange.venues.paper.values import SMALL_START_USDT, START_USDT
from engine.market.values import MarketSource
from tests.integration.paper.conftest import House
from tests.integration.paper.made import NOON, NOON_MS, SIMULATED, batch


async def test_two_devices_that_start_at_once_open_one_account(
    opener: PaperAccountOpener, journal: PaperJournal
) -> None:
    opened = await asyncio.gather(*(opener.open(7, SIMULATED, START_USDT, NOON) for _ in range(8)))
    assert len({account.account_id for account in opened}) == 1
    [waiting] = await journal.waiting(0, 10)
    assert waiting.command == OpenAccount(opened[0].account_id, 10_000 * SCALE)


async def test_a_new_account_can_be_shown_before_the_exchange_has_seen_it(
    opener: PaperAccountOpener, reader: PaperBooks, database: Database
) -> None:
    made = await opener.open(7, SIMULATED, SMALL_START_USDT, NOON)
    account = await reader.account_of(7, SIMULATED)
    assert account == made
    assert (made.number, made.is_open, made.start_usdt, made.cash_usdt) == (1, True, 500, 500)
    assert await reader.account_of(7, MarketSource.LIVE) is None
    assert await verify(database) == []


async def test_opened_again_it_keeps_what_it_began_with(opener: PaperAccountOpener) -> None:
    first = await opener.open(7, SIMULATED, SMALL_START_USDT, NOON)
    assert await opener.open(7, SIMULATED, START_USDT, NOON + timedelta(days=1)) == first


async def test_a_reset_closes_the_old_account_and_opens_the_next(
    house: House, opener: PaperAccountOpener, reader: PaperBooks
) -> None:
    trader = await house.trader()
    fresh = await opener.reset(7, SIMULATED, SMALL_START_USDT, NOON, "tap 1")
    assert (fresh.number, fresh.start_usdt) == (2, 500)
    old = await reader.account(trader.account_id)
    assert old is not None
    assert old.closed_at == NOON
    commands = [one.command for one in await house.journal.waiting(0, 10)]
    assert commands == [CloseAccount(trader.account_id), OpenAccount(fresh.account_id, 500 * SCALE)]


async def test_the_same_reset_twice_at_once_is_one(opener: PaperAccountOpener, reader: PaperBooks) -> None:
    await opener.open(7, SIMULATED, START_USDT, NOON)
    made = await asyncio.gather(*(opener.reset(7, SIMULATED, START_USDT, NOON, "tap 1") for _ in range(6)))
    assert {account.number for account in made} == {2}
    again = await opener.reset(7, SIMULATED, START_USDT, NOON, "tap 2")
    assert again.number == 3
    first = await opener.reset(7, SIMULATED, START_USDT, NOON, "tap 1")
    assert (first.account_id, first.is_open) == (made[0].account_id, False)
    assert await reader.account_of(7, SIMULATED) == again


async def test_an_account_that_was_reset_is_still_the_exchanges_until_it_has_sold_everything(
    house: House, opener: PaperAccountOpener
) -> None:
    trader = await house.trader()
    await opener.reset(7, SIMULATED, START_USDT, NOON, "tap")

    async def restored() -> list[tuple[bool, int]]:
        return [(image.account.is_open, len(image.positions)) async for image in house.journal.images()]

    assert await restored() == [(True, 0)]
    bought, (closing, _) = trader.filled(1, 3, 1000), await house.journal.waiting(0, 10)
    closed = trader.stands(NOON_MS, is_open=False)
    await house.journal.write(batch(2, [*bought, closed], [CommandDone(closing.command_id)]))
    assert await restored() == [(False, 1)]
    sold = trader.filled(2, -3, 1000)
    await house.journal.write(batch(3, [*sold, trader.stands(NOON_MS, is_open=False)]))
    assert await restored() == [(False, 0)]
    await house.journal.write(batch(4, trader.closed(NOON_MS)))
    assert await restored() == []


async def test_many_are_opened_in_one_go_and_nobody_twice(
    opener: PaperAccountOpener, journal: PaperJournal, reader: PaperBooks
) -> None:
    await opener.open(5, SIMULATED, SMALL_START_USDT, NOON)
    members = list(range(1, 2_001))
    made = await asyncio.gather(*(opener.open_many(members, SIMULATED, START_USDT, NOON) for _ in range(2)))
    assert sum(made) == 1_999
    waiting = await journal.waiting(0, 10_000)
    assert len(waiting) == 2_000
    assert all(one.command_id % 4 == 0 for one in waiting)
    last = await reader.account_of(2_000, SIMULATED)
    assert last is not None
    assert OpenAccount(last.account_id, 10_000 * SCALE) in [one.command for one in waiting]
    assert last.cash_usdt == Decimal(10_000)


async def test_opening_one_while_all_are_opened_makes_one(opener: PaperAccountOpener, database: Database) -> None:
    alone = (opener.open(member, SIMULATED, START_USDT, NOON) for member in range(1, 40))
    await asyncio.gather(opener.open_many(range(1, 40), SIMULATED, START_USDT, NOON), *alone, return_exceptions=True)
    rows = await database.rows("SELECT count(*) AS n, count(DISTINCT user_id) AS members FROM paper_accounts")
    assert (rows[0]["n"], rows[0]["members"]) == (39, 39)


async def test_what_was_traded_on_another_simulated_market_goes_with_it(
    house: House, database: Database, reader: PaperBooks
) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, trader.filled(1, 3, 1000)))
    await database.run("INSERT INTO simulated_worlds (seed, epoch) VALUES (1, now())")
    assert await reader.account(trader.account_id) is None
    assert await house.journal.last() == (0, 0)
    assert await verify(database) == []
