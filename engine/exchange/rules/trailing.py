"""A stop that follows the best price and never moves back. It cannot fire on the price that activates it."""

from dataclasses import dataclass
from decimal import Decimal

from engine.exchange.rules.precision import ONE, exact
from engine.market.values import Side


@dataclass(frozen=True, slots=True)
class TrailingRule:
    """One of `distance_usd` and `share` (a fraction of the best price) is set. Waits for `activation_usd`."""

    side: Side
    distance_usd: Decimal | None
    share: Decimal | None = None
    activation_usd: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TrailingStop:
    """`best_usd` None: not active yet."""

    rule: TrailingRule
    best_usd: Decimal | None = None
    has_fired: bool = False

    @property
    def stop_usd(self) -> Decimal | None:
        return None if self.best_usd is None else _stop(self.rule, self.best_usd)


@exact
def _stop(rule: TrailingRule, best_usd: Decimal) -> Decimal:
    if rule.distance_usd is not None:
        return best_usd - rule.side.sign * rule.distance_usd
    return best_usd * (ONE - rule.side.sign * (rule.share or 0))


def followed(stop: TrailingStop, price_usd: Decimal) -> TrailingStop:
    """After the series came to `price_usd`."""
    rule, sign = stop.rule, stop.rule.side.sign
    if stop.best_usd is None:
        return TrailingStop(rule, price_usd) if _activates(rule, price_usd) else stop
    if sign * (price_usd - _stop(rule, stop.best_usd)) <= 0:
        return TrailingStop(rule, stop.best_usd, has_fired=True)
    return TrailingStop(rule, max(stop.best_usd, price_usd, key=lambda price: sign * price))


def _activates(rule: TrailingRule, price_usd: Decimal) -> bool:
    return rule.activation_usd is None or rule.side.sign * (price_usd - rule.activation_usd) >= 0
