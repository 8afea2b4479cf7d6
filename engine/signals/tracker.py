"""Watches confirmed signals against price, and ends those of which nothing more will be heard."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from engine.errors import Unavailable
from engine.market.ports import Clock, MarketDoubts, MarketReader
from engine.market.values import Coin, Ticker, Venue
from engine.signals.judging import BAR_MS, GAP_AFTER, Verdict, judge_bars, judge_tick
from engine.signals.listener import SIGNALS, SignalMaker
from engine.signals.ports import SignalBook
from engine.signals.values import Ending, Ends, Signal, SignalState

_EVERY_S = 1.0
_DELISTED_AFTER = timedelta(minutes=10)  # of not being listed while its venue lists others
_SILENT_AFTER = timedelta(hours=2)  # past its horizon without a bar: a clock that jumps an hour ends nothing
_AHEAD = timedelta(minutes=1)
_WAITED_S = GAP_AFTER.total_seconds()
_MILLISECOND = timedelta(milliseconds=1)
log = structlog.get_logger()


def everything(coin: Coin) -> bool:
    """Followed by this process: the whole market."""
    del coin
    return True


@dataclass(frozen=True, slots=True)
class Traded:
    """Both None: the coin is traded nowhere now."""

    venue: Venue | None
    ticker: Ticker | None


@dataclass(slots=True)
class SignalTracker:
    """`look` is one pass over all living signals; `run` does it every second until cancelled.

    Several processes may watch at once: a step is taken from the state it was judged in, so one of them takes it.
    `holds`: the coins this process follows; of the others it knows too little to say that they were delisted.
    `steady_s`: a clock that only goes forward, for how long something was waited for.
    """

    book: SignalBook
    maker: SignalMaker
    market: MarketReader
    clock: Clock
    holds: Callable[[Coin], bool] = everything
    steady_s: Callable[[], float] = time.monotonic
    _missing_since: dict[int, datetime] = field(default_factory=dict)
    _holes: dict[int, tuple[datetime, float]] = field(default_factory=dict)  # where, and seen since when
    _traded: dict[tuple[Coin, tuple[Venue, ...]], Traded] = field(default_factory=dict)  # of this pass

    async def run(self) -> None:
        while True:
            try:
                await self.maker.catch_up()
                await self.look()
            except Unavailable as error:
                log.warning("signals_not_watched", error=str(error)[:200])
            await asyncio.sleep(_EVERY_S)

    async def look(self) -> int:
        """How many ended."""
        coins, moved, ended = frozenset(await self.market.coins()), list[tuple[Signal, Verdict]](), 0
        self._traded.clear()
        for signal in await self.maker.living.all():
            if not self.holds(signal.coin):
                self._forget(signal)
                continue
            verdict = await self._judge(signal, coins)
            if verdict.ends is not None:
                ended += await self._end(signal, verdict.ends)
            elif verdict.changes(signal):
                moved.append((signal, verdict))
                self.maker.living.put(signal.but(judged_at=verdict.judged_at, entered_at=verdict.entered_at))
        if moved:
            await self.book.judged(moved)
        if ended:
            self.maker.announce()
        return ended

    async def _judge(self, signal: Signal, coins: frozenset[Coin]) -> Verdict:
        verdict = Verdict(signal.judged_at, signal.entered_at)
        if signal.state is SignalState.CONFIRMED:
            verdict = await self._by_price(signal)
        if verdict.ends is None:
            silence = await self._silence(signal, coins)
            if silence is not None:
                ends = Ends(SignalState.EXPIRED, silence, verdict.judged_at, signal.state_price_usd)
                return Verdict(verdict.judged_at, verdict.entered_at, ends)
        return verdict

    async def _by_price(self, signal: Signal) -> Verdict:
        """Closed bars first, then the newest tick."""
        traded, verdict = await self._seen(signal), Verdict(signal.judged_at, signal.entered_at)
        since = self.clock.now() - signal.judged_at
        if traded.venue is not None and since >= BAR_MS * _MILLISECOND:
            count = since // (BAR_MS * _MILLISECOND) + 1
            bars = await self.market.bars(signal.coin, traded.venue, BAR_MS, count)
            verdict = judge_bars(signal, bars, has_waited=self._has_waited(signal))
            self._note_hole(signal, verdict)
        ticker = traded.ticker
        if verdict.ends is not None or ticker is None or ticker.at > self.clock.now() + _AHEAD:
            return verdict
        judged = signal.but(judged_at=verdict.judged_at, entered_at=verdict.entered_at)
        return judge_tick(judged, ticker.price_usd, ticker.at)

    def _has_waited(self, signal: Signal) -> bool:
        hole = self._holes.get(signal.signal_id)
        return hole is not None and hole[0] == signal.judged_at and self.steady_s() - hole[1] >= _WAITED_S

    def _note_hole(self, signal: Signal, verdict: Verdict) -> None:
        """It is the same hole as long as nothing before it moves."""
        if not verdict.is_waiting:
            self._holes.pop(signal.signal_id, None)
        elif self._holes.get(signal.signal_id, (None, 0.0))[0] != verdict.judged_at:
            self._holes[signal.signal_id] = verdict.judged_at, self.steady_s()

    async def _seen(self, signal: Signal) -> Traded:
        """Where the signal was seen, else where the coin is traded most. Asked once a pass and coin."""
        key = signal.coin, signal.grounds.venues
        if key not in self._traded:
            listed = [one.venue for one in await self.market.instruments(signal.coin)]
            venue = next(iter([*(one for one in signal.grounds.venues if one in listed), *listed]), None)
            ticker = None if venue is None else await self.market.ticker(signal.coin, venue)
            is_known = ticker is not None and ticker.price_usd > 0
            self._traded[key] = Traded(venue, ticker if is_known else None)
        return self._traded[key]

    async def _silence(self, signal: Signal, coins: frozenset[Coin]) -> Ending | None:
        now = self.clock.now()
        if signal.coin in coins or not await self._is_venue_heard(signal, coins):
            self._missing_since.pop(signal.signal_id, None)
        elif self._has_been_missing(signal, now) or await self._is_over(signal, now):
            return Ending.DELISTED
        return Ending.GAP if now - signal.expires_at >= _SILENT_AFTER else None

    def _has_been_missing(self, signal: Signal, now: datetime) -> bool:
        return now - self._missing_since.setdefault(signal.signal_id, now) >= _DELISTED_AFTER

    async def _is_over(self, signal: Signal, now: datetime) -> bool:
        """The venue itself said when the coin's contract ended: nothing is left to wait for."""
        if not isinstance(self.market, MarketDoubts):
            return False
        ended = [one for one in await self.market.ended(signal.coin) if one.venue in signal.grounds.venues]
        return any(one.ends_at is not None and one.ends_at <= now for one in ended)

    async def _is_venue_heard(self, signal: Signal, coins: frozenset[Coin]) -> bool:
        """Another coin of its venue is listed: so the list has come, and this coin is not on it."""
        for coin in coins:
            listed = [one.venue for one in await self.market.instruments(coin)]
            if not signal.grounds.venues or any(venue in listed for venue in signal.grounds.venues):
                return True
        return False

    async def _end(self, signal: Signal, ends: Ends) -> bool:
        self._forget(signal)
        is_ours = await self.book.end(signal, ends)
        self.maker.living.drop(signal)
        if is_ours:
            SIGNALS.labels(ends.state.value).inc()
            log.info("signal_ended", id=signal.signal_id, coin=signal.coin, state=ends.state, reason=ends.reason)
        return is_ours

    def _forget(self, signal: Signal) -> None:
        self._missing_since.pop(signal.signal_id, None)
        self._holes.pop(signal.signal_id, None)
