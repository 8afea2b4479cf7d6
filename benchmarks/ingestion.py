"""Messages a second taken in with none lost: `python -m benchmarks.ingestion [--seconds 20]`.

A sender process speaks Bybit's and Binance's stream over a real WebSocket on loopback; the real adapter, the market in
memory and the store writer (real Postgres and Valkey) take it in. Goal: 2,000 a second, none lost, every forced close
in the database. Lag: from the sender's stamp to the moment memory knows it, of every ticker and forced close.
"""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import aiohttp
import numpy as np
import structlog
from prometheus_client import REGISTRY

from benchmarks.ingestion_sender import symbols
from cli.compose.clocks import WallClock
from db.bar_store import StoredBars
from db.embedded import Conditions, EmbeddedServers, Wanted
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.market import MarketRepository
from db.migrate import migrate
from db.pool import Database, open_pool, open_redis
from db.tickers import TickerBoard
from engine.feeds.binance.feed import BinanceFeed
from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.ports import Feed
from engine.market.memory import MemoryMarket
from engine.market.trouble import TroubleBook
from engine.market.universe import symbol_unit
from engine.market.values import Instrument, Liquidation, MarketSource, Symbol, Ticker, Venue
from engine.market.writing import StoreWriter

GOAL = 2_000
FULL_SPEED_MESSAGES = 100_000
_QUIET_S = 1.0  # after the last message nothing more comes


@dataclass(slots=True)
class Taken:
    """What came out of the feed."""

    lags_ms: list[float] = field(default_factory=list)
    last_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Sent:
    messages: int
    liquidations: int
    seconds: float


def contract(venue: Venue, name: str) -> Instrument:
    tick = Decimal("0.01")
    return Instrument(venue, Symbol(name), symbol_unit(name).coin, tick, tick, 50.0, timedelta(hours=8), None)


def received(venue: Venue) -> float:
    return REGISTRY.get_sample_value("helix_feed_messages_total", {"venue": venue.value}) or 0.0


@asynccontextmanager
async def sender(rate: float, count: int) -> AsyncIterator[tuple[str, Process]]:
    command = ["-m", "benchmarks.ingestion_sender", str(rate), str(count)]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=PIPE)
    assert process.stdout is not None
    try:
        yield f"127.0.0.1:{int(await process.stdout.readline())}", process
    finally:
        process.terminate()
        await process.wait()


def feed_of(venue: Venue, session: aiohttp.ClientSession, address: str) -> Feed:
    clock = WallClock()
    if venue is Venue.BYBIT:
        return BybitFeed(session, clock, Random(1), stream_url=f"ws://{address}/v5/public/linear")
    return BinanceFeed(
        session,
        clock,
        Random(1),
        rest_url=f"http://{address}",
        stream_url=f"ws://{address}/market/stream",
        frozen_after_s=300.0,
    )


async def take_in(feed: Feed, market: MemoryMarket, writer: StoreWriter, taken: Taken) -> None:
    """As `Ingestion` does: memory first, then the queue of the store."""
    async with aclosing(feed.stream(market.contracts(feed.venue))) as events:
        async for event in events:
            kept = market.apply(event)
            if isinstance(kept, Liquidation):
                writer.add_liquidation(kept)
            elif isinstance(kept, Ticker):
                writer.add_ticker(kept)
            else:
                continue
            taken.last_at = time.perf_counter()
            taken.lags_ms.append(time.time() * 1000 - kept.at.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`received`: messages; `seconds`: until the last of them was known."""

    sent: Sent
    received: float
    seconds: float
    lags_ms: list[float]


async def run(venue: Venue, rate: float, count: int, store: StoredBars) -> Outcome:
    market = MemoryMarket(MarketSource.LIVE, WallClock())
    market.list_instruments(venue, [contract(venue, name) for name in symbols()])
    trouble = TroubleBook(venue, MarketSource.LIVE, WallClock(), dict, lambda _: None)
    writer, taken, before = StoreWriter(MarketSource.LIVE, store, trouble), Taken(), received(venue)
    async with sender(rate, count) as (address, process), aiohttp.ClientSession() as session:
        assert process.stdout is not None
        feed, started = feed_of(venue, session, address), time.perf_counter()
        async with asyncio.TaskGroup() as group:
            work = [
                group.create_task(take_in(feed, market, writer, taken)),
                group.create_task(writer.run()),
            ]
            _, messages, liquidations, seconds = (await process.stdout.readline()).split()
            sent = Sent(int(messages), int(liquidations), float(seconds))
            await until_quiet(venue, before + sent.messages, taken)
            await until_written(writer)
            for task in work:
                task.cancel()
    return Outcome(sent, received(venue) - before, taken.last_at - started, taken.lags_ms)


async def until_quiet(venue: Venue, expected: float, taken: Taken) -> None:
    """All came, or nothing came for a second."""
    while True:
        if received(venue) >= expected or time.perf_counter() - taken.last_at > _QUIET_S:
            return
        await asyncio.sleep(0.05)


async def until_written(writer: StoreWriter) -> None:
    """The queue of the store is empty; a batch leaves it when the database has it."""
    async with asyncio.timeout(60):
        while True:
            if not writer.pending:
                return
            await asyncio.sleep(0.05)


async def stored(database: Database) -> int:
    row = await database.row("SELECT count(*) AS rows FROM liquidation_events")
    return 0 if row is None else int(row["rows"])


async def main(seconds: float) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    wanted, conditions = Wanted(postgres=True, valkey=True), Conditions(durable=True)
    with tempfile.TemporaryDirectory() as folder, EmbeddedServers(
        Path(folder), lambda _: None, wanted=wanted, conditions=conditions
    ) as servers:  # fmt: skip
        database_url, redis_url = servers.addresses.database_url, servers.addresses.redis_url
        assert database_url is not None
        assert redis_url is not None
        await asyncio.to_thread(migrate, database_url)
        redis = open_redis(redis_url)
        async with open_pool(database_url) as pool:
            await compare(Database(pool, 20.0), redis_store(Database(pool, 20.0), TickerBoard(redis)), seconds)
        await redis.aclose()


def redis_store(database: Database, board: TickerBoard) -> StoredBars:
    liquidations = LiquidationRepository(database)
    return StoredBars(MarketRepository(database), InstrumentRepository(database), liquidations, board, WallClock())


async def compare(database: Database, store: StoredBars, seconds: float) -> None:
    heads = ("sent", "received", "lost", "closes", "stored", "a second", "p50 ms", "p95 ms", "p99 ms", "% core")
    print(f"{'':<25}" + "".join(f"{head:>10}" for head in heads))
    paces = (("2,000 a second", GOAL, int(GOAL * seconds)), ("full speed", 0, FULL_SPEED_MESSAGES))
    for venue in Venue:
        for name, rate, count in paces:
            rows, cpu = await stored(database), time.process_time()
            outcome = await run(venue, rate, count, store)
            busy = 100 * (time.process_time() - cpu) / outcome.seconds
            kept, sent = await stored(database) - rows, outcome.sent
            lags = np.percentile(np.array(outcome.lags_ms), [50, 95, 99])
            came = (sent.messages, outcome.received, sent.messages - outcome.received, sent.liquidations, kept)
            figures = (*came, outcome.received / outcome.seconds, *lags, busy)
            print(f"{venue.value + ', ' + name:<25}" + "".join(f"{figure:>10,.0f}" for figure in figures))
    print(f"load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    asyncio.run(main(parser.parse_args().seconds))
