"""Hours of funding on the simulated venue, with a silence in the middle: each is paid once, as the venue has it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import aiohttp
import pytest

from engine.exchange.contract import Contract
from engine.exchange.from_instrument import contract_of
from engine.exchange.hearing import nearest_ticks, prediction_of
from engine.exchange.inputs import Funding
from engine.exchange.settling import Settlement, Settlements
from engine.feeds.bybit.feed import BybitFeed
from engine.feeds.bybit.tape import BybitTape
from engine.feeds.reading import milliseconds, moment
from engine.feeds.tape import FundingSettled, PricesHeard
from engine.market.values import Instrument, MarketSource
from sandbox.market.server import MarketServer, Options, serve

SPEED = 900.0  # an hour in four seconds
HOUR_MS = 3_600_000


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[MarketServer]:
    """One contract that settles by the hour."""
    options = Options(tmp_path, seed=5, speed=SPEED, coins=("MOODENG",), history_days=3.0, ip_limit=0)
    async with serve(options) as server:
        yield server


class VenueTime:
    def __init__(self, server: MarketServer) -> None:
        self._server = server

    def now(self) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self._server.live.market.now_ms)


class Payer:
    """What whoever runs the exchange does: pays what the keeper says, and looks up what it missed."""

    def __init__(self, tape: BybitTape, instrument: Instrument, contract: Contract, clock: VenueTime) -> None:
        self._tape = tape
        self._instrument = instrument
        self._contract = contract
        self._clock = clock
        self._keeper = Settlements(heard_within_ms=240_000)
        self.paid: list[Funding] = []
        self.looked_up = 0

    async def run(self) -> None:
        async with aclosing(self._tape.stream([self._instrument])) as events:
            async for event in events:
                if isinstance(event, PricesHeard):
                    await self._hear(event)

    async def _hear(self, event: PricesHeard) -> None:
        prediction = prediction_of(event, self._contract)
        assert prediction is not None
        funding = self._keeper.hear(prediction, self._contract)
        self.paid += [] if funding is None else [funding]
        for missed in self._keeper.missed():
            read_at = self._clock.now()
            told = await self._tape.settlements(self._instrument, moment(missed.since_ms), moment(missed.until_ms))
            found = [
                Settlement(one.at_ms, one.rate, nearest_ticks(one.mark_usd, self._contract))
                for one in told
                if one.mark_usd is not None
            ]
            paid = self._keeper.settle(missed, found, self._contract, milliseconds(read_at))
            self.looked_up += len(paid)
            self.paid += paid


@dataclass(slots=True)
class Place:
    server: MarketServer
    payer: Payer

    @property
    def now_ms(self) -> int:
        return self.server.live.market.now_ms

    async def see(self, truth: Callable[[], bool]) -> None:
        async with asyncio.timeout(40):
            while True:
                if truth():
                    return
                await asyncio.sleep(0.05)


@pytest.fixture
async def place(server: MarketServer) -> AsyncIterator[Place]:
    clock, where = VenueTime(server), {"rest_url": server.base_url, "stream_url": server.stream_url}
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        feed = BybitFeed(session, clock, Random(1), source=MarketSource.SIMULATED, **where)
        tape = BybitTape(session, clock, Random(1), first_wait_s=0.01, frozen_after_s=3.0, **where)
        (instrument,) = await feed.instruments()
        contract = contract_of(instrument)
        assert contract is not None
        payer = Payer(tape, instrument, contract, clock)
        task = group.create_task(payer.run())
        yield Place(server, payer)
        task.cancel()


async def test_every_hour_is_paid_once_over_a_silence_of_the_venue(place: Place) -> None:
    begun_ms, paid = place.now_ms, place.payer.paid
    await place.see(lambda: bool(paid))
    place.server.faults.set({"freeze": True})
    silent_ms = place.now_ms
    await place.see(lambda: place.now_ms > silent_ms + 1.5 * HOUR_MS)
    place.server.faults.clear()
    await place.see(lambda: len(paid) >= 4)
    instants = [one.at_ms for one in paid]
    assert instants == list(range(instants[0], instants[-1] + 1, HOUR_MS))
    assert begun_ms < instants[0] <= begun_ms + HOUR_MS
    assert place.payer.looked_up
    settled = {second * 1000: rate for second, rate in place.server.live.market.listings["MOODENGUSDT"].funding}
    for one in paid:
        assert one.rate_e8 / 1e8 == pytest.approx(settled[one.at_ms], abs=2e-5)
        assert one.mark_ticks > 0


async def test_a_mark_that_is_not_there_yet_is_none_and_a_second_later_that_of_the_instant(tmp_path: Path) -> None:
    instant = datetime(2026, 2, 6, 8, tzinfo=UTC)
    options = Options(
        tmp_path, seed=5, coins=("WIF",), history_days=3.0, ip_limit=0, stepped_from=instant - timedelta(minutes=1)
    )
    async with serve(options) as server, aiohttp.ClientSession() as session:
        clock, where = VenueTime(server), {"rest_url": server.base_url, "stream_url": server.stream_url}
        feed = BybitFeed(session, clock, Random(1), source=MarketSource.SIMULATED, **where)
        tape = BybitTape(session, clock, Random(1), **where)
        (instrument,) = await feed.instruments()

        async def told(**how: int) -> Sequence[FundingSettled]:
            async with session.post(f"{server.base_url}/sandbox/step", json=how) as answer:
                assert answer.status == 200
            return await tape.settlements(instrument, instant - timedelta(hours=1), instant)

        (at_once,) = await told(minutes=1)
        (ticker,) = await feed.tickers([instrument])
        (later,) = await told(seconds=1)
    assert (at_once.at_ms, at_once.mark_usd) == (milliseconds(instant), None)
    assert later.mark_usd is not None
    assert float(later.mark_usd) == ticker.mark_price_usd
