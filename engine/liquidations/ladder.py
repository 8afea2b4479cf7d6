"""Scaled entries: prices from start to end, the budget spread over them, and what the first fills average to."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.market.values import FloatArray


class Spacing(StrEnum):
    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"


class Weights(StrEnum):
    EQUAL = "equal"
    LINEAR = "linear"  # 1, 2, 3 … toward the end


@dataclass(frozen=True, slots=True)
class Ladder:
    """Columns of one row a level: price, USD to spend there, coins that buys."""

    prices_usd: FloatArray
    notionals_usd: FloatArray
    quantities_base: FloatArray

    def average_usd(self, filled_levels: int) -> float:
        """Average entry when the first `filled_levels` are filled."""
        return float(self.notionals_usd[:filled_levels].sum() / self.filled_base(filled_levels))

    def filled_base(self, filled_levels: int) -> float:
        return float(self.quantities_base[:filled_levels].sum())

    def mirrored_usd(self, mid_usd: float) -> FloatArray:
        """The same ladder on the other side of `mid_usd`."""
        return 2.0 * mid_usd - self.prices_usd


def build_ladder(
    start_usd: float, end_usd: float, levels: int, budget_usd: float, spacing: Spacing, weights: Weights
) -> Ladder:
    """`levels` >= 2, both ends included."""
    along = np.arange(levels) / (levels - 1)
    if spacing is Spacing.ARITHMETIC:
        prices = start_usd + (end_usd - start_usd) * along
    else:
        prices = start_usd * (end_usd / start_usd) ** along
    shares = np.ones(levels) if weights is Weights.EQUAL else np.arange(1.0, levels + 1)
    notionals = budget_usd * shares / shares.sum()
    return Ladder(prices, notionals, notionals / prices)
