"""Between which prices nothing can happen to an account: everything else of the speed rests on this being careful.

A guard may wake an account for nothing, never too late. Of a cross account each position gets an equal share of the
slack (margin balance less maintenance): while no share is used up, the account is safe whatever the other marks do.
"""

from collections.abc import Iterable, Iterator, Sequence

from engine.exchange.core.account import Account, Live
from engine.exchange.core.alarms import Alarm
from engine.exchange.core.desk import Desk
from engine.exchange.core.funds import slack
from engine.exchange.core.market import ENDLESS, RATE, Market, Numbers
from engine.exchange.core.stops import price_of
from engine.exchange.core.triggers import trailing_stop
from engine.exchange.orders import OrderStatus, PriceOf, Way
from engine.market.values import Symbol

LAST, MARK, INDEX, TAPE = range(4)  # the tape: trades and the best of the book, for what rests in it
SERIES = {PriceOf.LAST: LAST, PriceOf.MARK: MARK, PriceOf.INDEX: INDEX}

_WAITING, _OPEN_STATUS = OrderStatus.WAITING, OrderStatus.OPEN
_ROUNDING = 4  # units that the roundings of one position's value, fee and maintenance may add up to

_OPEN: tuple[int, ...] = (-ENDLESS, ENDLESS) * 4  # by place: the low and the high of each series
_OF_MARK = 2 * MARK, 2 * MARK + 1

Span = tuple[int, int, int]  # series, lowest and highest ticks it has just been at
Edges = dict[int, int]  # ticks by place; no entry: open


def watch(desk: Desk, account: Account) -> None:
    """After anything of the account changed: a cross account's shares are dealt anew in all its contracts."""
    guards: dict[Symbol, Edges] = {}
    eager: set[Symbol] = set()
    _guard_orders(account, guards, eager)
    if account.positions:
        _guard_positions(desk, account, guards, eager)
    for symbol, edges in guards.items():
        market = desk.markets.get(symbol)
        if market is not None and (edges or eager or market.eager or symbol not in account.guards):
            _arm(account, symbol, market, edges, symbol in eager)
    for symbol in account.guards.keys() - guards.keys():
        _leave(account, symbol, desk.markets.get(symbol))
    account.is_guarded = True


def _guard_positions(desk: Desk, account: Account, guards: dict[Symbol, Edges], eager: set[Symbol]) -> None:
    """Where no position changed, no cash went and no alarm of a mark went off, what was dealt holds."""
    for symbol, _ in account.positions:
        if symbol not in guards:
            guards[symbol] = {}
    if not account.is_open:
        eager.update(symbol for symbol, _ in account.positions)
    if account.is_guarded:
        return
    if account.is_cross:
        _guard_cross(desk, account, guards)
    else:
        _guard_isolated(account, guards)


def _leave(account: Account, symbol: Symbol, market: Market | None) -> None:
    """Nothing is left in the contract. Its alarms stay where they are: they wake somebody with nothing to do."""
    del account.guards[symbol]
    if market is not None:
        market.users.leave()
        market.eager.discard(account.account_id)


def _arm(account: Account, symbol: Symbol, market: Market, edges: Edges, is_eager: bool) -> None:
    """Only what is narrower than what stands: a guard that is too narrow wakes once for nothing and is set right."""
    account_id = account.account_id
    if is_eager:
        market.eager.add(account_id)
    elif market.eager:
        market.eager.discard(account_id)
    standing = account.guards.get(symbol)
    if standing is None:
        standing = account.guards[symbol] = {}
        market.users.join(account_id)
    for place, edge in edges.items():
        old = standing.get(place)
        if old is None or (edge < old if place & 1 else edge > old):
            standing[place] = edge
            _alarm(market, place).add(edge, account_id)
            market.low_guard = ENDLESS  # to be found anew


def _guard_orders(account: Account, guards: dict[Symbol, Edges], eager: set[Symbol]) -> None:
    for live in account.orders.values():
        order = live.order
        edges = guards.get(order.symbol)
        if edges is None:
            edges = guards[order.symbol] = {}
        if live.status is _WAITING:
            _guard_waiting(edges, live)
        elif live.is_entering:
            eager.add(order.symbol)
        elif live.status is _OPEN_STATUS and order.limit_ticks is not None:
            sign = order.way.sign
            _narrow(edges, TAPE, order.limit_ticks - sign, is_above=sign < 0)


