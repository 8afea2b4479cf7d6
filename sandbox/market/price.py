"""How price moves by itself: volatility that clusters, the common market, jumps, sessions, and the weight of orders."""

import math

from sandbox.market import layout as at
from sandbox.market.compiled import inner
from sandbox.market.draws import Seed, normal, uniform
from sandbox.market.positions import Floats, Ints

DAY_S = 86400.0
FAST_S, SLOW_S = 5400.0, 4.0 * DAY_S  # how long calm and storm last
ANCHOR_S = 80.0 * DAY_S
PREMIUM_S, MARK_S = 240.0, 90.0
PERMANENT = 0.45  # share of an order's impact that other venues follow


@inner
def season(now_s: float) -> float:
    """Activity through the day and week, mean about 1: quiet at 04 UTC, busy at the New York open, slow weekends."""
    hour = now_s / 3600.0 % 24.0
    daily = (
        1.0 + 0.28 * math.cos((hour - 14.5) / 24.0 * 2 * math.pi) + 0.12 * math.cos((hour - 1.0) / 12.0 * 2 * math.pi)
    )
    weekday = int(now_s // DAY_S + 3) % 7
    return daily * (0.72 if weekday >= 5 else 1.1)


@inner
def wander(rng: Seed, x: float, h: float, memory_s: float, sd: float) -> float:
    """One exact step of an Ornstein-Uhlenbeck process with stationary deviation `sd`."""
    keep = math.exp(-h / memory_s)
    return x * keep + sd * math.sqrt(1.0 - keep * keep) * normal(rng)


@inner
def advance_volatility(s: Floats, par: Floats, rng: Seed, market_vol: float, h: float, now_s: float) -> float:
    """New volatility per sqrt(second): own fast and slow parts, the market's, and the hour."""
    s[at.S_VOL_FAST] = wander(rng, s[at.S_VOL_FAST], h, FAST_S, 0.34 * par[at.P_WILD])
    s[at.S_VOL_SLOW] = wander(rng, s[at.S_VOL_SLOW], h, SLOW_S, 0.30 * par[at.P_WILD])
    level = s[at.S_VOL_FAST] + s[at.S_VOL_SLOW] + 0.6 * market_vol
    mean = 0.5 * par[at.P_WILD] ** 2 * (0.34**2 + 0.30**2)
    sigma = par[at.P_SIGMA_DAY] / math.sqrt(DAY_S) * math.exp(min(level, 2.2) - mean) * math.sqrt(season(now_s))
    s[at.S_SIGMA] = sigma
    return float(sigma)


@inner
def own_return(s: Floats, par: Floats, rng: Seed, market: float, sigma: float, h: float) -> float:
    """Log return of the index without orders: common part, own part, a slow drift, a pull home, a rare jump."""
    beta = par[at.P_BETA]
    s[at.S_DRIFT] = wander(rng, s[at.S_DRIFT], h, 5.0 * DAY_S, 0.22)
    r = sigma * math.sqrt(h) * (beta * market + math.sqrt(1.0 - beta * beta) * normal(rng))
    r += s[at.S_DRIFT] * par[at.P_SIGMA_DAY] * h / DAY_S
    r += (math.log(par[at.P_ANCHOR]) - s[at.S_INDEX]) * h / ANCHOR_S
    if uniform(rng) < par[at.P_JUMPS_YEAR] * h / (365.0 * DAY_S):
        r += par[at.P_SIGMA_DAY] * (0.5 + 0.9 * abs(normal(rng))) * (1.0 if uniform(rng) < 0.47 else -1.0)
    return float(r)


@inner
def push(s: Floats, par: Floats) -> float:
    """Log move of the last price by the flow gathered so far, which is used up; a part stays in the index."""
    x = s[at.S_FLOW] / par[at.P_DEPTH]
    s[at.S_FLOW] = 0.0
    move = x / (1.0 + abs(x) / 0.06)
    s[at.S_INDEX] += PERMANENT * move
    s[at.S_PREMIUM] += (1.0 - PERMANENT) * move
    s[at.S_PREMIUM_SLOW] += 0.25 * (1.0 - PERMANENT) * move
    return float(move)


@inner
def settle_prices(s: Floats) -> None:
    s[at.S_LAST] = math.exp(s[at.S_INDEX] + s[at.S_PREMIUM])
    s[at.S_MARK] = math.exp(s[at.S_INDEX] + s[at.S_PREMIUM_SLOW])


@inner
def bridge_extreme(rng: Seed, a: float, b: float, variance: float, sign: float) -> float:
    """Highest (sign 1) or lowest (-1) point of a Brownian path from a to b. Law of the bridge's maximum."""
    width = (b - a) ** 2 - 2.0 * variance * math.log(uniform(rng))
    return 0.5 * (a + b + sign * math.sqrt(width))


@inner
def follow(s: Floats, h: float) -> None:
    """Premium fades, mark follows it slowly, the trend lines follow price."""
    s[at.S_PREMIUM] *= math.exp(-h / PREMIUM_S)
    s[at.S_PREMIUM_SLOW] += (s[at.S_PREMIUM] - s[at.S_PREMIUM_SLOW]) * (1.0 - math.exp(-h / MARK_S))
    price = s[at.S_INDEX] + s[at.S_PREMIUM]
    s[at.S_EMA] += (price - s[at.S_EMA]) * (1.0 - math.exp(-h / 3600.0))
    s[at.S_EMA + 1] += (price - s[at.S_EMA + 1]) * (1.0 - math.exp(-h / 28800.0))
    s[at.S_EMA + 2] += (price - s[at.S_EMA + 2]) * (1.0 - math.exp(-h / 259200.0))


@inner
def watch_funding(k: Ints, s: Floats, par: Floats, h: float) -> float:
    """Gather the premium, weighted towards the end of the interval, and give the rate it stands for now.

    F = P + clamp(I - P, -0.05 %, 0.05 %), cut at the contract's limit. Source: the venue's introduction to funding.
    """
    interval = par[at.P_FUNDING_S]
    elapsed = interval - max(s[at.S_FUNDING_NEXT] - k[at.K_NOW_MS] / 1000.0, 0.0)
    crowding = (k[at.K_LONG] - k[at.K_SHORT]) / (k[at.K_LONG] + k[at.K_SHORT] + 1)
    weight = max(elapsed, h) * h
    s[at.S_FUNDING_SUM] += weight * (s[at.S_PREMIUM] * 0.25 + 0.002 * crowding * interval / 28800.0)
    s[at.S_FUNDING_WEIGHT] += weight
    premium = s[at.S_FUNDING_SUM] / max(s[at.S_FUNDING_WEIGHT], 1e-9)
    interest = 0.0003 * interval / DAY_S
    rate = premium + min(max(interest - premium, -0.0005), 0.0005)
    return float(min(max(rate, -par[at.P_FUNDING_CAP]), par[at.P_FUNDING_CAP]))
