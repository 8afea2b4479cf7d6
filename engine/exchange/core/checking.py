"""What an order is refused for: by itself when it is sent, by the market when it arrives."""

from engine.exchange.core.account import Account, Live
from engine.exchange.core.band import band
from engine.exchange.core.desk import Desk, Figures, opposing
from engine.exchange.core.funds import exposure, leverage_of, value_at_mark
from engine.exchange.core.market import Market, hundredths, plain
from engine.exchange.core.resting import opening_lots
from engine.exchange.core.round_limits import beyond_round
from engine.exchange.core.rules import Rules
from engine.exchange.core.stops import price_of
from engine.exchange.core.triggers import is_activated
from engine.exchange.money import units
from engine.exchange.orders import Order, OrderKind, OrderStatus, Reason, Slot, Trailing, Way

MILLION = 10**6
_MOST_TICKS = 1 << 53

Refusal = tuple[Reason, Figures]


def refused_by_itself(account: Account, market: Market, order: Order) -> Refusal | None:
    """Prices, then size in the venue's order: minimum, maximum, notional."""
    if not has_good_prices(order):
        return Reason.BAD_PRICE, ()
    if (order.slot is Slot.ONE_WAY) is account.is_hedged:
        return Reason.NO_POSITION, (("slot", str(int(order.slot))),)
    if order.lots == 0 and order.reduce_only:
        return None
    if order.leverage_e2 and order.leverage_e2 != leverage_of(account, market):
        return Reason.LEVERAGE, (("leverage", hundredths(leverage_of(account, market))),)
    return _refused_for_size(market, order)


def has_good_prices(order: Order) -> bool:
    if order.kind is OrderKind.LIMIT and order.limit_ticks is None:
        return False
    if not _is_good_tolerance(order):
        return False
    trailing = order.trailing
    steps = [order.limit_ticks, order.take_profit_ticks, order.stop_loss_ticks]
    steps.append(order.trigger.ticks if order.trigger else None)
    if trailing is not None:
        steps.append(trailing.activation_ticks)
        if not _is_good_trailing(trailing):
            return False
    return all(step is None or _is_good_price(step) for step in steps)


def _is_good_tolerance(order: Order) -> bool:
    """Only of a market order that is no conditional one."""
    if order.slippage_ticks is None:
        return True
    is_plain = order.trigger is None and order.trailing is None
    return order.slippage_ticks > 0 and order.kind is OrderKind.MARKET and is_plain


def _is_good_price(ticks: int) -> bool:
    """Far beyond any price there is, numbers leave the columns that alarms are kept in."""
    return 0 < ticks <= _MOST_TICKS


def _is_good_trailing(trailing: Trailing) -> bool:
    """A distance, or a share of less than all; neither is none."""
    distance, share = trailing.distance_ticks, trailing.share_ppm
    if distance is None:
        return share is not None and 0 < share < MILLION
    return _is_good_price(distance)


def _refused_for_size(market: Market, order: Order) -> Refusal | None:
    contract = market.contract
    quantity = order.lots * contract.lot_size
    most = contract.max_quantity if order.kind is OrderKind.LIMIT else contract.max_market_quantity
    numbers = ("quantity", f"{quantity:f}")
    if order.lots <= 0 or quantity < contract.min_quantity:
        return Reason.TOO_SMALL, (numbers, ("minimum", f"{contract.min_quantity:f}"))
    if quantity > most:
        return Reason.TOO_LARGE, (numbers, ("maximum", f"{most:f}"))
    return None


def refused_on_arrival(desk: Desk, account: Account, market: Market, live: Live) -> Refusal | None:
    """In the order a person can act on: caps, prices, size in money, leverage, the round's own limits."""
    conditional = _refused_trigger(market, live) if live.is_conditional else _refused_limit(account, market, live)
    refusal = _over_cap(desk.rules, account, live) or conditional or _under_notional(market, live)
    if refusal is not None or live.order.reduce_only or live.is_conditional:
        return refusal
    return refused_to_open(desk, account, market, live)


def _over_cap(rules: Rules, account: Account, live: Live) -> Refusal | None:
    others = [other for other in account.orders.values() if other is not live and other.status is not OrderStatus.NEW]
    if live.is_conditional:
        symbol = live.order.symbol
        count = sum(o.is_waiting and not o.is_hung and o.order.symbol == symbol for o in others)
        cap, reason = rules.conditional_cap, Reason.CONDITIONAL_CAP
    else:
        count, cap, reason = sum(not o.is_conditional for o in others), rules.order_cap, Reason.ORDER_CAP
    return (reason, (("cap", str(cap)),)) if count >= cap else None


