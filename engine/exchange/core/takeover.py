"""The insurance fund takes a position, or a part of it, at a price that costs its owner the margin and no more."""

from dataclasses import replace
from typing import NamedTuple

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.desk import Desk
from engine.exchange.core.filling import Deal, fill
from engine.exchange.core.margin import bankruptcy_value, last_ticks_for_its_margin, reserve, ticks_of_value
from engine.exchange.core.market import Market, Numbers
from engine.exchange.core.walking import Step
from engine.exchange.money import divided
from engine.exchange.orders import Way
from engine.exchange.outputs import Cause, FillCause, FillModel, Liquidated, Purse


class Takeover(NamedTuple):
    """In units: what the owner gets for the lots, his fee, and what the fund gets for them in the market."""

    lots: int
    value: int
    fee: int
    proceeds: int


def isolated_worth(numbers: Numbers, position: Position, lots: int) -> tuple[int, int]:
    """At the bankruptcy price, with the fee reserved for it: together all the margin of the lots, and no more."""
    margin = max(reserve(numbers, position), 0)
    value = bankruptcy_value(numbers, position)
    fee = margin - position.sign * (position.cost - value)
    if fee < 0:  # funding ate into the margin: what is left pays for the loss alone
        fee, value = 0, position.cost - position.sign * margin
    size = abs(position.lots)
    return divided(value * lots, size), divided(fee * lots, size)


def take_over(
    desk: Desk, account: Account, market: Market, position: Position, terms: Takeover, live: Live | None = None
) -> None:
    """`live`: the order that would have closed it."""
    lots, value, fee, proceeds = terms
    sign, size, cash = position.sign, abs(position.lots), account.cash
    ticks = max(ticks_of_value(market.numbers, value, lots), 1)
    way = Way.SELL if sign > 0 else Way.BUY
    deal = Deal(way, lots, ticks, FillModel.PRICE, position.slot, cause=FillCause.LIQUIDATION, fee=fee, value=value)
    made = fill(desk, account, market, deal, live)
    gain = sign * (proceeds - value)
    desk.settle(account, Cause.TAKEOVER, Purse.MARKET, Purse.INSURANCE, gain, market.symbol, made.fill_id)
    say_liquidated(desk, account, market, position, lots, ticks, cash - account.cash, is_whole=lots == size)


def close(
    desk: Desk,
    account: Account,
    market: Market,
    position: Position,
    steps: list[Step],
    model: FillModel,
    live: Live | None = None,
    *,
    is_maker: bool = False,
) -> None:
    """An isolated position is never closed at a worse price than its bankruptcy price: what would be is taken over."""
    way = Way.SELL if position.lots > 0 else Way.BUY
    within, beyond = parted_by_margin(account, market, position, steps)
    for step in within:
        fill(desk, account, market, Deal(way, step.lots, step.ticks, model, position.slot, is_maker), live)
    if beyond:
        lots = sum(step.lots for step in beyond)
        proceeds = sum(market.numbers.value(step.ticks, step.lots) for step in beyond)
        worth = isolated_worth(market.numbers, position, lots)
        take_over(desk, account, market, position, Takeover(lots, *worth, proceeds), live)


def without_position(account: Account, market: Market, position: Position, steps: list[Step], live: Live) -> Account:
    """The account as it will be when these steps have closed all of the position for the order."""
    within, beyond = parted_by_margin(account, market, position, steps)
    values = [market.numbers.value(step.ticks, step.lots) for step in within]
    fees = [market.numbers.fee(value, is_maker=False) for value in values]
    if beyond:
        value, fee = isolated_worth(market.numbers, position, sum(step.lots for step in beyond))
        values, fees = [*values, value], [*fees, fee]
    cash = account.cash + position.sign * (sum(values) - position.cost) - sum(fees)
    positions = {key: other for key, other in account.positions.items() if other is not position}
    orders = {
        key: other
        for key, other in account.orders.items()
        if other is live or not live.order.oco or other.order.oco != live.order.oco
    }
    return replace(account, cash=cash, positions=positions, orders=orders)


def parted_by_margin(
    account: Account, market: Market, position: Position, steps: list[Step]
) -> tuple[list[Step], list[Step]]:
    if account.is_cross:
        return steps, []
    worst = last_ticks_for_its_margin(market.numbers, position)
    within = [step for step in steps if (step.ticks - worst) * position.sign >= 0]
    return within, steps[len(within) :]


def say_liquidated(
    desk: Desk,
    account: Account,
    market: Market,
    position: Position,
    lots: int,
    bankruptcy: int,
    loss: int,
    *,
    is_whole: bool,
) -> None:
    desk.outputs.append(
        Liquidated(
            account.account_id,
            position.symbol,
            position.slot,
            desk.now_ms,
            lots,
            market.mark or 0,
            bankruptcy,
            loss,
            is_whole,
        )
    )
