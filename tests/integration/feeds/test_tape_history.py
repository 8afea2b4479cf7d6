"""What a tape reads of settlements that were missed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from random import Random

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from engine.feeds.bybit.tape import BybitTape
from engine.feeds.reading import moment
from tests.integration.feeds.conftest import VenueClock
from tests.integration.feeds.local_bybit import LocalBybit, price_at
from tests.unit.exchange.contracts import some_instrument

HOUR_MS = 3_600_000
BTC = some_instrument()
PEPE = some_instrument("1000PEPEUSDT", "PEPE")


@pytest.fixture
async def tape(venue: LocalBybit, clock: VenueClock, session: aiohttp.ClientSession) -> AsyncIterator[BybitTape]:
    async with TestServer(venue.app()) as server:
        yield BybitTape(session, clock, Random(1), rest_url=str(server.make_url("")), first_wait_s=0.01)


async def test_a_history_longer_than_a_page_is_read_whole_and_in_order(venue: LocalBybit, tape: BybitTape) -> None:
    first_ms = venue.now_ms - venue.now_ms % HOUR_MS - 450 * HOUR_MS
    venue.settled = [(first_ms + n * HOUR_MS, f"{n}e-6") for n in range(450)]
    found = await tape.settlements(BTC, moment(first_ms), moment(venue.now_ms))
    assert [one.at_ms for one in found] == [at_ms for at_ms, _ in venue.settled[1:]]  # what was settled is not since
    assert found[-1].rate == Decimal("449e-6")


async def test_the_mark_of_the_instant_is_told_per_coin_and_where_there_is_none_the_last_price(
    venue: LocalBybit, tape: BybitTape
) -> None:
    at_ms = venue.now_ms - venue.now_ms % HOUR_MS
    venue.settled = [(at_ms, "-0.0001")]
    span = moment(at_ms) - timedelta(hours=1), moment(venue.now_ms)
    last = Decimal(str(price_at(at_ms)))
    (by_mark,) = await tape.settlements(PEPE, *span)
    assert by_mark.mark_usd == (last + Decimal("0.01")) / 1000
    venue.knows_marks = False
    (by_last,) = await tape.settlements(PEPE, *span)
    assert by_last.mark_usd == last / 1000
    venue.now_ms -= HOUR_MS  # nor does it know the last price then
    (unknown,) = await tape.settlements(PEPE, *span)
    assert unknown.mark_usd is None


async def test_a_row_that_cannot_be_read_costs_only_itself(venue: LocalBybit, tape: BybitTape) -> None:
    at_ms = venue.now_ms - venue.now_ms % HOUR_MS
    venue.settled = [(at_ms - HOUR_MS, "much"), (at_ms, "0.0001")]
    found = await tape.settlements(BTC, moment(at_ms - 2 * HOUR_MS), moment(venue.now_ms))
    assert [one.rate for one in found] == [Decimal("0.0001")]
