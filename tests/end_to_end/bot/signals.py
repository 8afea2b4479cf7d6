"""A bot of the test's own with signals in its database, as the engine would have left them."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from db.database import Database
from db.pool import open_pool
from db.signals import SignalRepository
from engine.liquidations.values import Leg, Plan
from engine.market.values import Coin, MarketSource, Side, Venue
from engine.market.windows import Window
from engine.signals.judging import first_judged
from engine.signals.values import Ending, Ends, Grounds, Opening, Signal, SignalKind, SignalState
from tests.end_to_end.bot.market import NOW, SmallMarket
from tests.end_to_end.bot.person import Someone
from tests.end_to_end.bot.running import Place, bot_parts, running
from tests.unit.signals.scans import SPIKE

HOUR = timedelta(hours=1)
BTC_RIDE = Leg("A2", Side.LONG, (66_590.0,), (1.0,), 66_010.0, 68_100.0, 2.20)
BTC_FADE = Leg("A2", Side.SHORT, (67_940.0, 68_260.0, 68_580.0), (0.3, 0.4, 0.3), 68_950.0, 65_430.0, 3.7)
PEPE_RIDE = Leg("B1", Side.SHORT, (0.0000041,), (1.0,), 0.0000042, 0.0000038, 1.9)


@dataclass
class Scene:
    deps: BotDependencies
    database: Database
    book: SignalRepository
    admin: Someone

    async def signal(
        self,
        coin: str = "BTC",
        window: Window = Window.H12,
        ride: Leg = BTC_RIDE,
        fade: Leg | None = BTC_FADE,
        *,
        at: datetime = NOW - 2 * HOUR,
        is_confirmed: bool = True,
        share: float = 0.81,
    ) -> Signal:
        grounds = Grounds(ride.entries_usd[0], Plan(ride, fade), share, 168e6, 40e6, 0.05, SPIKE, (Venue.BYBIT,))
        key = (MarketSource.SIMULATED, Coin(coin), window, SignalKind.IMBALANCE, ride.side)
        opened = await self.book.open(Opening(*key, at, grounds, first_judged(at), is_confirmed, at))
        assert opened is not None
        return opened

    async def end(self, signal: Signal, state: SignalState, reason: Ending, price_usd: float, at: datetime) -> None:
        assert await self.book.end(signal, Ends(state, reason, at, price_usd))

    async def ended(self, number: int, state: SignalState = SignalState.HIT) -> None:
        """So many that are over; all within the last week."""
        reason = {SignalState.HIT: Ending.TARGET, SignalState.STOPPED: Ending.STOP}.get(state, Ending.HORIZON)
        price = {SignalState.HIT: 68_100.0, SignalState.STOPPED: 66_010.0}.get(state, 66_600.0)
        for _ in range(number):
            signal = await self.signal(at=NOW - 30 * HOUR)
            await self.end(signal, state, reason, price, NOW - 28 * HOUR)


@asynccontextmanager
async def silent_scene(
    place: Place, market: SmallMarket, http: ClientSession, painters: Executor, **changes: object
) -> AsyncIterator[Scene]:
    """Nobody listens, and nothing is sent by itself."""
    async with (
        bot_parts(place, market, lambda: painters, **changes) as deps,
        open_pool(place.postgres_url, size=2) as pool,
    ):
        database = Database(pool, 30)
        yield Scene(deps, database, SignalRepository(database), Someone(http, place.api_base))


@asynccontextmanager
async def scene(
    place: Place, market: SmallMarket, http: ClientSession, painters: Executor, **changes: object
) -> AsyncIterator[Scene]:
    async with silent_scene(place, market, http, painters, **changes) as made, running(made.deps):
        await made.admin.ask("/start")
        yield made


async def newcomer(admin: Someone, language: str = "en", *, started: bool = True) -> Someone:
    key = f"guest{language}{'s' if started else ''}"
    await admin.call("people", key=key, first_name=key.title(), language_code=language, started=started)
    someone = replace(admin, who=key, chat="bot", seen=0)
    if started:
        await someone.ask("/start")
    return someone
