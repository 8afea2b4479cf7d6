"""What an account is worth, what it can spend, what its orders hold."""

from collections.abc import Iterable, Iterator

from engine.exchange.core.account import DEFAULT_LEVERAGE_E2, Account, Live, Position
from engine.exchange.core.desk import Desk, opposing
from engine.exchange.core.margin import cross_initial, maintenance, opening_fee_and_margin, reserve
from engine.exchange.core.market import Market
from engine.exchange.orders import OrderKind, OrderStatus, Slot
from engine.market.values import Coin, Symbol

_OPEN, _LIMIT = OrderStatus.OPEN, OrderKind.LIMIT


def leverage_of(account: Account, market: Market) -> int:
    leverage_e2 = account.leverages_e2.get(market.symbol) if account.leverages_e2 else None
    return min(DEFAULT_LEVERAGE_E2, market.numbers.max_leverage_e2) if leverage_e2 is None else leverage_e2


def mark_value(market: Market, position: Position) -> int:
    """Positive. At entry where no mark is known yet."""
    mark = market.mark
    return position.cost if mark is None else market.numbers.value(mark, abs(position.lots))


def unrealised(market: Market, position: Position) -> int:
    return position.sign * (mark_value(market, position) - position.cost)


def margin_balance(desk: Desk, account: Account) -> int:
    """Equity: cash and what all positions would bring at their marks."""
    return account.cash + sum(unrealised(desk.markets[p.symbol], p) for p in account.positions.values())


def total_maintenance(desk: Desk, account: Account) -> int:
    """Of a cross account."""
    total = 0
    for position in account.positions.values():
        market = desk.markets[position.symbol]
        total += maintenance(market.numbers, mark_value(market, position))
    return total


def slack(desk: Desk, account: Account) -> int:
    """What a cross account's balance is above its maintenance; at 0 it is liquidated."""
    left, markets = account.cash, desk.markets
    for position in account.positions.values():
        market, lots, cost = markets[position.symbol], position.lots, position.cost
        size = lots if lots > 0 else -lots
        value = cost if market.mark is None else market.numbers.value(market.mark, size)
        left += (value - cost if lots > 0 else cost - value) - maintenance(market.numbers, value)
    return left


def position_margin(desk: Desk, account: Account, position: Position) -> int:
    market = desk.markets[position.symbol]
    if account.is_cross:
        return cross_initial(market.numbers, mark_value(market, position), position.leverage_e2)
    return reserve(market.numbers, position)


def available(desk: Desk, account: Account, without: Live | None = None) -> int:
    """What new orders can hold; may be negative. `without`: as if this order did not exist."""
    left = _free_of_cross(desk, account) if account.is_cross else _free_of_isolated(desk, account)
    for live in account.orders.values():
        if live is not without and holds_margin(live):
            return left - sum(held for _, held in held_by_orders(desk, account, without))
    return left


def _free_of_isolated(desk: Desk, account: Account) -> int:
    left, markets = account.cash, desk.markets
    for position in account.positions.values():
        left -= reserve(markets[position.symbol].numbers, position)
    return left


def _free_of_cross(desk: Desk, account: Account) -> int:
    """Balance less the initial margin of all positions."""
    left, markets = account.cash, desk.markets
    for position in account.positions.values():
        market, lots, cost = markets[position.symbol], position.lots, position.cost
        value = cost if market.mark is None else market.numbers.value(market.mark, abs(lots))
        left += value - cost if lots > 0 else cost - value
        left -= cross_initial(market.numbers, value, position.leverage_e2)
    return left


def held_by_orders(desk: Desk, account: Account, without: Live | None = None) -> Iterator[tuple[Symbol, int]]:
    """Symbol and amount of every resting order that would open."""
    for live, lots in opening_orders(account, account.orders.values(), without):
        market = desk.markets[live.order.symbol]
        yield live.order.symbol, order_cost(account, market, live, lots, live.order.limit_ticks or 0)


def opening_orders(account: Account, orders: Iterable[Live], without: Live | None = None) -> Iterator[tuple[Live, int]]:
    """Orders that hold margin, with the lots of each that would open; what closes comes first, by age of the order."""
    closing: dict[tuple[Symbol, Slot], int] = {}
    for live in orders:
        if live is without or not holds_margin(live):
            continue
        lots = live.rest_lots
        key = live.order.symbol, live.order.slot
        position = account.positions.get(key)
        if position is not None and opposing(live.order.way, position.lots):
            room = closing.setdefault(key, abs(position.lots))
            closed = min(room, lots)
            closing[key] = room - closed
            lots -= closed
        if lots:
            yield live, lots


def holds_margin(live: Live) -> bool:
    order = live.order
    return live.status is _OPEN and not order.reduce_only and order.kind is _LIMIT


def order_cost(account: Account, market: Market, live: Live, lots: int, ticks: int) -> int:
    """Initial margin with the fees of opening and closing."""
    value = market.numbers.value(ticks, lots)
    leverage_e2 = leverage_of(account, market)
    return opening_fee_and_margin(market.numbers, value, leverage_e2, live.order.way.sign, is_cross=account.is_cross)


def coin_margin(desk: Desk, account: Account, coin: Coin, without: Live | None = None) -> int:
    """Of positions and orders of one coin, whatever contract they are in."""
    orders = held_by_orders(desk, account, without)
    held_there = (held for symbol, held in orders if desk.markets[symbol].contract.coin == coin)
    return positions_margin(desk, account, coin) + sum(held_there)


def positions_margin(desk: Desk, account: Account, coin: Coin) -> int:
    return sum(
        position_margin(desk, account, position)
        for position in account.positions.values()
        if desk.markets[position.symbol].contract.coin == coin
    )


def exposure(account: Account, market: Market, extra: tuple[int, int] = (0, 0), without: Live | None = None) -> int:
    """Value at mark (or at an order's own price) of the heavier side: positions with all orders that add to it.

    `extra`: further value of buys and of sells. `without`: as if this order did not exist.
    """
    symbol = market.symbol
    buys, sells = extra
    for position in account.positions_of(symbol):
        value = mark_value(market, position)
        buys, sells = (buys + value, sells) if position.lots > 0 else (buys, sells + value)
    for live in account.orders_of(symbol):
        if live is not without and holds_margin(live):
            value = value_at_mark(market, live.rest_lots, live.order.limit_ticks or 0)
            buys, sells = (buys + value, sells) if live.order.way.sign > 0 else (buys, sells + value)
    return max(buys, sells)


def value_at_mark(market: Market, lots: int, otherwise_ticks: int) -> int:
    mark = market.mark
    return market.numbers.value(otherwise_ticks if mark is None else mark, lots)
