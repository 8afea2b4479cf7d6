"""What traders do: whom they follow, how much they dare, when they add, top up or leave."""

import math

import numpy as np

from sandbox.market import layout as at
from sandbox.market.compiled import inner
from sandbox.market.draws import Seed, below, normal, uniform
from sandbox.market.margin import Tiers, to_tick
from sandbox.market.positions import Floats, Ints, count_lots, place_liquidation, remove, trade

DAY_S = 86400.0
HORIZONS = np.array([3600.0, 28800.0, 259200.0])  # what a trader looks at, and roughly how long he stays
POPULAR = np.array([2.0, 3.0, 5.0, 10.0, 20.0, 25.0, 50.0, 75.0, 100.0])  # the buttons people press
BETWEEN = np.sqrt(POPULAR[1:] * POPULAR[:-1])  # the nearest button by ratio changes here


@inner
def pick_style(par: Floats, rng: Seed) -> int:
    u = uniform(rng)
    for style in range(4):
        if u < par[at.P_STYLE + style]:
            return style
    return int(at.WHALE)


@inner
def pick_horizon(style: int, rng: Seed) -> int:
    """0 scalpers, 1 day traders, 2 swing traders."""
    if style == at.HEDGER:
        return 2
    u = uniform(rng)
    if style == at.WHALE:
        return 0 if u < 0.7 else 1
    return 0 if u < 0.35 else (1 if u < 0.8 else 2)


@inner
def signal(s: Floats, horizon: int) -> float:
    """How far price is from its trend line, in the moves one expects over that horizon."""
    expected = s[at.S_SIGMA] * math.sqrt(HORIZONS[horizon])
    return float((s[at.S_INDEX] + s[at.S_PREMIUM] - s[at.S_EMA + horizon]) / max(expected, 1e-9))


@inner
def wants_long(k: Ints, s: Floats, par: Floats, rng: Seed, style: int, horizon: int) -> bool:
    """Style's own view, tilted against a crowded side and an expensive funding rate."""
    view = math.tanh(0.6 * signal(s, horizon))
    tilt = 0.0
    if style == at.TREND:
        tilt = 0.3 * view
    elif style == at.REVERSION:
        tilt = -0.33 * view
    elif style == at.HEDGER:
        tilt = -0.2
    elif style == at.WHALE:
        pull = s[at.S_ABOVE_USD] - s[at.S_BELOW_USD]
        tilt = 0.45 * pull / max(s[at.S_ABOVE_USD] + s[at.S_BELOW_USD], 1.0)
    both = k[at.K_LONG] + k[at.K_SHORT] + 1
    crowding = (k[at.K_LONG] - k[at.K_SHORT]) / both
    expensive = math.tanh(s[at.S_FUNDING_RATE] / 0.001)
    return bool(uniform(rng) < 0.55 + tilt - 0.9 * crowding - 0.12 * expensive)


@inner
def pick_leverage(par: Floats, rng: Seed, style: int, horizon: int, is_cross: bool, is_long: bool) -> float:
    """Log-normal with a heavy upper end, pulled to the popular buttons when isolated; longer views dare less."""
    if style == at.HEDGER:
        return 1.0 + 2.0 * uniform(rng)
    mu = par[at.P_LEVERAGE_MU] - 0.55 * (horizon - 1) - (0.75 if is_cross else 0.0)
    mu -= (0.5 if style == at.WHALE else 0.0) + (0.0 if is_long else 0.2)
    spread = par[at.P_LEVERAGE_SD] * (1.7 if uniform(rng) < 0.12 else 1.0)
    leverage = math.exp(mu + spread * normal(rng))
    if not is_cross and uniform(rng) < 0.02 * (2 - horizon):
        leverage = par[at.P_LEVERAGE_MAX]
    if not is_cross and uniform(rng) < 0.65:
        button = 0
        while button < len(BETWEEN) and leverage > BETWEEN[button]:
            button += 1
        leverage = POPULAR[button]
    return float(min(max(leverage, 1.0), par[at.P_LEVERAGE_MAX]))


