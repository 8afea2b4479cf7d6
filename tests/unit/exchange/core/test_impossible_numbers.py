"""Numbers that nobody means: each is refused by itself, and the exchange goes on."""

import pytest

from engine.exchange.core.alarms import Alarm
from engine.exchange.orders import Amend, OrderStatus, Reason, SetStops, Trailing, Trigger
from tests.unit.exchange.core.floor import ANN, BTC, Floor

HUGE = 10**20  # ticks: 1e12 USDT of a coin that is counted in 1e-8


@pytest.fixture
def holding(floor: Floor) -> Floor:
    floor.buy(10)
    floor.book(99, 100)
    return floor


def test_an_alarm_keeps_the_largest_price_that_is_taken() -> None:
    alarm = Alarm(is_rising=True)
    for row in range(5_000):
        alarm.add(1 << 53, row)
    assert len(alarm.due(1 << 53)) == 5_000


@pytest.mark.parametrize(
    "fields",
    [
        {"limit": HUGE},
        {"trigger": Trigger(HUGE, is_rising=True)},
        {"trailing": Trailing(HUGE)},
        {"trailing": Trailing(5, activation_ticks=HUGE)},
        {"trailing": Trailing(None, share_ppm=HUGE)},
        {"trailing": Trailing(None, share_ppm=1_000_000)},
        {"trailing": Trailing(-5)},
        {"stop_loss_ticks": -1},
        {"take_profit_ticks": HUGE},
    ],
)
def test_an_order_at_such_a_price_is_refused(floor: Floor, fields: dict[str, object]) -> None:
    order = floor.buy(10, **fields)  # type: ignore[arg-type]
    assert (floor.order(order).status, floor.order(order).reason) == (OrderStatus.REJECTED, Reason.BAD_PRICE)


@pytest.mark.parametrize(
    "fields",
    [
        {"take_profit_ticks": HUGE},
        {"stop_loss_ticks": -1},
        {"trailing": Trailing(HUGE)},
        {"trailing": Trailing(None, share_ppm=HUGE)},
        {"trailing": Trailing(-5)},
    ],
)
def test_so_is_a_stop_and_the_one_before_it_stays(holding: Floor, fields: dict[str, object]) -> None:
    stops = {"take_profit_ticks": 120, "stop_loss_ticks": 90, "trailing": Trailing(20)}
    holding.send(SetStops(ANN, BTC, 400, **stops))  # type: ignore[arg-type]
    holding.last(100)
    holding.book(99, 100)
    holding.send(SetStops(ANN, BTC, 404, **fields))  # type: ignore[arg-type]
    holding.book(99, 100)
    assert [one.order.order_id for one in holding.exchange.image(ANN).orders] == [401, 402, 403]


def test_a_half_filled_order_cannot_be_made_to_have_no_size(holding: Floor) -> None:
    order = holding.sell(10, 105, reduce_only=True)
    holding.levels(((99, 5),), ((106, 5),))
    holding.trade(105, 4, is_buy=True)
    assert holding.lots() == 6
    holding.send(Amend(ANN, order, lots=0))
    holding.book(99, 106)
    assert holding.refusals()[-1].reason is Reason.TOO_SMALL
    holding.trade(110, 1, is_buy=True)
    assert (holding.lots(), holding.order(order).filled_lots) == (0, 10)
