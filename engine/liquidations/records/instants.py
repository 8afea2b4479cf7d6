"""Of which moments a map of the past is made, at which venues, and the maps themselves with what came after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.model import build_venue_maps
from engine.liquidations.records.values import FEWEST_CASES
from engine.liquidations.values import MapQuery
from engine.market.values import Bars, Instrument, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.hunting.cases import study_map
from engine.scanners.hunting.values import PastMap

_MILLISECOND = timedelta(milliseconds=1)
_AS_KNOWN = 0.5  # a case's map knows at least this share of the open interest that today's map knows

Studied = Mapping[Venue | None, PastMap]
"""One moment: what each venue's own map said and, under None, all of them summed."""


@dataclass(frozen=True, slots=True)
class VenuePast:
    """One contract's bars, read as maps and the paths after them."""

    instrument: Instrument
    bars: Bars
    span_ms: int
    path_ms: int
    known_oi: float  # the share of the newest map's bars with open interest

    @staticmethod
    def of(instrument: Instrument, bars: Bars, window: Window, horizon: timedelta) -> "VenuePast":
        span_ms = window.span // _MILLISECOND
        path_ms = max(horizon // (bars.step_ms * _MILLISECOND), 1) * bars.step_ms
        return VenuePast(instrument, bars, span_ms, path_ms, _known_oi(bars.last(span_ms // bars.step_ms)))

    def instants(self) -> list[int]:
        """Oldest first, a path apart, so that no two share one; the newest path ends with the newest bar."""
        if not len(self.bars):
            return []
        newest = int(self.bars.open_ms[-1]) + self.bars.step_ms - self.path_ms
        return list(range(newest, int(self.bars.open_ms[0]) + self.span_ms - 1, -self.path_ms))[::-1]

    def seen(self, at_ms: int) -> Bars | None:
        """What a map at that moment sees; None with a hole, or far less open interest known than now."""
        bars = self._whole(at_ms - self.span_ms, at_ms)
        return bars if bars is not None and _known_oi(bars) >= _AS_KNOWN * self.known_oi else None

    def after(self, at_ms: int) -> Bars | None:
        return self._whole(at_ms, at_ms + self.path_ms)

    def is_usable(self, at_ms: int) -> bool:
        return self.seen(at_ms) is not None and self.after(at_ms) is not None

    def _whole(self, from_ms: int, to_ms: int) -> Bars | None:
        """None unless bars without a hole fill the span exactly."""
        bars = self.bars.between(from_ms, to_ms - self.bars.step_ms + 1)
        is_full = len(bars) * bars.step_ms == to_ms - from_ms and int(bars.open_ms[0]) == from_ms
        return bars if is_full and bool(np.isfinite(bars.close).all()) else None


@dataclass(frozen=True, slots=True)
class CasePlan:
    """`usable`: per venue the moments whose map and path have no hole. `together`: the venues that are summed, largest
    first; all of them are usable at the moments of `summed`. `tried`: moments looked at."""

    window: Window
    pasts: tuple[VenuePast, ...]
    tried: int
    usable: Mapping[Venue, tuple[int, ...]]
    together: tuple[Venue, ...]

    @property
    def summed(self) -> tuple[int, ...]:
        return _shared(self.usable, self.together)

    @property
    def instants(self) -> tuple[int, ...]:
        """All that at least one venue can be studied at, oldest first."""
        return tuple(sorted(set().union(*self.usable.values())))


def plan_cases(pasts: Sequence[VenuePast], window: Window) -> CasePlan:
    """`pasts`: largest contract first. The venue with the longest history says the moments."""
    tried = max((past.instants() for past in pasts), key=len, default=[])
    usable = {past.instrument.venue: tuple(at for at in tried if past.is_usable(at)) for past in pasts}
    held = [past for past in pasts if usable[past.instrument.venue]]
    return CasePlan(window, tuple(held), len(tried), usable, _together(usable, [p.instrument.venue for p in held]))


def study(plan: CasePlan, at_ms: int, mixes: MixBook = DEFAULT_MIXES) -> Studied:
    """The maps of one of `plan.instants`, each venue's run made once. Without None where the sum lacks a venue."""
    pasts = [past for past in plan.pasts if at_ms in plan.usable[past.instrument.venue]]
    seen = {past.instrument.venue: bars for past in pasts if (bars := past.seen(at_ms)) is not None}
    paths = {past.instrument.venue: bars for past in pasts if (bars := past.after(at_ms)) is not None}
    instruments = [past.instrument for past in pasts]
    query, at = MapQuery(instruments[0].coin, plan.window), datetime.fromtimestamp(at_ms / 1000, UTC)
    maps = build_venue_maps(seen, instruments, query, MarketSource.RECORDED, at, plan.together, mixes)
    lead = plan.together[0]
    studied = {venue: study_map(heatmap, paths[venue or lead]) for venue, heatmap in maps.items()}
    return {None: studied[lead], **studied} if plan.together == (lead,) and lead in studied else studied


def _shared(usable: Mapping[Venue, tuple[int, ...]], venues: Sequence[Venue]) -> tuple[int, ...]:
    return tuple(sorted(set.intersection(*(set(usable[venue]) for venue in venues)))) if venues else ()


def _together(usable: Mapping[Venue, tuple[int, ...]], venues: Sequence[Venue]) -> tuple[Venue, ...]:
    """All of them; without those whose history is too short for thirty moments, where others have as many."""
    chosen = list(venues)
    has_enough = any(len(usable[venue]) >= FEWEST_CASES for venue in venues)
    while has_enough and len(_shared(usable, chosen)) < FEWEST_CASES:
        chosen.remove(min(reversed(chosen), key=lambda venue: len(usable[venue])))
    return tuple(chosen)


def _known_oi(bars: Bars) -> float:
    return float(np.isfinite(bars.oi_base).mean()) if len(bars) else 0.0
