"""Which cluster of liquidations is worth going for."""

from collections.abc import Iterable
from decimal import Decimal

from engine.exchange.rules.precision import exact
from engine.market.values import Side


@exact
def nearest_target(
    side: Side,
    entry_usd: Decimal,
    stop_usd: Decimal,
    clusters: Iterable[tuple[Decimal, Decimal]],
    min_notional_usdt: Decimal,
    min_reward: Decimal,
) -> tuple[Decimal, Decimal] | None:
    """Price and reward for one risked (before fees) of the nearest cluster worth it; None when there is none.

    `clusters`: (price, notional) in any order.
    """
    risk = abs(entry_usd - stop_usd)
    ahead = sorted((side.sign * (price - entry_usd), price) for price, usdt in clusters if usdt >= min_notional_usdt)
    for distance, price in ahead:
        if distance > 0 and risk > 0 and distance / risk >= min_reward:
            return price, distance / risk
    return None
