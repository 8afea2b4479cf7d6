"""`helix bot`: the chat, on what an engine stores."""

import asyncio
import os

import aiohttp
import structlog

from bot.pictures.pool import PicturePool, painters
from bot.run import RunningBot
from cli.compose.allowed import local_page
from cli.compose.apart import Ground, run_apart
from cli.compose.chat import Asked, alarm_teller, line_of, listen, open_bot
from cli.compose.clocks import RunClock, WallClock
from cli.compose.drift import report_drift
from cli.compose.members import MembersSide
from cli.compose.place import Place
from cli.compose.posts import put_posts
from cli.compose.scanners import follow_scanners
from cli.compose.stopping import Stopped
from cli.compose.stored import desk_on
from cli.compose.vendor import vendor_side
from cli.compose.whales import read_whales
from cli.lifetime import bind_to
from cli.run_state import RunState, running_here
from db.leases import Leases
from engine.errors import Unavailable
from engine.market.values import MarketSource
from engine.scanners.board import Board

log = structlog.get_logger()
_PAINTERS = 2
_LOOK_EVERY_S = 1.0
_BOARD_PAUSE_S = 20.0  # every look asks the database about every coin


def bot(place: Place) -> None:
    run_apart("bot", place, _work)


async def _work(ground: Ground) -> None:
    """With a token: live, as the engine stores it. Without one: the market and page of this folder's `helix up`."""
    place, local = ground.place, local_page(ground.place)
    settings = place.settings
    if local is None and settings.telegram.bot_token is None:
        raise Stopped  # it ended while we started
    clock = RunClock(local) if local is not None else WallClock()
    source = local.source if local else MarketSource.LIVE
    desk = desk_on(ground.database, ground.redis, source, clock)
    scanners = follow_scanners(desk, ground.database, ground.redis, clock, pause_s=_BOARD_PAUSE_S)
    board = scanners.board
    session = aiohttp.ClientSession(trust_env=True)
    vendor, whales = vendor_side(settings, session, clock, source), read_whales(ground.database, source, clock)
    members = MembersSide.of(settings, ground.database, ground.redis, desk.market, source, clock)
    asked = Asked(
        desk.market,
        scanners.scan,
        desk.maps,
        board,
        clock,
        desk.hunts,
        scanners.tuned,
        vendor=vendor,
        whales=whales,
        paper=members.paper(),
        rounds=members.rounds(),
    )
    line = line_of(settings, local.page if local else None)
    pool = PicturePool(lambda: painters(_PAINTERS, bind_to, (os.getpid(),)), _PAINTERS)
    try:
        async with (
            session,
            open_bot(settings, line, asked, ground.database, ground.redis, pool, is_alone=False) as running,
            asyncio.TaskGroup() as group,
        ):
            if local is not None:
                group.create_task(_with(local, place), name="host")
            group.create_task(_keep_fresh(board), name="board")
            group.create_task(scanners.run(), name="thresholds and leads")
            group.create_task(desk.mixes.follow(), name="mixes")
            _start_rest(group, ground, running, members)
            begun = asyncio.Event()
            group.create_task(listen(running, settings, begun), name="bot")
            await begun.wait()
            log.info("ready", process="bot", name=running.me.username)
    finally:
        pool.close()


def _start_rest(group: asyncio.TaskGroup, ground: Ground, running: RunningBot, members: MembersSide) -> None:
    """What a bot does beside listening, where the market is another process's."""
    drift = report_drift(members.house, running, ground.place.home, Leases(ground.redis))
    group.create_task(alarm_teller(running).run(), name="alarm teller")
    group.create_task(put_posts(running, ground.database), name="posts")
    group.create_task(members.house.wakes.run(), name="paper wakes")
    group.create_task(members.bells(running, Leases(ground.redis)), name="rounds")
    group.create_task(drift, name="paper drift")


async def _keep_fresh(board: Board) -> None:
    """Until cancelled, also over a database that goes away for a while."""
    while True:
        try:
            await board.run()
        except Unavailable as error:
            log.warning("board_waits", error=str(error)[:200])
            await asyncio.sleep(_LOOK_EVERY_S)


async def _with(local: RunState, place: Place) -> None:
    """A bot without a token is a helper of one `helix up`: what it would poll afterwards is nobody's."""
    while running_here(place.home) == local:  # noqa: ASYNC110  # another process ends: there is no event here
        await asyncio.sleep(_LOOK_EVERY_S)
    log.info("host_gone", page=local.page)
    raise Stopped
