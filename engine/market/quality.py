"""What is wrong with market data, found by pure checks. A flag goes with every answer the data went into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import isfinite, log

import numpy as np
from numpy.typing import NDArray

from engine.market.values import Bars, ContractStatus, Instrument, Venue

WICK = 0.5  # of the body's near end; half the price within one bar and back
DISAGREE = 0.02  # between venues; arbitrage keeps liquid coins within a tenth of that
FOREIGN = 0.30  # so far apart two contracts are not one coin
DEAF = timedelta(minutes=5)  # of the last day; less is an ordinary reconnection
YOUNG = timedelta(days=1)
_HOLE_BARS = 3
_UNIT_TOLERANCE = log(1.25)  # how near to the price a jump must be
_UNIT_LEAST = log(5.0)  # of the price: of a coin of about a dollar both units look alike
_TURNOVERS = (0.002, 60.0)  # open interest in days of turnover that can be believed
_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_LEAST_SILENCE_H = 11.0  # nearly a whole window of twelve hours


class FlagKind(StrEnum):
    """In the order of weight. In brackets what `Flag.value` says."""

    VENUE_LEFT_OUT = "venue-left-out"  # (fraction it is away) its price belongs to another coin
    OI_REFUSED = "oi-refused"  # open interest in another unit; nothing instead of it
    CLOCK = "clock"  # (seconds ours is ahead) our clock and the venue's stamps
    STALE = "stale"  # (hours) since the last bar
    HOLE = "hole"  # (hours) missing inside the window
    NO_VOLUME = "no-volume"  # (hours) nothing traded
    DISAGREE = "disagree"  # (fraction) between the venues' prices
    ENDING = "ending"  # `at`: the announced delisting
    YOUNG = "young"  # (minutes) since the listing
    PRE_MARKET = "pre-market"  # traded before its coin is
    FUTURE_BAR = "future-bar"  # a bar of a time to come, refused
    HALF_CANDLE = "half-candle"  # a candle with missing parts, refused and read again
    WICK = "wick"  # (signed fraction) beyond the body
    REVISED_BAR = "revised-bar"  # a bar came twice with other figures; the later ones count
    LOADING = "loading"  # (fraction loaded) history is still being fetched
    DEAF = "deaf"  # (minutes of the last day) not heard: forced closes of that time are missing


@dataclass(frozen=True, slots=True)
class Flag:
    """`venue` None: of all. `value` and `at` as the kind says."""

    kind: FlagKind
    venue: Venue | None = None
    value: float | None = None
    at: datetime | None = None


def in_order(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Weightiest first, of each kind and venue the largest value once."""
    kinds = list(FlagKind)
    unique: dict[tuple[FlagKind, Venue | None], Flag] = {}
    for flag in flags:
        held = unique.get((flag.kind, flag.venue))
        if held is None or abs(flag.value or 0.0) > abs(held.value or 0.0):
            unique[flag.kind, flag.venue] = flag
    return tuple(sorted(unique.values(), key=lambda flag: (kinds.index(flag.kind), flag.venue or "")))


def bar_flags(venue: Venue, bars: Bars) -> list[Flag]:
    """Of the columns one map is made of. Bars that are fine give nothing."""
    found = [_wick(venue, bars), _hole(venue, bars), _no_volume(venue, bars)]
    return [flag for flag in found if flag is not None]


def stale_flag(last_close: datetime, step_ms: int, now: datetime) -> Flag | None:
    """Where more than three bars of `step_ms` are due since the last one closed."""
    late = now - last_close
    is_late = late > _HOLE_BARS * timedelta(milliseconds=step_ms)
    return Flag(FlagKind.STALE, value=late / timedelta(hours=1)) if is_late else None


def contract_flags(instrument: Instrument, now: datetime) -> list[Flag]:
    found = []
    listed_at = instrument.listed_at
    if listed_at is not None and timedelta(0) <= now - listed_at < YOUNG:
        found.append(Flag(FlagKind.YOUNG, instrument.venue, (now - listed_at) / timedelta(minutes=1), listed_at))
    if instrument.ends_at is not None and instrument.ends_at > now:
        found.append(Flag(FlagKind.ENDING, instrument.venue, at=instrument.ends_at))
    if instrument.status is ContractStatus.PRE_MARKET:
        found.append(Flag(FlagKind.PRE_MARKET, instrument.venue))
    return found


def price_flags(prices: Mapping[Venue, float], lead: Venue) -> list[Flag]:
    """`prices` at one moment; without that of `lead` nothing can be said.

    A venue too far from `lead` is told alone, the others by their widest distance.
    """
    if lead not in prices:
        return []
    foreign = [venue for venue, price in prices.items() if venue is not lead and is_foreign(price, prices[lead])]
    found = [Flag(FlagKind.VENUE_LEFT_OUT, venue, prices[venue] / prices[lead] - 1) for venue in foreign]
    near = [price for venue, price in prices.items() if venue not in foreign]
    apart = max(near) / min(near) - 1 if near else 0.0
    return [*found, Flag(FlagKind.DISAGREE, value=apart)] if apart >= DISAGREE else found


