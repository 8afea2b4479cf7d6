"""What holds after every event of any day. A few hundred days in every run, thousands in `make test-long`."""

import pickle
from collections.abc import Callable, Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exchange.core.account import Account
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.funds import unrealised
from engine.exchange.core.market import ENDLESS, Market
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Bar, Input
from engine.exchange.orders import Order, OrderKind, Sent, Way
from engine.exchange.outputs import Fill, FillCause, OrderChanged, Output, PositionChanged, Purse, Transfer
from tests.unit.exchange.core.floor import ETH, contract
from tests.unit.exchange.core.streams import Day, ends

LENGTH = 100
DAYS, MANY_DAYS = 40, 300
both = pytest.mark.parametrize("with_book", [True, False])
seeds = st.integers(0, 2**32)

Key = tuple[int, str, int]
Check = Callable[[int, bool], None]


def rules(with_book: bool) -> Rules:
    return Rules() if with_book else Rules.of_bars()


def day_of(seed: int, with_book: bool) -> list[Input]:
    day = Day(seed, with_book=with_book)
    return [*day.events(LENGTH), *ends(day)]


def fresh(with_book: bool, kind: type[Exchange] = Exchange, next_fill_id: int = 1) -> Exchange:
    """All but one account asleep, so that every event wakes and packs."""
    return kind((contract(), contract(ETH)), rules(with_book), next_fill_id=next_fill_id, at_hand=0)


def play(exchange: Exchange, events: Iterable[Input]) -> list[tuple[Output, ...]]:
    return [tuple(exchange.apply(event)) for event in events]


def money_is_neither_made_nor_lost(seed: int, with_book: bool) -> None:
    """Equity is cash and positions, cash is the sum of the ledger, and all purses together never change."""
    exchange, cash = fresh(with_book), dict[int, int]()
    for event in day_of(seed, with_book):
        for output in exchange.apply(event):
            if isinstance(output, Transfer):
                assert output.amount > 0
                change = (output.target is Purse.CASH) - (output.source is Purse.CASH)
                cash[output.account_id] = cash.get(output.account_id, 0) + change * output.amount
        purses = exchange.purses()
        assert sum(purses.values()) == 0
        assert purses[Purse.CASH] == sum(exchange.image(a).account.cash for a in exchange.account_ids())
        equities = dict(zip(*(column.tolist() for column in exchange.equities()), strict=True))
        assert equities == {account_id: exchange.equity(account_id) for account_id in exchange.account_ids()}
        for account_id in exchange.account_ids():
            assert_equity(exchange, account_id, cash[account_id])


def assert_equity(exchange: Exchange, account_id: int, cash: int) -> None:
    account = exchange._account(account_id)
    markets = exchange._desk.markets
    assert account.cash == cash
    worth = sum(unrealised(markets[p.symbol], p) for p in account.positions.values())
    assert exchange.equity(account_id) == cash + worth
    assert cash >= 0 or (account.is_cross and account.positions)
    assert all(position.lots and position.cost > 0 for position in account.positions.values())


def fills_keep_to_the_order(seed: int, with_book: bool) -> None:
    """None beyond its limit, none more than was ordered, and a reduce-only never opens."""
    exchange, orders, held = fresh(with_book), dict[int, Order](), dict[Key, int]()
    for event in day_of(seed, with_book):
        said = dict[Key, int]()
        for output in exchange.apply(event):
            match output:
                case Fill():
                    assert_fill(output, orders, held)
                case OrderChanged():
                    orders[output.order.order_id] = output.order
                    assert output.filled_lots <= output.order.lots or not output.order.lots
                case PositionChanged():
                    said[output.account_id, output.symbol, output.slot] = output.lots
        assert said == {key: held[key] for key in said}


def assert_fill(fill: Fill, orders: dict[int, Order], held: dict[Key, int]) -> None:
    key = fill.account_id, fill.symbol, fill.slot
    before, signed = held.get(key, 0), fill.lots if fill.is_buy else -fill.lots
    held[key] = before + signed
    order = orders.get(fill.order_id)
    must_reduce = order.reduce_only if order is not None else fill.cause is not FillCause.ORDER
    if must_reduce:
        assert before * signed < 0
        assert fill.lots <= abs(before)
    if order is not None and order.kind is OrderKind.LIMIT and order.limit_ticks is not None:
        assert fill.ticks <= order.limit_ticks if order.way is Way.BUY else fill.ticks >= order.limit_ticks


def the_same_events_give_the_same_answers(seed: int, with_book: bool) -> None:
    events = day_of(seed, with_book)
    assert play(fresh(with_book), events) == play(fresh(with_book), pickle.loads(pickle.dumps(events)))


def a_restart_from_images_changes_nothing(seed: int, with_book: bool) -> None:
    """At any point of the day. What the market has said so far is said to the new exchange first."""
    events, at = day_of(seed, with_book), 5 + seed % LENGTH
    first = fresh(with_book)
    play(first, events[:at])
    second = fresh(with_book, next_fill_id=first.next_fill_id)
    assert not any(second.apply(event) for event in events[:at] if not isinstance(event, Sent))
    for image in [first.image(account_id) for account_id in first.account_ids()]:
        second.restore(image)
        assert second.image(image.account.account_id) == image
    assert play(first, events[at:]) == play(second, events[at:])


class Restless(Exchange):
    """Wakes every account at every event of its contracts, whatever its guards say."""

    def _wake(
        self,
        market: Market,
        spans: Sequence[tuple[int, int, int]],
        act: Callable[[Account], None],
        others: Iterable[int] = (),
    ) -> None:
        super()._wake(market, spans, act, {*others, *market.users.named()})

    def apply(self, event: Input) -> Sequence[Output]:
        if isinstance(event, Bar) and event.symbol in self._desk.markets:
            self._desk.markets[event.symbol].low_guard = ENDLESS
        return super().apply(event)


def guards_never_sleep_through_anything(seed: int, with_book: bool) -> None:
    events = day_of(seed, with_book)
    restless = Restless((contract(), contract(ETH)), rules(with_book))
    assert play(fresh(with_book), events) == play(restless, events)


CHECKS = (
    money_is_neither_made_nor_lost,
    fills_keep_to_the_order,
    the_same_events_give_the_same_answers,
    a_restart_from_images_changes_nothing,
    guards_never_sleep_through_anything,
)
each = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)


@both
@each
@settings(max_examples=DAYS, deadline=None)
@given(seed=seeds)
def test_on_any_day(seed: int, check: Check, with_book: bool) -> None:
    check(seed, with_book)


@pytest.mark.long
@pytest.mark.timeout(1_200)
@both
@each
@settings(max_examples=MANY_DAYS, deadline=None)
@given(seed=seeds)
def test_on_very_many_days(seed: int, check: Check, with_book: bool) -> None:
    check(seed, with_book)


def test_a_day_has_everything_in_it() -> None:
    """Else the properties would hold for want of trying."""
    said = set[str]()
    for output in (o for seed in range(60) for outputs in play(fresh(True), day_of(seed, True)) for o in outputs):
        said |= {str(getattr(output, name, "")) for name in ("cause", "reason", "status")}
    wanted = {"liquidation", "takeover", "funding", "by-oco", "no-money", "no-price", "would-take", "filled"}
    assert not wanted - said
