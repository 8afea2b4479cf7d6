"""Between which prices nothing can happen to an account: everything else of the speed rests on this being careful.

A guard may wake an account for nothing, never too late. Of a cross account each position gets an equal share of the
slack (margin balance less maintenance): while no share is used up, the account is safe whatever the other marks do.
"""

from collections.abc import Iterator, Sequence

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.alarms import Alarm
from engine.exchange.core.desk import Desk
from engine.exchange.core.funds import slack
from engine.exchange.core.market import ENDLESS, RATE, Market
from engine.exchange.core.stops import price_of
from engine.exchange.core.triggers import trailing_stop
from engine.exchange.orders import OrderStatus, PriceOf, Way
from engine.market.values import Symbol

LAST, MARK, INDEX, TAPE = range(4)  # the tape: trades and the best of the book, for what rests in it
SERIES = {PriceOf.LAST: LAST, PriceOf.MARK: MARK, PriceOf.INDEX: INDEX}

_ROUNDING = 4  # units that the roundings of one position's value, fee and maintenance may add up to

_OPEN: tuple[int, ...] = (-ENDLESS, ENDLESS) * 4


Edges = list[int]  # lows and highs by series


def watch(desk: Desk, account: Account) -> None:
    """After anything of the account changed: a cross account's shares are dealt anew in all its contracts."""
    guards: dict[Symbol, Edges] = {}
    eager: set[Symbol] = set()
    _guard_orders(account, guards, eager)
    if account.positions:
        _guard_positions(desk, account, guards, eager)
    for symbol, edges in guards.items():
        market = desk.markets.get(symbol)
        if market is not None:
            _arm(account, market, edges, symbol in eager)
    for symbol in [symbol for symbol in account.used if symbol not in guards]:
        _leave(account, symbol, desk.markets.get(symbol))


def _guard_positions(desk: Desk, account: Account, guards: dict[Symbol, Edges], eager: set[Symbol]) -> None:
    share = slack(desk, account) // len(account.positions) - _ROUNDING if account.is_cross else 0
    for (symbol, _), position in account.positions.items():
        if not account.is_open:
            eager.add(symbol)
        edges = guards.get(symbol)
        if edges is None:
            edges = guards[symbol] = list(_OPEN)
        _guard_position(edges, desk.markets[symbol], account, position, share)


def _leave(account: Account, symbol: Symbol, market: Market | None) -> None:
    """Nothing is left in the contract. Its alarms stay where they are: they wake somebody with nothing to do."""
    account.used.discard(symbol)
    account.guards.pop(symbol, None)
    if market is not None:
        market.users.leave()
        market.eager.discard(account.account_id)


def _arm(account: Account, market: Market, edges: Edges, is_eager: bool) -> None:
    account_id, symbol = account.account_id, market.contract.symbol
    if is_eager:
        market.eager.add(account_id)
    elif market.eager:
        market.eager.discard(account_id)
    if symbol not in account.used:
        account.used.add(symbol)
        market.users.join(account_id)
    _set_alarms(account, market, edges)


def _guard_orders(account: Account, guards: dict[Symbol, Edges], eager: set[Symbol]) -> None:
    for live in account.orders.values():
        order = live.order
        edges = guards.get(order.symbol)
        if edges is None:
            edges = guards[order.symbol] = list(_OPEN)
        if live.status is OrderStatus.WAITING:
            _guard_waiting(edges, live)
        elif live.is_entering:
            eager.add(order.symbol)
        elif live.status is OrderStatus.OPEN and order.limit_ticks is not None:
            _narrow(edges, TAPE, order.limit_ticks - order.way.sign, is_above=order.way is Way.SELL)


def _narrow(edges: Edges, series: int, ticks: int, *, is_above: bool) -> None:
    """Wake at or above, or at or below."""
    place = 2 * series + is_above
    if ticks < edges[place] if is_above else ticks > edges[place]:
        edges[place] = ticks


def _guard_waiting(edges: Edges, live: Live) -> None:
    order = live.order
    series = SERIES[price_of(live)]
    if order.trigger is not None:
        _narrow(edges, series, order.trigger.ticks, is_above=order.trigger.is_rising)
    else:
        _guard_trailing(edges, series, live)


def _guard_trailing(edges: Edges, series: int, live: Live) -> None:
    trailing, sells = live.order.trailing, live.order.way is Way.SELL
    edge = trailing_stop(live)
    if trailing is None:
        return
    if edge is not None and live.best_ticks is not None:
        _narrow(edges, series, edge, is_above=not sells)
        _narrow(edges, series, live.best_ticks - live.order.way.sign, is_above=sells)
    elif trailing.activation_ticks is not None:
        _narrow(edges, series, trailing.activation_ticks, is_above=sells)
    else:
        _narrow(edges, series, ENDLESS - 1, is_above=False)  # active with the first price there is


def _guard_position(edges: Edges, market: Market, account: Account, position: Position, share: int) -> None:
    is_long = position.lots > 0
    if not account.is_cross:
        if position.liquidation_ticks:
            _narrow(edges, MARK, position.liquidation_ticks, is_above=not is_long)
        return
    mark = market.mark
    if mark is None or share <= 0:
        _narrow(edges, MARK, ENDLESS - 1, is_above=False)  # whatever comes
        return
    numbers = market.numbers
    steepest = RATE if is_long else RATE + numbers.brackets[-1].rate + numbers.taker
    room = share * RATE * numbers.unit_denominator // (abs(position.lots) * numbers.unit * steepest)
    _narrow(edges, MARK, mark - position.sign * max(room, 1), is_above=not is_long)


def _set_alarms(account: Account, market: Market, edges: Edges) -> None:
    """Only what is narrower than what stands: a guard that is too narrow wakes once for nothing and is set right."""
    standing = account.guards.get(market.contract.symbol)
    if standing == edges:
        return
    if standing is None:
        standing = account.guards[market.contract.symbol] = list(_OPEN)
    for place, edge in enumerate(edges):
        old = standing[place]
        if edge != old and (edge < old if place & 1 else edge > old):
            standing[place] = edge
            _alarm(market, place).add(edge, account.account_id)
            market.low_guard = ENDLESS  # to be found anew


def _alarm(market: Market, place: int) -> Alarm:
    alarm = market.alarms.get(place)
    if alarm is None:
        alarm = market.alarms[place] = Alarm(is_rising=bool(place % 2))
    return alarm


def disarm(account: Account, market: Market, places: Sequence[int]) -> None:
    """Alarms of these places went off and are forgotten: what still stands has to be set again."""
    edges = account.guards.get(market.contract.symbol)
    if edges is not None:
        for place in places:
            edges[place] = _OPEN[place]


def due(market: Market, series: int, low_ticks: int, high_ticks: int) -> Iterator[tuple[int, list[int]]]:
    """Accounts that prices of the series from `low_ticks` to `high_ticks` concern, by the place of their guard."""
    for place, ticks in ((2 * series, low_ticks), (2 * series + 1, high_ticks)):
        alarm = market.alarms.get(place)
        if alarm is not None:
            yield place, alarm.due(ticks)


def find_band(market: Market) -> None:
    """Between its guards a bar concerns nobody."""
    low, high = -ENDLESS, ENDLESS
    for series in (LAST, TAPE, *(SERIES[follower] for follower in market.followers)):
        falling, rising = market.alarms.get(2 * series), market.alarms.get(2 * series + 1)
        low = max(low, -falling.nearest) if falling is not None else low
        high = min(high, rising.nearest) if rising is not None else high
    market.low_guard, market.high_guard = low, high
