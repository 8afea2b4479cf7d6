"""Whole days of the real exchange, written batch by batch: the books are right and a restart finds what was there."""

from dataclasses import replace

import pytest

from db.database import Database
from db.paper.grids import PaperGrids
from db.paper.journal import PaperJournal
from db.paper.verifying import verify
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.outputs import Image, Output
from tests.integration.paper.made import NOON, SIMULATED, batch
from tests.unit.exchange.core.floor import ETH, contract
from tests.unit.exchange.core.streams import ACCOUNTS, Day, ends

_OPEN = (
    "INSERT INTO paper_accounts (account_id, user_id, source, number, opened_at, start, intent)"
    " OVERRIDING SYSTEM VALUE VALUES ($1, $1, $2, 1, $3, 1, 'x')"
)

_NOT_WHOLE = "SELECT FROM paper_trades WHERE entry_lots <> exit_lots OR entry_lots < most_lots"
# What trades and open positions realised is what the ledger moved.
_NOT_NET = """
SELECT account_id, n.net, m.moved FROM (
    SELECT account_id, sum(net) AS net FROM (
        SELECT account_id, net FROM paper_trades UNION ALL SELECT account_id, realised FROM paper_positions
    ) AS lives GROUP BY account_id
) AS n FULL JOIN (
    SELECT account_id, sum(CASE WHEN to_purse = 'cash' THEN amount ELSE -amount END) AS moved FROM paper_transfers
    WHERE 'cash' IN (from_purse, to_purse) AND cause NOT IN ('opening', 'closing', 'bad-debt') GROUP BY account_id
) AS m USING (account_id)
WHERE n.net IS DISTINCT FROM m.moved
"""


@pytest.mark.parametrize("with_book", [True, False])
@pytest.mark.parametrize("seed", range(4))
async def test_a_day_is_written_as_it_happened(database: Database, seed: int, with_book: bool) -> None:
    contracts, journal = (contract(), contract(ETH)), PaperJournal(database, SIMULATED)
    await PaperGrids(database, SIMULATED).keep(contracts)
    exchange = Exchange(contracts, Rules() if with_book else Rules.of_bars())
    for number, outputs in enumerate(await _parts(database, exchange, seed, with_book), 1):
        await journal.write(batch(number, outputs))
    assert await verify(database) == []
    assert await database.rows(_NOT_WHOLE) == []
    assert await database.rows(_NOT_NET) == []
    assert (await journal.last())[1] == exchange.next_fill_id - 1 > 0
    await _assert_restored(journal, exchange)


async def _parts(database: Database, exchange: Exchange, seed: int, with_book: bool) -> list[list[Output]]:
    """What a day brings, an event a batch or several."""
    day, parts, events_each = Day(seed, with_book=with_book), list[list[Output]](), 1 + seed * 7
    for count, event in enumerate([*day.events(400), *ends(day)]):
        if count % events_each == 0:
            parts.append([])
        parts[-1] += exchange.apply(event)
    for account_id in ACCOUNTS:
        await database.run(_OPEN, account_id, SIMULATED.value, NOON)
    return parts


async def _assert_restored(journal: PaperJournal, exchange: Exchange) -> None:
    """All but accounts that are closed and hold nothing."""
    written = {image.account.account_id: _timeless(image) async for image in journal.images()}
    held = {account_id: _timeless(exchange.image(account_id)) for account_id in exchange.account_ids()}
    over = {key for key, one in held.items() if not (one.account.is_open or one.positions or one.account.cash)}
    assert {key: one for key, one in held.items() if key not in over} == written


def _timeless(image: Image) -> Image:
    """When each was told last is not part of an account."""
    return Image(
        replace(image.account, at_ms=0, leverages_e2=tuple(sorted(image.account.leverages_e2))),
        tuple(replace(one, at_ms=0) for one in sorted(image.positions, key=lambda one: (one.symbol, one.slot))),
        tuple(replace(one, at_ms=0) for one in sorted(image.orders, key=lambda one: one.order.order_id)),
    )
