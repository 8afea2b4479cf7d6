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
    """Begins to ask the venues, where their answer matters, in a thread that starts no process."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="probe")
    answer = pool.submit(_choose, settings, replay)
    pool.shutdown(wait=False)
    return answer


def _choose(settings: Settings, replay: Replay | None) -> Choice:
    wanted = WantedSource(settings.market.source)
    has_token, has_recording = settings.telegram.bot_token is not None, replay is not None
    is_asked = needs_probe(wanted, has_token, has_recording)
    answering = asyncio.run(_probe(settings)) if is_asked else frozenset[Venue]()
    try:
        return choose_source(wanted, has_token, has_recording, answering)
    except ValueError as error:
        raise BadSettings([Fault("MARKET_SOURCE", str(error))]) from error


async def _probe(settings: Settings) -> frozenset[Venue]:
    async with aiohttp.ClientSession(trust_env=True) as session:
        feeds = live_feeds(settings, session, WallClock(), Random(), first_wait_s=_HURRY_S)
        return await answering_venues({feed.venue: feed.server_time_ms for feed in feeds})


def outlook_of(choice: Choice, replay: Replay | None, simulated_url: str | None) -> Outlook:
    return Outlook(choice.source, simulated_url if choice.source is MarketSource.SIMULATED else None, replay)
