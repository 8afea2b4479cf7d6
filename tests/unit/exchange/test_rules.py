"""What the venue's formulas must agree on with each other, for any position."""

from decimal import Decimal, getcontext, localcontext

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from engine.exchange.orders import Way
from engine.exchange.rules.cost import order_cost
from engine.exchange.rules.cross import (
    CrossAccount,
    CrossPosition,
    binance_liquidation_price,
    cross_liquidation_factor,
    cross_liquidation_price,
    cross_state,
)
from engine.exchange.rules.filters import Rounding, floored, on_grid
from engine.exchange.rules.funding import funding_rate
from engine.exchange.rules.holding import Holding
from engine.exchange.rules.ladder import Spacing, Weights, average_entry, build_ladder
from engine.exchange.rules.ledger import IsolatedWallet, liquidated, opened
from engine.exchange.rules.liquidation import bankruptcy_price, liquidation_price
from engine.exchange.rules.margin import isolated_margin, position_margin
from engine.exchange.rules.margin_stop import price_for_result
from engine.exchange.rules.pnl import Position, break_even, filled, unrealised
from engine.exchange.rules.precision import exact
from engine.exchange.rules.tiers import build_tiers, largest_value, maintenance, tier_number, tier_of
from engine.exchange.rules.trailing import TrailingRule, TrailingStop, followed
from engine.exchange.rules.walk import walk
from engine.market.values import Side, Symbol
from tests.unit.exchange.markets import D, contract

TAKER = D("0.00055")
TINY = D("1e-30")
TIERS = contract().tiers


def numbers(smallest: str, largest: str, places: int = 4) -> st.SearchStrategy[Decimal]:
    return st.decimals(D(smallest), D(largest), places=places, allow_nan=False, allow_infinity=False)


SIDES = st.sampled_from(Side)
HOLDINGS = st.builds(
    Holding, SIDES, numbers("0.01", "100000"), numbers("0.001", "1000", 3), numbers("1", "100", 2), numbers("0", "500")
)


@settings(deadline=None)
@given(HOLDINGS, numbers("0.005", "0.05"), numbers("0", "100"))
@exact
def test_at_the_liquidation_price_margin_is_what_must_be_kept(h: Holding, rate: Decimal, deduction: Decimal) -> None:
    """The reserve of added margin differs from the plain one by what its own closing fee takes."""
    price = liquidation_price(h, rate, deduction, TAKER)
    kept = isolated_margin(h, price, rate, deduction, TAKER)
    added = h.extra_margin_usdt / (1 - h.sign * TAKER)
    balance = kept.initial + added + h.sign * h.quantity * (price - h.entry_usd)
    assert abs(balance - kept.maintenance) < TINY * max(D(1), h.notional_usdt)


@settings(deadline=None)
@given(HOLDINGS)
@exact
def test_at_the_bankruptcy_price_a_close_with_its_fee_leaves_nothing(h: Holding) -> None:
    price = bankruptcy_price(h, TAKER)
    margin = position_margin(h, TAKER) + h.extra_margin_usdt
    close = h.sign * h.quantity * (price - h.entry_usd) - h.quantity * price * TAKER
    assert abs(margin + close) < TINY * max(D(1), h.notional_usdt)


@settings(deadline=None)
@given(HOLDINGS)
@exact
def test_a_liquidation_costs_the_order_all_that_it_bound(h: Holding) -> None:
    wallet = opened(IsolatedWallet(D(10_000_000), h.side, h.leverage), h.quantity, h.entry_usd, TAKER)
    lost = 10_000_000 - liquidated(wallet).wallet_usdt
    assert abs(lost - order_cost(h, TAKER).total) < TINY * max(D(1), h.notional_usdt)


@given(numbers("1", "3200000", 2))
@exact
def test_what_must_be_kept_is_the_sum_over_the_brackets(value: Decimal) -> None:
    total, floor = D(0), D(0)
    for row in TIERS:
        total += max(D(0), min(value, row.limit_usdt) - floor) * row.rate
        floor = row.limit_usdt
    tier = tier_of(TIERS, value)
    assert tier is not None
    assert maintenance(tier, value) == total


