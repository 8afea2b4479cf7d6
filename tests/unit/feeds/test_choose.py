"""Which market a run lives on is a rule, and the venues are asked only where it matters."""

import asyncio

import pytest

from engine.errors import VenueAway
from engine.feeds.choose import WantedSource, answering_venues, choose_source, needs_probe
from engine.market.values import MarketSource, Venue

BYBIT = frozenset({Venue.BYBIT})
NOBODY: frozenset[Venue] = frozenset()


@pytest.mark.parametrize(
    ("wanted", "token", "recording", "answering", "source"),
    [
        (WantedSource.AUTO, True, False, NOBODY, MarketSource.LIVE),
        (WantedSource.AUTO, True, False, BYBIT, MarketSource.LIVE),
        (WantedSource.AUTO, False, False, BYBIT, MarketSource.LIVE),
        (WantedSource.AUTO, False, False, NOBODY, MarketSource.SIMULATED),
        (WantedSource.AUTO, False, True, BYBIT, MarketSource.RECORDED),
        (WantedSource.LIVE, False, False, NOBODY, MarketSource.LIVE),
        (WantedSource.SIMULATED, False, False, BYBIT, MarketSource.SIMULATED),
        (WantedSource.RECORDED, True, True, BYBIT, MarketSource.RECORDED),
    ],
)
def test_the_source_follows_from_wish_token_and_answers(
    wanted: WantedSource, token: bool, recording: bool, answering: frozenset[Venue], source: MarketSource
) -> None:
    assert choose_source(wanted, token, recording, answering).source is source


def test_simulated_prices_never_stand_beside_a_real_bot() -> None:
    with pytest.raises(ValueError, match="bot token"):
        choose_source(WantedSource.SIMULATED, True, False, NOBODY)


def test_a_recording_needs_files() -> None:
    with pytest.raises(ValueError, match="--replay"):
        choose_source(WantedSource.RECORDED, False, False, NOBODY)


def test_nobody_is_asked_where_the_answer_does_not_matter() -> None:
    assert needs_probe(WantedSource.AUTO, False, False)
    assert not needs_probe(WantedSource.AUTO, True, False)
    assert not needs_probe(WantedSource.LIVE, False, False)


async def test_a_silent_venue_costs_no_more_than_the_limit() -> None:
    async def answers() -> None:
        return

    async def refuses() -> None:
        raise VenueAway("451")

    async def hangs() -> None:
        await asyncio.Event().wait()

    assert await answering_venues({Venue.BYBIT: answers, Venue.BINANCE: refuses}) == BYBIT
    assert await answering_venues({Venue.BYBIT: answers, Venue.BINANCE: hangs}, within_s=0.05) == BYBIT
    assert await answering_venues({Venue.BYBIT: hangs}, within_s=0.05) == NOBODY
