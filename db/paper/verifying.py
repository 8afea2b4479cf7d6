"""Whether the books are right: cash against the ledger, positions against fills, purses against zero, the chain."""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from db.database import Database
from db.paper.chain import GENESIS, batch_hash, done_lines
from db.paper.statements import statements
from engine.market.values import MarketSource

_SQL = statements("verify.sql")
_MOST = 100  # faults of a kind; who has so many needs no more of them
_PAGE = 200  # batches


@dataclass(frozen=True, slots=True)
class Fault:
    """`about`: cash, position, stray, purses or chain. `detail` names the row and both numbers, in English."""

    about: str
    detail: str
    account_id: int | None = None


async def verify(database: Database, account_id: int | None = None) -> list[Fault]:
    """What is wrong: nothing, in a healthy house. Of one account, or of all with the chain of each source.

    Reads every row it is about: give it a database with a long time limit. Raises `StorageAway`.
    """
    faults = [*await _cash(database, account_id), *await _positions(database, account_id)]
    faults += [*await _strays(database, account_id), *await _purses(database, account_id)]
    if account_id is None:
        for row in await database.rows(_SQL["sources"]):
            faults += await _chain(database, MarketSource(row["source"]))
    return faults


async def _cash(database: Database, account_id: int | None) -> list[Fault]:
    rows = await database.rows(_SQL["cash_faults"], account_id, _MOST)
    return [
        Fault("cash", f"the account says {row['cash']}, its transfers {row['balance']}", row["account_id"])
        for row in rows
    ]


async def _positions(database: Database, account_id: int | None) -> list[Fault]:
    rows = await database.rows(_SQL["position_faults"], account_id, _MOST)
    return [
        Fault(
            "position",
            f"{row['symbol']} slot {row['slot']}: {row['lots']} lots stand, {row['filled']} were filled",
            row["account_id"],
        )
        for row in rows
    ]


async def _strays(database: Database, account_id: int | None) -> list[Fault]:
    rows = await database.rows(_SQL["stray_entries"], account_id, _MOST)
    return [Fault("stray", f"{row['what']} of an account there is none of", row["account_id"]) for row in rows]


async def _purses(database: Database, account_id: int | None) -> list[Fault]:
    row = await database.row(_SQL["purse_sum"], account_id)
    total = 0 if row is None else row["total"]
    return [Fault("purses", f"all purses together hold {total}, not 0", account_id)] if total else []


async def _chain(database: Database, source: MarketSource) -> list[Fault]:
    """The first batch that does not fit ends it: what hangs on it cannot be judged."""
    number, previous = 0, GENESIS
    while rows := await database.rows(_SQL["batches_from"], source.value, number, _PAGE):
        contents = await _contents(database, source, rows[0]["number"], rows[-1]["number"])
        for row in rows:
            number += 1
            if row["number"] != number:
                return [Fault("chain", f"{source.value}: batch {number} is missing")]
            content = contents.get(number, _NOTHING)
            if batch_hash(previous, source, number, row["at"], *content) != row["hash"]:
                return [Fault("chain", f"{source.value}: batch {number} is not what was hashed")]
            previous = row["hash"]
    return []


Content = tuple[bytes, bytes, bytes]
_NOTHING: Content = b"", b"", b""


async def _contents(database: Database, source: MarketSource, first: int, last: int) -> dict[int, Content]:
    """Commands done, fills and transfers of each batch, as they were hashed."""
    span = source.value, first, last
    done = _done(await database.rows(_SQL["done_between"], *span))
    fills = {row["batch"]: row["lines"].encode() for row in await database.rows(_SQL["fill_lines"], *span)}
    transfers = {row["batch"]: row["lines"].encode() for row in await database.rows(_SQL["transfer_lines"], *span)}
    return {n: (done.get(n, b""), fills.get(n, b""), transfers.get(n, b"")) for n in range(first, last + 1)}


def _done(rows: Sequence[asyncpg.Record]) -> dict[int, bytes]:
    groups: dict[int, list[tuple[int, str | None]]] = {}
    for row in rows:
        groups.setdefault(row["batch"], []).append((row["command_id"], row["refusal"]))
    return {number: done_lines(group) for number, group in groups.items()}
