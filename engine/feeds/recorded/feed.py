"""A recording behind the `Feed` protocol: what happened then happens now, and nothing later is known."""

import math
from collections.abc import AsyncGenerator, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

import numpy as np

from engine.feeds.listing import with_endings
from engine.feeds.ports import BarClosed, Changes, FeedEvent, LiquidationsMeasured
from engine.feeds.reading import milliseconds, moment
from engine.feeds.recorded.recording import RecordedContract, Recording
from engine.market.ports import Clock
from engine.market.values import (
    Bars,
    Instrument,
    LiquidatedTotals,
    Liquidation,
    MarketSource,
    Side,
    Ticker,
    Venue,
)
from engine.market.windows import STEPS_MS

_DAY_MS = 86_400_000
_WEEK_MS = 7 * _DAY_MS
_CHUNK_MS = 6 * 3_600_000  # of events made ahead
_FLOORS = frozenset({"binance"})
Timed = tuple[int, FeedEvent]


class PlayClock(Clock, Protocol):
    async def sleep_until(self, at: datetime) -> None: ...


class RecordedFeed:
    """One venue of a recording. A bar appears when it closed, open interest when it was stamped.

    Sums of forced closes belong to no venue: they are told by the feed that is made with `with_sums`.
    """

    source = MarketSource.RECORDED

    def __init__(self, recording: Recording, venue: Venue, clock: PlayClock, *, with_sums: bool = True) -> None:
        self.venue = venue
        self._recording = recording
        self._clock = clock
        self._with_sums = with_sums

    async def instruments(self) -> Sequence[Instrument]:
        """Contracts that traded in the day before now."""
        return [one.instrument() for one in self._recording.living(self.venue, self._now_ms())]

    async def ended(self, gone: Sequence[Instrument]) -> Sequence[Instrument]:
        """A recording that stopped says nothing about its contract's end."""
        return with_endings(gone, {})

    async def tickers(self, instruments: Sequence[Instrument]) -> Sequence[Ticker]:
        now_ms = self._now_ms()
        found = []
        for instrument in instruments:
            contract = self._contract(instrument)
            step_ms = None if contract is None else contract.finest_step(now_ms - _DAY_MS, now_ms)
            if contract is None or step_ms is None:
                continue
            day = contract.bars(step_ms, now_ms - _DAY_MS, now_ms - step_ms + 1)
            if len(day):
                found.append(_ticker(contract, day))
        return found

    async def history(self, instrument: Instrument, step_ms: int, from_ms: int, to_ms: int) -> Bars:
        """Closed by now; empty where only coarser bars were recorded (see `missing_steps`)."""
        contract = self._contract(instrument)
        closed_ms = min(to_ms, self._now_ms() - step_ms + 1)
        return Bars.empty(step_ms) if contract is None else contract.bars(step_ms, from_ms, closed_ms)

    def missing_steps(self, instrument: Instrument) -> list[int]:
        """Steps too fine for this recording at this time: their windows are drawn from coarser bars."""
        contract = self._contract(instrument)
        now_ms = self._now_ms()
        finest_ms = None if contract is None else contract.finest_step(now_ms - _DAY_MS, now_ms)
        return [step_ms for step_ms in STEPS_MS if finest_ms is None or step_ms < finest_ms]

    async def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[FeedEvent, None]:
        """The last week's forced closes at once, then everything in its time; silence where the recording ends."""
        from_ms = self._now_ms()
        for _, event in self._forced_closes(from_ms - _WEEK_MS, from_ms):
            yield event
        while True:
            instruments = _newest(changes, instruments)
            to_ms = from_ms + _CHUNK_MS
            for at_ms, events in groupby(self._events(instruments, from_ms, to_ms), key=lambda one: one[0]):
                await self._clock.sleep_until(moment(at_ms))
                for _, event in events:
                    yield event
                if changes is not None and not changes.empty():
                    to_ms = at_ms  # what is left is looked up anew, for other contracts
                    break
            await self._clock.sleep_until(moment(to_ms))
            from_ms = to_ms

    def _events(self, instruments: Sequence[Instrument], from_ms: int, to_ms: int) -> list[Timed]:
        """What happened with from < at <= to, in order."""
        timed = list(self._forced_closes(from_ms, to_ms))
        for instrument in instruments:
            contract = self._contract(instrument)
            if contract is not None:
                timed += _bar_events(contract, from_ms, to_ms)
        return sorted(timed, key=lambda one: one[0])

    def _forced_closes(self, from_ms: int, to_ms: int) -> Iterator[Timed]:
        for contract in self._recording.contracts(self.venue):
            yield from _order_events(contract, from_ms, to_ms)
        if self._with_sums:
            yield from _sum_events(self._recording, from_ms, to_ms)

    def _contract(self, instrument: Instrument) -> RecordedContract | None:
        return self._recording.contract(instrument.venue, instrument.symbol)

    def _now_ms(self) -> int:
        return milliseconds(self._clock.now())


