"""Public trades: each second's volume split into prints along the second's path. Sums to the candle's volume."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.coins import Contract
from sandbox.market.state import derive_seed

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trade:
    """One public trade in the contract's unit. `is_buy`: the taker bought."""

    at_ms: int
    is_buy: bool
    price: float  # to be printed on the tick
    lots: int
    number: int  # of the trade in the contract's life; ids are made from it
    is_plus: bool  # not below the trade before


def _split(rng: np.random.Generator, lots: int, most: int) -> list[int]:
    """Cut a number of lots into at most `most` parts, few large and many small, exactly."""
    parts = min(most, lots)
    if parts <= 1:
        return [lots] if lots else []
    share = rng.exponential(size=parts)
    cut = np.floor(share / share.sum() * (lots - parts)).astype(np.int64) + 1
    cut[0] += lots - int(cut.sum())
    return [int(n) for n in cut]


def trades_of(contract: Contract, seed: int, open_ms: int, span_ms: int, row: Floats) -> list[Trade]:
    """The prints of one bar that opened at `open_ms`. Same bar, same trades."""
    rng = np.random.default_rng([int(derive_seed(seed, contract.symbol, "tape")[0]), open_ms])
    lot = float(contract.lot)
    total, buys = round(row[at.B_VOLUME] / lot), round(row[at.B_BUY] / lot)
    most = 3 if span_ms <= 1000 else 12
    sized = [(True, n) for n in _split(rng, buys, most)] + [(False, n) for n in _split(rng, total - buys, most)]
    if not sized:
        return []
    order = rng.permutation(len(sized))
    rises = row[at.B_CLOSE] >= row[at.B_OPEN]
    turns = [
        row[at.B_OPEN],
        row[at.B_LOW if rises else at.B_HIGH],
        row[at.B_HIGH if rises else at.B_LOW],
        row[at.B_CLOSE],
    ]
    where = np.interp(np.linspace(0, 3, len(sized)), [0, 1, 2, 3], turns)
    times = open_ms + np.sort(rng.integers(0, span_ms, len(sized)))
    trades, before = [], float(row[at.B_OPEN])
    for n, pick in enumerate(order):
        is_buy, lots = sized[pick]
        price = float(where[n])
        trades.append(Trade(int(times[n]), is_buy, price, lots, (open_ms // 1000) * 32 + n, price >= before))
        before = price
    return trades
