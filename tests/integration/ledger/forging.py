"""What the owner of a database can do: make one old map better and compute everything after it anew."""

import zlib
from dataclasses import replace

from db.database import Database
from db.ledger import LedgerRepository
from db.pool import open_pool
from engine.liquidations.ledger.chain import GENESIS, Draft, chained
from engine.liquidations.ledger.frozen import frozen_body, read_frozen
from engine.market.windows import Window
from tests.integration.ledger.conftest import unguarded
from tests.unit.liquidations.ledger.made import SIMULATED, sides


async def forge(url: str, number: int) -> None:
    """Entry `number`, a map, is rewritten; every hash from there on and every stored head follow suit."""
    async with open_pool(url, size=1) as pool:
        pages = LedgerRepository(Database(pool, 30)).every_entry(SIMULATED)
        rows = [(entry, body) async for page in pages for entry, body in page if body is not None]
    victim = read_frozen(rows[number - 1][1])
    better = frozen_body(replace(victim, maps={**victim.maps, Window.D7: sides(9e9, 9e9)}))
    drafts = [
        Draft(e.kind, e.coin, e.hour_at, e.written_at, better if e.number == number else body) for e, body in rows
    ]
    anew = [
        f"digest = '\\x{e.digest.hex()}', hash = '\\x{e.hash.hex()}' WHERE number = {e.number}"
        for e in chained(SIMULATED, GENESIS, drafts)
    ]
    unguarded(
        url,
        *(f"UPDATE ledger_entries SET {entry}" for entry in anew),
        f"UPDATE ledger_bodies SET body = '\\x{zlib.compress(better, 9).hex()}' WHERE number = {number}",
        "UPDATE ledger_heads SET hash = e.hash FROM ledger_entries AS e WHERE e.number = ledger_heads.number",
    )