def test_beyond_the_last_tier_there_is_none() -> None:
    assert tier_number(TIERS, D(3_200_000)) == 3
    assert tier_number(TIERS, D("3200000.01")) is None
    assert tier_of(TIERS, D(0)) == TIERS[0]
    assert (largest_value(TIERS, D(85)), largest_value(TIERS, D(101))) == (D(2_600_000), None)
    assert build_tiers(()) == ()


POSITIONS = st.builds(
    CrossPosition,
    st.sampled_from([Symbol("AUSDT"), Symbol("BUSDT")]),
    SIDES,
    numbers("0.1", "100", 1),
    numbers("1", "1000", 1),
    numbers("1", "1000", 1),
    numbers("0.005", "0.05", 3),
    numbers("0", "20", 1),
)
ACCOUNTS = st.builds(
    CrossAccount, numbers("1", "100000", 2), st.lists(POSITIONS, min_size=1, max_size=4).map(tuple), st.just(TAKER)
)


def _at(account: CrossAccount, marks: dict[int, Decimal]) -> CrossAccount:
    moved = (
        CrossPosition(p.symbol, p.side, p.quantity, p.entry_usd, marks.get(i, p.mark_usd), p.rate, p.deduction_usdt)
        for i, p in enumerate(account.positions)
    )
    return CrossAccount(account.wallet_usdt, tuple(moved), account.close_fee)


@settings(deadline=None)
@given(ACCOUNTS)
@exact
def test_a_cross_account_is_liquidated_exactly_at_its_price_and_its_factor(account: CrossAccount) -> None:
    symbol = account.positions[0].symbol
    price, factor = cross_liquidation_price(account, symbol), cross_liquidation_factor(account)
    places = [i for i, p in enumerate(account.positions) if p.symbol == symbol]
    if price is not None:
        state = cross_state(_at(account, dict.fromkeys(places, price)))
        assert abs(state.maintenance_usdt - state.balance_usdt) < D("1e-25") * max(D(1), price)
    if factor is not None:
        marks = {i: p.mark_usd * factor for i, p in enumerate(account.positions)}
        state = cross_state(_at(account, marks))
        assert abs(state.maintenance_usdt - state.balance_usdt) < D("1e-25") * max(D(1), factor)


def test_an_account_without_balance_has_no_rate_and_is_liquidated() -> None:
    position = CrossPosition(Symbol("AUSDT"), Side.LONG, D(1), D(100), D(90), D("0.01"), D(0))
    state = cross_state(CrossAccount(D(10), (position,), TAKER))
    assert (state.balance_usdt, state.rate, state.is_liquidated) == (0, None, True)
    assert not cross_state(CrossAccount(D(10), (), TAKER)).is_liquidated


def test_binances_form_is_the_cross_form_without_a_closing_fee() -> None:
    one = CrossPosition(Symbol("AUSDT"), Side.SHORT, D(2), D(100), D(110), D("0.01"), D(1))
    account = CrossAccount(D(50), (one,), D(0))
    assert binance_liquidation_price(one, D(50)) == cross_liquidation_price(account, Symbol("AUSDT"))
    long = CrossPosition(Symbol("AUSDT"), Side.LONG, D(1), D(100), D(100), D("0.01"), D(0))
    assert binance_liquidation_price(long, D(1000)) is None


@settings(deadline=None)
@given(st.lists(st.tuples(numbers("-9", "9", 1), numbers("1", "1000", 1)), max_size=20), numbers("1", "1000", 1))
@exact
def test_cash_and_position_are_worth_what_realised_and_unrealised_say(
    fills: list[tuple[Decimal, Decimal]], mark: Decimal
) -> None:
    position, cash = Position(), D(0)
    for quantity, price in fills:
        position = filled(position, quantity, price, TAKER)
        cash -= quantity * price + abs(quantity) * price * TAKER
    worth = position.net_usdt + unrealised(position, mark)
    assert abs(cash + position.quantity * mark - worth) < TINY


