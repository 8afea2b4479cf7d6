"""Where a stop that follows the price stands, for people to see."""

from engine.exchange.orders import Way
from engine.exchange.outputs import OrderChanged

_MILLION = 1_000_000


def trigger_ticks(one: OrderChanged) -> int | None:
    """The trigger as asked for; of a trailing stop the present one, or None before it has seen a price."""
    trailing = one.order.trailing
    if trailing is None:
        return None if one.order.trigger is None else one.order.trigger.ticks
    if one.best_ticks is None:
        return None
    best, sign, share = one.best_ticks, one.order.way.sign, trailing.share_ppm or 0
    if trailing.distance_ticks is not None:
        return best + sign * trailing.distance_ticks
    if one.order.way is Way.SELL:
        return best * (_MILLION - share) // _MILLION
    return -(-best * (_MILLION + share) // _MILLION)  # the exchange rounds away from the best price
