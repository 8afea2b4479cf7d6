"""Signals, joined: what makes, watches and announces them in an engine, and what the chat reads and sets."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
from engine.scanners.thresholds import SameForAll
from engine.signals.announcing import Announcer
from engine.signals.listener import SignalMaker
from engine.signals.living import Living
from engine.signals.manual import SayManually
from engine.signals.tracker import SignalTracker, everything
from engine.signals.trials.keeper import TrialKeeper
from engine.signals.tuner import TunedKeeper, Tuner
from engine.signals.tuning import TunedBook
from sandbox.telegram.people import CHANNEL_ID


@dataclass(frozen=True, slots=True)
class SignalEngine:
    """Give `maker` to the board's `listen`. `run` is endless; each of several engines works for its own coins."""

    maker: SignalMaker
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
    book: TunedBook | None = None,
    holds: Callable[[Coin], bool] = everything,
) -> SignalEngine:
    """`book`: the thresholds that board and scans judge by as well; one over the house's numbers if None. `holds`: the
    coins this process follows."""
    book, stored = book or TunedBook(SameForAll()), SignalRepository(database)
    announcer = Announcer(stored, SignalAnnouncements(redis))
    maker = SignalMaker(stored, Living(stored, market.source), market, book, clock, announcer.look)
    return SignalEngine(
        maker,
        TunedKeeper(book, TunedRepository(database), market.source),
        SignalTracker(stored, maker, market, clock, holds),
        announcer,
        TrialKeeper(origins, market, TrialRepository(database), clock),
    )


def signal_parts(market: MarketReader, clock: Clock, database: Database, book: TunedBook | None = None) -> SignalParts:
    """For the chat. `book` as for `build_signals`; a process that has one gives the same to both."""
    book, stored = book or TunedBook(SameForAll()), TunedRepository(database)
    keeper = TunedKeeper(book, stored, market.source)
    return SignalParts(
        SignalReadRepository(database),
        SayManually(SignalRepository(database), market, clock),
        Tuner(book, keeper, stored, TrialRepository(database), market.source, clock),
        AuditRepository(database),
    )


async def follow_signals(running: RunningBot, settings: Settings, database: Database, *, is_local: bool) -> None:
    """Beside the chat, until cancelled: what was tuned elsewhere, and the channel. The local Telegram has one of its
    own."""
    parts, channel = running.deps.signals, settings.telegram.channel_id or (str(CHANNEL_ID) if is_local else None)
    async with asyncio.TaskGroup() as group:
        if parts is not None:
            group.create_task(parts.tuner.keeper.run(), name="tuned thresholds")
        if parts is not None and channel is not None:
            name, posts = running.me.username or "", SignalPostRepository(database)
            group.create_task(build_signal_teller(running.deps, name, posts, channel).run(), name="channel")
