"""Measured forced closes of the last week, counted by the minute."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.market.values import LiquidatedTotals, Side, Venue

KEPT = timedelta(days=7, hours=1)  # the widest window of which a caption tells what was swept
_MINUTE_MS = 60_000
_FLOORS = frozenset({Venue.BINANCE})  # its stream pushes one order a second and symbol at most


@dataclass(slots=True)
class _Minute:
    open_ms: int
    long_usd: float = 0.0
    short_usd: float = 0.0


class LiquidationTally:
    """One coin's forced closes. Sums by somebody else, where there are any, count instead of the single orders."""

    def __init__(self) -> None:
        self._minutes: dict[Venue, deque[_Minute]] = {}
        self._summed: deque[tuple[datetime, LiquidatedTotals]] = deque()

    def add(self, venue: Venue, side: Side, notional_usd: float, at: datetime) -> None:
        minutes = self._minutes.setdefault(venue, deque())
        minute = _at(minutes, int(at.timestamp() * 1000) // _MINUTE_MS * _MINUTE_MS)
        if side is Side.LONG:
            minute.long_usd += notional_usd
        else:
            minute.short_usd += notional_usd

    def add_summed(self, totals: LiquidatedTotals, until: datetime) -> None:
        self._summed.append((until, totals))
        while self._summed and self._summed[0][0] < until - KEPT:
            self._summed.popleft()

    def summed_exactly(self, since: datetime, until: datetime) -> LiquidatedTotals | None:
        """The sums of spans that fill this one without a hole; None where they do not."""
        inside = [(end, totals) for end, totals in self._summed if totals.since >= since and end <= until]
        covered = sum((end - totals.since for end, totals in inside), timedelta())
        return _sum([totals for _, totals in inside]) if inside and covered == until - since else None

    def totals(self, since: datetime, listening: Mapping[Venue, datetime]) -> LiquidatedTotals | None:
        """None where nobody summed and nobody listened. `listening`: since when each venue's stream was heard."""
        summed = [totals for until, totals in self._summed if totals.since >= since]
        if summed:
            return _sum(summed)
        heard = {venue: start for venue, start in listening.items() if venue in self._minutes} or dict(listening)
        if not heard:
            return None
        return self._counted(since, heard)

    def _counted(self, since: datetime, heard: Mapping[Venue, datetime]) -> LiquidatedTotals:
        from_ms = since.timestamp() * 1000 - _MINUTE_MS
        counted = [m for venue in heard for m in self._minutes.get(venue, ()) if m.open_ms > from_ms]
        return LiquidatedTotals(
            long_usd=sum(minute.long_usd for minute in counted),
            short_usd=sum(minute.short_usd for minute in counted),
            venues=tuple(sorted(venue.value for venue in heard)),
            since=max(since, min(heard.values())),
            is_floor=any(venue in _FLOORS for venue in heard),
        )


def _at(minutes: deque[_Minute], open_ms: int) -> _Minute:
    """The minute's row, made where missing; messages come almost in order, so the end is looked at first."""
    for minute in reversed(minutes):
        if minute.open_ms == open_ms:
            return minute
        if minute.open_ms < open_ms:
            break
    minute = _Minute(open_ms)
    minutes.append(minute)
    if len(minutes) > 1 and minutes[-2].open_ms > open_ms:
        ordered = sorted(minutes, key=lambda row: row.open_ms)
        minutes.clear()
        minutes.extend(ordered)
    oldest_ms = minutes[-1].open_ms - KEPT // timedelta(milliseconds=1)
    while minutes[0].open_ms < oldest_ms:
        minutes.popleft()
    return minute


def _sum(summed: list[LiquidatedTotals]) -> LiquidatedTotals:
    return LiquidatedTotals(
        long_usd=sum(totals.long_usd for totals in summed),
        short_usd=sum(totals.short_usd for totals in summed),
        venues=tuple(sorted({venue for totals in summed for venue in totals.venues})),
        since=min((totals.since for totals in summed), default=datetime.min.replace(tzinfo=UTC)),
        is_floor=any(totals.is_floor for totals in summed),
    )
