"""One question to the stores of this folder, as of an instant."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

from cli.compose.clocks import FixedClock, RunClock, WallClock
from cli.compose.place import Place, find_place, warn
from cli.compose.servers import at_hand
from cli.compose.stored import Desk, open_desk
from cli.run_state import read
from db.migrate import migrate
from engine.errors import NoData
from engine.liquidations.use_cases import NO_HISTORY
from engine.liquidations.values import LeverageBand, MapQuery
from engine.market.asked import parse_window
from engine.market.ports import Clock
from engine.market.universe import parse_coin
from engine.market.values import MarketSource, Venue

T = TypeVar("T")


def ask_stores(source: MarketSource | None, at: datetime | None, ask: Callable[[Desk], Awaitable[T]]) -> T:
    """`ask` on the stores of this folder. Without `source`: the last run's. Without `at`: that run's own time."""
    place = find_place()
    warn(place)
    chosen, clock = _chosen(place, source, at)

    async def run() -> T:
        async with open_desk(stores, chosen, clock) as desk:
            return await ask(desk)

    with at_hand(place) as stores:
        migrate(stores.database_url)
        return asyncio.run(run())


def _chosen(place: Place, source: MarketSource | None, at: datetime | None) -> tuple[MarketSource, Clock]:
    last = read(place.home)
    chosen = source or (last.source if last else MarketSource.SIMULATED)
    if at is not None:
        return chosen, FixedClock(at.replace(tzinfo=UTC))
    return chosen, RunClock(last) if last is not None and last.source is chosen else WallClock()


async def query_of(desk: Desk, coin: str, window: str, venue: Venue | None, leverage: LeverageBand) -> MapQuery:
    """What was typed, understood. Raises `UnknownCoin`, `UnknownWindow`, and `NoData` where nothing is stored."""
    wanted, coins = parse_window(window), await desk.market.coins()
    if not coins:
        raise NoData(coin.upper(), NO_HISTORY)
    return MapQuery(parse_coin(coin, coins), wanted, venue, leverage)


__all__ = ["Desk", "ask_stores", "query_of"]
