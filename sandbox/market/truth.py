"""What only the simulated venue knows: who stands where, and at which price each would be liquidated."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.state import ContractState


@dataclass(frozen=True, slots=True)
class TrueLevels:
    """Outstanding positions that can be liquidated, one row each; prices in USD per coin, quantities in coins.

    `sign` (n,): +1 long, -1 short. `notional_usd` at the mark of `at_ms`. `opened_ms` is when the position was first
    opened (later additions keep it). Positions without a liquidation price (low-leverage longs) are left out.
    """

    at_ms: int
    mark_price_usd: float
    sign: NDArray[np.int8]
    liquidation_price_usd: NDArray[np.float64]
    quantity_base: NDArray[np.float64]
    notional_usd: NDArray[np.float64]
    opened_ms: NDArray[np.int64]
    entry_price_usd: NDArray[np.float64]
    leverage: NDArray[np.float64]
    is_cross: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.sign)


def true_levels(state: ContractState, opened_since_ms: int | None = None) -> TrueLevels:
    """Levels of one contract now, only of positions opened at or after `opened_since_ms` if given."""
    living = int(state.integers[at.K_LIVE])
    pf, pi = state.position_floats[:, :living], state.position_ints[:, :living]
    chosen = pf[at.LIQ] > 0.0
    if opened_since_ms is not None:
        chosen &= pi[at.OPENED_MS] >= opened_since_ms
    pf, pi = pf[:, chosen], pi[:, chosen]
    unit, lot = state.contract.unit, float(state.contract.lot)
    mark = float(state.floats[at.S_MARK]) / unit
    quantity = np.abs(pi[at.LOTS]) * lot * unit
    return TrueLevels(
        at_ms=state.now_ms,
        mark_price_usd=mark,
        sign=np.sign(pi[at.LOTS]).astype(np.int8),
        liquidation_price_usd=pf[at.LIQ] / unit,
        quantity_base=quantity,
        notional_usd=quantity * mark,
        opened_ms=pi[at.OPENED_MS].copy(),
        entry_price_usd=pf[at.ENTRY] / unit,
        leverage=pf[at.LEVERAGE].copy(),
        is_cross=pi[at.IS_CROSS] == 1,
    )