def _narrow(edges: Edges, series: int, ticks: int, *, is_above: bool) -> None:
    """Wake at or above, or at or below."""
    place = 2 * series + is_above
    old = edges.get(place, _OPEN[place])
    if ticks < old if is_above else ticks > old:
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


def _guard_isolated(account: Account, guards: dict[Symbol, Edges]) -> None:
    for (symbol, _), position in account.positions.items():
        if position.liquidation_ticks:
            _narrow(guards[symbol], MARK, position.liquidation_ticks, is_above=position.lots < 0)


def _guard_cross(desk: Desk, account: Account, guards: dict[Symbol, Edges]) -> None:
    share = slack(desk, account) // len(account.positions) - _ROUNDING
    for (symbol, _), position in account.positions.items():
        market, lots = desk.markets[symbol], position.lots
        if market.mark is None or share <= 0:
            _narrow(guards[symbol], MARK, ENDLESS - 1, is_above=False)  # whatever comes
        elif lots > 0:
            room = _room(market.numbers, share, lots, RATE)
            _narrow(guards[symbol], MARK, market.mark - room, is_above=False)
        else:
            room = _room(market.numbers, share, -lots, market.numbers.steepest_rise)
            _narrow(guards[symbol], MARK, market.mark + room, is_above=True)


def _room(numbers: Numbers, share: int, lots: int, steepest: int) -> int:
    """Ticks that use up the share at most."""
    return share * RATE * numbers.unit_denominator // (lots * numbers.unit * steepest) or 1


def _alarm(market: Market, place: int) -> Alarm:
    alarm = market.alarms.get(place)
    if alarm is None:
        alarm = market.alarms[place] = Alarm(is_rising=bool(place % 2))
    return alarm


def disarm(account: Account, market: Market, places: Sequence[int]) -> None:
    """Alarms of these places went off and are forgotten: what still stands has to be set again."""
    edges = account.guards.get(market.symbol)
    for place in places:
        if place in _OF_MARK:
            account.is_guarded = False
        if edges is not None:
            edges.pop(place, None)


def forget_guards(account: Account) -> None:
    """The contract's own numbers changed: what was dealt by the old ones does not hold."""
    account.is_guarded = False


def due(market: Market, series: int, low_ticks: int, high_ticks: int) -> Iterator[tuple[int, list[int]]]:
    """Accounts that prices of the series from `low_ticks` to `high_ticks` concern, by the place of their guard."""
    for place, ticks in ((2 * series, low_ticks), (2 * series + 1, high_ticks)):
        alarm = market.alarms.get(place)
        if alarm is not None:
            yield place, alarm.due(ticks)


def concerned(market: Market, spans: Sequence[Span], now_ms: int, others: Iterable[int]) -> dict[int, list[int]]:
    """Accounts that prices concern, by the places of their guards; those with something due, and the others."""
    woken: dict[int, list[int]] = {account_id: [] for account_id in others}
    for series, low, high in spans:
        for place, account_ids in due(market, series, low, high):
            for account_id in account_ids:
                woken.setdefault(account_id, []).append(place)
    for account_id in [account_id for account_id, due_ms in market.arrivals.items() if due_ms <= now_ms]:
        woken.setdefault(account_id, [])
    return woken


def reached(market: Market, spans: Sequence[Span]) -> Sequence[Span]:
    """The marks' as wide as they are to those who owe funding."""
    if not (market.reach_below or market.reach_above):
        return spans
    below, above = market.reach_below, market.reach_above
    return [(each, low - below, high + above) if each == MARK else (each, low, high) for each, low, high in spans]


def find_band(market: Market) -> None:
    """Between its guards a bar concerns nobody."""
    low, high = -ENDLESS, ENDLESS
    for series in (LAST, TAPE, *(SERIES[follower] for follower in market.followers)):
        falling, rising = market.alarms.get(2 * series), market.alarms.get(2 * series + 1)
        low = max(low, -falling.nearest) if falling is not None else low
        high = min(high, rising.nearest) if rising is not None else high
    market.low_guard, market.high_guard = low, high
