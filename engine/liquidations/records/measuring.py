"""One pass over the past maps of a coin and window: the record and the history come from the same maps."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.record import cases_of, count_cases
from engine.liquidations.records.instants import CasePlan, Studied, study
from engine.liquidations.records.values import FEWEST_CASES, MeasuredRecord, horizon_of
from engine.liquidations.records.version import model_version
from engine.market.values import Coin, Instrument, MarketSource, Venue
from engine.scanners.hunting.pattern import first_at, sweeps_of, tally_of, wick_figures
from engine.scanners.hunting.values import PastMap, Pattern, Sweep, Target

_MAPS_A_TURN = 8


@dataclass(frozen=True, slots=True)
class Pass:
    """All maps of one plan. `contracts`: largest open interest first, also those without any usable moment."""

    source: MarketSource
    coin: Coin
    contracts: Sequence[Instrument]
    plan: CasePlan
    studied: Sequence[Studied]
    at: datetime

    def record(self) -> MeasuredRecord:
        """At the largest contract; where that has too few cases (Binance tells a month) at the coin's next venue."""
        found = [(one.venue, count_cases(cases_of(self._past(one.venue)))) for one in self.contracts]
        enough = [one for one in found if one[1].cases >= FEWEST_CASES]
        venue, counts = enough[0] if enough else max(found, key=lambda one: one[1].cases)
        window = self.plan.window
        return MeasuredRecord(
            self.source, venue, self.coin, window, horizon_of(window), counts, model_version(), self.at
        )

    def patterns(self) -> list[Pattern]:
        """All venues summed, then each by itself, also one that had no usable moment: it was looked at."""
        return [self._pattern(venue) for venue in (None, *(one.venue for one in self.contracts))]

    def sweeps(self) -> list[tuple[int, Sweep]]:
        return sweeps_of(self._past(None))

    def _past(self, venue: Venue | None) -> list[PastMap]:
        return [one[venue] for one in self.studied if venue in one]

    def _pattern(self, venue: Venue | None) -> Pattern:
        past, window = self._past(venue), self.plan.window
        return Pattern(
            source=self.source,
            coin=self.coin,
            venue=venue,
            venues=self.plan.together if venue is None else (venue,),
            window=window,
            horizon=horizon_of(window),
            measured_at=self.at,
            model_version=model_version(),
            maps=len(past),
            left_out=self.plan.tried - len(past),
            since=first_at(past),
            tallies={target: tally_of(past, target) for target in Target},
            wicks=wick_figures(past),
        )


async def study_all(plan: CasePlan, share: float, mixes: MixBook = DEFAULT_MIXES) -> list[Studied]:
    """A few maps a turn in a thread, then a rest in proportion to the processor time they took."""
    instants, studied = plan.instants, list[Studied]()
    for start in range(0, len(instants), _MAPS_A_TURN):
        turn = instants[start : start + _MAPS_A_TURN]
        found, busy_s = await asyncio.to_thread(_study_some, plan, turn, mixes)
        studied += found
        await asyncio.sleep(busy_s * (1 / share - 1))
    return studied


def _study_some(plan: CasePlan, instants: Sequence[int], mixes: MixBook) -> tuple[list[Studied], float]:
    """The maps, and the seconds of processor time of this thread."""
    started = time.thread_time()
    return [study(plan, at_ms, mixes) for at_ms in instants], time.thread_time() - started
