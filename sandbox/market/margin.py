"""Isolated and cross margin on tiers, as the venue computes it (fees left out, they change nothing in the price)."""

import math

import numpy as np
from numpy.typing import NDArray

from sandbox.market.compiled import compiled

# Columns of a tier table: limit in USD, maintenance rate, largest leverage, deduction in USD.
TIER_LIMIT, TIER_RATE, TIER_LEVERAGE, TIER_DEDUCTION = 0, 1, 2, 3
Tiers = NDArray[np.float64]


@compiled
def tier_of(tiers: Tiers, notional_usd: float) -> int:
    """Row that holds this notional; the limit itself belongs to the lower row."""
    row = 0
    while row < tiers.shape[0] - 1 and notional_usd > tiers[row, TIER_LIMIT]:
        row += 1
    return row


@compiled
def liquidation_price(tiers: Tiers, is_long: bool, quantity: float, entry: float, margin: float) -> float:
    """Mark price at which margin equals maintenance; 0 where a long cannot be liquidated.

    Solves margin ± q (M - entry) = q M mmr - deduction with the tier taken at the entry notional.
    """
    row = tier_of(tiers, quantity * entry)
    rate, deduction = tiers[row, TIER_RATE], tiers[row, TIER_DEDUCTION]
    if is_long:
        return float(max((entry * quantity - margin - deduction) / (quantity * (1.0 - rate)), 0.0))
    return float((entry * quantity + margin + deduction) / (quantity * (1.0 + rate)))


@compiled
def bankruptcy_price(is_long: bool, quantity: float, entry: float, margin: float) -> float:
    """Price at which the margin is gone altogether."""
    if is_long:
        return max(entry - margin / quantity, entry * 1e-3)
    return entry + margin / quantity


@compiled
def to_tick(price: float, tick: float) -> float:
    return max(math.floor(price / tick + 0.5), 1.0) * tick
