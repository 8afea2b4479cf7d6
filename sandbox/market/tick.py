"""One step of one contract: price moves, triggers fire and push it further, traders come, funding is paid."""

import math

from sandbox.market import layout as at
from sandbox.market.compiled import inner
from sandbox.market.draws import Seed, normal, poisson, uniform
from sandbox.market.margin import Tiers, to_tick
from sandbox.market.positions import Floats, Ints, liquidate, net_makers, open_interest, pay_funding
from sandbox.market.price import (
    advance_volatility,
    bridge_extreme,
    follow,
    own_return,
    push,
    season,
    settle_prices,
    wander,
    watch_funding,
)
from sandbox.market.traders import leave, open_position, reconsider, scout, taker_share

DAY_S = 86400.0
BLOCK = 64
GROWTH = 0.22  # of the logarithm of the number of traders, a day
ROUNDS = 12  # of a cascade inside one step; what is left fires in the next


@inner
def count_hits(pf: Floats, start: int, low: float, high: float, mark_low: float, mark_high: float, now_s: float) -> int:
    """How many of a block's positions would fire. Row slices from zero, so that the loop becomes vector code."""
    end = start + BLOCK
    mark_below, mark_above = pf[at.MARK_BELOW, start:end], pf[at.MARK_ABOVE, start:end]
    last_below, last_above = pf[at.LAST_BELOW, start:end], pf[at.LAST_ABOVE, start:end]
    exit_at = pf[at.EXIT_AT, start:end]
    hits = 0
    for i in range(len(exit_at)):
        hits += (
            (mark_below[i] >= mark_low)
            | (mark_above[i] <= mark_high)
            | (last_below[i] >= low)
            | (last_above[i] <= high)
            | (exit_at[i] <= now_s)
        )
    return hits


@inner
def fires(pf: Floats, i: int, low: float, high: float, mark_low: float, mark_high: float, now_s: float) -> bool:
    return bool(
        pf[at.MARK_BELOW, i] >= mark_low
        or pf[at.MARK_ABOVE, i] <= mark_high
        or pf[at.LAST_BELOW, i] >= low
        or pf[at.LAST_ABOVE, i] <= high
        or pf[at.EXIT_AT, i] <= now_s
    )


@inner
def fire(
    pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, log: Floats, par: Floats, rng: Seed, i: int,
    low: float, high: float, mark_low: float, mark_high: float,
) -> None:  # fmt: skip
    """Close position i for the reason that applies; a liquidation goes before a stop that lies beyond it."""
    is_long = pi[at.LOTS, i] > 0
    stop = pf[at.LAST_BELOW, i] if is_long else pf[at.LAST_ABOVE, i]
    target = pf[at.LAST_ABOVE, i] if is_long else pf[at.LAST_BELOW, i]
    stopped = stop >= low if is_long else stop <= high
    if pf[at.MARK_BELOW, i] >= mark_low or pf[at.MARK_ABOVE, i] <= mark_high:
        if stopped and (stop > pf[at.LIQ, i]) == is_long:
            leave(pf, pi, k, s, bar, par, rng, i, stop, 1.0)
        else:
            liquidate(pf, pi, k, s, bar, log, par, rng, i)
    elif stopped:
        leave(pf, pi, k, s, bar, par, rng, i, stop, 1.0)
    elif (target <= high) if is_long else (target >= low):
        leave(pf, pi, k, s, bar, par, rng, i, target, 0.1)
    else:
        leave(pf, pi, k, s, bar, par, rng, i, s[at.S_LAST], taker_share(rng, pi[at.STYLE, i]))


