"""Opening, changing and closing positions. A maker gives every lot a trader takes, so longs equal shorts exactly."""

import math

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.compiled import inner
from sandbox.market.draws import Seed, below
from sandbox.market.margin import Tiers, bankruptcy_price, liquidation_price

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@inner
def trade(k: Ints, s: Floats, bar: Floats, par: Floats, rng: Seed, lots: int, price: float, taker: float) -> None:
    """A trader buys `lots` (negative: sells) from a maker; `taker` is the part of it that crosses the spread."""
    k[at.K_MAKER + below(rng, at.MAKERS)] -= lots
    size = abs(lots) * par[at.P_LOT]
    bar[at.B_VOLUME] += size
    bar[at.B_TURNOVER] += size * price
    bar[at.B_BUY] += size * (taker if lots > 0 else 1.0 - taker)
    s[at.S_FLOW] += lots * par[at.P_LOT] * price * (0.15 + 0.85 * taker)


@inner
def place_liquidation(pf: Floats, pi: Ints, par: Floats, tiers: Tiers, i: int) -> None:
    """Recompute where position i is liquidated, after anything about it changed."""
    lots = pi[at.LOTS, i]
    quantity = abs(lots) * par[at.P_LOT]
    price = liquidation_price(tiers, lots > 0, quantity, pf[at.ENTRY, i], pf[at.MARGIN, i])
    pf[at.LIQ, i] = price
    pf[at.MARK_BELOW, i] = price if lots > 0 else 0.0
    pf[at.MARK_ABOVE, i] = np.inf if lots > 0 else price


@inner
def count_lots(k: Ints, lots: int) -> None:
    if lots > 0:
        k[at.K_LONG] += lots
    else:
        k[at.K_SHORT] -= lots


@inner
def remove(pf: Floats, pi: Ints, k: Ints, i: int) -> None:
    """Take position i out; the last living one moves into its place."""
    lots = pi[at.LOTS, i]
    if lots > 0:
        k[at.K_LONG] -= lots
        k[at.K_LONGS] -= 1
    else:
        k[at.K_SHORT] += lots
    last = k[at.K_LIVE] - 1
    for row in range(at.POSITION_FLOATS):
        pf[row, i] = pf[row, last]
    for row in range(at.POSITION_INTS):
        pi[row, i] = pi[row, last]
    pi[at.LOTS, last] = 0
    pf[at.MARK_BELOW, last], pf[at.MARK_ABOVE, last] = 0.0, np.inf
    pf[at.LAST_BELOW, last], pf[at.LAST_ABOVE, last], pf[at.EXIT_AT, last] = 0.0, np.inf, np.inf
    k[at.K_LIVE] = last


@inner
def log_liquidation(log: Floats, k: Ints, bar: Floats, par: Floats, lots: int, bust: float, fill: float) -> None:
    """Note a forced close; events beyond the log's capacity are counted in the bar alone."""
    bar[at.B_LIQ_LONG if lots > 0 else at.B_LIQ_SHORT] += abs(lots) * par[at.P_LOT]
    row = k[at.K_LIQUIDATIONS]
    if row < log.shape[0]:
        log[row, at.L_AT_MS] = k[at.K_NOW_MS]
        log[row, at.L_SIDE] = 1.0 if lots > 0 else -1.0
        log[row, at.L_BANKRUPTCY] = bust
        log[row, at.L_LOTS] = abs(lots)
        log[row, at.L_FILL] = fill
        k[at.K_LIQUIDATIONS] = row + 1


@inner
def liquidate(
    pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, log: Floats, par: Floats, rng: Seed, i: int
) -> None:
    """The venue takes position i over and sells it at market, at the price that liquidated it."""
    lots = pi[at.LOTS, i]
    quantity = abs(lots) * par[at.P_LOT]
    fill = pf[at.LIQ, i]
    bust = bankruptcy_price(lots > 0, quantity, pf[at.ENTRY, i], pf[at.MARGIN, i])
    log_liquidation(log, k, bar, par, lots, bust, fill)
    trade(k, s, bar, par, rng, -lots, fill, 1.0)
    remove(pf, pi, k, i)


@inner
def pay_funding(pf: Floats, pi: Ints, k: Ints, s: Floats, par: Floats, tiers: Tiers, rate: float) -> None:
    """Longs pay shorts out of their margin; liquidation prices move a little."""
    for i in range(k[at.K_LIVE]):
        pf[at.MARGIN, i] -= pi[at.LOTS, i] * par[at.P_LOT] * s[at.S_MARK] * rate
        quantity_usd = abs(pi[at.LOTS, i]) * par[at.P_LOT] * pf[at.ENTRY, i]
        pf[at.MARGIN, i] = max(pf[at.MARGIN, i], 0.002 * quantity_usd)
        place_liquidation(pf, pi, par, tiers, i)


@inner
def open_interest(k: Ints) -> int:
    """One-sided, in lots: all longs, the makers' included."""
    total = k[at.K_LONG]
    for m in range(at.MAKERS):
        total += max(k[at.K_MAKER + m], 0)
    return int(total)


@inner
def net_makers(k: Ints, s: Floats, bar: Floats, par: Floats, rng: Seed, share: float) -> None:
    """Makers with opposite inventories pass a part to each other, which closes both sides."""
    for m in range(at.MAKERS - 1):
        a, b = at.K_MAKER + m, at.K_MAKER + m + 1 + below(rng, at.MAKERS - 1 - m)
        if (k[a] > 0) != (k[b] > 0):
            lots = math.floor(min(abs(k[a]), abs(k[b])) * share)
            sign = 1 if k[a] > 0 else -1
            k[a] -= sign * lots
            k[b] += sign * lots
            bar[at.B_VOLUME] += lots * par[at.P_LOT]
            bar[at.B_TURNOVER] += lots * par[at.P_LOT] * s[at.S_LAST]
            bar[at.B_BUY] += 0.5 * lots * par[at.P_LOT]
