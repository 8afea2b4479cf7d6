"""The work of `helix rounds`."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from cli.compose.servers import Stores
from db.pool import Database, open_pool
from db.rounds.prizes import PrizeRepository
from db.rounds.rounds import RoundRepository
from db.rounds.suspicions import SuspicionRepository
from engine.club.rounds.deciding import DecideSuspicion
from engine.club.rounds.result import GENESIS, Link, first_broken
from engine.club.rounds.reviewing import OpenSuspicion
from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource

T = TypeVar("T")
_PATIENT_S = 600.0
_PAGE = 500
_SHOWN = 200


async def chain_of(found: RoundRepository) -> tuple[int, Link, RoundKey | None]:
    """How many results there are, the last one's link, and the first that is broken."""
    count, before = 0, GENESIS
    while page := await found.results(before.number, _PAGE):
        broken = first_broken(page, before)
        if broken is not None:
            return count, before, broken
        count, before = count + len(page), page[-1][0]
    return count, before, None


def told(one: OpenSuspicion) -> str:
    """A line of `helix rounds suspects`."""
    found, whose = one.found, "" if one.name is None else f" ({one.name})"
    others = f" with {', '.join(map(str, found.others))}" if found.others else ""
    fills = ", ".join(map(str, found.fill_ids))
    return (
        f"#{one.suspicion_id} {one.key}: account {found.account_id}{whose}, {found.kind}{others}, {found.times} times, "
        f"{found.share:.0%} of what it did; fills {fills}"
    )


async def suspects(database: Database, source: MarketSource) -> Sequence[OpenSuspicion]:
    return await SuspicionRepository(database, source).open(_SHOWN)


def deciding(database: Database, source: MarketSource) -> DecideSuspicion:
    return DecideSuspicion(SuspicionRepository(database, source), PrizeRepository(database, source))


async def on_rounds(stores: Stores, source: MarketSource, work: Callable[[RoundRepository], Awaitable[T]]) -> T:
    return await on_database(stores, lambda database: work(RoundRepository(database, source)))


async def on_database(stores: Stores, work: Callable[[Database], Awaitable[T]]) -> T:
    async with open_pool(stores.database_url, name="helix rounds", size=2) as pool:
        return await work(Database(pool, _PATIENT_S))
