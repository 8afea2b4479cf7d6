"""What the exchange hears is remembered, and so is what it may have missed."""

from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.settling import Settlements
from engine.exchange.venues.paper.ear import Ear
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.following import Following
from engine.exchange.venues.paper.listing import Listing
from engine.feeds.ports import Changes
from engine.feeds.tape import BookHeard, BookLost, FundingSettled, Grid, LossReason, TapeEvent, TradeHeard
from engine.market.values import Gap, Instrument, Symbol, Venue
from tests.unit.exchange.markets import AT, contract

BTC = Symbol("BTCUSDT")
GRID = Grid(Decimal("0.1"), Decimal("0.001"))


class StillClock:
    def now(self) -> datetime:
        return AT


class SilentTape:
    venue = Venue.BYBIT

    async def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[TapeEvent, None]:
        del instruments, changes
        for event in ():
            yield event

    async def settlements(self, instrument: Instrument, since: datetime, until: datetime) -> Sequence[FundingSettled]:
        del instrument, since, until
        return ()


@pytest.fixture
def floor() -> Floor:
    return Floor(Exchange([contract()], Rules()), [contract()])


@pytest.fixture
def ear(floor: Floor) -> Ear:
    async def nothing(*_: object) -> list[Instrument]:
        return []

    async def kept(contracts: Sequence[object]) -> list[object]:
        return list(contracts)

    listing = Listing(floor, nothing, lambda _: None, kept, StillClock())  # type: ignore[arg-type]
    following = Following(floor, {}, StillClock())
    return Ear(floor, SilentTape(), following, listing, Settlements({}), StillClock())


def trade(at_ms: int, *, is_off_book: bool = False) -> TradeHeard:
    return TradeHeard(BTC, at_ms, GRID, 1000, 5, True, is_off_book, f"t{at_ms}")


def whole_from(floor: Floor) -> int | None:
    ring = floor.recent.ring(BTC)
    assert ring is not None
    return ring.whole_from_ms


def test_trades_of_the_book_are_remembered_and_block_trades_are_not(ear: Ear, floor: Floor) -> None:
    ear.hear(trade(1_000))
    ear.hear(trade(1_001, is_off_book=True))
    ring = floor.recent.ring(BTC)
    assert ring is not None
    assert ring.tape(contract(), 0, 9_999).price_usd.tolist() == [100.0]


def test_a_broken_connection_may_have_missed_trades_a_crossed_book_has_not(ear: Ear, floor: Floor) -> None:
    ear.hear(BookHeard(BTC, 1_000, GRID, ((999, 1),), ((1000, 1),)))
    ear.hear(BookLost(BTC, 1_100, LossReason.CROSSED))
    assert whole_from(floor) == 1_000
    ear.hear(BookLost(BTC, 1_200, LossReason.DISCONNECTED))
    assert whole_from(floor) is None
    ear.hear(trade(2_000))
    assert whole_from(floor) == 2_000


def test_a_gap_of_the_venue_is_one_of_every_contract(ear: Ear, floor: Floor) -> None:
    ear.hear(trade(1_000))
    ear.hear(Gap(Venue.BYBIT, datetime(2026, 1, 1, tzinfo=UTC), AT, "closed"))
    assert whole_from(floor) is None
