"""Stop and target where nobody said any."""

from dataclasses import replace
from decimal import Decimal

from bot.paper.ground import Ground, ahead, inside
from engine.errors import Refused
from engine.exchange.contract import Contract
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.wish import AtPrice, Level, OfMargin, Wish
from engine.liquidations.values import Leg, Scan
from engine.market.values import Side

USUAL_STOP = Decimal("0.075")  # of the margin, where no plan says better


def usual_ends(ground: Ground, wish: Wish) -> Wish:
    """With a stop and a target where nobody said any: those of the plan, else a share of the margin and the largest
    level ahead. The first stop that can be had at this leverage."""
    plan = _leg_for(ground.scan, wish)
    target = wish.target or _usual_target(ground, wish.side, plan.target_usd if plan else None)
    if wish.stop is not None:
        return replace(wish, target=target)
    stops: list[Level] = [] if plan is None else [AtPrice(_at_tick(plan.stop_usd, ground.contract))]
    stops += [OfMargin(USUAL_STOP), OfMargin(_least_share(ground.contract, wish.leverage))]
    for stop in stops:
        candidate = replace(wish, stop=stop, target=target)
        try:
            ground.ticket(candidate)
        except Refused:
            continue
        return candidate
    return replace(wish, stop=stops[0], target=target)


def _leg_for(scan: Scan | None, wish: Wish) -> Leg | None:
    """Ride for an order at market, Fade for one that waits, where it is for that side."""
    if scan is None:
        return None
    leg = scan.plan.ride if wish.limit_usd is None else scan.plan.fade
    return leg if leg is not None and leg.side is wish.side else None


def _usual_target(ground: Ground, side: Side, planned_usd: float | None) -> Level | None:
    if planned_usd is not None:
        return AtPrice(_at_tick(planned_usd, ground.contract))
    levels = ahead(side, ground.scan)
    if not levels:
        return None
    return AtPrice(inside(max(levels, key=lambda one: one.notional_usd), ground.contract))


def _least_share(contract: Contract, leverage: Decimal) -> Decimal:
    """Of the margin: twice what fees take, in whole percent."""
    percent = 4 * contract.taker_fee * leverage * 100
    return (percent.to_integral_value() + 1) / 100


def _at_tick(usd: float, contract: Contract) -> Decimal:
    return on_grid(Decimal(repr(usd)), contract.tick_size, Rounding.NEAREST)
