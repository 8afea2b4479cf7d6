"""The work of `helix rounds`."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from cli.compose.servers import Stores
from db.pool import Database, open_pool
from db.rounds.rounds import RoundRepository
from engine.club.rounds.result import GENESIS, Link, first_broken
from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource

T = TypeVar("T")
_PATIENT_S = 600.0
_PAGE = 500


async def chain_of(found: RoundRepository) -> tuple[int, Link, RoundKey | None]:
    """How many results there are, the last one's link, and the first that is broken."""
    count, before = 0, GENESIS
    while page := await found.results(before.number, _PAGE):
        broken = first_broken(page, before)
        if broken is not None:
            return count, before, broken
        count, before = count + len(page), page[-1][0]
    return count, before, None


async def on_rounds(stores: Stores, source: MarketSource, work: Callable[[RoundRepository], Awaitable[T]]) -> T:
    async with open_pool(stores.database_url, name="helix rounds", size=2) as pool:
        return await work(RoundRepository(Database(pool, _PATIENT_S), source))