def hearing_flags(venue: Venue, skew_s: float, deaf: timedelta) -> list[Flag]:
    """`skew_s`: how far our clock is ahead, 0 where it is right; `deaf`: how much of the last day nobody listened."""
    found = [Flag(FlagKind.CLOCK, venue, skew_s)] if skew_s else []
    return [*found, Flag(FlagKind.DEAF, venue, deaf / timedelta(minutes=1))] if deaf >= DEAF else found


def is_foreign(price_usd: float, lead_usd: float) -> bool:
    return max(price_usd, lead_usd) / min(price_usd, lead_usd) - 1 > FOREIGN


def is_other_unit(oi_base: float, before_base: float, price_usd: float) -> bool:
    """True where open interest jumped by about the price's factor: dollars for coins, or back."""
    if not (oi_base > 0 and before_base > 0 and price_usd > 0 and abs(log(price_usd)) >= _UNIT_LEAST):
        return False
    return abs(abs(log(oi_base / before_base)) - abs(log(price_usd))) < _UNIT_TOLERANCE


def is_believable(oi_base: float, price_usd: float, turnover_24h_usd: float) -> bool:
    """True where open interest and a day's turnover can belong to one contract, or where one of them is unknown."""
    if not (oi_base > 0 and price_usd > 0 and turnover_24h_usd > 0 and isfinite(oi_base)):
        return True
    return _TURNOVERS[0] < oi_base * price_usd / turnover_24h_usd < _TURNOVERS[1]


def is_other_unit_by_turnover(oi_base: float, price_usd: float, turnover_24h_usd: float) -> bool:
    """True where open interest can only be believed when it is read as dollars."""
    if not (price_usd > 0 and abs(log(price_usd)) >= _UNIT_LEAST):
        return False
    return not is_believable(oi_base, price_usd, turnover_24h_usd) and is_believable(
        oi_base / price_usd, price_usd, turnover_24h_usd
    )


def other_unit_rows(bars: Bars) -> NDArray[np.bool_]:
    """(n,) true for the smaller part of a history, between two jumps of open interest by about the price's factor.

    Over more than an hour a young contract may well grow by that factor: there the turnover must speak against it too.
    """
    wrong = np.zeros(len(bars), np.bool_)
    known = np.flatnonzero(np.isfinite(bars.oi_base) & (bars.oi_base > 0))
    oi, factor = np.log(bars.oi_base[known]), np.abs(np.log(bars.close[known]))
    jumped = np.abs(np.abs(np.diff(oi)) - factor[1:]) < _UNIT_TOLERANCE
    jumped &= factor[1:] >= _UNIT_LEAST
    if not jumped.any():
        return wrong
    is_second = np.append(False, np.cumsum(jumped) % 2 == 1)
    wrong[known] = is_second if is_second.sum() * 2 <= len(known) else ~is_second
    if bars.step_ms > _HOUR_MS:
        daily_usd = float(np.median(bars.volume_base * bars.close)) * _DAY_MS / bars.step_ms
        days = bars.oi_base * bars.close / max(daily_usd, 1e-9)
        wrong &= ~((days > _TURNOVERS[0]) & (days < _TURNOVERS[1]))
    return wrong


def _wick(venue: Venue, bars: Bars) -> Flag | None:
    if not len(bars):
        return None
    down = bars.low / np.minimum(bars.open, bars.close) - 1
    up = bars.high / np.maximum(bars.open, bars.close) - 1
    deepest, highest = float(down.min()), float(up.max())
    if deepest <= -WICK:
        return Flag(FlagKind.WICK, venue, deepest)
    return Flag(FlagKind.WICK, venue, highest) if highest >= 1 / WICK - 1 else None


def _hole(venue: Venue, bars: Bars) -> Flag | None:
    """More than three bars in a row, or a whole day."""
    missing = np.diff(bars.open_ms) - bars.step_ms
    missing_ms = float(missing[missing > min(_HOLE_BARS * bars.step_ms, _DAY_MS - 1)].sum())
    return Flag(FlagKind.HOLE, venue, missing_ms / _HOUR_MS) if missing_ms else None


def _no_volume(venue: Venue, bars: Bars) -> Flag | None:
    """Over the last day, or the whole of a shorter window."""
    if not len(bars):
        return None
    day = bars.between(int(bars.open_ms[-1]) + bars.step_ms - _DAY_MS, int(bars.open_ms[-1]) + 1)
    hours = len(day) * bars.step_ms / _HOUR_MS
    is_dead = hours >= _LEAST_SILENCE_H and not day.volume_base.any()
    return Flag(FlagKind.NO_VOLUME, venue, hours) if is_dead else None
