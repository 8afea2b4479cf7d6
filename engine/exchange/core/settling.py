"""Funding at its instant, and the end of a contract."""

from engine.exchange.core.account import Account, Position
from engine.exchange.core.acting import end_ways
from engine.exchange.core.desk import Desk, position_output
from engine.exchange.core.filling import Deal, cover_debt, fill
from engine.exchange.core.funds import available
from engine.exchange.core.margin import liquidation_ticks, reserve
from engine.exchange.core.market import Market
from engine.exchange.core.takeover import Takeover, isolated_worth, take_over
from engine.exchange.inputs import Funding
from engine.exchange.money import divided
from engine.exchange.orders import OrderStatus, Reason, Way
from engine.exchange.outputs import Cause, FillCause, FillModel, FundingPaid, Purse

RATE_E8 = 10**8


def bounded_rate_e8(market: Market, rate_e8: int) -> int:
    """Within what the contract allows."""
    upper, lower = market.contract.funding_upper, market.contract.funding_lower
    if upper is not None:
        rate_e8 = min(rate_e8, int(upper * RATE_E8))
    return rate_e8 if lower is None else max(rate_e8, int(lower * RATE_E8))


def pay_funding(desk: Desk, account: Account, market: Market, event: Funding, rate_e8: int) -> None:
    """At the rate within the contract's bounds. A settlement may be told long after its instant: who opened since then
    has nothing to do with it."""
    for position in account.positions_of(market.symbol):
        if position.opened_at_ms > event.at_ms:
            continue
        value = market.numbers.value(event.mark_ticks, position.lots)
        amount = -divided(value * rate_e8, RATE_E8)
        if amount:
            _pay(desk, account, market, position, event, amount)
    cover_debt(desk, account)


def _pay(desk: Desk, account: Account, market: Market, position: Position, event: Funding, amount: int) -> None:
    """An isolated account pays from what is free of its wallet, then from the position's own margin, and what neither
    can pay is the insurance fund's: no other position's margin is touched."""
    symbol = market.symbol
    short = -amount - max(available(desk, account), 0) if amount < 0 and not account.is_cross else 0
    desk.pay(account, Cause.FUNDING, Purse.MARKET, amount, symbol)
    position.realised += amount
    if short > 0:
        _charge_margin(desk, account, market, position, short)
    desk.outputs.append(
        FundingPaid(
            account.account_id,
            symbol,
            position.slot,
            event.at_ms,
            position.lots,
            event.mark_ticks,
            event.rate_e8,
            amount,
        )
    )
    desk.outputs.append(position_output(account.account_id, position, desk.now_ms))


def _charge_margin(desk: Desk, account: Account, market: Market, position: Position, owed: int) -> None:
    account.is_guarded = False
    there = reserve(market.numbers, position)
    position.extra_margin -= min(owed, there)
    position.liquidation_ticks = liquidation_ticks(market.numbers, position)
    if owed > there:
        desk.pay(account, Cause.BAD_DEBT, Purse.INSURANCE, owed - there, market.symbol)


def delist(desk: Desk, account: Account, market: Market, price_ticks: int) -> None:
    end_ways(desk, account, Reason.DELISTED, market.symbol)
    for live in account.orders_of(market.symbol):
        if live.order.order_id in account.orders:
            desk.end_order(account, live, OrderStatus.CANCELLED, Reason.DELISTED)
    for position in account.positions_of(market.symbol):
        _settle(desk, account, market, position, price_ticks)
    cover_debt(desk, account)


def _settle(desk: Desk, account: Account, market: Market, position: Position, ticks: int) -> None:
    """Without a fee. An isolated position that would cost more than its margin is taken over for it."""
    lots, numbers = abs(position.lots), market.numbers
    value = numbers.value(ticks, lots)
    loss = position.sign * (position.cost - value)
    if not account.is_cross and loss > max(reserve(numbers, position), 0):
        take_over(desk, account, market, position, Takeover(lots, *isolated_worth(numbers, position, lots), value))
        return
    way = Way.SELL if position.lots > 0 else Way.BUY
    deal = Deal(way, lots, ticks, FillModel.PRICE, position.slot, cause=FillCause.DELISTING, fee=0)
    fill(desk, account, market, deal)
