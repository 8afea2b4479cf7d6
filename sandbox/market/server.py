"""The simulated venue on a local port: Bybit's v5 addresses, REST and WebSocket."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from aiohttp import web
from prometheus_client import Counter

from sandbox.market import rest_history, rest_now, rest_static
from sandbox.market.clocks import Clock, MarketClock, SteppedClock
from sandbox.market.control import add_control_routes
from sandbox.market.delisting import add_delisting_routes
from sandbox.market.faults import Faults
from sandbox.market.guard import host_guard, venue_rules
from sandbox.market.live import LiveMarket
from sandbox.market.queries import Query
from sandbox.market.recent import RecentTrades
from sandbox.market.stepping import Stepper, add_stepping_routes
from sandbox.market.stream import Stream
from sandbox.market.throttle import IpLimit
from sandbox.market.tickers import Tickers
from sandbox.market.topics import Publisher
from sandbox.market.wire import Json, envelope

log = structlog.get_logger()
STEP_S, HALF_S = 1.0, 0.5
WRITE_TIMEOUT_S = 30.0
SAVE_FAILURES = Counter("helix_sandbox_market_save_failures", "Snapshots of the simulated market that failed")
Answer = Callable[[Query], Json]


@dataclass(frozen=True, slots=True)
class Options:
    """How the venue is run. `ip_limit` requests in 5 s (0: none), breach bans for `ban_s`.

    With `stepped_from` (aware, cut to the second) time stands there, or where the folder's market stands if that is
    later, and moves by the door alone; `speed` does not count then.
    """

    folder: Path
    port: int = 0
    seed: int = 1
    speed: float = 1.0
    coins: tuple[str, ...] | None = None
    history_days: float = 370.0
    ip_limit: int = 600
    ban_s: float = 600.0
    stepped_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class MarketServer:
    """What runs: its addresses and its inside, for tests."""

    base_url: str
    stream_url: str
    live: LiveMarket
    faults: Faults


def _routes(live: LiveMarket, tickers: Tickers, recent: RecentTrades) -> dict[str, Answer]:
    return {
        "time": partial(rest_static.server_time, live),
        "instruments-info": partial(rest_static.instruments, live),
        "risk-limit": partial(rest_static.risk_limits, live),
        "tickers": partial(rest_now.tickers, live, tickers),
        "orderbook": partial(rest_now.order_book, live),
        "recent-trade": partial(rest_now.recent_trades, live, recent),
        "kline": partial(rest_history.klines, live),
        "mark-price-kline": partial(rest_history.mark_klines, live),
        "open-interest": partial(rest_history.open_interest, live),
        "account-ratio": partial(rest_history.account_ratio, live),
        "funding/history": partial(rest_history.funding_history, live),
    }


def _application(live: LiveMarket, limit: IpLimit, faults: Faults) -> tuple[web.Application, Stream]:
    tickers, recent = Tickers(live), RecentTrades(live)
    stream = Stream(live, Publisher(live, tickers, recent), faults)
    app = web.Application(middlewares=[host_guard(), venue_rules(limit, faults, live.clock.now_ms)])

    def answer_with(answer: Answer) -> Callable[[web.Request], object]:
        async def handler(request: web.Request) -> web.Response:
            return web.json_response(envelope(answer(request.query), live.clock.now_ms()))

        return handler

    for name, answer in _routes(live, tickers, recent).items():
        app.router.add_get(f"/v5/market/{name}", answer_with(answer))  # type: ignore[arg-type]  # aiohttp's own alias
    app.router.add_get("/v5/public/linear", stream.handle)
    add_control_routes(app, live, stream, faults)
    add_delisting_routes(app, live)
    add_stepping_routes(app, Stepper(live, live.clock, stream) if isinstance(live.clock, SteppedClock) else None)
    return app, stream


def _clock(options: Options) -> Clock:
    if options.stepped_from is None:
        return MarketClock(options.speed)
    return SteppedClock(int(options.stepped_from.timestamp()) * 1000)


async def _save(live: LiveMarket) -> None:
    """Copy now, write beside. A full disk is said once a try and changes nothing: the market is kept as it was."""
    live.save_started()
    snapshot = live.store.prepare(live.market)
    try:
        async with asyncio.timeout(WRITE_TIMEOUT_S):
            await asyncio.to_thread(live.store.write, snapshot)
    except OSError as full:
        SAVE_FAILURES.inc()
        log.error("market_not_saved", folder=str(live.store.folder), reason=str(full))


async def _run(live: LiveMarket, stream: Stream) -> None:
    """Step once a second, push liquidations twice, save every three minutes. Behind the clock it does not sleep."""
    due = time.monotonic()
    while True:
        seconds = live.step()
        if seconds:
            stream.publish(seconds)
            stream.publish_liquidations(live.market.now_ms - int(HALF_S * 1000))
        if live.is_save_due():
            await _save(live)
        if live.is_behind():
            await asyncio.sleep(0)
            due = time.monotonic()
            continue
        due = max(due + STEP_S, time.monotonic())
        await asyncio.sleep(max(due - HALF_S - time.monotonic(), 0.0))
        stream.publish_liquidations(live.market.now_ms)
        await asyncio.sleep(max(due - time.monotonic(), 0.0))


@asynccontextmanager
async def _running(live: LiveMarket, stream: Stream) -> AsyncIterator[None]:
    """The market's loop beside the block; a single error of either comes out as it is. A stepped market has none."""
    if isinstance(live.clock, SteppedClock):
        yield
        return
    try:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(_run(live, stream), name="simulated-market")
            yield
            task.cancel()
    except BaseExceptionGroup as errors:
        if len(errors.exceptions) == 1:
            raise errors.exceptions[0] from None
        raise


@asynccontextmanager
async def serve(options: Options) -> AsyncIterator[MarketServer]:
    """Bring the market up to date, listen on loopback, run until the block ends, save.

    Raises FolderTaken, FolderForeign, and OSError where the folder or the port cannot be had.
    """
    clock = _clock(options)
    live = await asyncio.to_thread(
        LiveMarket.open, options.folder, options.seed, clock, options.coins, history_days=options.history_days
    )
    faults = Faults()
    try:
        app, stream = _application(live, IpLimit(options.ip_limit, options.ban_s, time.monotonic), faults)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", options.port)
            await site.start()
            port = int(runner.addresses[0][1])
            address = f"127.0.0.1:{port}"
            server = MarketServer(f"http://{address}", f"ws://{address}/v5/public/linear", live, faults)
            async with _running(live, stream):
                yield server
        finally:
            stream.drop_all()
            await runner.cleanup()
            with suppress(OSError):
                live.store.write(live.store.prepare(live.market))
    finally:
        live.store.close()
