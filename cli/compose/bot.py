"""`helix bot`: the chat, on what an engine stores."""

import asyncio
import os

import structlog

from bot.pictures.pool import PicturePool, painters
from cli.compose.apart import Ground, run_apart
from cli.compose.chat import Asked, line_of, listen, open_bot
from cli.compose.clocks import RunClock, WallClock
from cli.compose.stored import desk_on
from cli.lifetime import bind_to
from cli.run_state import read
from engine.market.values import MarketSource
from engine.scanners.board import Board

log = structlog.get_logger()
_PAINTERS = 2


def bot() -> None:
    run_apart("bot", _work)


async def _work(ground: Ground) -> None:
    """With a token: live, as the engine stores it. Without one: the market and page of this folder's `helix up`."""
    settings = ground.place.settings
    local = read(ground.place.home) if settings.telegram.bot_token is None else None
    clock = RunClock(local) if local is not None else WallClock()
    desk = desk_on(ground.database, ground.redis, local.source if local else MarketSource.LIVE, clock)
    board = Board(desk.market, clock)
    asked = Asked(desk.market, desk.scan, desk.maps, board, clock)
    line = line_of(settings, local.page if local else None)
    pool = PicturePool(lambda: painters(_PAINTERS, bind_to, (os.getpid(),)), _PAINTERS)
    try:
        async with (
            open_bot(settings, line, asked, ground.database, ground.redis, pool, is_alone=False) as running,
            asyncio.TaskGroup() as group,
        ):
            group.create_task(board.run(), name="board")
            group.create_task(listen(running, settings), name="bot")
            log.info("ready", process="bot", name=running.me.username)
    finally:
        pool.close()