@inner
def pick_notional(k: Ints, s: Floats, par: Floats, rng: Seed, style: int, leverage: float) -> float:
    """USD. Heavy-tailed; who dares much leverage has less money behind it, and a full market gets smaller bets."""
    standing = 0.5 * (k[at.K_LONG] + k[at.K_SHORT]) * par[at.P_LOT] * s[at.S_LAST]
    room = math.sqrt(par[at.P_OI_USD] * math.exp(s[at.S_CROWD]) / max(standing, 0.1 * par[at.P_OI_USD]))
    mean = 1.2 * par[at.P_OI_USD] / (par[at.P_CROWD] * s[at.S_SHARE]) * min(max(room, 0.35), 1.6)
    size = mean * math.exp(-0.5 + 1.0 * normal(rng)) * (1.25 - 0.16 * math.log(leverage))
    if style == at.WHALE:
        size = mean * (3.0 + 6.0 * uniform(rng))
    if style == at.HEDGER:
        size *= 1.2
    return float(min(max(size, 0.02 * mean), 0.02 * par[at.P_OI_USD]))


@inner
def place_exits(pf: Floats, pi: Ints, s: Floats, rng: Seed, i: int, horizon: int, now_s: float) -> None:
    """A stop, a take-profit and a patience, each by habit."""
    entry, sign = pf[at.ENTRY, i], (1.0 if pi[at.LOTS, i] > 0 else -1.0)
    style = pi[at.STYLE, i]
    swing = s[at.S_SIGMA] * math.sqrt(HORIZONS[horizon])
    room = 0.8 / max(pf[at.LEVERAGE, i], 1.0)
    stop, target = 0.0, 0.0
    if uniform(rng) < (0.15 if style == at.HEDGER else 0.52):
        stop = entry * math.exp(-sign * min(swing * (0.6 + 2.2 * uniform(rng)), room))
    if uniform(rng) < 0.6 or style == at.WHALE:
        target = entry * math.exp(sign * swing * (0.5 + 2.5 * uniform(rng)))
    below_price, above_price = (stop, target) if sign > 0 else (target, stop)
    pf[at.LAST_BELOW, i] = below_price
    pf[at.LAST_ABOVE, i] = above_price if above_price > 0.0 else np.inf
    patience = HORIZONS[horizon] * math.exp(0.3 + 1.0 * normal(rng)) * (1.6 if style == at.HEDGER else 1.0)
    pf[at.EXIT_AT, i] = now_s + min(max(patience, 60.0), 45.0 * DAY_S)


@inner
def taker_share(rng: Seed, style: int) -> float:
    """Fraction of an entry or a patient exit that crosses the spread; those who fade a move mostly wait in the book."""
    patient = style in (at.REVERSION, at.HEDGER)
    return 0.2 + 0.3 * uniform(rng) if patient else 0.6 + 0.4 * uniform(rng)


@inner
def open_position(
    pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, par: Floats, tiers: Tiers, rng: Seed, price: float
) -> None:
    """One trader comes in at `price`; nobody does when the arrays are full."""
    i = k[at.K_LIVE]
    if i >= pf.shape[1]:
        return
    style = pick_style(par, rng)
    horizon = pick_horizon(style, rng)
    is_cross = uniform(rng) < par[at.P_CROSS] or style == at.HEDGER
    is_long = wants_long(k, s, par, rng, style, horizon)
    leverage = pick_leverage(par, rng, style, horizon, is_cross, is_long)
    entry = to_tick(price, par[at.P_TICK])
    size = int(pick_notional(k, s, par, rng, style, leverage) / (entry * par[at.P_LOT])) + 1
    lots = size if is_long else -size
    pi[at.LOTS, i], pi[at.OPENED_MS, i], pi[at.STYLE, i] = lots, k[at.K_NOW_MS], style
    pi[at.IS_CROSS, i] = 1 if is_cross else 0
    pf[at.ENTRY, i], pf[at.LEVERAGE, i] = entry, leverage
    pf[at.MARGIN, i] = size * par[at.P_LOT] * entry / leverage
    k[at.K_LIVE] = i + 1
    k[at.K_LONGS] += 1 if is_long else 0
    count_lots(k, lots)
    trade(k, s, bar, par, rng, lots, entry, taker_share(rng, style))
    place_liquidation(pf, pi, par, tiers, i)
    place_exits(pf, pi, s, rng, i, horizon, k[at.K_NOW_MS] / 1000.0)


