"""What comes in is looked at before it is kept: what cannot be true is refused, and leaves a flag for a while."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
import structlog
from prometheus_client import Counter

from engine.market.columns import merged
from engine.market.ports import Clock
from engine.market.quality import (
    Flag,
    FlagKind,
    is_believable,
    is_other_unit,
    is_other_unit_by_turnover,
    other_unit_rows,
)
from engine.market.series import Series
from engine.market.values import Bars, Symbol, Ticker, Venue

REFUSED = Counter("helix_feed_doubts_total", "Data that was refused or corrected", ["venue", "kind"])
KEPT = timedelta(hours=1)  # so long a flag stays after its last cause
_BELIEVED_AFTER = timedelta(hours=1)  # a jump of open interest that lasts so long and fits the turnover was real
_SLACK_MS = 60_000  # clocks differ a little; by more than that a bar is of a time to come

log = structlog.get_logger()
_Key = tuple[Venue, Symbol]


@dataclass(slots=True)
class _Doubt:
    flag: Flag
    first_at: datetime
    last_at: datetime


class Screen:
    """Of all venues of one market. `skew_s` tells how far our clock is ahead of a venue's."""

    def __init__(self, clock: Clock, skew_s: Callable[[Venue], float] = lambda _: 0.0) -> None:
        self._clock = clock
        self._skew_s = skew_s
        self._doubts: dict[_Key, dict[FlagKind, _Doubt]] = {}

    def flags(self, venue: Venue, symbol: Symbol) -> list[Flag]:
        """Of the last hour."""
        since = self._clock.now() - KEPT
        held = self._doubts.get((venue, symbol), {})
        return [doubt.flag for doubt in held.values() if doubt.last_at >= since]

    def doubt(self, venue: Venue, symbol: Symbol, flag: Flag) -> None:
        now = self._clock.now()
        held = self._doubts.setdefault((venue, symbol), {})
        doubt = held.get(flag.kind)
        if doubt is None or doubt.last_at < now - KEPT:
            log.warning("feed_doubt", venue=venue, symbol=symbol, kind=flag.kind, value=flag.value)
            doubt = held[flag.kind] = _Doubt(flag, now, now)
        REFUSED.labels(venue, flag.kind).inc()
        doubt.flag, doubt.last_at = flag, now

    def ticker(self, series: Series, ticker: Ticker) -> Ticker:
        """The same, without an open interest that cannot be."""
        oi = self._oi(series, ticker.oi_base, ticker.price_usd, ticker.turnover_24h_usd)
        return ticker if math.isfinite(oi) else replace(ticker, oi_base=oi)

    def closed(self, series: Series, bars: Bars) -> Bars | None:
        """One closed bar of the stream; None where it is refused or was heard before, just so."""
        contract, open_ms = series.instrument, int(bars.open_ms[-1])
        if open_ms + bars.step_ms > self._now_ms(contract.venue) + _SLACK_MS:
            self.doubt(contract.venue, contract.symbol, Flag(FlagKind.FUTURE_BAR, contract.venue))
            return None
        if series.has_closed(bars.step_ms, open_ms):
            if _is_same(series.held(bars.step_ms).between(open_ms, open_ms + 1), bars):
                return None
            self.doubt(contract.venue, contract.symbol, Flag(FlagKind.REVISED_BAR, contract.venue))
        oi = self._oi(series, float(bars.oi_base[-1]), float(bars.close[-1]), series.turnover_24h_usd)
        return replace(bars, oi_base=np.array([oi]))

    def history(self, series: Series, bars: Bars) -> Bars:
        """Closed bars of REST or the store, without open interest in dollars."""
        contract = series.instrument
        beside = merged(series.held(bars.step_ms), bars)
        wrong = other_unit_rows(beside)[np.searchsorted(beside.open_ms, bars.open_ms)]
        if not wrong.any():
            return bars
        self.doubt(contract.venue, contract.symbol, Flag(FlagKind.OI_REFUSED, contract.venue))
        return replace(bars, oi_base=np.where(wrong, np.nan, bars.oi_base))

    def _oi(self, series: Series, oi_base: float, price_usd: float, turnover_usd: float) -> float:
        """Open interest as it may be kept; NaN where it is in another unit."""
        if not math.isfinite(oi_base):
            return oi_base
        contract, before = series.instrument, series.last_oi_base
        is_jump = is_other_unit(oi_base, before, price_usd) and is_believable(before, price_usd, turnover_usd)
        is_wrong = is_other_unit_by_turnover(oi_base, price_usd, turnover_usd)
        if not is_wrong and (not is_jump or self._has_lasted(contract.venue, contract.symbol)):
            return oi_base
        self.doubt(contract.venue, contract.symbol, Flag(FlagKind.OI_REFUSED, contract.venue))
        return math.nan

    def _has_lasted(self, venue: Venue, symbol: Symbol) -> bool:
        doubt = self._doubts.get((venue, symbol), {}).get(FlagKind.OI_REFUSED)
        now = self._clock.now()
        return doubt is not None and doubt.last_at > now - KEPT and now - doubt.first_at >= _BELIEVED_AFTER

    def _now_ms(self, venue: Venue) -> float:
        """By whichever clock is later: a bar that comes late for whatever reason is not from the future."""
        return (self._clock.now().timestamp() + max(-self._skew_s(venue), 0.0)) * 1000


def _is_same(held: Bars, bars: Bars) -> bool:
    """Alike in all that the new one tells."""
    if not len(held):
        return False
    pairs = zip(held.columns(), bars.columns(), strict=True)
    return all(not np.isfinite(new[-1]) or new[-1] == old[-1] for old, new in pairs)
