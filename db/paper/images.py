"""All accounts the exchange has to go on with, in pages by id: no transaction is open while it takes them in."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import TypeVar

import asyncpg

from db.database import Database
from db.paper.statements import statements
from db.paper.states import account_from, order_from, position_from
from engine.exchange.outputs import Image
from engine.market.values import MarketSource

_SQL = statements("images.sql")
_PAGE = 5_000
T = TypeVar("T")


async def read_images(database: Database, source: MarketSource, page: int = _PAGE) -> AsyncIterator[Image]:
    """By account id. Whole where nobody writes meanwhile: the exchange reads them before it begins."""
    after = 0
    while accounts := await database.rows(_SQL["accounts_from"], source.value, after, page):
        span = accounts[0]["account_id"], accounts[-1]["account_id"]
        positions = _grouped(await database.rows(_SQL["positions_between"], *span), position_from)
        orders = _grouped(await database.rows(_SQL["orders_between"], *span), lambda row: order_from(row["body"]))
        for row in accounts:
            account_id = row["account_id"]
            yield Image(account_from(row), positions.get(account_id, ()), orders.get(account_id, ()))
        after = span[1]


def _grouped(rows: Sequence[asyncpg.Record], made: Callable[[asyncpg.Record], T]) -> dict[int, tuple[T, ...]]:
    groups: dict[int, list[T]] = {}
    for row in rows:
        groups.setdefault(row["account_id"], []).append(made(row))
    return {account_id: tuple(group) for account_id, group in groups.items()}
