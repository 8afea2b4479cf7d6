"""Recorded tables joined: per contract its bars of any step, open interest, funding and forced closes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

from engine.feeds.joining import oi_at_close
from engine.feeds.reading import moment
from engine.feeds.recorded.tables import UnreadableTable, read_table
from engine.feeds.recorded.values import (
    Recorded,
    RecordedBars,
    RecordedForcedCloses,
    RecordedFunding,
    RecordedOpenInterest,
    RecordedSums,
)
from engine.market.columns import merged
from engine.market.folding import fold
from engine.market.values import Bars, Coin, Instrument, Symbol, Venue
from engine.market.windows import STEPS_MS

_DAY_MS = 86_400_000
_NO_FUNDING = timedelta(hours=8)  # the usual interval, where none was recorded
_LEVERAGE = 100.0  # recordings have no risk tiers
_MOST_DIGITS = 12


@dataclass(slots=True)
class RecordedContract:
    """All that was recorded of one contract."""

    venue: Venue
    symbol: Symbol
    coin: Coin
    by_step: dict[int, Bars] = field(default_factory=dict)  # as recorded
    open_interest: RecordedOpenInterest | None = None
    funding: RecordedFunding | None = None
    forced_closes: RecordedForcedCloses | None = None

    def bars(self, step_ms: int, from_ms: int, to_ms: int) -> Bars:
        """Bars with from_ms <= open < to_ms: as recorded where they are, else folded from finer ones.

        Empty where only coarser ones were recorded: nothing is made up.
        """
        first_ms = from_ms - from_ms % step_ms
        found = Bars.empty(step_ms)
        for recorded_ms in sorted(step for step in self.by_step if step_ms % step == 0):
            part = self.by_step[recorded_ms].between(first_ms, to_ms + step_ms)
            found = merged(found, fold(part, step_ms))
        return self._with_oi(found.between(from_ms, to_ms))

    def finest_step(self, from_ms: int, to_ms: int) -> int | None:
        """The finest of the windows' steps that has bars which closed after `from_ms` and by `to_ms`."""
        for step_ms in STEPS_MS:
            if len(self.bars(step_ms, from_ms - step_ms + 1, to_ms - step_ms + 1)):
                return step_ms
        return None

    def funding_at(self, at_ms: int) -> tuple[float, timedelta]:
        """The last settled rate and its interval; (0, 8 h) where none was recorded."""
        if self.funding is None:
            return 0.0, _NO_FUNDING
        last = int(np.searchsorted(self.funding.at_ms, at_ms, side="right")) - 1
        return (float(self.funding.rate[last]) if last >= 0 else 0.0), self.funding.interval

    def instrument(self) -> Instrument:
        """Tick and lot are guessed from the digits that occur; tiers were not recorded."""
        finest = self.by_step[min(self.by_step)]
        return Instrument(
            venue=self.venue,
            symbol=self.symbol,
            coin=self.coin,
            tick_size=_unit(finest.close[-500:]),
            lot_size=_unit(finest.volume_base[-500:]),
            max_leverage=_LEVERAGE,
            funding_interval=_NO_FUNDING if self.funding is None else self.funding.interval,
            listed_at=moment(min(int(bars.open_ms[0]) for bars in self.by_step.values())),
        )

    def _with_oi(self, bars: Bars) -> Bars:
        """Open interest of its own table, stamped at or before each close, over that of the candles' table."""
        if self.open_interest is None or not len(bars):
            return bars
        joined = oi_at_close(bars.open_ms, bars.step_ms, self.open_interest.at_ms, self.open_interest.oi_base)
        return replace(bars, oi_base=np.where(np.isfinite(joined), joined, bars.oi_base))


class Recording:
    """Contracts that have candles, and the sums of forced closes that providers published."""

    def __init__(self, tables: Iterable[Recorded]) -> None:
        self._contracts: dict[tuple[Venue, Symbol], RecordedContract] = {}
        self.sums: list[RecordedSums] = []
        for table in tables:
            if isinstance(table, RecordedSums):
                self.sums.append(table)
            else:
                self._take(table)
        self._contracts = {key: one for key, one in self._contracts.items() if one.by_step}

    @staticmethod
    def of_files(paths: Sequence[Path]) -> "Recording":
        """Raises `UnreadableTable`."""
        return Recording(found for path in paths for found in read_table(path))

    def starts_at(self) -> datetime:
        """Where it begins to hold a whole day of all it has: candles, open interest, sums of forced closes.

        Raises `UnreadableTable` without candles.
        """
        contracts = self._contracts.values()
        bars_ms = [int(bars.open_ms[0]) for one in contracts for bars in one.by_step.values()]
        if not bars_ms:
            raise UnreadableTable("the recording has no candles")
        oi_ms = [int(one.open_interest.at_ms[0]) for one in contracts if one.open_interest is not None]
        sums_ms = [int(sums.open_ms[0]) for sums in self.sums]
        return moment(max(min(firsts or bars_ms) for firsts in (bars_ms, oi_ms, sums_ms)) + _DAY_MS)

    def venues(self) -> list[Venue]:
        return [venue for venue in Venue if any(one.venue is venue for one in self._contracts.values())]

    def contracts(self, venue: Venue) -> list[RecordedContract]:
        return [one for one in self._contracts.values() if one.venue is venue]

    def contract(self, venue: Venue, symbol: Symbol) -> RecordedContract | None:
        return self._contracts.get((venue, symbol))

    def sums_at(self, coin: Coin, from_ms: int, to_ms: int) -> RecordedSums | None:
        """The one provider to believe there: it summed most venues, in the finest spans. Two would count twice."""
        told = [
            sums
            for sums in self.sums
            if sums.coin == coin and np.any((sums.open_ms + sums.step_ms > from_ms) & (sums.open_ms < to_ms))
        ]
        return max(told, key=lambda sums: (len(sums.venues), -sums.step_ms), default=None)

    def living(self, venue: Venue, at_ms: int) -> Iterator[RecordedContract]:
        """Contracts with a bar that closed within the day before: those that trade then."""
        for one in self.contracts(venue):
            if any(len(bars.between(at_ms - _DAY_MS, at_ms - bars.step_ms + 1)) for bars in one.by_step.values()):
                yield one

    def _take(self, table: RecordedBars | RecordedOpenInterest | RecordedFunding | RecordedForcedCloses) -> None:
        key = (table.venue, table.symbol)
        contract = self._contracts.setdefault(key, RecordedContract(table.venue, table.symbol, table.coin))
        if isinstance(table, RecordedBars):
            held = contract.by_step.get(table.bars.step_ms)
            contract.by_step[table.bars.step_ms] = table.bars if held is None else merged(table.bars, held)
        elif isinstance(table, RecordedOpenInterest):
            contract.open_interest = table
        elif isinstance(table, RecordedFunding):
            contract.funding = table
        else:
            held_closes = contract.forced_closes
            contract.forced_closes = table if held_closes is None else held_closes.joined(table)


def _unit(values: np.ndarray) -> Decimal:
    """The smallest power of ten that all values are multiples of, as far as twelve digits tell."""
    digits = next(
        (n for n in range(_MOST_DIGITS) if np.allclose(values, np.round(values, n), rtol=1e-10, atol=0)), _MOST_DIGITS
    )
    return Decimal(1).scaleb(-digits)
