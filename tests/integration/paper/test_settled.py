"""From when on a restart owes funding: nothing is paid twice, nothing is left out."""

from db.database import Database
from db.paper.journal import PaperJournal
from db.paper.settled import SettledFunding
from engine.exchange.money import SCALE
from engine.exchange.outputs import Cause, Output, Purse, Transfer
from tests.integration.paper.conftest import House
from tests.integration.paper.made import BTC, NOON_MS, SIMULATED, Trader, batch

_HOUR_MS = 3_600_000


def paid(trader: Trader, at_ms: int) -> list[Output]:
    trader.cash -= SCALE
    moved = Transfer(trader.account_id, at_ms, Cause.FUNDING, Purse.CASH, Purse.MARKET, SCALE, BTC, 0)
    return [moved, trader.stands(at_ms)]


async def test_a_contract_that_never_paid_owes_since_its_oldest_position(
    database: Database, house: House, journal: PaperJournal
) -> None:
    ann, bob = await house.trader(7), await house.trader(8)
    await journal.write(batch(3, ann.filled(1, 10, 700_000)))
    await journal.write(batch(4, bob.filled(2, 10, 700_000, at_ms=NOON_MS + _HOUR_MS, order_id=8)))
    assert await SettledFunding(database, SIMULATED)() == {BTC: NOON_MS - 1}


async def test_one_that_paid_owes_since_then(database: Database, house: House, journal: PaperJournal) -> None:
    ann = await house.trader()
    await journal.write(batch(2, ann.filled(1, 10, 700_000)))
    await journal.write(batch(3, paid(ann, NOON_MS + 4 * _HOUR_MS)))
    assert await SettledFunding(database, SIMULATED)() == {BTC: NOON_MS + 4 * _HOUR_MS}


async def test_what_others_paid_before_it_was_opened_is_no_debt_of_its_own(
    database: Database, house: House, journal: PaperJournal
) -> None:
    ann = await house.trader()
    await journal.write(batch(2, [*ann.filled(1, 10, 700_000), *paid(ann, NOON_MS + _HOUR_MS)]))
    await journal.write(batch(3, ann.filled(2, -10, 700_000, at_ms=NOON_MS + 2 * _HOUR_MS, order_id=8)))
    assert await SettledFunding(database, SIMULATED)() == {}
    await journal.write(batch(4, ann.filled(3, 10, 700_000, at_ms=NOON_MS + 90 * _HOUR_MS, order_id=12)))
    assert await SettledFunding(database, SIMULATED)() == {BTC: NOON_MS + 90 * _HOUR_MS - 1}
