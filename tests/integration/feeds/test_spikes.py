"""A jump said over the venue's socket becomes an alert on a real stream, and the venue is asked once more."""

import asyncio
from random import Random

from db.pool import open_redis
from db.spike_alerts import SpikeAlertStream, load_spike
from engine.feeds.bybit.feed import BybitFeed
from engine.market.ingest import Ingestion
from engine.market.memory import MemoryMarket
from engine.market.refetching import NewestBars
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.alerting import SpikeAlert, SpikeKind
from engine.scanners.board import Board
from engine.scanners.spike_watch import SpikeWatch
from tests.integration.feeds.conftest import VenueClock
from tests.integration.feeds.local_bybit import LocalBybit

BTC, STEP_MS = Coin("BTC"), 300_000


class Asked:
    """Tells when the venue has answered."""

    def __init__(self, bars: NewestBars) -> None:
        self._bars = bars
        self.answered = asyncio.Event()

    async def newest(self, coin: Coin, venue: Venue) -> bool:
        differs = await self._bars.newest(coin, venue)
        self.answered.set()
        return differs


async def test_a_jump_is_on_the_stream_at_once_and_the_venue_is_asked_again(
    venue: LocalBybit, feed: BybitFeed, clock: VenueClock, redis_url: str
) -> None:
    redis = open_redis(redis_url)
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    sink = SpikeAlertStream(redis)
    board = Board(market, clock)
    asked = Asked(NewestBars([feed], market, clock))
    watch = SpikeWatch(market, board, sink, asked, clock)
    market.watch(watch.bar_closed)
    market.watch_tickers(watch.ticked)
    board.listen(watch)
    ingestion = Ingestion(feed, market, None, clock, Random(1))
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in (ingestion.run(), watch.run())]
        await ingestion.filled.wait()
        await board.refresh()
        last = float((await market.bars(BTC, Venue.BYBIT, STEP_MS, 1)).close[-1])
        oi = float((await market.bars(BTC, Venue.BYBIT, STEP_MS, 1)).oi_base[-1])
        asked_before = venue.asked["/v5/market/kline"]
        await venue.say_ticker(lastPrice=str(last * 1.03), singleOpenInterest=str(oi))
        alert = await _first(sink, SpikeKind.MOVE)
        assert (alert.coin, alert.venue, alert.source) == (BTC, Venue.BYBIT, MarketSource.SIMULATED)
        assert abs(alert.value - 0.03) < 1e-9
        await asked.answered.wait()
        assert venue.asked["/v5/market/kline"] > asked_before
        row = board.row(BTC, Window.H24)
        assert row is not None
        assert row.confirmation.is_move_fresh
        for task in tasks:
            task.cancel()
    await redis.aclose()


async def _first(sink: SpikeAlertStream, kind: SpikeKind) -> SpikeAlert:
    group = sink.stream.group("test")
    while True:
        for message in await group.read():
            alert = load_spike(message.body)
            await group.done(message)
            if alert.kind is kind:
                return alert
