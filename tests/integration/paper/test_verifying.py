"""Whoever changes the books behind the house's back is found."""

import pytest

from db.database import Database
from db.paper.verifying import verify
from tests.integration.paper.conftest import House, unguarded
from tests.integration.paper.made import batch

CHANGES = {
    "UPDATE paper_accounts SET cash = cash + 0.0000000001": {"cash"},
    "UPDATE paper_positions SET lots = lots + 1": {"position"},
    "DELETE FROM paper_positions": {"position"},
    "UPDATE paper_fills SET ticks = ticks + 1 WHERE fill_id = 1": {"chain"},
    "UPDATE paper_fills SET at = at + interval '1 millisecond' WHERE fill_id = 1": {"chain"},
    "DELETE FROM paper_fills WHERE fill_id = 1": {"chain", "position"},
    "UPDATE paper_transfers SET amount = amount + 1 WHERE cause = 'fee'": {"chain", "cash"},
    "UPDATE paper_transfers SET to_purse = 'house' WHERE cause = 'fee'": {"chain"},
    "DELETE FROM paper_transfers WHERE cause = 'opening'": {"chain", "cash"},
    "UPDATE paper_transfers SET account_id = 99999": {"chain", "cash", "stray"},
    "UPDATE paper_commands SET refusal = 'no-money', state = 'refused'": {"chain"},
    "UPDATE paper_batches SET at = at + interval '1 microsecond' WHERE number = 2": {"chain"},
    "DELETE FROM paper_batches WHERE number = 2": {"chain"},
    "UPDATE paper_batches SET hash = sha256('x') WHERE number = 1": {"chain"},
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_behind_the_houses_back_is_found(
    house: House, database: Database, paper_url: str, change: str
) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, trader.filled(1, 3, 1000)))
    await house.journal.write(batch(3, trader.filled(2, -1, 1005)))
    assert await verify(database) == []
    unguarded(paper_url, change)
    assert {fault.about for fault in await verify(database)} == CHANGES[change]


async def test_of_one_account_only_its_own_faults_are_told(house: House, database: Database) -> None:
    right, wrong = await house.trader(1), await house.trader(2)
    await database.run("UPDATE paper_accounts SET cash = 1 WHERE account_id = $1", wrong.account_id)
    assert await verify(database, right.account_id) == []
    [fault] = await verify(database, wrong.account_id)
    assert (fault.about, fault.account_id) == ("cash", wrong.account_id)
