"""Forced closes: orders that raise risk first, then a tier's worth through the book, then the takeover.

An isolated position costs exactly its margin. A cross account costs its whole margin balance, shared over its positions
by their maintenance margin, and never goes below zero.
"""

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.desk import Desk
from engine.exchange.core.filling import Deal, cover_debt, fill, taker_model
from engine.exchange.core.funds import margin_balance, mark_value, slack, total_maintenance, unrealised
from engine.exchange.core.margin import last_ticks_for_its_margin, maintenance
from engine.exchange.core.market import Market
from engine.exchange.core.takeover import Takeover, isolated_worth, say_liquidated, take_over
from engine.exchange.core.walking import Step, consume, walk
from engine.exchange.orders import OrderStatus, Reason, Way
from engine.exchange.outputs import FillCause, FillModel


def meet_mark(desk: Desk, account: Account, market: Market) -> None:
    """At a mark price of this contract."""
    if account.is_cross:
        if account.positions_of(market.symbol) and is_cross_due(desk, account):
            _liquidate_cross(desk, account)
        return
    for position in account.positions_of(market.symbol):
        if is_isolated_due(market, position):
            _liquidate_isolated(desk, account, market, position)


def is_isolated_due(market: Market, position: Position) -> bool:
    mark, edge = market.mark, position.liquidation_ticks
    return mark is not None and edge > 0 and (edge - mark) * position.sign >= 0


def is_cross_due(desk: Desk, account: Account) -> bool:
    return slack(desk, account) <= 0


def _liquidate_isolated(desk: Desk, account: Account, market: Market, position: Position) -> None:
    _cancel_risk(desk, account, account.orders_of(position.symbol))
    bound = last_ticks_for_its_margin(market.numbers, position)
    while _reduce_a_tier(desk, account, market, position, bound):
        if not is_isolated_due(market, position):
            return
    if position.key in account.positions:
        lots = abs(position.lots)
        worth = isolated_worth(market.numbers, position, lots)
        take_over(desk, account, market, position, Takeover(lots, *worth, _proceeds(desk, account, market, position)))
        cover_debt(desk, account)


def _cancel_risk(desk: Desk, account: Account, orders: list[Live]) -> None:
    for live in orders:
        if not live.order.reduce_only and live.status is not OrderStatus.NEW:
            desk.end_order(account, live, OrderStatus.CANCELLED, Reason.LIQUIDATION)


def _reduce_a_tier(desk: Desk, account: Account, market: Market, position: Position, bound: int | None) -> bool:
    """Whether something was closed: immediate or cancel, down to the tier below, no worse than `bound`."""
    if position.key not in account.positions:
        return False
    way = Way.SELL if position.lots > 0 else Way.BUY
    lots = _lots_over_tier(account, market, position)
    is_known = _is_book_known(desk, market)
    steps = walk(account, market, way, lots, bound) if is_known else _at_mark(market, way, lots, bound)
    if not steps:
        return False
    cash, before = account.cash, abs(position.lots)
    for step in steps:
        if is_known:
            consume(account, market, way, step)
        model = taker_model(market) if is_known else FillModel.PRICE
        deal = Deal(way, step.lots, step.ticks, model, position.slot, cause=FillCause.TIER_REDUCTION)
        fill(desk, account, market, deal)
    closed = before - (abs(position.lots) if position.key in account.positions else 0)
    say_liquidated(desk, account, market, position, closed, bound or 0, cash - account.cash, is_whole=False)
    return position.key in account.positions


def _lots_over_tier(account: Account, market: Market, position: Position) -> int:
    """What stands between the position and the tier below; 0 in the lowest. By the value its own tier goes by: an
    isolated one's at entry, a cross one's at mark."""
    value = mark_value(market, position) if account.is_cross else position.cost
    tier = market.numbers.bracket(value)
    if not tier.number:
        return 0
    size, lower = abs(position.lots), market.numbers.brackets[tier.number - 1].limit
    return size - lower * size // value


def _is_book_known(desk: Desk, market: Market) -> bool:
    """A book that was not heard for long, or not at all since a start, says nothing of what there is now."""
    return market.is_bar or desk.now_ms - market.book_ms <= desk.rules.patience_ms


def _at_mark(market: Market, way: Way, lots: int, bound: int | None) -> list[Step]:
    mark = market.mark
    if mark is None or lots <= 0 or (bound is not None and (mark - bound) * way.sign > 0):
        return []
    return [Step(mark, lots, lots)]


def _liquidate_cross(desk: Desk, account: Account) -> None:
    _cancel_risk(desk, account, list(account.orders.values()))
    for position in _heaviest_first(desk, account):
        while _reduce_a_tier(desk, account, desk.markets[position.symbol], position, None):
            if not is_cross_due(desk, account):
                return
    _take_over_cross(desk, account)
    cover_debt(desk, account)


def _heaviest_first(desk: Desk, account: Account) -> list[Position]:
    def weight(position: Position) -> int:
        market = desk.markets[position.symbol]
        return maintenance(market.numbers, mark_value(market, position))

    return sorted(account.positions.values(), key=lambda p: (-weight(p), p.symbol, p.slot))


def _take_over_cross(desk: Desk, account: Account) -> None:
    """The margin balance that is left is shared by maintenance margin; the last position takes the remainder.

    What the account owes beyond it, below zero, is realised at mark and covered as bad debt.
    """
    left, weight_left = margin_balance(desk, account), total_maintenance(desk, account)
    for position in _heaviest_first(desk, account):
        market = desk.markets[position.symbol]
        worth = mark_value(market, position)
        weight = maintenance(market.numbers, worth)
        share = max(left * weight // weight_left, 0) if weight_left > weight else max(left, 0)
        left, weight_left = left - share, weight_left - weight
        fee = min(market.numbers.fee(worth, is_maker=False), share)
        value = position.cost + position.sign * unrealised(market, position) - position.sign * (share - fee)
        deal = Takeover(abs(position.lots), value, fee, _proceeds(desk, account, market, position))
        take_over(desk, account, market, position, deal)


def _proceeds(desk: Desk, account: Account, market: Market, position: Position) -> int:
    """What the position brings now: at the mark without a book, beyond a visible one at the worse of mark and the last
    level shown."""
    mark, lots = market.mark or 0, abs(position.lots)
    if market.is_bar or not _is_book_known(desk, market):
        return market.numbers.value(mark, lots)
    way = Way.SELL if position.lots > 0 else Way.BUY
    steps = walk(account, market, way, lots, None)
    rest, worst = lots - sum(step.lots for step in steps), mark
    if steps:
        worst = max(mark, steps[-1].ticks) if way is Way.BUY else min(mark, steps[-1].ticks)
    return sum(market.numbers.value(step.ticks, step.lots) for step in steps) + market.numbers.value(worst, rest)
