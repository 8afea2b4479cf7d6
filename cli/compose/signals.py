"""Signals, joined: what makes, watches and announces them in an engine, and what the chat reads and sets."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis

from bot.channel_signals import build_signal_teller
from bot.run import RunningBot
from bot.signal_parts import SignalParts
from config import Settings
from db.audit import AuditRepository
from db.database import Database
from db.signal_posts import SignalPostRepository
from db.signal_reads import SignalReadRepository
from db.signal_stream import SignalAnnouncements
from db.signals import SignalRepository
from db.trials import TrialRepository
from db.tuned import TunedRepository
from engine.liquidations.records.keeper import Origin
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin
from engine.scanners.thresholds import SameForAll, ThresholdBook
from engine.signals.announcing import Announcer
from engine.signals.listener import SignalMaker
from engine.signals.living import Living
from engine.signals.manual import SayManually
from engine.signals.tracker import SignalTracker, everything
from engine.signals.trials.keeper import TrialKeeper
from engine.signals.tuner import TunedKeeper, Tuner
from engine.signals.tuning import TunedBook
from sandbox.telegram.people import CHANNEL_ID

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SignalEngine:
    """Give `maker` to the board's `listen`, `thresholds` to whoever judges what is fresh. `run` is endless; with several
    engines each works for the coins its market lists."""

    maker: SignalMaker
    thresholds: TunedBook
    _tuned: TunedKeeper
    _tracker: SignalTracker
    _announcer: Announcer
    _trials: TrialKeeper

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tuned.run(), name="tuned thresholds")
            group.create_task(self._tracker.run(), name="signal tracker")
            group.create_task(self._announcer.run(), name="signal announcer")
            group.create_task(self._trials.run(), name="signal trials")


def build_signals(
    market: MarketReader,
    clock: Clock,
    origins: Sequence[Origin],
    database: Database,
    redis: Redis,
    beneath: ThresholdBook | None = None,
    holds: Callable[[Coin], bool] = everything,
) -> SignalEngine:
    """`beneath`: thresholds where nothing is tuned, the house's if None. `holds`: the coins this process follows."""
    book, stored = TunedBook(beneath or SameForAll()), SignalRepository(database)
    announcer = Announcer(stored, SignalAnnouncements(redis))
    maker = SignalMaker(stored, Living(stored, market.source), market, book, clock, announcer.look)
    return SignalEngine(
        maker,
        book,
        TunedKeeper(book, TunedRepository(database), market.source),
        SignalTracker(stored, maker, market, clock, holds),
        announcer,
        TrialKeeper(origins, market, TrialRepository(database), clock),
    )


def signal_parts(
    market: MarketReader, clock: Clock, database: Database, beneath: ThresholdBook | None = None
) -> SignalParts:
    """For the chat: its process may be another than the engine's, so it holds a book of its own."""
    book, stored = TunedBook(beneath or SameForAll()), TunedRepository(database)
    keeper = TunedKeeper(book, stored, market.source)
    return SignalParts(
        SignalReadRepository(database),
        SayManually(SignalRepository(database), market, clock),
        Tuner(book, keeper, stored, TrialRepository(database), market.source, clock),
        AuditRepository(database),
    )


async def tell_channel(running: RunningBot, settings: Settings, database: Database, *, is_local: bool) -> None:
    """Until cancelled; returns at once where there is no channel. The local Telegram has one of its own."""
    channel = settings.telegram.channel_id or (str(CHANNEL_ID) if is_local else None)
    if channel is None:
        return
    posts = SignalPostRepository(database)
    await build_signal_teller(running.deps, running.me.username or "", posts, channel).run()
