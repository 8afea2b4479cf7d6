"""The scanners, joined: board, spike watch, thresholds learned per coin, and who leads whom."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from redis.asyncio import Redis

from cli.compose.stored import Desk
from cli.compose.tuned import Tuned, tuned_over
from db.bar_store import StoredBars
from db.instruments import InstrumentRepository
from db.learned_thresholds import LearnedThresholdRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.pool import Database
from db.spike_alerts import SpikeAlertStream
from db.tickers import TickerBoard
from engine.feeds.ports import Feed
from engine.liquidations.forecast.book import Forecasts
from engine.liquidations.use_cases import BuildMap, Records, ScanCoin
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.refetching import NewestBars
from engine.scanners.board import Board
from engine.scanners.lead_keeper import LeadBook, LeadKeeper
from engine.scanners.spike_watch import SpikeWatch
from engine.scanners.threshold_keeper import BarHistory, LearnedThresholds, ThresholdKeeper


@dataclass(frozen=True, slots=True)
class Scanners:
    """`run` keeps all of it going, and is endless; `tuned.book` is what every part judges by."""

    board: Board
    scan: ScanCoin
    watch: SpikeWatch
    tuned: Tuned
    threshold_keeper: ThresholdKeeper
    lead_keeper: LeadKeeper

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.tuned.keeper.run(), name="tuned thresholds")
            group.create_task(self.board.run(), name="board")
            group.create_task(self.watch.run(), name="spike watch")
            group.create_task(self.threshold_keeper.run(), name="thresholds")
            group.create_task(self.lead_keeper.run(), name="leads")


def build_scanners(
    memory: MemoryMarket,
    feeds: Sequence[Feed],
    maps: BuildMap,
    records: Records,
    history: BarHistory,
    clock: Clock,
    database: Database,
    redis: Redis,
    forecasts: Forecasts | None = None,
) -> Scanners:
    """Over one market in memory, wired to its bars and tickers and not yet running."""
    learned, leads = LearnedThresholds(), LeadBook()
    tuned = tuned_over(learned, database, memory.source)
    thresholds = tuned.book
    board = Board(memory, clock, thresholds=thresholds, records=records, mixes=maps.mixes)
    watch = SpikeWatch(memory, board, SpikeAlertStream(redis), NewestBars(feeds, memory, clock), clock, thresholds)
    memory.watch(board.note)
    memory.watch(watch.bar_closed)
    memory.watch_tickers(watch.ticked)
    board.listen(watch)
    return Scanners(
        board,
        ScanCoin(maps, records, thresholds, leads, forecasts),
        watch,
        tuned,
        ThresholdKeeper(memory, history, LearnedThresholdRepository(database), learned, clock),
        LeadKeeper(memory, history, leads, clock, np.random.default_rng()),
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """What a process without feeds has of the scanners; `run` is endless and leaves the board to its caller."""

    board: Board
    scan: ScanCoin
    tuned: Tuned
    threshold_keeper: ThresholdKeeper
    lead_keeper: LeadKeeper

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.tuned.keeper.run(), name="tuned thresholds")
            group.create_task(self.threshold_keeper.follow(), name="thresholds")
            group.create_task(self.lead_keeper.run(), name="leads")


def follow_scanners(desk: Desk, database: Database, redis: Redis, clock: Clock, pause_s: float) -> Followed:
    """On what an engine stores: its thresholds are read, and leads found from its bars."""
    learned, leads, history = LearnedThresholds(), LeadBook(), stored_bars(database, redis, clock)
    tuned = tuned_over(learned, database, desk.market.source)
    return Followed(
        Board(
            desk.market, clock, pause_s=pause_s, thresholds=tuned.book, records=desk.scan.records, mixes=desk.maps.mixes
        ),
        replace(desk.scan, thresholds=tuned.book, leads=leads),
        tuned,
        ThresholdKeeper(desk.market, history, LearnedThresholdRepository(database), learned, clock),
        LeadKeeper(desk.market, history, leads, clock, np.random.default_rng()),
    )


def stored_bars(database: Database, redis: Redis, clock: Clock) -> StoredBars:
    return StoredBars(
        MarketRepository(database),
        InstrumentRepository(database),
        LiquidationRepository(database),
        TickerBoard(redis),
        clock,
    )