def _refused_trigger(market: Market, live: Live) -> Refusal | None:
    trigger, price = live.order.trigger, market.prices[price_of(live)]
    if trigger is None:
        return None
    numbers = ("trigger", market.usdt_price(trigger.ticks)), ("price", market.usdt_price(price))
    if trigger.is_rising and trigger.ticks <= price:
        return Reason.WRONG_SIDE_RISING, numbers
    if not trigger.is_rising and trigger.ticks >= price:
        return Reason.WRONG_SIDE_FALLING, numbers
    return None


def _refused_limit(account: Account, market: Market, live: Live) -> Refusal | None:
    order = live.order
    if order.limit_ticks is None or order.kind is not OrderKind.LIMIT:
        return None
    highest, lowest = band(market)
    bound = highest if order.way is Way.BUY else lowest
    if bound is not None and (order.limit_ticks - bound) * order.way.sign > 0:
        return Reason.PRICE_LIMIT, (
            ("price", market.usdt_price(order.limit_ticks)),
            ("limit", market.usdt_price(bound)),
        )
    return _beyond_liquidation(account, market, order, order.limit_ticks)


def _beyond_liquidation(account: Account, market: Market, order: Order, limit_ticks: int) -> Refusal | None:
    position = account.positions.get((order.symbol, order.slot))
    edge = position.liquidation_ticks if position is not None else 0
    if position is None or not edge or opposing(order.way, position.lots):
        return None
    if (limit_ticks - edge) * position.sign > 0:
        return None
    numbers = ("price", market.usdt_price(limit_ticks)), ("liquidation", market.usdt_price(edge))
    return Reason.WOULD_LIQUIDATE, numbers


def _under_notional(market: Market, live: Live) -> Refusal | None:
    """At the order's limit, or at the best price there is. Orders that only reduce are exempt."""
    order, side = live.order, market.side(live.order.way)
    ticks = order.limit_ticks or (order.trigger.ticks if order.trigger else (side[0][0] if side else None))
    if order.reduce_only or ticks is None:
        return None
    value, minimum = market.numbers.value(ticks, order.lots), units(market.contract.min_notional_usdt)
    if value >= minimum:
        return None
    return Reason.UNDER_NOTIONAL, (("value", plain(value)), ("minimum", plain(minimum)))


def refused_when_fired(desk: Desk, account: Account, market: Market, live: Live) -> Refusal | None:
    """A conditional order is judged anew: its limit by where the price stands now, and what it would open."""
    refusal = _refused_limit(account, market, live)
    if refusal is not None or live.order.reduce_only:
        return refusal
    return refused_to_open(desk, account, market, live)


def refused_to_open(desk: Desk, account: Account, market: Market, live: Live) -> Refusal | None:
    """By the tier that positions and orders would reach, and by a running round's own limits."""
    lots = opening_lots(account, live, live.rest_lots)
    if not lots:
        return None
    order, side = live.order, market.side(live.order.way)
    ticks = order.limit_ticks or (side[0][0] if side else market.mark) or 0
    return _over_tier(account, market, live, ticks) or beyond_round(desk, account, market, live, lots, ticks)


def _over_tier(account: Account, market: Market, live: Live, ticks: int) -> Refusal | None:
    value = value_at_mark(market, live.rest_lots, ticks)
    reached = exposure(account, market, (value, 0) if live.order.way is Way.BUY else (0, value), without=live)
    return tier_refusal(market, reached, leverage_of(account, market))


def tier_refusal(market: Market, reached: int, leverage_e2: int) -> Refusal | None:
    tier = market.numbers.bracket(reached)
    most = min(tier.max_leverage_e2, market.numbers.max_leverage_e2)
    if leverage_e2 <= most and reached <= market.numbers.brackets[-1].limit:
        return None
    room = max((t.limit for t in market.numbers.brackets if leverage_e2 <= t.max_leverage_e2), default=0)
    numbers = (
        ("leverage", hundredths(leverage_e2)),
        ("allowed", hundredths(most)),
        ("value", plain(reached)),
        ("limit", plain(room)),
    )
    return Reason.LEVERAGE, numbers


def starting_best(market: Market, live: Live) -> int | None:
    """Of a trailing stop that waits for no activation, or whose activation is reached already."""
    trailing = live.order.trailing
    if trailing is None:
        return None
    ticks = market.prices[trailing.by]
    return ticks if is_activated(live.order.way, trailing, ticks) else None
