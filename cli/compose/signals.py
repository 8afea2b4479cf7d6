"""Signals, joined: what makes, watches and announces them in an engine, and what the chat reads and sets."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.signal_parts import SignalParts
from cli.compose.tuned import Tuned
from db.audit import AuditRepository
from db.database import Database
from db.signal_reads import SignalReadRepository
from db.signal_stream import SignalAnnouncements
from db.signals import SignalRepository
from db.trials import TrialRepository
from engine.liquidations.mixes.book import MixBook
from engine.liquidations.records.keeper import Origin
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin
from engine.scanners.thresholds import ThresholdBook
from engine.signals.announcing import Announcer
from engine.signals.listener import SignalMaker
from engine.signals.living import Living
from engine.signals.manual import SayManually
from engine.signals.tracker import SignalTracker, everything
from engine.signals.trials.keeper import TrialKeeper
from engine.signals.tuner import Tuner


@dataclass(frozen=True, slots=True)
class SignalEngine:
    """Give `maker` to the board's `listen`. `run` is endless; each of several engines works for its own coins."""

    maker: SignalMaker
    _tracker: SignalTracker
    _announcer: Announcer
    _trials: TrialKeeper

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tracker.run(), name="signal tracker")
            group.create_task(self._announcer.run(), name="signal announcer")
            group.create_task(self._trials.run(), name="signal trials")


def build_signals(
    market: MarketReader,
    clock: Clock,
    origins: Sequence[Origin],
    database: Database,
    redis: Redis,
    thresholds: ThresholdBook,
    mixes: MixBook,
    holds: Callable[[Coin], bool] = everything,
) -> SignalEngine:
    """`thresholds`: those that board and scans judge by as well. `holds`: the coins this process follows."""
    stored = SignalRepository(database)
    announcer = Announcer(stored, SignalAnnouncements(redis))
    maker = SignalMaker(stored, Living(stored, market.source), market, thresholds, clock, announcer.look)
    return SignalEngine(
        maker,
        SignalTracker(stored, maker, market, clock, holds),
        announcer,
        TrialKeeper(origins, market, TrialRepository(database), clock, mixes=mixes),
    )


def signal_parts(market: MarketReader, clock: Clock, database: Database, tuned: Tuned) -> SignalParts:
    """For the chat: its process may be another than the engine's."""
    return SignalParts(
        SignalReadRepository(database),
        SayManually(SignalRepository(database), market, clock),
        Tuner(tuned.book, tuned.keeper, tuned.stored, TrialRepository(database), market.source, clock),
        AuditRepository(database),
    )