@inner
def leave(
    pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, par: Floats, rng: Seed, i: int, price: float, taker: float
) -> None:
    """Trader i closes all of it by himself."""
    trade(k, s, bar, par, rng, -pi[at.LOTS, i], to_tick(price, par[at.P_TICK]), taker)
    remove(pf, pi, k, i)


@inner
def add_to(pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, par: Floats, tiers: Tiers, rng: Seed, i: int) -> None:
    """Trader i enlarges his position at the present price with fresh margin at his leverage."""
    old = pi[at.LOTS, i]
    more = int(abs(old) * (0.2 + 0.5 * uniform(rng))) + 1
    price = to_tick(s[at.S_LAST], par[at.P_TICK])
    if (abs(old) + more) * par[at.P_LOT] * price > 0.03 * par[at.P_OI_USD]:
        return
    lots = more if old > 0 else -more
    pf[at.ENTRY, i] = (pf[at.ENTRY, i] * abs(old) + price * more) / (abs(old) + more)
    pf[at.MARGIN, i] += more * par[at.P_LOT] * price / max(pf[at.LEVERAGE, i], 1.0)
    pi[at.LOTS, i] = old + lots
    count_lots(k, lots)
    trade(k, s, bar, par, rng, lots, price, taker_share(rng, pi[at.STYLE, i]))
    place_liquidation(pf, pi, par, tiers, i)


@inner
def reconsider(pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, par: Floats, tiers: Tiers, rng: Seed) -> None:
    """Some trader looks at his position: adds, tops up margin when liquidation is near, or moves cross equity."""
    if k[at.K_LIVE] == 0:
        return
    i = below(rng, k[at.K_LIVE])
    lots, liq = pi[at.LOTS, i], pf[at.LIQ, i]
    notional = abs(lots) * par[at.P_LOT] * s[at.S_MARK]
    gap = abs(s[at.S_MARK] - liq) / s[at.S_MARK]
    u = uniform(rng)
    if liq > 0.0 and gap < 0.35 / pf[at.LEVERAGE, i] and u < 0.5:
        pf[at.MARGIN, i] += notional / pf[at.LEVERAGE, i] * (0.2 + 0.8 * uniform(rng))
        place_liquidation(pf, pi, par, tiers, i)
    elif u < 0.18 and pi[at.STYLE, i] != at.HEDGER:
        add_to(pf, pi, k, s, bar, par, tiers, rng, i)
    elif pi[at.IS_CROSS, i] == 1 and u < 0.7:
        # his other positions won or lost: the equity behind this one moves, and its liquidation price with it
        shock = pf[at.MARGIN, i] * 0.1 * normal(rng)
        if pf[at.MARGIN, i] + shock > 0.6 * notional / par[at.P_LEVERAGE_MAX] and gap > 0.02:
            pf[at.MARGIN, i] += shock
            place_liquidation(pf, pi, par, tiers, i)


@inner
def scout(pf: Floats, k: Ints, s: Floats) -> None:
    """What whales see: liquidations within three hourly swings of the mark, in USD-like weight, on either side."""
    reach = 3.0 * s[at.S_SIGMA] * math.sqrt(HORIZONS[0])
    low, high = s[at.S_MARK] * math.exp(-reach), s[at.S_MARK] * math.exp(reach)
    s[at.S_BELOW_USD] = 0.0
    s[at.S_ABOVE_USD] = 0.0
    for i in range(k[at.K_LIVE]):
        weight = pf[at.MARGIN, i] * pf[at.LEVERAGE, i]
        if low < pf[at.MARK_BELOW, i]:
            s[at.S_BELOW_USD] += weight
        if pf[at.MARK_ABOVE, i] < high:
            s[at.S_ABOVE_USD] += weight
