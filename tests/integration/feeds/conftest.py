"""Local venues for the adapters to talk to, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.ports import Feed, FeedEvent
from engine.market.values import MarketSource
from tests.integration.feeds.local_bybit import LocalBybit


class VenueClock:
    """The local venue's time, so that nothing depends on ours."""

    def __init__(self, venue: LocalBybit) -> None:
        self._venue = venue

    def now(self) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self._venue.now_ms)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def venue() -> LocalBybit:
    return LocalBybit()


@pytest.fixture
def clock(venue: LocalBybit) -> VenueClock:
    return VenueClock(venue)


@pytest.fixture
async def feed(venue: LocalBybit, clock: VenueClock, session: aiohttp.ClientSession) -> AsyncIterator[BybitFeed]:
    """Impatient, so that tests are quick: frozen after 0.6 s, pings each 0.05 s, first wait 0.01 s."""
    async with TestServer(venue.app()) as server:
        yield BybitFeed(
            session,
            clock,
            Random(1),
            source=MarketSource.SIMULATED,
            rest_url=str(server.make_url("")),
            stream_url=str(server.make_url("/v5/public/linear")),
            ping_every_s=0.05,
            frozen_after_s=0.6,
            first_wait_s=0.01,
        )


class Listener:
    """Reads a feed's stream in its own task and lets a test wait for what it wants to hear."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self.heard: list[FeedEvent] = []
        self._news = asyncio.Condition()

    async def run(self) -> None:
        async with aclosing(self._feed.stream(await self._feed.instruments())) as events:
            async for event in events:
                async with self._news:
                    self.heard.append(event)
                    self._news.notify_all()

    async def until(self, kind: type, count: int = 1) -> list[FeedEvent]:
        """The first `count` events of a kind."""
        async with asyncio.timeout(5), self._news:
            await self._news.wait_for(lambda: len(self.of(kind)) >= count)
        return self.of(kind)

    def of(self, kind: type) -> list[FeedEvent]:
        return [event for event in self.heard if isinstance(event, kind)]


@asynccontextmanager
async def listening(feed: Feed) -> AsyncIterator[Listener]:
    listener = Listener(feed)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(listener.run())
        yield listener
        task.cancel()


@pytest.fixture
async def listener(feed: BybitFeed) -> AsyncIterator[Listener]:
    async with listening(feed) as listener:
        yield listener
