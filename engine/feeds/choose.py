"""Where market data comes from in this run. Decided once, at the start; it never changes inside a process."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import structlog

from engine.errors import Unavailable
from engine.market.values import MarketSource, Venue

PROBE_S = 3.0
Probe = Callable[[], Awaitable[object]]
"""Asks a venue the cheapest question it answers. Raises `Unavailable` when it does not."""

log = structlog.get_logger()


class WantedSource(StrEnum):
    """`MARKET_SOURCE`."""

    AUTO = "auto"
    LIVE = "live"
    RECORDED = "recorded"
    SIMULATED = "simulated"


@dataclass(frozen=True, slots=True)
class Choice:
    """`why` is a sentence for the log and the start-up line."""

    source: MarketSource
    why: str


def choose_source(wanted: WantedSource, is_real_bot: bool, has_recording: bool, answering: frozenset[Venue]) -> Choice:
    """The rule. Simulated prices exist only where there is no bot token: people with money must never see them.

    Raises `ValueError` where the wish cannot be: a recording without files, a simulation beside a real bot.
    """
    if wanted is WantedSource.SIMULATED and is_real_bot:
        raise ValueError("MARKET_SOURCE=simulated is refused beside a bot token: real chats get real prices or none")
    if wanted is WantedSource.RECORDED and not has_recording:
        raise ValueError("MARKET_SOURCE=recorded needs files: helix up --replay FILE…")
    if wanted is not WantedSource.AUTO:
        return Choice(MarketSource(wanted.value), f"MARKET_SOURCE={wanted}")
    if has_recording:
        return Choice(MarketSource.RECORDED, "a replay was asked for")
    if is_real_bot:
        return Choice(MarketSource.LIVE, "a bot token is set: real prices or an honest “no data”")
    if answering:
        return Choice(MarketSource.LIVE, f"{', '.join(sorted(answering))} answers")
    return Choice(MarketSource.SIMULATED, f"no venue answered within {PROBE_S:.0f} s and there is no bot token")


def needs_probe(wanted: WantedSource, is_real_bot: bool, has_recording: bool) -> bool:
    """Whether the answer of a venue matters, so that nobody waits for it in vain."""
    return wanted is WantedSource.AUTO and not is_real_bot and not has_recording


async def answering_venues(probes: Mapping[Venue, Probe], within_s: float = PROBE_S) -> frozenset[Venue]:
    """Venues that answered in time, all asked at once. Returns early when all have, never later than `within_s`."""
    answered: set[Venue] = set()

    async def ask(venue: Venue, probe: Probe) -> None:
        try:
            await probe()
        except (Unavailable, OSError) as error:
            log.info("venue_does_not_answer", venue=venue, error=str(error))
        else:
            answered.add(venue)

    try:
        async with asyncio.timeout(within_s), asyncio.TaskGroup() as group:
            for venue, probe in probes.items():
                group.create_task(ask(venue, probe))
    except TimeoutError:
        log.info("venue_does_not_answer", venues=sorted(set(probes) - answered), within_s=within_s)
    return frozenset(answered)
