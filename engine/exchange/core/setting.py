"""Commands that are no orders: stops of a position, leverage, margin, modes, limits, and the account itself."""

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.checking import has_good_prices, tier_refusal
from engine.exchange.core.desk import Desk, Figures
from engine.exchange.core.funds import available, exposure, leverage_of
from engine.exchange.core.liquidating import is_isolated_due
from engine.exchange.core.margin import liquidation_ticks
from engine.exchange.core.market import HUNDREDTHS, Market, hundredths, plain
from engine.exchange.core.round_limits import bound_beyond_round
from engine.exchange.core.stops import (
    drop_stop,
    drop_trailing,
    hang,
    stop_order,
    trailing_order,
)
from engine.exchange.core.triggers import is_activated
from engine.exchange.orders import (
    STOP_LOSS_ID,
    TAKE_PROFIT_ID,
    AddMargin,
    Order,
    OrderStatus,
    PriceOf,
    Reason,
    SetLeverage,
    SetMode,
    SetStops,
    Trailing,
)


def set_stops(desk: Desk, account: Account, market: Market, stops: SetStops) -> None:
    position = account.positions.get((stops.symbol, stops.slot))
    if position is None:
        return desk.refuse(account.account_id, Reason.NO_POSITION, stops.order_id)
    _set_stop(desk, account, market, position, stops.order_id + TAKE_PROFIT_ID, stops.take_profit_ticks)
    _set_stop(desk, account, market, position, stops.order_id + STOP_LOSS_ID, stops.stop_loss_ticks)
    if stops.trailing is not None:
        _set_trailing(desk, account, market, position, stops.order_id, stops.trailing)
    return None


def _set_stop(
    desk: Desk, account: Account, market: Market, position: Position, stop_id: int, ticks: int | None
) -> None:
    """The old one stays when the new one is on the wrong side of the price."""
    if ticks is None:
        return None
    is_profit = stop_id % 4 == TAKE_PROFIT_ID
    if ticks == 0:
        return drop_stop(desk, account, position, is_profit=is_profit)
    order = stop_order(account.account_id, position, stop_id, ticks, is_profit=is_profit)
    if not has_good_prices(order):
        return _reject(desk, account, order)
    trigger, last = order.trigger, market.prices.get(PriceOf.LAST)
    if trigger is not None and last is not None and (ticks <= last if trigger.is_rising else ticks >= last):
        reason = Reason.WRONG_SIDE_RISING if trigger.is_rising else Reason.WRONG_SIDE_FALLING
        numbers = ("trigger", market.usdt_price(ticks)), ("price", market.usdt_price(last))
        return desk.end_order(account, Live(order, OrderStatus.NEW, 0), OrderStatus.REJECTED, reason, numbers)
    drop_stop(desk, account, position, is_profit=is_profit)
    hang(desk, account, order)
    return None


def _set_trailing(
    desk: Desk, account: Account, market: Market, position: Position, order_id: int, trailing: Trailing
) -> None:
    """Neither distance nor share removes it."""
    order = trailing_order(account.account_id, position, order_id, trailing)
    is_new = bool(trailing.distance_ticks or trailing.share_ppm)
    if is_new and not has_good_prices(order):
        return _reject(desk, account, order)
    drop_trailing(desk, account, position)
    if not is_new:
        return None
    price = market.prices.get(trailing.by)
    is_active = price is not None and is_activated(order.way, trailing, price)
    hang(desk, account, order, best_ticks=price if is_active else None)
    return None


def _reject(desk: Desk, account: Account, order: Order) -> None:
    desk.end_order(account, Live(order, OrderStatus.NEW, 0), OrderStatus.REJECTED, Reason.BAD_PRICE)