@inner
def sweep(
    pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, log: Floats, par: Floats, rng: Seed,
    low: float, high: float, mark_low: float, mark_high: float,
) -> int:  # fmt: skip
    """Fire whatever lies inside the ranges price went through; how many did. Blocks first: most hold nothing."""
    now_s = k[at.K_NOW_MS] / 1000.0
    fired = 0
    living = k[at.K_LIVE]
    for block in range((living - 1) // BLOCK, -1, -1):
        start = block * BLOCK
        if count_hits(pf, start, low, high, mark_low, mark_high, now_s) == 0:
            continue
        # downwards, so that the one moved into a freed place has been looked at already
        for i in range(min(start + BLOCK, living) - 1, start - 1, -1):
            if fires(pf, i, low, high, mark_low, mark_high, now_s):
                fire(pf, pi, k, s, bar, log, par, rng, i, low, high, mark_low, mark_high)
                fired += 1
    return fired


@inner
def cascade(
    pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, log: Floats, par: Floats, rng: Seed, low: float, high: float
) -> None:
    """Price goes through [low, high]; what fires pushes it on, until nothing more fires."""
    ratio = s[at.S_MARK] / s[at.S_LAST]
    mark_low, mark_high = low * ratio, high * ratio
    for _ in range(ROUNDS):
        fired = sweep(pf, pi, k, s, bar, log, par, rng, low, high, mark_low, mark_high)
        push(s, par)
        settle_prices(s)
        bar[at.B_HIGH] = max(bar[at.B_HIGH], high, s[at.S_LAST])
        bar[at.B_LOW] = min(bar[at.B_LOW], low, s[at.S_LAST])
        bar[at.B_MARK_HIGH] = max(bar[at.B_MARK_HIGH], mark_high, s[at.S_MARK])
        bar[at.B_MARK_LOW] = min(bar[at.B_MARK_LOW], mark_low, s[at.S_MARK])
        is_inside = low <= s[at.S_LAST] <= high and mark_low <= s[at.S_MARK] <= mark_high
        if fired == 0 or is_inside:
            return
        low, high = min(low, s[at.S_LAST]), max(high, s[at.S_LAST])
        mark_low, mark_high = min(mark_low, s[at.S_MARK]), max(mark_high, s[at.S_MARK])


@inner
def churn(k: Ints, s: Floats, bar: Floats, par: Floats, rng: Seed, surprise: float, h: float, busy: float) -> None:
    """Volume that leaves no position behind: market makers and machines, more of it when price surprises."""
    base = par[at.P_CHURN] * par[at.P_OI_USD] * h / DAY_S * busy
    usd = base * math.exp(0.45 * normal(rng) - 0.1) * (0.7 + 0.45 * min(abs(surprise), 5.0))
    lots = math.floor(usd / (s[at.S_LAST] * par[at.P_LOT]) + uniform(rng))
    buy = 0.5 + 0.16 * math.tanh(surprise) + 0.05 * normal(rng)
    bar[at.B_VOLUME] += lots * par[at.P_LOT]
    bar[at.B_TURNOVER] += lots * par[at.P_LOT] * s[at.S_LAST]
    bar[at.B_BUY] += lots * par[at.P_LOT] * min(max(buy, 0.05), 0.95)


@inner
def grow_crowd(s: Floats, share: float, h: float) -> float:
    """The share of the full crowd that is here now, on its way to the one that is wanted, at most `GROWTH` a day."""
    if s[at.S_SHARE] == 0.0:
        s[at.S_SHARE] = share
    change = math.exp(GROWTH * h / DAY_S)
    s[at.S_SHARE] = min(max(share, s[at.S_SHARE] / change), s[at.S_SHARE] * change)
    return float(s[at.S_SHARE])


@inner
def crowd(
    pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, par: Floats, tiers: Tiers, rng: Seed,
    before: float, h: float, busy: float, share: float,
) -> None:  # fmt: skip
    """Traders come in somewhere between the step's first and last price; some look after what they hold."""
    s[at.S_CROWD] = wander(rng, s[at.S_CROWD], h, 6.0 * DAY_S, 0.22)
    full = par[at.P_CROWD] * grow_crowd(s, share, h)
    wanted = full * math.exp(s[at.S_CROWD])
    missing = min(max((wanted - k[at.K_LIVE]) / wanted, -0.4), 1.0)
    rate = par[at.P_TURNOVER] * full * h / DAY_S * busy
    for _ in range(poisson(rng, rate * (1.0 + 2.5 * missing))):
        price = before + (s[at.S_LAST] - before) * uniform(rng)
        open_position(pf, pi, k, s, bar, par, tiers, rng, price)
    for _ in range(poisson(rng, 0.5 * k[at.K_LIVE] * h / DAY_S)):
        reconsider(pf, pi, k, s, bar, par, tiers, rng)
    if poisson(rng, h / 900.0) > 0:
        scout(pf, k, s)
        net_makers(k, s, bar, par, rng, 0.15)


@inner
def step(
    pf: Floats, pi: Ints, k: Ints, s: Floats, bar: Floats, log: Floats, par: Floats, tiers: Tiers, rng: Seed,
    market: float, market_vol: float, h: float, share: float,
) -> None:  # fmt: skip
    """`h` seconds of one contract. `bar` gathers what happened; the clock stands at the step's end afterwards."""
    k[at.K_NOW_MS] += int(h * 1000.0)
    now_s = k[at.K_NOW_MS] / 1000.0
    before = s[at.S_LAST]
    sigma = advance_volatility(s, par, rng, market_vol, h, now_s)
    r = own_return(s, par, rng, market, sigma, h)
    follow(s, h)
    s[at.S_INDEX] += r
    push(s, par)
    settle_prices(s)
    a, b = math.log(before), math.log(s[at.S_LAST])
    variance = sigma * sigma * h
    low = math.exp(bridge_extreme(rng, a, b, variance, -1.0))
    high = math.exp(bridge_extreme(rng, a, b, variance, 1.0))
    cascade(pf, pi, k, s, bar, log, par, rng, low, high)
    surprise = (math.log(s[at.S_LAST]) - a) / (sigma * math.sqrt(h))
    busy = season(now_s) * min(sigma * math.sqrt(DAY_S) / par[at.P_SIGMA_DAY], 4.0) ** 0.7
    crowd(pf, pi, k, s, bar, par, tiers, rng, before, h, busy, share)
    churn(k, s, bar, par, rng, surprise, h, busy)
    rate = watch_funding(k, s, par, h)
    if now_s >= s[at.S_FUNDING_NEXT]:
        pay_funding(pf, pi, k, s, par, tiers, rate)
        s[at.S_FUNDING_RATE] = rate
        s[at.S_FUNDING_SUM], s[at.S_FUNDING_WEIGHT] = 0.0, 0.0
        s[at.S_FUNDING_NEXT] += par[at.P_FUNDING_S]


@inner
def begin_bar(bar: Floats, s: Floats) -> None:
    bar[:] = 0.0
    bar[at.B_OPEN : at.B_CLOSE + 1] = s[at.S_LAST]
    bar[at.B_MARK_HIGH : at.B_MARK + 1] = s[at.S_MARK]


@inner
def end_bar(bar: Floats, k: Ints, s: Floats, par: Floats) -> None:
    """Close the bar: prices on the tick, quantities in coins."""
    bar[at.B_CLOSE] = s[at.S_LAST]
    bar[at.B_OI] = open_interest(k) * par[at.P_LOT]
    bar[at.B_LONG_SHARE] = k[at.K_LONGS] / max(k[at.K_LIVE], 1)
    bar[at.B_MARK], bar[at.B_INDEX] = s[at.S_MARK], math.exp(s[at.S_INDEX])
    for column in (at.B_OPEN, at.B_HIGH, at.B_LOW, at.B_CLOSE, at.B_MARK_HIGH, at.B_MARK_LOW, at.B_MARK, at.B_INDEX):
        bar[column] = to_tick(bar[column], par[at.P_TICK])
