"""The venue's band round the mark: soft by ratio X, leaning with the book's premium, hard by ratio Y."""

from decimal import Decimal

import pytest

from engine.exchange.core.premium import Premium
from engine.exchange.orders import OrderStatus, Reason, Trigger
from tests.unit.exchange.core.floor import Floor, contract

_HALF_A_MINUTE = 30


@pytest.fixture
def banded() -> Floor:
    """2 % soft and 5 % hard, round a mark of 1,000."""
    floor = Floor(contract(price_limit_x=Decimal("0.02"), price_limit_y=Decimal("0.05")))
    floor.open()
    floor.mark(1_000)
    return floor


def test_a_price_outside_the_band_round_the_mark_is_refused(banded: Floor) -> None:
    high, low, inside = banded.buy(1, 1_021), banded.sell(1, 979), banded.buy(1, 1_020)
    banded.book(970, 1_030)
    assert (banded.order(high).reason, banded.order(low).reason) == (Reason.PRICE_LIMIT, Reason.PRICE_LIMIT)
    assert dict(banded.order(high).numbers) == {"price": "1021", "limit": "1020"}
    assert banded.order(inside).status is OrderStatus.OPEN


def test_a_market_order_takes_nothing_outside_the_band(banded: Floor) -> None:
    banded.buy(30)
    banded.levels(((980, 10),), ((1_020, 10), (1_021, 10)))
    assert banded.lots() == 10


def test_where_the_book_stands_above_the_mark_buys_may_go_higher_and_sells_no_lower(banded: Floor) -> None:
    inside, high, low = banded.buy(1, 1_030), banded.buy(1, 1_031), banded.sell(1, 979)
    banded.book(969, 1_051)
    assert banded.order(inside).status is OrderStatus.OPEN
    assert (banded.order(high).reason, banded.order(low).reason) == (Reason.PRICE_LIMIT, Reason.PRICE_LIMIT)


def test_a_stop_in_a_fall_that_the_mark_has_not_followed_still_sells(banded: Floor) -> None:
    banded.buy(1)
    banded.book(999, 1_000)
    banded.last(1_000)
    banded.sell(1, reduce_only=True, trigger=Trigger(990, is_rising=False))
    for _ in range(_HALF_A_MINUTE):
        banded.book(969, 971)
    assert banded.lots() == 1
    banded.last(970)
    banded.book(969, 971)
    assert not banded.lots()


def test_where_it_stands_below_the_mark_sells_may_go_lower_and_buys_as_high_as_ever(banded: Floor) -> None:
    inside, low = banded.sell(1, 970), banded.sell(1, 969)
    high, too_high = banded.buy(1, 1_020), banded.buy(1, 1_021)
    banded.book(949, 1_031)
    assert (banded.order(inside).status, banded.order(high).status) == (OrderStatus.OPEN, OrderStatus.OPEN)
    assert (banded.order(low).reason, banded.order(too_high).reason) == (Reason.PRICE_LIMIT, Reason.PRICE_LIMIT)


@pytest.mark.parametrize("reduce_only", [False, True])
def test_a_limit_that_fires_outside_the_band_is_cancelled(banded: Floor, reduce_only: bool) -> None:
    banded.buy(10)
    banded.book(999, 1_000)
    banded.last(1_000)
    falling = Trigger(990, is_rising=False)
    low, inside = (banded.sell(1, limit, reduce_only=reduce_only, trigger=falling) for limit in (950, 985))
    banded.last(1_000)
    banded.last(989)
    banded.mark(989)
    banded.book(985, 993)
    assert (banded.order(low).status, banded.order(low).reason) == (OrderStatus.CANCELLED, Reason.PRICE_LIMIT)
    assert banded.order(inside).status is OrderStatus.FILLED


def test_no_premium_goes_beyond_the_hard_bound(banded: Floor) -> None:
    at, beyond = banded.buy(1, 1_050), banded.buy(1, 1_051)
    banded.book(1_100, 1_200)
    assert (banded.order(at).reason, banded.order(beyond).reason) == (None, Reason.PRICE_LIMIT)


def test_the_premium_is_of_half_a_minute_and_has_a_value_a_second() -> None:
    premium = Premium()
    for at_ms, doubled_ticks in ((500, 80), (999, 20), (29_000, 40), (29_999, 60)):
        premium.note(at_ms, doubled_ticks)
    assert (premium.total, len(premium)) == (80, 2)
    premium.note(30_000, 0)
    assert (premium.total, len(premium)) == (60, 2)


def test_a_book_with_one_side_has_no_middle(banded: Floor) -> None:
    high = banded.buy(1, 1_021)
    banded.levels((), ((1_100, 1),))
    assert banded.order(high).reason is Reason.PRICE_LIMIT
