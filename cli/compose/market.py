"""From a source to a market in memory: which feeds, whose clock, what is remembered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import aiohttp
from redis.asyncio import Redis

from cli.compose.archive import archive_of
from cli.compose.clocks import WallClock
from cli.compose.hunting import measured_hunts
from cli.compose.mixes import MixDesk
from cli.compose.replay import Replay, StillClock, replay_clock
from cli.compose.scanners import Scanners, build_scanners
from cli.compose.signals import SignalEngine, build_signals
from config import Settings
from db.accuracy import AccuracyRepository
from db.bar_store import StoredBars
from db.feed_gaps import GapRepository
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.pool import Database
from db.tickers import TickerBoard
from engine.feeds.archive import FrameArchive
from engine.feeds.binance.feed import STREAM_URL as BINANCE_STREAM
from engine.feeds.binance.feed import BinanceFeed
from engine.feeds.binance.rest import REST_URL as BINANCE_REST
from engine.feeds.bybit.feed import STREAM_URL as BYBIT_STREAM
from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.bybit.rest import REST_URL as BYBIT_REST
from engine.feeds.pacing import Crowd, RateLimiter
from engine.feeds.ports import Feed
from engine.feeds.recorded.clock import ReplayClock
from engine.feeds.recorded.feed import RecordedFeed
from engine.feeds.recorded.recording import Recording
from engine.feeds.socket import Tap
from engine.liquidations.map_cache import MapCache
from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.keeper import Origin, RecordKeeper
from engine.liquidations.use_cases import BuildMap
from engine.market.ingest import Ingestion
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.share import Share
from engine.market.trouble import FeedAlarm
from engine.market.values import MarketSource
from engine.scanners.hunting.book import HuntBook

AGENT = "collector"
LINEAR = "/v5/public/linear"
_COMBINED = "/market/stream"
_MAPS_KEPT = 160  # some 2 MB each; what fell out is built again in milliseconds
LOCAL_RATE = (4_000, 1.0)  # the simulated market is on this machine


@dataclass(frozen=True, slots=True)
class Outlook:
    """Decided once at the start: the source of everything, and where to find it."""

    source: MarketSource
    simulated_url: str | None = None
    replay: Replay | None = None


@dataclass(slots=True)
class LiveMarket:
    """The market of this process and what keeps it alive; `ingestions` are run by the task group of the root."""

    source: MarketSource
    clock: Clock
    memory: MemoryMarket
    maps: BuildMap
    scanners: Scanners
    keeper: RecordKeeper
    hunts: HuntBook
    signals: SignalEngine
    mixes: MixDesk
    ingestions: list[Ingestion] = field(default_factory=list)
    archive: FrameArchive | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    recording: Recording
    clock: ReplayClock | StillClock

    def feeds(self) -> list[Feed]:
        venues = self.recording.venues()
        return [RecordedFeed(self.recording, venue, self.clock, with_sums=venue is venues[0]) for venue in venues]


def build_market(
    outlook: Outlook,
    settings: Settings,
    session: aiohttp.ClientSession,
    database: Database,
    redis: Redis,
    on_alarm: Callable[[FeedAlarm], None],
    home: Path | None = None,
    share: Share | None = None,
    crowd: Crowd | None = None,
) -> LiveMarket:
    """Feeds, memory and questions, wired and not yet running. `home`: where raw frames are kept.

    With a `share` everything in it knows and does only what belongs to that: whoever reads its memory (board, records,
    what listens to them) needs no check of their own. `crowd`: how many engines ask the venues.
    """
    replayed = None if outlook.replay is None else _replayed(outlook.replay)
    clock: Clock = WallClock() if replayed is None else replayed.clock
    archive = None if replayed is not None else archive_of(settings, home, outlook.source, clock)
    tap = None if archive is None else archive.offer
    feeds = _venues(outlook, settings, session, clock, crowd, tap) if replayed is None else replayed.feeds()
    memory = MemoryMarket(outlook.source, clock, share=share)
    store = StoredBars(
        MarketRepository(database, AGENT),
        InstrumentRepository(database, AGENT),
        LiquidationRepository(database, AGENT),
        TickerBoard(redis),
        clock,
    )
    mixes = MixDesk(database, redis, outlook.source, clock)
    maps = BuildMap(memory, clock, MapCache(_MAPS_KEPT), mixes.book)
    gaps = GapRepository(database, AGENT)
    ingestions = [Ingestion(feed, memory, store, clock, Random(), on_alarm=on_alarm, gaps=gaps) for feed in feeds]
    origins = [Origin(feed, ingestion.filled) for feed, ingestion in zip(feeds, ingestions, strict=True)]
    book = RecordBook(outlook.source)
    hunts, histories = measured_hunts(outlook.source, database)
    keeper = RecordKeeper(
        origins, memory, book, AccuracyRepository(database), clock, histories=histories, mixes=mixes.book
    )
    scanners = build_scanners(memory, feeds, maps, book, store, clock, database, redis, mixes.forecasts)
    signals = build_signals(
        memory, clock, origins, database, redis, scanners.tuned.book, mixes.book, memory.share.holds
    )
    scanners.board.listen(signals.maker)
    return LiveMarket(outlook.source, clock, memory, maps, scanners, keeper, hunts, signals, mixes, ingestions, archive)


def _replayed(replay: Replay) -> Replayed:
    recording = Recording.of_files(replay.files)
    return Replayed(recording, replay_clock(replay.start or recording.starts_at(), replay.speed))


def _venues(
    outlook: Outlook,
    settings: Settings,
    session: aiohttp.ClientSession,
    clock: Clock,
    crowd: Crowd | None,
    tap: Tap | None,
) -> Sequence[Feed]:
    if outlook.simulated_url is not None:
        return [_simulated(outlook.simulated_url, session, clock, tap)]
    return live_feeds(settings, session, clock, Random(), crowd=crowd, tap=tap)


def live_feeds(
    settings: Settings,
    session: aiohttp.ClientSession,
    clock: Clock,
    rng: Random,
    first_wait_s: float = 0.5,
    crowd: Crowd | None = None,
    tap: Tap | None = None,
) -> tuple[BybitFeed, BinanceFeed]:
    """The venues themselves. `first_wait_s`: before what failed is tried again."""
    bybit, binance = settings.bybit, settings.binance
    return (
        BybitFeed(
            session,
            clock,
            rng,
            rest_url=bybit.rest_url or BYBIT_REST,
            stream_url=BYBIT_STREAM if bybit.ws_url is None else bybit.ws_url.rstrip("/") + LINEAR,
            first_wait_s=first_wait_s,
            crowd=crowd,
            tap=tap,
        ),
        BinanceFeed(
            session,
            clock,
            rng,
            rest_url=binance.rest_url or BINANCE_REST,
            stream_url=BINANCE_STREAM if binance.ws_url is None else binance.ws_url.rstrip("/") + _COMBINED,
            first_wait_s=first_wait_s,
            crowd=crowd,
            tap=tap,
        ),
    )


def _simulated(url: str, session: aiohttp.ClientSession, clock: Clock, tap: Tap | None) -> Feed:
    return BybitFeed(
        session,
        clock,
        Random(),
        source=MarketSource.SIMULATED,
        rest_url=url,
        stream_url=url.replace("http", "ws", 1) + LINEAR,
        limiter=RateLimiter(*LOCAL_RATE),
        tap=tap,
    )
