"""Between a funding instant and the word of its settlement nobody's position changes: it is owed for what was held."""

from decimal import Decimal

import pytest

from engine.exchange.money import SCALE
from engine.exchange.orders import OpenAccount, Order, OrderKind, Place, Sent, Way
from engine.exchange.outputs import Fill, FundingPaid, Output
from engine.exchange.settling import Settlements
from engine.exchange.venues.paper.ear import Ear
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.following import LINGER, Following
from engine.feeds.tape import BookHeard, FundingSettled, Grid, TradeHeard
from tests.unit.exchange.contracts import some_instrument
from tests.unit.exchange.paper.fakes import BTC, StillClock, floor
from tests.unit.exchange.paper.test_market_side import NOW_MS, HandTape, Venues, ear_of, hold, listing_of, prices

GRID = Grid(Decimal(1), Decimal(1))
DUE = NOW_MS + 60_000
HOUR = 3_600_000
NEXT = DUE + 8 * HOUR


def book(at_ms: int) -> BookHeard:
    return BookHeard(BTC, at_ms, GRID, ((99, 1_000),), ((100, 1_000),))


@pytest.fixture
def on() -> Floor:
    """Ten lots are held."""
    on = floor()
    hold(on)
    return on


@pytest.fixture
def ear(on: Floor) -> Ear:
    ear = ear_of(on, HandTape(), Settlements())
    ear.hear(prices(DUE - 1_000, DUE))
    on.take()
    return ear


def order(on: Floor, way: Way, lots: int, limit: int | None = None, at_ms: int = DUE - 50) -> None:
    kind = OrderKind.MARKET if limit is None else OrderKind.LIMIT
    on.act(Sent(Place(Order(at_ms * 4, 1, BTC, way, lots, kind, limit)), at_ms))


def lots_of(told: tuple[Output, ...]) -> list[tuple[str, int]]:
    return [(type(one).__name__, one.lots) for one in told if isinstance(one, Fill | FundingPaid)]


@pytest.mark.parametrize(("way", "lots"), [(Way.BUY, 90), (Way.SELL, 10)])
def test_what_is_bought_or_sold_after_the_instant_neither_earns_nor_avoids_it(
    on: Floor, ear: Ear, way: Way, lots: int
) -> None:
    order(on, way, lots)
    ear.hear(book(DUE + 20))
    assert lots_of(on.take()) == []
    ear.hear(prices(DUE + 100, NEXT))
    assert lots_of(on.take()) == [("FundingPaid", 10), ("Fill", lots)]


def test_what_was_filled_before_the_instant_counts(on: Floor, ear: Ear) -> None:
    order(on, Way.BUY, 90)
    ear.hear(book(DUE - 1))
    ear.hear(prices(DUE + 100, NEXT))
    assert lots_of(on.take()) == [("Fill", 90), ("FundingPaid", 100)]


def test_a_print_that_is_told_late_is_heard_and_lets_nothing_out(on: Floor, ear: Ear) -> None:
    order(on, Way.BUY, 90)
    ear.hear(book(DUE + 20))
    ear.hear(TradeHeard(BTC, DUE - 5, GRID, 100, 1, True, False, "late"))
    assert lots_of(on.take()) == []
    ring = on.recent.ring(BTC)
    assert ring is not None
    assert ring.heard_ms < DUE


def test_all_that_was_held_back_is_heard_in_its_order(on: Floor, ear: Ear) -> None:
    order(on, Way.BUY, 90, 99)
    ear.hear(book(DUE + 20))
    ear.hear(TradeHeard(BTC, DUE + 30, GRID, 98, 1, False, False, "through"))
    ear.hear(prices(DUE + 100, NEXT))
    assert lots_of(on.take()) == [("FundingPaid", 10), ("Fill", 90)]


def test_where_no_word_comes_the_market_is_not_held_up_for_ever(on: Floor, ear: Ear) -> None:
    ear.hear(book(DUE + 20))
    order(on, Way.BUY, 90, at_ms=DUE + 20)
    ear.hear(book(DUE + 8_000))
    on.take()
    ear.hear(book(DUE + 8_010))
    assert lots_of(on.take()) == []
    ear.hear(book(DUE + 8_021))
    assert lots_of(on.take()) == [("Fill", 90)]
    order(on, Way.BUY, 5, at_ms=DUE + 8_000)
    ear.hear(book(DUE + 8_022))
    assert lots_of(on.take()) == [("Fill", 5)]


def test_nothing_is_held_back_over_an_hour_in_which_no_instant_was_due(on: Floor, ear: Ear) -> None:
    ear.hear(prices(DUE + 100, NEXT))
    later = DUE + 3 * HOUR
    ear.hear(prices(later, NEXT))
    order(on, Way.BUY, 90, at_ms=later)
    on.take()
    ear.hear(book(later + 1_000))
    assert lots_of(on.take()) == [("Fill", 90)]


def test_what_was_missed_while_nobody_had_anything_open_holds_nobody_up() -> None:
    on, clock, settlements = floor(), StillClock(), Settlements()
    following = Following(on, {BTC: some_instrument()}, clock)
    ear = Ear(on, HandTape(), following, listing_of(on, Venues([]), settlements), settlements, clock)
    following.want(BTC)
    ear.hear(prices(DUE - 1_000, DUE))
    clock.at += LINGER
    assert following.now() == []
    again = DUE + HOUR
    following.want(BTC)
    on.act(Sent(OpenAccount(1, 10_000 * SCALE), again))
    order(on, Way.BUY, 5, at_ms=again)
    ear.hear(book(again + 1_000))
    assert [type(one) for one in on.take() if isinstance(one, Fill)] == [], "its instants are not known yet"
    ear.hear(prices(again + 1_100, NEXT))
    assert lots_of(on.take()) == [("Fill", 5)]
    assert settlements.missed() == ()


async def test_what_has_to_be_looked_up_is_waited_for_as_well(on: Floor) -> None:
    """The connection was gone over the instant, or all of Helix was."""
    instant = NOW_MS // HOUR * HOUR + HOUR
    tape = HandTape([FundingSettled(instant, Decimal("0.0001"), Decimal(100))])
    ear = ear_of(on, tape, Settlements({BTC: NOW_MS}))
    order(on, Way.BUY, 90, at_ms=instant + 59_000)
    on.take()
    ear.hear(book(instant + 60_000))
    ear.hear(prices(instant + 60_100, instant + 8 * HOUR))
    ear.hear(book(instant + 60_200))
    assert on.take() == ()
    await ear.look_up()
    ear.hear(book(instant + 60_300))
    assert lots_of(on.take()) == [("FundingPaid", 10), ("Fill", 90)]
