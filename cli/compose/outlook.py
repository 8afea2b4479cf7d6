"""Where prices come from in this run, asked once at the start while the databases start."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from random import Random

import aiohttp

from cli.compose.clocks import WallClock
from cli.compose.market import Outlook, live_feeds
from cli.compose.replay import Replay
from config import BadSettings, Fault, Settings
from engine.feeds.choose import Choice, WantedSource, answering_venues, choose_source, needs_probe
from engine.market.values import MarketSource, Venue

_HURRY_S = 0.05  # a name that is not known stays unknown: nobody waits three seconds for that


def ask_early(settings: Settings, replay: Replay | None) -> "Future[Choice]":
    """Begins to ask the venues, where their answer matters, in a thread that starts no process.

    Raises `BadSettings`, before anything is started, for a source that cannot be.
    """
    if not _is_asked(settings, replay):
        return _at_once(settings, replay)
    pool = ThreadPoolExecutor(1, thread_name_prefix="probe")
    answer = pool.submit(_choose, settings, replay)
    pool.shutdown(wait=False)
    return answer


def _is_asked(settings: Settings, replay: Replay | None) -> bool:
    wanted, has_token = WantedSource(settings.market.source), settings.telegram.bot_token is not None
    return needs_probe(wanted, has_token, replay is not None)


def _at_once(settings: Settings, replay: Replay | None) -> "Future[Choice]":
    answer: Future[Choice] = Future()
    answer.set_result(_choose(settings, replay))
    return answer


def _choose(settings: Settings, replay: Replay | None) -> Choice:
    answering = asyncio.run(_probe(settings)) if _is_asked(settings, replay) else frozenset[Venue]()
    wanted, has_token = WantedSource(settings.market.source), settings.telegram.bot_token is not None
    try:
        return choose_source(wanted, has_token, replay is not None, answering)
    except ValueError as error:
        problem = str(error).removeprefix(f"MARKET_SOURCE={wanted} ")
        raise BadSettings([Fault("MARKET_SOURCE", problem, given=wanted.value)]) from error


async def _probe(settings: Settings) -> frozenset[Venue]:
    async with aiohttp.ClientSession(trust_env=True) as session:
        feeds = live_feeds(settings, session, WallClock(), Random(), first_wait_s=_HURRY_S)
        return await answering_venues({feed.venue: feed.server_time_ms for feed in feeds})


def outlook_of(choice: Choice, replay: Replay | None, simulated_url: str | None) -> Outlook:
    return Outlook(choice.source, simulated_url if choice.source is MarketSource.SIMULATED else None, replay)
