"""The one event loop of `helix up`: market, board, bot and upkeep in one task group."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import structlog

from bot.pictures.pool import PicturePool, painters
from bot.run import RunningBot
from cli.compose.alarms import AlarmBell
from cli.compose.chat import Asked, alarm_teller, line_of, listen, open_bot
from cli.compose.drift import report_drift
from cli.compose.feeds import tend_feeds
from cli.compose.ledger import ledger_work
from cli.compose.market import LiveMarket, Outlook, build_market
from cli.compose.members import MembersSide
from cli.compose.place import Place, say
from cli.compose.posts import put_posts
from cli.compose.servers import Stores
from cli.compose.stopping import Stop, Stopped, until
from cli.compose.upkeep import keep_up
from cli.compose.vendor import follow_vendor, vendor_side
from cli.compose.whales import follow_whales, read_whales
from cli.compose.worlds import enter_world
from cli.lifetime import bind_to
from cli.run_state import RunState
from db.alarms import AlarmStream
from db.leases import Leases
from db.pool import Database, answers, open_pool, open_redis
from db.upkeep import Upkeep

log = structlog.get_logger()
_PAINTERS = 2
_REVIVE_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Addresses:
    stores: Stores
    telegram_url: str | None  # of the local one; None: Telegram itself
    home: Path


async def together(place: Place, addresses: Addresses, outlook: Outlook) -> None:
    """Runs until a signal asks to stop."""
    stop = Stop()
    stop.listen()
    stores = addresses.stores
    pool = PicturePool(lambda: painters(_PAINTERS, bind_to, (os.getpid(),)), _PAINTERS)
    redis = open_redis(stores.redis_url)
    try:
        async with open_pool(stores.database_url) as connections, aiohttp.ClientSession(trust_env=True) as session:
            database = Database(connections)
            await answers(redis)
            await Upkeep(Database(connections, 60.0)).make_partitions(datetime.now(UTC))
            if outlook.simulated_url is not None:
                await enter_world(session, outlook.simulated_url, Database(connections, 60.0))
            bell = AlarmBell(AlarmStream(redis))
            market = build_market(outlook, place.settings, session, database, redis, bell.ring, place.home)
            vendor = vendor_side(place.settings, session, market.clock, market.source)
            whales = read_whales(database, market.source, market.clock)
            scanners = market.scanners
            line = line_of(place.settings, addresses.telegram_url)
            members = MembersSide.of(place.settings, database, redis, market.memory, market.source, market.clock)
            asked = Asked(
                market.memory,
                scanners.scan,
                market.maps,
                scanners.board,
                market.clock,
                market.hunts,
                scanners.tuned,
                market.ingestions,
                vendor,
                whales,
                members.paper(),
                members.rounds(),
            )
            async with open_bot(place.settings, line, asked, database, redis, pool, is_alone=True) as running:
                common = (place.settings, session, database, market.clock, market.source)
                leases = Leases(redis, holder="alone")
                theirs = members.exchange_beside(market, outlook, session, leases)
                bells = members.bells(running, leases)
                drift = report_drift(members.house, running, addresses.home, leases)
                parts = (follow_vendor(*common), follow_whales(*common), *theirs, bells, drift)
                await _all_of_it(place, addresses, outlook, market, running, database, bell, stop, *parts)
    finally:
        pool.close()
        await redis.aclose()


async def _all_of_it(
    place: Place,
    addresses: Addresses,
    outlook: Outlook,
    market: LiveMarket,
    running: RunningBot,
    database: Database,
    bell: AlarmBell,
    stop: Stop,
    *more: Coroutine[None, None, None],
) -> None:
    """`more`: what other parts of the house run beside it."""
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(until(stop), name="stop")
            for ingestion in market.ingestions:
                group.create_task(ingestion.run(), name="ingestion")
            group.create_task(market.scanners.run(), name="scanners")
            group.create_task(market.keeper.run(), name="records")
            group.create_task(ledger_work(market, database).run(), name="ledger")
            group.create_task(market.signals.run(), name="signals")
            group.create_task(market.mixes.run(), name="mixes")
            group.create_task(listen(running, place.settings), name="bot")
            group.create_task(alarm_teller(running).run(), name="alarm teller")
            group.create_task(put_posts(running, database), name="posts")
            group.create_task(bell.run(), name="alarms")
            group.create_task(keep_up(database.patient(), market.clock), name="upkeep")
            group.create_task(tend_feeds(market, running.deps.redis, say), name="feeds")
            group.create_task(_revive(addresses.stores), name="servers")
            for work in more:
                group.create_task(work, name="part")
            group.create_task(_say_ready(addresses, outlook, market, running), name="ready")
    except* Stopped:
        log.info("stopped")


async def _say_ready(addresses: Addresses, outlook: Outlook, market: LiveMarket, running: RunningBot) -> None:
    """The one line a newcomer waits for: as soon as the market's contracts are known."""
    is_far = addresses.telegram_url is None
    if market.ingestions and not is_far:
        await market.ingestions[0].listed.wait()
    now = datetime.now(UTC).isoformat()
    start = None if outlook.replay is None else market.clock.now().isoformat()
    speed = 1.0 if outlook.replay is None else outlook.replay.speed
    RunState(os.getpid(), market.source, addresses.telegram_url, now, start, speed).write(addresses.home)
    name = f"https://t.me/{running.me.username}" if is_far else f"{addresses.telegram_url}/"
    say(f"Helix is ready: {name}")
    log.info("ready", page=name, source=market.source.value)


async def _revive(stores: Stores) -> None:
    """An embedded server that died is started again on its port."""
    embedded = stores.embedded
    if embedded is None:
        return
    revive: Callable[[], list[str]] = embedded.revive
    while True:
        await asyncio.sleep(_REVIVE_EVERY_S)
        for name in revive():  # in the main thread, as the death signal asks; milliseconds when nothing died
            log.warning("server_revived", server=name)
