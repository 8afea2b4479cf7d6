"""How well each venue is heard: since when, how late, and in which spans not at all."""

from datetime import datetime, timedelta

from engine.feeds.ports import Gap
from engine.market.lag import LagMeter
from engine.market.liquidated import KEPT
from engine.market.values import Venue

_MOST_GAPS = 1_000


class Hearing:
    """Of all venues of one market. Gaps are remembered for as long as forced closes are, filled or not."""

    def __init__(self) -> None:
        self._meters: dict[Venue, LagMeter] = {}
        self._gaps: list[Gap] = []
        self._filled: set[Gap] = set()
        self._whole_since: dict[Venue, datetime] = {}

    def meter(self, venue: Venue) -> LagMeter:
        return self._meters.setdefault(venue, LagMeter())

    def skew_s(self, venue: Venue) -> float:
        """How far our clock is ahead of the venue's; 0 while it is not known to be."""
        return self.meter(venue).skew_s()

    def begin(self, venue: Venue, since: datetime) -> None:
        self._whole_since[venue] = since

    def whole_since(self, venue: Venue) -> datetime | None:
        """Since when it is heard without a break; None before it is heard at all."""
        return self._whole_since.get(venue)

    def missed(self, gap: Gap) -> None:
        if gap in self._gaps:
            return
        if gap.venue in self._whole_since:
            self._whole_since[gap.venue] = max(gap.until, self._whole_since[gap.venue])
        self._gaps = [*(one for one in self._gaps[-_MOST_GAPS:] if one.until > gap.until - KEPT), gap]
        self._filled &= set(self._gaps)

    def fill(self, gap: Gap) -> None:
        self._filled.add(gap)

    def open_gaps(self, venue: Venue) -> list[Gap]:
        """What was missed and not yet read from REST."""
        return [gap for gap in self._gaps if gap.venue is venue and gap not in self._filled]

    def deaf(self, venue: Venue, since: datetime) -> timedelta:
        """How much of the time since then the venue was not heard, whether or not its bars were read later."""
        spans = sorted((max(gap.since, since), gap.until) for gap in self._gaps if gap.venue is venue)
        total, heard_until = timedelta(0), since
        for start, end in spans:
            total += max(end - max(start, heard_until), timedelta(0))
            heard_until = max(heard_until, end)
        return total