@settings(deadline=None)
@given(SIDES, numbers("1", "1000", 1), numbers("0.1", "100", 1))
@exact
def test_break_even_leaves_nothing_after_both_fees(side: Side, entry: Decimal, size: Decimal) -> None:
    quantity = side.sign * size
    price = break_even(quantity, entry, -size * entry * TAKER, TAKER)
    assert price is not None
    closed = filled(filled(Position(), quantity, entry, TAKER), -quantity, price, TAKER)
    assert abs(closed.net_usdt) < TINY
    assert break_even(D(0), entry, D(0)) is None


@settings(deadline=None)
@given(SIDES, numbers("1", "1000", 1), numbers("1", "100", 1), numbers("-0.9", "3", 2))
@exact
def test_the_price_for_a_result_brings_that_result(
    side: Side, entry: Decimal, leverage: Decimal, share: Decimal
) -> None:
    price = price_for_result(side, entry, leverage, share, D("0.0002"), TAKER)
    result = side.sign * (price - entry) - entry * D("0.0002") - price * TAKER
    assert abs(result - share * entry / leverage) < TINY


def test_fifty_digits_hold_whatever_the_callers_context() -> None:
    h = Holding(Side.LONG, D(1), D(3), D(7))
    with localcontext() as context:
        context.prec = 6
        got = liquidation_price(h, D("0.005"), D(0), TAKER)
        assert getcontext().prec == 6
    assert len(got.as_tuple().digits) == 50


@given(numbers("0", "1000", 6), st.sampled_from(["0.1", "0.0005", "3", "0.25"]))
def test_a_grid_neither_gains_nor_loses_more_than_a_step(value: Decimal, step: str) -> None:
    low, high = on_grid(value, D(step), Rounding.FLOOR), on_grid(value, D(step), Rounding.CEIL)
    assert low <= value <= high
    assert high - low in (0, D(step))
    assert on_grid(value, D(step), Rounding.NEAREST) in (low, high)
    assert floored(value, D(step)) == low


def test_an_empty_book_fills_nothing_at_no_price() -> None:
    got = walk(Way.BUY, D(1), [], D("0.1"), TAKER)
    assert (got.fills, got.filled, got.cancelled, got.average_usd, got.slippage_bps) == ((), 0, 1, None, None)


def test_a_sale_takes_the_highest_bid_first_and_slips_down() -> None:
    got = walk(Way.SELL, D(2), [(D(99), D(5)), (D(100), D(1))], D("0.1"), TAKER)
    assert got.fills == ((D(100), D(1)), (D(99), D(1)))
    assert got.slippage_bps == 50


def test_funding_without_a_premium_is_unknown() -> None:
    assert funding_rate([], contract().funding_interval, None, None) is None


def test_a_ladder_of_one_level_is_its_start_and_unfilled_has_no_average() -> None:
    one = build_ladder(D(100), D(90), 1, D(50), Spacing.GEOMETRIC, Weights.LINEAR)
    assert (one.prices_usd, one.notionals_usdt, one.quantities) == ((100,), (50,), (D("0.5"),))
    assert average_entry(one, 0) is None


@pytest.mark.parametrize("side", Side)
@given(prices=st.lists(numbers("1", "200", 1), min_size=1, max_size=30))
def test_a_trailing_stop_never_moves_back(side: Side, prices: list[Decimal]) -> None:
    stop = TrailingStop(TrailingRule(side, D(5)))
    before: Decimal | None = None
    for price in prices:
        stop = followed(stop, price)
        assert stop.stop_usd is not None
        assert before is None or side.sign * (stop.stop_usd - before) >= 0
        before = stop.stop_usd
        if stop.has_fired:
            assert side.sign * (price - stop.stop_usd) <= 0
            break
