"""Was the target reached, or the stop? Judged on the extremes of closed bars and on ticks: pure.

Where both lie in one bar nobody knows which came first; it is read as the stop. Every bar is looked at once, in the
market's own time, so repeated bars and a clock that jumps change nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.jit import compiled
from engine.market.values import Bars, FloatArray
from engine.signals.values import Ending, Ends, Signal, SignalState

BAR_MS = 5 * 60_000
_LEEWAY_MS = 30_000  # a signal said so soon after a bar opened counts that bar: the board takes seconds to see a close
GAP_AFTER = timedelta(minutes=30)  # so long a missing bar may still be read from the venue
NONE, HIT, STOPPED, BOTH = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far it was looked at; `ends` None: it lives on. `is_waiting`: a bar is missing that later ones follow."""

    judged_at: datetime
    entered_at: datetime | None
    ends: Ends | None = None
    is_waiting: bool = False

    def changes(self, signal: Signal) -> bool:
        return self.ends is not None or (self.judged_at, self.entered_at) != (signal.judged_at, signal.entered_at)


def first_judged(at: datetime) -> datetime:
    """Open of the first bar that belongs to a signal said at `at`."""
    at_ms = _ms(at)
    open_ms = at_ms - at_ms % BAR_MS
    return _at(open_ms if at_ms - open_ms <= _LEEWAY_MS else open_ms + BAR_MS)


@compiled
def first_touch(
    high: FloatArray, low: FloatArray, first: int, stop_row: int, sign: int, stop_usd: float, target_usd: float
) -> tuple[int, int]:
    """(code, row) of the first row in first:stop_row that touches stop or target; (0, stop_row) where none does."""
    for row in range(first, stop_row):
        is_hit = high[row] >= target_usd if sign > 0 else low[row] <= target_usd
        is_stopped = low[row] <= stop_usd if sign > 0 else high[row] >= stop_usd
        if is_stopped:
            return (3 if is_hit else 2), row
        if is_hit:
            return 1, row
    return 0, stop_row


def judge_bars(signal: Signal, bars: Bars, *, has_waited: bool) -> Verdict:
    """`bars`: closed, ascending; those opened before `judged_at` are ignored. A missing bar is waited for while later
    ones are less than half an hour ahead, and until the caller has waited as long: a market that was just started
    fills its holes from the venue. Then the signal ends as expired, with the gap as its reason."""
    here = bars.between(_ms(signal.judged_at), _ms(signal.expires_at))
    whole = here.part(0, _unbroken(here, _ms(signal.judged_at)))
    verdict = _judged(signal, whole)
    if verdict.ends is not None:
        return verdict
    newest_ms = int(bars.open_ms[-1]) + bars.step_ms if len(bars) else 0
    if verdict.judged_at >= signal.expires_at:
        return _ended(verdict, _at_horizon(signal, whole, verdict))
    if len(whole) == len(here) and newest_ms < _ms(signal.expires_at):
        return verdict
    if not has_waited or newest_ms - _ms(verdict.judged_at) < GAP_AFTER / timedelta(milliseconds=1):
        return Verdict(verdict.judged_at, verdict.entered_at, is_waiting=True)
    price = float(bars.close[-1])
    return _ended(verdict, Ends(SignalState.EXPIRED, Ending.GAP, verdict.judged_at, price))


def judge_tick(signal: Signal, price_usd: float, at: datetime) -> Verdict:
    """One traded price, later than the signal. Ticks move nothing forward: the bar around them is judged as well."""
    ride, sign = signal.grounds.ride(), signal.side.sign
    kept = Verdict(signal.judged_at, signal.entered_at)
    if not signal.state_at < at < signal.expires_at:
        return kept
    is_over = sign * (price_usd - ride.target_usd) >= 0
    if kept.entered_at is None:
        if is_over:
            return _ended(kept, Ends(SignalState.EXPIRED, Ending.NEVER_ENTERED, at, price_usd))
        if _way_to_entry(signal) * (price_usd - ride.entries_usd[0]) < 0:
            return kept
        kept = Verdict(signal.judged_at, at)
    if sign * (price_usd - ride.stop_usd) <= 0:
        return _ended(kept, Ends(SignalState.STOPPED, Ending.STOP, at, price_usd))
    return _ended(kept, Ends(SignalState.HIT, Ending.TARGET, at, ride.target_usd)) if is_over else kept