def set_leverage(desk: Desk, account: Account, command: SetLeverage) -> None:
    market = desk.markets.get(command.symbol)
    if market is None:
        return desk.refuse(account.account_id, Reason.DELISTED)
    wanted, most = command.leverage_e2, market.numbers.max_leverage_e2
    step = int(market.contract.leverage_step * HUNDREDTHS) or 1
    if not HUNDREDTHS <= wanted <= most or wanted % step:
        numbers = ("leverage", hundredths(wanted)), ("allowed", hundredths(most))
        return desk.refuse(account.account_id, Reason.LEVERAGE, numbers=numbers)
    refusal = tier_refusal(market, exposure(account, market), wanted)
    if refusal is not None:
        return desk.refuse(account.account_id, refusal[0], numbers=refusal[1])
    limits = account.limits
    if limits is not None and wanted > limits.max_leverage_e2 and command.symbol in account.symbols():
        numbers = ("leverage", hundredths(wanted)), ("allowed", hundredths(limits.max_leverage_e2))
        return desk.refuse(account.account_id, Reason.ROUND_RULE, numbers=numbers)
    return _apply_leverage(desk, account, market, wanted)


def _apply_leverage(desk: Desk, account: Account, market: Market, wanted: int) -> None:
    """Refused when a lower one needs more margin than is free or a round allows, or a higher one would liquidate at
    once."""
    before = leverage_of(account, market)
    refusal = _try_leverage(desk, account, market, wanted)
    if refusal is None and wanted < before:
        refusal = bound_beyond_round(desk, account, market)
    if refusal is not None:
        _try_leverage(desk, account, market, before)
        return desk.refuse(account.account_id, refusal[0], numbers=refusal[1])
    for position in account.positions_of(market.symbol):
        desk.tell_position(account, position)
    return desk.tell_account(account)


def _try_leverage(desk: Desk, account: Account, market: Market, wanted: int) -> tuple[Reason, Figures] | None:
    """What is wrong with it, in numbers."""
    had = available(desk, account)
    account.leverages_e2[market.symbol] = wanted
    for position in account.positions_of(market.symbol):
        position.leverage_e2 = wanted
        if not account.is_cross:
            position.liquidation_ticks = liquidation_ticks(market.numbers, position)
            if is_isolated_due(market, position):
                return Reason.NO_MONEY, (("liquidation", market.usdt_price(position.liquidation_ticks)),)
    have = available(desk, account)
    short = ("need", plain(had - have)), ("have", plain(had))
    return (Reason.NO_MONEY, short) if have < 0 and have < had else None


def add_margin(desk: Desk, account: Account, command: AddMargin) -> None:
    position = account.positions.get((command.symbol, command.slot))
    if position is None or account.is_cross:
        return desk.refuse(account.account_id, Reason.NO_POSITION)
    market, have = desk.markets[command.symbol], available(desk, account)
    if command.amount > max(have, 0) or position.extra_margin + min(command.amount, 0) < min(position.extra_margin, 0):
        most = have if command.amount > 0 else position.extra_margin
        numbers = ("need", plain(abs(command.amount))), ("have", plain(most))
        return desk.refuse(account.account_id, Reason.NO_MONEY, numbers=numbers)
    beyond = bound_beyond_round(desk, account, market, command.amount) if command.amount > 0 else None
    if beyond is not None:
        return desk.refuse(account.account_id, beyond[0], numbers=beyond[1])
    position.extra_margin += command.amount
    position.liquidation_ticks = liquidation_ticks(market.numbers, position)
    if command.amount < 0 and is_isolated_due(market, position):
        edge = market.usdt_price(position.liquidation_ticks)
        position.extra_margin -= command.amount
        position.liquidation_ticks = liquidation_ticks(market.numbers, position)
        return desk.refuse(account.account_id, Reason.NO_MONEY, numbers=(("liquidation", edge),))
    return desk.tell_position(account, position)


def set_mode(desk: Desk, account: Account, command: SetMode) -> None:
    if account.positions or account.orders:
        return desk.refuse(account.account_id, Reason.HAS_POSITIONS)
    account.margin = account.margin if command.margin is None else command.margin
    account.is_hedged = account.is_hedged if command.is_hedged is None else command.is_hedged
    return desk.tell_account(account)
