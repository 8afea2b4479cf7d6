"""Which stops make sense: farther away than fees cost, and reached before the liquidation."""

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from engine.exchange.refusals import RiskImpossible, StopBeyondLiquidation, StopTooClose
from engine.exchange.rules.precision import ONE, exact
from engine.exchange.ticket_terms import Terms

USUAL_RISK = Decimal("0.05")  # of the margin: what is offered where a stop made no sense
_ROUND = Decimal("0.002")  # a round price is no coarser than this fraction of it
_PERCENT = Decimal("0.01")


def check_stop(terms: Terms, quantity: Decimal, stop_usd: Decimal, risk_usdt: Decimal | None) -> None:
    """`risk_usdt`: where the size follows from it, a farther stop loses no more. Raises `StopTooClose` where fees cost
    as much as the way to the stop."""
    way, fees = -terms.way(quantity, stop_usd), terms.fees(quantity, stop_usd)
    if way > fees:
        return
    sensible = sensible_stop(terms, quantity)
    if sensible is None:
        raise StopTooClose(stop_usd, way, fees, None, None)
    loss = -terms.result(quantity, sensible) if risk_usdt is None else risk_usdt
    raise StopTooClose(stop_usd, way, fees, sensible, loss)


def check_before_liquidation(
    terms: Terms, quantity: Decimal, stop_usd: Decimal, resized: Callable[[Decimal], Decimal]
) -> None:
    """`resized`: the quantity with another stop. Raises `StopBeyondLiquidation`."""
    liquidation = terms.liquidation(quantity)
    if liquidation is None or terms.is_before(stop_usd, liquidation):
        return
    raise StopBeyondLiquidation(stop_usd, terms.nearest_tick(liquidation), _farthest(terms, liquidation, resized))


def _farthest(terms: Terms, liquidation_usd: Decimal, resized: Callable[[Decimal], Decimal]) -> Decimal | None:
    """A size by risk grows as its stop comes closer, and may grow into a tier that is liquidated earlier."""
    for _ in terms.contract.tiers:
        farthest = farthest_stop(terms, liquidation_usd)
        if farthest is None:
            return None
        nearer = terms.liquidation(resized(farthest))
        if nearer is None or terms.is_before(farthest, nearer):
            return farthest
        liquidation_usd = nearer
    return None


def sensible_stop(terms: Terms, quantity: Decimal) -> Decimal | None:
    """The nearest round price that loses 5 % of the margin, or where fees are half of the loss if that is farther."""
    at_risk = terms.price_for(-USUAL_RISK)
    even = _fees_are_half(terms)
    wanted = at_risk if terms.is_before(even, at_risk) else even
    liquidation = terms.liquidation(quantity)
    for step in _steps(terms):
        stop = terms.toward_loss(wanted, step)
        if _is_sensible(terms, stop) and (liquidation is None or terms.is_before(stop, liquidation)):
            return stop
    return None


def farthest_stop(terms: Terms, liquidation_usd: Decimal) -> Decimal | None:
    """The last price, round where there is room, that is reached strictly before the liquidation."""
    for step in _steps(terms):
        stop = terms.toward_win(liquidation_usd, step)
        if stop == liquidation_usd:
            stop += terms.side.sign * step
        if _is_sensible(terms, stop):
            return stop
    return None


@exact
def impossible_risk(terms: Terms, share: Decimal) -> RiskImpossible | None:
    """Why `share` of the margin cannot be what the stop loses; None where it can."""
    fees = (terms.entry_fee + terms.contract.taker_fee) * terms.leverage
    if share > fees:
        return None
    smallest = (2 * fees / _PERCENT).to_integral_value(ROUND_FLOOR) * _PERCENT + _PERCENT
    return RiskImpossible(share, terms.leverage, fees, smallest, _largest_leverage(terms, share))


@exact
def round_step(price_usd: Decimal, tick_size: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, as coarse as people count at this price; a tick where that is coarser."""
    widest = price_usd * _ROUND
    ten = ONE.scaleb(widest.adjusted())
    step = max(times * ten for times in (1, 2, 5) if times * ten <= widest)
    return max((step / tick_size).to_integral_value(ROUND_FLOOR), ONE) * tick_size


def _steps(terms: Terms) -> Iterator[Decimal]:
    tick = terms.contract.tick_size
    yield round_step(terms.entry_usd, tick)
    yield tick


def _is_sensible(terms: Terms, stop_usd: Decimal) -> bool:
    return stop_usd > 0 and -terms.way(ONE, stop_usd) > terms.fees(ONE, stop_usd)


@exact
def _fees_are_half(terms: Terms) -> Decimal:
    """Where the way to the stop costs what the fees do."""
    sign = terms.side.sign
    return terms.entry_usd * (sign - terms.entry_fee) / (sign + terms.contract.taker_fee)


def _largest_leverage(terms: Terms, share: Decimal) -> Decimal | None:
    """Whole, at which fees are at most half of `share`."""
    half = share / (terms.entry_fee + terms.contract.taker_fee) / 2
    whole = half.to_integral_value(ROUND_CEILING) - ONE
    return whole if whole >= 1 else None
