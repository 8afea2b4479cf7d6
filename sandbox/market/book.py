"""A plausible top of the order book around the last price. It is drawn, not traded against."""

import math

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.state import ContractState
from sandbox.market.wire import spelling

LEVELS = 500
Floats = NDArray[np.float64]


def _noise(level: NDArray[np.int64]) -> Floats:
    """In (0, 1), the same for the same number."""
    x = level.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x ^= x >> np.uint64(29)
    x *= np.uint64(0x94D049BB133111EB)
    return np.asarray(((x >> np.uint64(11)).astype(np.float64) + 0.5) / 2**53, np.float64)


def _sizes(state: ContractState, level: NDArray[np.int64], rank: NDArray[np.int64], now_s: int) -> Floats:
    """Lots per level: thin at the touch, thicker behind; each level is rewritten every few seconds, not all at once."""
    par = state.parameters
    tick, lot, price = par[at.P_TICK], par[at.P_LOT], state.floats[at.S_LAST]
    usual = par[at.P_DEPTH] * tick / price / (price * lot) * 0.35
    salt = (now_s + level % 7) // 7
    draw = _noise(level) * 0.7 + _noise(level + salt * 7919) * 0.6
    lots = np.floor(usual * np.exp(2.0 * draw - 1.2) * np.minimum(0.4 + rank / 12, 1.6))
    return np.asarray(np.maximum(lots, 1.0), np.float64)


def best_prices(state: ContractState) -> tuple[float, float]:
    """Best bid and ask on the tick grid: the last price and one spread from it."""
    par, last = state.parameters, float(state.floats[at.S_LAST])
    tick = float(par[at.P_TICK])
    spread = max(math.floor(last * 1.2e-5 * state.contract.kind.value.wild**3 / tick), 1)
    bid = math.floor(last / tick + 0.5) - (1 if state.now_ms // 1000 % 2 else 0) * spread
    return bid * tick, (bid + spread) * tick


def side(state: ContractState, is_bid: bool, depth: int) -> list[tuple[str, str]]:
    """The best `depth` levels of one side as (price, size) texts, best first."""
    par, spell = state.parameters, spelling(state.contract)
    tick, lot = float(par[at.P_TICK]), float(par[at.P_LOT])
    bid, ask = best_prices(state)
    rank = np.arange(depth, dtype=np.int64)
    level = round(bid / tick) - rank if is_bid else round(ask / tick) + rank
    level = level[level > 0]
    sizes = _sizes(state, level, rank[: len(level)], state.now_ms // 1000)
    return [
        (spell.price(n * tick), spell.quantity(q * lot)) for n, q in zip(level.tolist(), sizes.tolist(), strict=True)
    ]