def _newest(changes: Changes | None, instruments: Sequence[Instrument]) -> Sequence[Instrument]:
    while changes is not None and not changes.empty():
        instruments = changes.get_nowait()
    return instruments


def _bar_events(contract: RecordedContract, from_ms: int, to_ms: int) -> Iterator[Timed]:
    """Each closed bar of the finest step, and the ticker as it stood then."""
    step_ms = contract.finest_step(from_ms, to_ms)
    if step_ms is None:
        return
    bars = contract.bars(step_ms, from_ms - _DAY_MS - step_ms, to_ms)
    rows_a_day = _DAY_MS // step_ms
    for row in np.flatnonzero((bars.open_ms + step_ms > from_ms) & (bars.open_ms + step_ms <= to_ms)):
        at_ms = int(bars.open_ms[row]) + step_ms
        day = bars.part(max(int(row) + 1 - rows_a_day, 0), int(row) + 1).between(at_ms - _DAY_MS, at_ms)
        yield at_ms, BarClosed(contract.venue, contract.symbol, contract.coin, bars.part(int(row), int(row) + 1))
        yield at_ms, _ticker(contract, day)


def _ticker(contract: RecordedContract, day: Bars) -> Ticker:
    """From the last day's bars; the mark price was not recorded, the close stands for it."""
    at_ms = int(day.open_ms[-1]) + day.step_ms
    rate, interval = contract.funding_at(at_ms)
    price = float(day.close[-1])
    known_oi = day.oi_base[np.isfinite(day.oi_base)]
    return Ticker(
        venue=contract.venue,
        symbol=contract.symbol,
        coin=contract.coin,
        price_usd=price,
        mark_price_usd=price,
        oi_base=float(known_oi[-1]) if len(known_oi) else math.nan,
        funding_rate=rate,
        funding_interval=interval,
        next_funding_at=None if contract.funding is None else moment(at_ms) + interval - _into(at_ms, interval),
        turnover_24h_usd=float(np.sum(day.volume_base * day.close)),
        change_24h=price / float(day.open[0]) - 1,
        at=moment(at_ms),
    )


def _into(at_ms: int, interval: timedelta) -> timedelta:
    return timedelta(milliseconds=at_ms % (interval // timedelta(milliseconds=1)))


def _order_events(contract: RecordedContract, from_ms: int, to_ms: int) -> Iterator[Timed]:
    closes = contract.forced_closes
    if closes is None:
        return
    start, stop = np.searchsorted(closes.at_ms, [from_ms, to_ms], side="right")
    for row in range(int(start), int(stop)):
        side = Side.LONG if closes.is_long[row] else Side.SHORT
        price, quantity = float(closes.price_usd[row]), float(closes.quantity_base[row])
        at_ms = int(closes.at_ms[row])
        yield at_ms, Liquidation(contract.venue, contract.symbol, contract.coin, side, price, quantity, moment(at_ms))


def _sum_events(recording: Recording, from_ms: int, to_ms: int) -> Iterator[Timed]:
    """Each sum when its span has ended."""
    for coin in sorted({sums.coin for sums in recording.sums}):
        sums = recording.sums_at(coin, from_ms, to_ms)
        if sums is None:
            continue
        ends_ms = sums.open_ms + sums.step_ms
        for row in np.flatnonzero((ends_ms > from_ms) & (ends_ms <= to_ms)):
            long_usd, short_usd = float(sums.long_usd[row]), float(sums.short_usd[row])
            if not (math.isfinite(long_usd) and math.isfinite(short_usd)):
                continue
            is_floor = bool(_FLOORS & set(sums.venues)) and len(sums.venues) == 1
            since = moment(int(sums.open_ms[row]))
            totals = LiquidatedTotals(long_usd, short_usd, sums.venues, since, is_floor)
            until_ms = int(ends_ms[row])
            yield until_ms, LiquidationsMeasured(sums.coin, totals, moment(until_ms))