def _judged(signal: Signal, bars: Bars) -> Verdict:
    """Over an unbroken run of bars that begins at `judged_at`."""
    if not len(bars):
        return Verdict(signal.judged_at, signal.entered_at)
    first, entered_at = (0, signal.entered_at) if signal.entered_at is not None else _entry(signal, bars)
    judged_at, ride = _at(int(bars.open_ms[-1]) + bars.step_ms), signal.grounds.ride()
    verdict, way = Verdict(judged_at, entered_at), (signal.side.sign, ride.stop_usd, ride.target_usd)
    if signal.entered_at is None:
        code, row = first_touch(bars.high, bars.low, 0, min(first + 1, len(bars)), *way)
        if code == HIT and row < first:
            return _ended(verdict, _end(SignalState.EXPIRED, Ending.NEVER_ENTERED, bars, row, ride.target_usd))
        if row == first and code in (STOPPED, BOTH):
            return _ended(verdict, _end(SignalState.STOPPED, Ending.BOTH_IN_ONE_BAR, bars, row, ride.stop_usd))
        first += 1  # a target inside the bar of the entry may have come before it: it does not count
    code, row = first_touch(bars.high, bars.low, min(first, len(bars)), len(bars), *way)
    if code == NONE:
        return verdict
    if code == HIT:
        return _ended(verdict, _end(SignalState.HIT, Ending.TARGET, bars, row, ride.target_usd))
    reason = Ending.BOTH_IN_ONE_BAR if code == BOTH else Ending.STOP
    return _ended(verdict, _end(SignalState.STOPPED, reason, bars, row, ride.stop_usd))


def _entry(signal: Signal, bars: Bars) -> tuple[int, datetime | None]:
    """Row of the bar that came to the entry, and its open; (rows, None) where none did."""
    entry = signal.grounds.ride().entries_usd[0]
    came = bars.high >= entry if _way_to_entry(signal) > 0 else bars.low <= entry
    row = int(np.argmax(came)) if came.any() else len(bars)
    return row, _at(int(bars.open_ms[row])) if row < len(bars) else None


def _way_to_entry(signal: Signal) -> int:
    """Up or down from the price at which it was said."""
    return 1 if signal.grounds.ride().entries_usd[0] >= signal.grounds.price_usd else -1


def _unbroken(bars: Bars, from_ms: int) -> int:
    """How many rows follow each other from `from_ms` on. A recording's first bar may begin a little later."""
    if not len(bars) or int(bars.open_ms[0]) - from_ms >= bars.step_ms:
        return 0
    holes = np.flatnonzero(np.diff(bars.open_ms) != bars.step_ms)
    return int(holes[0]) + 1 if len(holes) else len(bars)


def _at_horizon(signal: Signal, bars: Bars, verdict: Verdict) -> Ends:
    price = float(bars.close[-1]) if len(bars) else signal.state_price_usd
    reason = Ending.NEVER_ENTERED if verdict.entered_at is None else Ending.HORIZON
    return Ends(SignalState.EXPIRED, reason, signal.expires_at, price)


def _end(state: SignalState, reason: Ending, bars: Bars, row: int, price_usd: float) -> Ends:
    """At the close of the row: inside it nobody knows when."""
    return Ends(state, reason, _at(int(bars.open_ms[row]) + bars.step_ms), price_usd)


def _ended(verdict: Verdict, ends: Ends) -> Verdict:
    return Verdict(verdict.judged_at, verdict.entered_at, ends)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
