"""Stop, target and trailing as prices on the grid, each on its own side of the entry."""

from decimal import Decimal

from engine.exchange.refusals import OnWrongSide, TargetOutOfReach
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.rules.precision import ONE, exact
from engine.exchange.ticket_sense import impossible_risk
from engine.exchange.ticket_terms import Terms
from engine.exchange.wish import AtPrice, Level, Trail, TrailShare

_PERCENT = Decimal("0.01")


def stop_price(terms: Terms, level: Level) -> Decimal:
    """Of a share of the margin: no more than it is lost. Raises `OnWrongSide` and `RiskImpossible`."""
    if isinstance(level, AtPrice):
        return _on_side(terms, "stop", level.usd, -1)
    refusal = impossible_risk(terms, level.share)
    if refusal is not None:
        raise refusal
    return _on_side(terms, "stop", terms.toward_win(terms.price_for(-level.share), terms.contract.tick_size), -1)


def target_price(terms: Terms, level: Level) -> Decimal:
    """Of a share of the margin: no less than it is won. Raises `OnWrongSide` and `TargetOutOfReach`."""
    if isinstance(level, AtPrice):
        return _on_side(terms, "target", level.usd, 1)
    price = terms.toward_win(terms.price_for(level.share), terms.contract.tick_size)
    if price <= 0:
        raise TargetOutOfReach(level.share, _most(terms))
    return _on_side(terms, "target", price, 1)


def trail_distance(terms: Terms, trail: Trail) -> Decimal:
    """In USDT a coin, at least a tick."""
    distance = _share_of(terms, trail.fraction) if isinstance(trail, TrailShare) else trail.usd
    return max(terms.nearest_tick(distance), terms.contract.tick_size)


@exact
def trail_start(terms: Terms, distance_usd: Decimal) -> Decimal:
    """Where a trailing stop stands at first. Raises `OnWrongSide` where that is no price."""
    return _on_side(terms, "stop", terms.entry_usd - terms.side.sign * distance_usd, -1)


@exact
def _share_of(terms: Terms, fraction: Decimal) -> Decimal:
    return terms.entry_usd * fraction


@exact
def _most(terms: Terms) -> Decimal:
    """What a short wins of its margin where price falls to a tick, down to a percent."""
    share = terms.result(ONE, terms.contract.tick_size) / terms.stake(ONE)
    return on_grid(share, _PERCENT, Rounding.FLOOR)


def _on_side(terms: Terms, part: str, level_usd: Decimal, toward: int) -> Decimal:
    """`toward` 1: where the position wins. Rounded to the nearest tick."""
    price = terms.nearest_tick(level_usd)
    if price <= 0 or terms.side.sign * toward * (price - terms.entry_usd) <= 0:
        raise OnWrongSide(terms.side, part, level_usd, terms.entry_usd)
    return price
