"""The newest history of each coin, window and venue, and what it says beside all the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.liquidations.records.values import FEWEST_CASES
from engine.liquidations.records.verdict import luck_bar
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.hunting.values import Pattern, Sweep
from engine.scanners.hunting.verdict import Interval, Verdict, chance, difference, verdict_of


@dataclass(frozen=True, slots=True)
class Hunter:
    """One coin on one window, all venues summed. `gap`: reached share minus mirrored share."""

    pattern: Pattern
    gap: Interval
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Hunters:
    """`ranked`: by the lower end of the gap, largest first. `too_few`: coins measured on less than thirty cases."""

    window: Window
    ranked: tuple[Hunter, ...]
    too_few: tuple[Coin, ...]


@dataclass(frozen=True, slots=True)
class CoinHistory:
    """`windows`: what was measured over all venues; `venues`: the same at each by itself. Shortest window first."""

    coin: Coin
    windows: Mapping[Window, Hunter]
    venues: Mapping[Venue, Mapping[Window, Hunter]]

    @property
    def best(self) -> Hunter | None:
        """The window with the largest measured difference of those on which it hunts; None: none yet."""
        hunts = [one for one in self.windows.values() if one.verdict is Verdict.HUNTS]
        return max(hunts, key=lambda one: _gap(one.pattern), default=None)


class Hunts(Protocol):
    """Measured histories, wherever they are kept. Raises `StorageAway`."""

    async def ranking(self, window: Window) -> Hunters: ...

    async def history(self, coin: Coin) -> CoinHistory: ...


class HistoryStore(Protocol):
    """Raises `StorageAway`."""

    async def load(self, source: MarketSource, model_version: str, until: datetime) -> Sequence[Pattern]: ...

    async def save(self, patterns: Sequence[Pattern], sweeps: Sequence[tuple[int, Sweep]]) -> None:
        """One measurement of a coin and window: each venue and the sum, whose sweeps replace the ones before."""
        ...


class HuntBook:
    """Of one source. Implements `Hunts`."""

    def __init__(self, source: MarketSource) -> None:
        self._source = source
        self._held: dict[tuple[Coin, Window, Venue | None], Pattern] = {}
        self._bar: float | None = None

    def put(self, patterns: Iterable[Pattern]) -> None:
        """A newer one replaces an older one of the same coin, window and venue; an older one changes nothing."""
        for one in patterns:
            held = self._held.get((one.coin, one.window, one.venue))
            if one.source is self._source and (held is None or held.measured_at <= one.measured_at):
                self._held[one.coin, one.window, one.venue] = one
                self._bar = None

    def measured_at(self, coin: Coin, window: Window, venue: Venue | None = None) -> datetime | None:
        held = self._held.get((coin, window, venue))
        return None if held is None else held.measured_at

    async def ranking(self, window: Window) -> Hunters:
        of_window = [one for (_, held, venue), one in self._held.items() if held is window and venue is None]
        enough = [self._judged(one) for one in of_window if one.largest.cases >= FEWEST_CASES]
        too_few = sorted(one.coin for one in of_window if one.largest.cases < FEWEST_CASES)
        ranked = sorted(enough, key=lambda one: (-one.gap.low, one.pattern.coin))
        return Hunters(window, tuple(ranked), tuple(too_few))

    async def history(self, coin: Coin) -> CoinHistory:
        """Without the windows that were not measured yet, and the venues that had nothing to measure."""
        venues: dict[Venue, dict[Window, Hunter]] = {}
        windows: dict[Window, Hunter] = {}
        for window in Window:
            for venue in (None, *Venue):
                held = self._held.get((coin, window, venue))
                if held is not None and (venue is None or held.maps):
                    (windows if venue is None else venues.setdefault(venue, {}))[window] = self._judged(held)
        return CoinHistory(coin, windows, venues)

    def _judged(self, pattern: Pattern) -> Hunter:
        return Hunter(pattern, difference(pattern.largest), verdict_of(pattern.largest, self._luck_bar()))

    def _luck_bar(self) -> float:
        """Over the sums of all coins and windows; a venue by itself is held to the same bar."""
        if self._bar is None:
            summed = (one.largest for (_, _, venue), one in self._held.items() if venue is None)
            self._bar = luck_bar(chance(tally) for tally in summed if tally.cases >= FEWEST_CASES)
        return self._bar


def _gap(pattern: Pattern) -> float:
    tally = pattern.largest
    return (tally.reached - tally.mirror) / max(tally.cases, 1)
