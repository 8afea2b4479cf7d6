"""The real adapter and ingestion on the simulated venue: what it streams is what its history says afterwards."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import aiohttp
import numpy as np
import pytest

from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.pacing import RateLimiter
from engine.market.ingest import Ingestion
from engine.market.memory import MemoryMarket
from engine.market.store import SymbolBars
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import STEPS_MS
from sandbox.market.server import MarketServer, Options, serve

STEP_MS = STEPS_MS[0]
BTC, PEPE = Coin("BTC"), Coin("PEPE")
SPEED = 600.0  # two five-minute bars a second, told once a second


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[MarketServer]:
    folder: Path = tmp_path_factory.mktemp("venue")
    options = Options(folder, seed=5, speed=SPEED, coins=("BTC", "PEPE"), history_days=3.0, ip_limit=0)
    async with serve(options) as server:
        yield server


@dataclass(frozen=True, slots=True)
class SimulatedClock:
    server: MarketServer

    def now(self) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.server.live.market.now_ms)


@dataclass(slots=True)
class Lively:
    server: MarketServer
    feed: BybitFeed
    market: MemoryMarket
    ingestion: Ingestion
    closed: list[SymbolBars]

    def bars_of(self, coin: Coin) -> list[SymbolBars]:
        return [one for one in self.closed if one.coin == coin and one.bars.step_ms == STEP_MS]

    async def see(self, truth: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while True:
                if truth():
                    return
                await asyncio.sleep(0.02)


@pytest.fixture
async def lively(server: MarketServer) -> AsyncIterator[Lively]:
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        clock = SimulatedClock(server)
        feed = BybitFeed(
            session,
            clock,
            Random(1),
            source=MarketSource.SIMULATED,
            rest_url=server.base_url,
            stream_url=server.stream_url,
            limiter=RateLimiter(4_000, 1.0),
            frozen_after_s=2.5,
            ping_every_s=0.2,
            first_wait_s=0.01,
        )
        market = MemoryMarket(MarketSource.SIMULATED, clock)
        closed: list[SymbolBars] = []
        market.watch(closed.append)
        ingestion = Ingestion(feed, market, None, clock, Random(1))
        task = group.create_task(ingestion.run())
        yield Lively(server, feed, market, ingestion, closed)
        server.faults.clear()
        task.cancel()


async def test_the_history_of_the_simulated_venue_fills_the_market(lively: Lively) -> None:
    await lively.ingestion.filled.wait()
    assert set(await lively.market.coins()) == {BTC, PEPE}
    bars = await lively.market.bars(BTC, Venue.BYBIT, STEP_MS, 288)
    assert len(bars) == 288
    assert set(np.diff(bars.open_ms)) == {STEP_MS}
    assert np.isfinite(bars.oi_base).all()
    assert 1e-7 < (await lively.market.bars(PEPE, Venue.BYBIT, STEP_MS, 1)).close[0] < 1e-3
    (pepe,) = await lively.market.instruments(PEPE)
    assert pepe.tiers


async def test_streamed_bars_equal_the_history_the_venue_gives_later(lively: Lively) -> None:
    await lively.ingestion.filled.wait()
    await lively.see(lambda: len(lively.bars_of(BTC)) >= 3)
    (bitcoin,) = await lively.market.instruments(BTC)
    streamed = [one.bars for one in lively.bars_of(BTC)][:3]
    first_ms, last_ms = int(streamed[0].open_ms[0]), int(streamed[-1].open_ms[0])
    history = await lively.feed.history(bitcoin, STEP_MS, first_ms, last_ms + STEP_MS)
    for row, bars in enumerate(streamed):
        assert int(bars.open_ms[0]) == int(history.open_ms[row])
        for name in ("open", "high", "low", "close", "volume_base"):
            assert getattr(bars, name)[0] == pytest.approx(getattr(history, name)[row])
        assert bars.oi_base[0] == pytest.approx(history.oi_base[row], rel=0.02)
    bought = [float(bars.taker_buy_base[0] / bars.volume_base[0]) for bars in streamed[1:]]
    assert all(0.05 < share < 0.95 for share in bought)


async def test_a_frozen_simulated_venue_is_left_and_its_hole_filled(lively: Lively) -> None:
    await lively.ingestion.filled.wait()
    await lively.see(lambda: lively.bars_of(BTC))
    lively.server.faults.set({"freeze": True})
    frozen_ms = lively.server.live.market.now_ms
    await lively.see(lambda: "stream_failures" in lively.ingestion.snapshot())
    thawed_ms = lively.server.live.market.now_ms
    lively.server.faults.clear()
    heard = len(lively.bars_of(BTC))
    await lively.see(lambda: len(lively.bars_of(BTC)) > heard)
    await lively.see(lambda: not lively.market.open_gaps(Venue.BYBIT))
    bars = await lively.market.bars(BTC, Venue.BYBIT, STEP_MS, 288)
    # A bar that closes while the new socket subscribes is for the regular look: minutes of this clock, not of ours.
    missed = set(range(frozen_ms - frozen_ms % STEP_MS, thawed_ms - STEP_MS, STEP_MS))
    assert missed
    assert missed <= set(bars.open_ms.tolist())


async def test_garbage_of_the_simulated_venue_is_dropped(lively: Lively) -> None:
    await lively.ingestion.filled.wait()
    lively.server.faults.set({"malformed": 5, "malformed_rest": 1})
    heard = len(lively.closed)
    await lively.see(lambda: len(lively.closed) > heard and not lively.server.faults.malformed)
    assert "stream_failures" not in lively.ingestion.snapshot()
