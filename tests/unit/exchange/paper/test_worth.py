"""What the chat computes of an account in Decimals is what the exchange computes of it in whole units."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exchange.contract import Contract
from engine.exchange.core import funds
from engine.exchange.core.band import band
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.market import Market, Numbers
from engine.exchange.core.rules import Rules
from engine.exchange.money import usdt
from engine.exchange.orders import PriceOf
from engine.exchange.outputs import AccountChanged, OrderChanged, PositionChanged
from engine.exchange.rules.prices import price_band
from engine.exchange.venues.paper.values import PaperAccount, PaperOrder, PaperPosition
from engine.exchange.venues.paper.worth import available, equity, margin_asked, margin_used
from engine.market.values import MarketSource, Side, Symbol
from tests.unit.exchange.core.floor import BTC, ETH, contract
from tests.unit.exchange.core.streams import Day
from tests.unit.exchange.markets import AT

ISOLATED = (1, 3)  # one-way and hedged: members trade with isolated margin
CONTRACTS: dict[Symbol, Contract | None] = {
    BTC: contract(tick_size=Decimal("0.7"), lot_size=Decimal("0.3")),
    ETH: contract(ETH, tick_size=Decimal("0.0000003"), lot_size=Decimal("70000.1"), max_leverage=Decimal(5)),
}


def known(symbol: Symbol) -> Contract:
    found = CONTRACTS[symbol]
    assert found is not None
    return found


def account_of(one: AccountChanged) -> PaperAccount:
    leverages = tuple((symbol, Decimal(e2) / 100) for symbol, e2 in one.leverages_e2)
    return PaperAccount(
        one.account_id, 1, MarketSource.LIVE, 1, AT, None, Decimal(0), usdt(one.cash), one.margin, one.is_hedged,
        one.limits, leverages,
    )  # fmt: skip


def position_of(one: PositionChanged) -> PaperPosition:
    contract = known(one.symbol)
    quantity = contract.quantity(abs(one.lots))
    return PaperPosition(
        one.account_id, one.symbol, contract.coin, one.slot, Side.LONG if one.lots > 0 else Side.SHORT, quantity,
        usdt(one.cost) / quantity, Decimal(one.leverage_e2) / 100, usdt(one.extra_margin), AT, Decimal(0), None,
    )  # fmt: skip


def order_of(one: OrderChanged) -> PaperOrder:
    contract, limit = known(one.order.symbol), one.order.limit_ticks
    limit_usd = None if limit is None else contract.price(limit)
    quantity, filled = contract.quantity(one.order.lots), contract.quantity(one.filled_lots)
    return PaperOrder(one.order, contract.coin, one.status, AT, AT, quantity, filled, None, limit_usd, None, None)


def agree(exchange: Exchange, account_id: int) -> None:
    """Each term is rounded to a unit in the exchange; three of them a position or an order."""
    desk, held = exchange._desk, exchange._account(account_id)
    image = exchange.image(account_id)
    account = account_of(image.account)
    positions, orders = [*map(position_of, image.positions)], [*map(order_of, image.orders)]
    unit = usdt(3 * (len(positions) + len(orders)) + 1)
    marks = {symbol: known(symbol).price(desk.markets[symbol].mark or 0) for symbol in (BTC, ETH)}
    marks = {symbol: mark for symbol, mark in marks.items() if mark}
    reserved = sum(funds.position_margin(desk, held, one) for one in held.positions.values())
    asked = sum(amount for _, amount in funds.held_by_orders(desk, held))
    assert abs(equity(account, positions, marks) - usdt(exchange.equity(account_id))) <= unit
    assert abs(margin_used(positions, CONTRACTS) - usdt(reserved)) <= unit
    assert abs(margin_asked(account, positions, orders, CONTRACTS) - usdt(asked)) <= unit
    left = usdt(max(funds.available(desk, held), 0))
    assert abs(available(account, positions, orders, CONTRACTS) - left) <= unit


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_an_account_is_worth_in_the_chat_what_the_exchange_says(seed: int) -> None:
    exchange = Exchange([known(BTC), known(ETH)], Rules())
    for event in Day(seed, with_book=True).events(150):
        exchange.apply(event)
        for account_id in ISOLATED:
            if exchange.has(account_id):
                agree(exchange, account_id)


@given(
    mark=st.integers(1, 10**9),
    index=st.integers(1, 10**9),
    soft=st.integers(0, 10_000),
    hard=st.integers(0, 10_000),
)
def test_the_band_in_ticks_is_the_venues_own_on_the_grid(mark: int, index: int, soft: int, hard: int) -> None:
    ratios = Decimal(soft) / 10_000, Decimal(hard) / 10_000
    listed = contract(tick_size=Decimal("0.7"), price_limit_x=ratios[0], price_limit_y=ratios[1])
    market = Market(Numbers(listed))
    market.move(PriceOf.MARK, mark)
    market.move(PriceOf.INDEX, index)
    highest, lowest = band(market)
    expected = price_band(listed.price(mark), listed.price(index), *ratios, premium_usd=Decimal(0))
    assert highest is not None
    assert lowest is not None
    assert listed.price(highest) <= expected.max_buy_usd < listed.price(highest + 1)
    assert listed.price(lowest - 1) < expected.min_sell_usd <= listed.price(lowest)
