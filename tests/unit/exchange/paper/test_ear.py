"""What the exchange hears is remembered, and so is what it may have missed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from engine.exchange.outputs import FundingPaid
from engine.exchange.settling import Settlements
from engine.exchange.venues.paper.ear import Ear
from engine.exchange.venues.paper.floor import Floor
from engine.feeds.reading import milliseconds
from engine.feeds.tape import BookHeard, BookLost, FundingSettled, Grid, LossReason, TradeHeard
from engine.market.values import Gap, Instrument, Venue
from tests.unit.exchange.core.floor import BTC, contract
from tests.unit.exchange.markets import AT
from tests.unit.exchange.paper.fakes import StillClock, floor
from tests.unit.exchange.paper.test_market_side import NOW_MS, HandTape, ear_of, hold, prices

HOUR_MS = 3_600_000
GRID = Grid(contract(BTC).tick_size, contract(BTC).lot_size)


@pytest.fixture
def on() -> Floor:
    return floor()


@pytest.fixture
def ear(on: Floor) -> Ear:
    return ear_of(on, HandTape(), Settlements())


def trade(at_ms: int, *, is_off_book: bool = False) -> TradeHeard:
    return TradeHeard(BTC, at_ms, GRID, 100, 5, True, is_off_book, f"t{at_ms}")


def whole_from(on: Floor) -> int | None:
    ring = on.recent.ring(BTC)
    assert ring is not None
    return ring.whole_from_ms


def test_trades_of_the_book_are_remembered_and_block_trades_are_not(ear: Ear, on: Floor) -> None:
    ear.hear(trade(1_000))
    ear.hear(trade(1_001, is_off_book=True))
    ring = on.recent.ring(BTC)
    assert ring is not None
    assert ring.tape(contract(BTC), 0, 9_999).price_usd.tolist() == [100.0]


def test_a_broken_connection_may_have_missed_trades_a_crossed_book_has_not(ear: Ear, on: Floor) -> None:
    ear.hear(BookHeard(BTC, 1_000, GRID, ((99, 1),), ((100, 1),)))
    ear.hear(BookLost(BTC, 1_100, LossReason.CROSSED))
    assert whole_from(on) == 1_000
    ear.hear(BookLost(BTC, 1_200, LossReason.DISCONNECTED))
    assert whole_from(on) is None
    ear.hear(trade(2_000))
    assert whole_from(on) == 2_000


def test_a_gap_of_the_venue_is_one_of_every_contract(ear: Ear, on: Floor) -> None:
    ear.hear(trade(1_000))
    ear.hear(Gap(Venue.BYBIT, AT - timedelta(minutes=1), AT, "closed"))
    assert whole_from(on) is None


@dataclass
class LateTape(HandTape):
    """Its history has nothing yet. `asked`: until when, in hours since the first."""

    asked: list[int] = field(default_factory=list)

    async def settlements(self, instrument: Instrument, since: datetime, until: datetime) -> Sequence[FundingSettled]:
        self.asked.append((milliseconds(until) - NOW_MS) // HOUR_MS)
        return []


async def test_an_instant_missed_while_another_waits_for_a_late_history_is_asked_for_at_once(on: Floor) -> None:
    tape = LateTape()
    ear = ear_of(on, tape, Settlements({BTC: NOW_MS}))
    hold(on)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(ear.run())
        for hours in (1, 2):
            ear.hear(prices(NOW_MS + hours * HOUR_MS, NOW_MS + 8 * HOUR_MS))
            for _ in range(20):  # rounds of the loop, in which nothing waits for time
                await asyncio.sleep(0)
        running.cancel()
    assert tape.asked == [1, 1, 2]


@pytest.mark.parametrize(("late_ms", "paid_at"), [(119_000, []), (120_000, [103])])
async def test_a_settlement_without_its_mark_waits_for_it_and_then_takes_the_last_one_heard(
    on: Floor, late_ms: int, paid_at: list[int]
) -> None:
    hold(on)
    instant = NOW_MS + HOUR_MS
    tape, clock = HandTape([FundingSettled(instant, Decimal("0.0001"), None)]), StillClock()
    clock.at += timedelta(milliseconds=HOUR_MS + late_ms)
    ear = ear_of(on, tape, Settlements({BTC: NOW_MS}), clock)
    for at_ms in (instant, instant + 11_000):  # what is heard while funding is owed waits for ten seconds
        ear.hear(replace(prices(at_ms, instant + 8 * HOUR_MS), mark_usd=Decimal(103)))
    await ear.look_up()
    assert [one.mark_ticks for one in on.take() if isinstance(one, FundingPaid)] == paid_at
