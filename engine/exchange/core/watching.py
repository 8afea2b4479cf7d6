"""Between which prices nothing can happen to an account: everything else of the speed rests on this being careful.

A guard may wake an account for nothing, never too late. Of a cross account each position gets an equal share of the
slack (margin balance less maintenance): while no share is used up, the account is safe whatever the other marks do.
"""

from collections.abc import Iterator, Sequence

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.alarms import Alarm
from engine.exchange.core.desk import Desk
from engine.exchange.core.funds import margin_balance, total_maintenance
from engine.exchange.core.market import ENDLESS, RATE, Market
from engine.exchange.core.stops import price_of
from engine.exchange.core.triggers import trailing_stop
from engine.exchange.orders import PriceOf, Way
from engine.market.values import Symbol

LAST, MARK, INDEX, TAPE = range(4)  # the tape: trades and the best of the book, for what rests in it
SERIES = {PriceOf.LAST: LAST, PriceOf.MARK: MARK, PriceOf.INDEX: INDEX}

_ROUNDING = 4  # units that the roundings of one position's value, fee and maintenance may add up to

_OPEN: tuple[int, ...] = (-ENDLESS, ENDLESS) * 4


class Guards:
    """Lows and highs by series."""

    __slots__ = ("edges",)

    def __init__(self) -> None:
        self.edges = list(_OPEN)

    def below(self, series: int, ticks: int) -> None:
        """Wake at or below."""
        if ticks > self.edges[2 * series]:
            self.edges[2 * series] = ticks

    def above(self, series: int, ticks: int) -> None:
        """Wake at or above."""
        if ticks < self.edges[2 * series + 1]:
            self.edges[2 * series + 1] = ticks

    def side(self, series: int, ticks: int, *, is_above: bool) -> None:
        if is_above:
            self.above(series, ticks)
        else:
            self.below(series, ticks)


def watch(desk: Desk, account: Account, touched: set[Symbol]) -> None:
    """After anything of the account changed. A cross account's shares are dealt anew in all its contracts."""
    symbols = touched | account.symbols() if account.is_cross else touched
    slack = _slack(desk, account) if account.is_cross and account.positions else 0
    for symbol in symbols:
        market = desk.markets.get(symbol)
        if market is not None:
            _watch_in(account, market, slack)


def _slack(desk: Desk, account: Account) -> int:
    """Each position's share of it."""
    slack = margin_balance(desk, account) - total_maintenance(desk, account)
    return slack // len(account.positions) - _ROUNDING


def _watch_in(account: Account, market: Market, share: int) -> None:
    symbol = market.contract.symbol
    guards, is_eager = Guards(), False
    for live in account.orders_of(symbol):
        is_eager = is_eager or live.is_entering
        _guard_order(guards, live)
    for position in account.positions_of(symbol):
        is_eager = is_eager or not account.is_open
        _guard_position(guards, market, account, position, share)
    (market.eager.add if is_eager else market.eager.discard)(account.account_id)
    _enrol(account, market)
    _set_alarms(account, market, guards.edges)


def _enrol(account: Account, market: Market) -> None:
    symbol = market.contract.symbol
    is_user = any(held == symbol for held, _ in account.positions) or bool(account.orders_of(symbol))
    if is_user and symbol not in account.used:
        account.used.add(symbol)
        market.users.join(account.account_id)
    elif not is_user and symbol in account.used:
        account.used.discard(symbol)
        market.users.leave()


def _guard_order(guards: Guards, live: Live) -> None:
    order = live.order
    if live.is_resting and order.limit_ticks is not None:
        guards.side(TAPE, order.limit_ticks - order.way.sign, is_above=order.way is Way.SELL)
    if not live.is_waiting:
        return
    series = SERIES[price_of(live)]
    if order.trigger is not None:
        guards.side(series, order.trigger.ticks, is_above=order.trigger.is_rising)
    else:
        _guard_trailing(guards, series, live)


def _guard_trailing(guards: Guards, series: int, live: Live) -> None:
    trailing, sells = live.order.trailing, live.order.way is Way.SELL
    edge = trailing_stop(live)
    if trailing is None:
        return
    if edge is None or live.best_ticks is None:
        waits_for = trailing.activation_ticks
        if waits_for is None:  # active with the first price there is
            guards.below(series, ENDLESS - 1)
        else:
            guards.side(series, waits_for, is_above=sells)
        return
    guards.side(series, edge, is_above=not sells)
    guards.side(series, live.best_ticks - live.order.way.sign, is_above=sells)


def _guard_position(guards: Guards, market: Market, account: Account, position: Position, share: int) -> None:
    is_long = position.lots > 0
    if not account.is_cross:
        if position.liquidation_ticks:
            guards.side(MARK, position.liquidation_ticks, is_above=not is_long)
        return
    mark = market.mark
    if mark is None or share <= 0:
        guards.below(MARK, ENDLESS - 1)  # whatever comes
        return
    highest = market.numbers.brackets[-1].rate + market.numbers.taker
    steepest = RATE if is_long else RATE + highest
    per_tick = abs(position.lots) * market.numbers.unit * steepest
    room = share * RATE * market.numbers.unit_denominator // per_tick
    guards.side(MARK, mark - position.sign * max(room, 1), is_above=not is_long)


def _set_alarms(account: Account, market: Market, edges: list[int]) -> None:
    """Only what is narrower than what stands: a guard that is too narrow wakes once for nothing and is set right."""
    symbol = market.contract.symbol
    standing = account.guards.get(symbol, _OPEN)
    narrower = [
        max(edge, old) if place % 2 == 0 else min(edge, old)
        for place, (edge, old) in enumerate(zip(edges, standing, strict=True))
    ]
    if tuple(narrower) == standing:
        return
    market.low_guard = ENDLESS  # to be found anew
    for place, (edge, old) in enumerate(zip(narrower, standing, strict=True)):
        if edge != old:
            _alarm(market, place).add(edge, account.account_id)
    account.guards[symbol] = tuple(narrower)


def _alarm(market: Market, place: int) -> Alarm:
    alarm = market.alarms.get(place)
    if alarm is None:
        alarm = market.alarms[place] = Alarm(is_rising=bool(place % 2))
    return alarm


def disarm(account: Account, market: Market, places: Sequence[int]) -> None:
    """Alarms of these places went off and are forgotten: what still stands has to be set again."""
    symbol = market.contract.symbol
    edges = account.guards.get(symbol)
    if edges is None or not places:
        return
    changed = list(edges)
    for place in places:
        changed[place] = _OPEN[place]
    if tuple(changed) == _OPEN:
        del account.guards[symbol]
    else:
        account.guards[symbol] = tuple(changed)


def due(market: Market, series: int, low_ticks: int, high_ticks: int) -> Iterator[tuple[int, list[int]]]:
    """Accounts that prices of the series from `low_ticks` to `high_ticks` concern, by the place of their guard."""
    for place, ticks in ((2 * series, low_ticks), (2 * series + 1, high_ticks)):
        alarm = market.alarms.get(place)
        if alarm is not None:
            yield place, alarm.due(ticks)


def find_band(market: Market) -> None:
    """Between its guards a bar concerns nobody."""
    low, high = -ENDLESS, ENDLESS
    for series in (LAST, TAPE, *(SERIES[follower] for follower in market.followers())):
        falling, rising = market.alarms.get(2 * series), market.alarms.get(2 * series + 1)
        low = max(low, -falling.nearest) if falling is not None else low
        high = min(high, rising.nearest) if rising is not None else high
    market.low_guard, market.high_guard = low, high
