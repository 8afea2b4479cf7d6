"""Watches confirmed signals against price, and ends those of which nothing more will be heard."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from engine.errors import Unavailable
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin, Venue
from engine.signals.judging import BAR_MS, Verdict, judge_bars, judge_tick
from engine.signals.listener import SIGNALS, SignalMaker
from engine.signals.ports import SignalBook
from engine.signals.values import Ending, Ends, Signal, SignalState

_EVERY_S = 1.0
_DELISTED_AFTER = timedelta(minutes=10)  # of not being listed while its venue lists others
_SILENT_AFTER = timedelta(hours=2)  # past its horizon without a bar: a clock that jumps an hour ends nothing
_AHEAD = timedelta(minutes=1)
_MILLISECOND = timedelta(milliseconds=1)
log = structlog.get_logger()


@dataclass(slots=True)
class SignalTracker:
    """`look` is one pass over all living signals; `run` does it every second until cancelled.

    Several processes may watch at once: a step is taken from the state it was judged in, so one of them takes it.
    """

    book: SignalBook
    maker: SignalMaker
    market: MarketReader
    clock: Clock
    _missing_since: dict[int, datetime] = field(default_factory=dict)

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
        for signal in await self.maker.living.all():
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
            verdict = await self._by_bars(signal)
            if verdict.ends is None:
                verdict = await self._by_tick(
                    signal.but(judged_at=verdict.judged_at, entered_at=verdict.entered_at), verdict
                )
        if verdict.ends is None:
            silence = await self._silence(signal, coins)
            if silence is not None:
                ends = Ends(SignalState.EXPIRED, silence, verdict.judged_at, signal.state_price_usd)
                return Verdict(verdict.judged_at, verdict.entered_at, ends)
        return verdict

    async def _by_bars(self, signal: Signal) -> Verdict:
        venue = await self._venue(signal)
        since = self.clock.now() - signal.judged_at
        if venue is None or since < BAR_MS * _MILLISECOND:
            return Verdict(signal.judged_at, signal.entered_at)
        count = since // (BAR_MS * _MILLISECOND) + 1
        return judge_bars(signal, await self.market.bars(signal.coin, venue, BAR_MS, count))

    async def _by_tick(self, signal: Signal, verdict: Verdict) -> Verdict:
        venue = await self._venue(signal)
        ticker = None if venue is None else await self.market.ticker(signal.coin, venue)
        if ticker is None or ticker.at > self.clock.now() + _AHEAD or ticker.price_usd <= 0:
            return verdict
        return judge_tick(signal, ticker.price_usd, ticker.at)

    async def _venue(self, signal: Signal) -> Venue | None:
        """Where it was seen, else where the coin is traded most; None where it is traded nowhere."""
        listed = [one.venue for one in await self.market.instruments(signal.coin)]
        seen = [venue for venue in signal.grounds.venues if venue in listed]
        return next(iter(seen or listed), None)

    async def _silence(self, signal: Signal, coins: frozenset[Coin]) -> Ending | None:
        now = self.clock.now()
        if signal.coin in coins or not await self._is_venue_heard(signal, coins):
            self._missing_since.pop(signal.signal_id, None)
        elif now - self._missing_since.setdefault(signal.signal_id, now) >= _DELISTED_AFTER:
            return Ending.DELISTED
        return Ending.GAP if now - signal.expires_at >= _SILENT_AFTER else None

    async def _is_venue_heard(self, signal: Signal, coins: frozenset[Coin]) -> bool:
        """Another coin of its venue is listed: so the list has come, and this coin is not on it."""
        for coin in coins:
            listed = [one.venue for one in await self.market.instruments(coin)]
            if not signal.grounds.venues or any(venue in listed for venue in signal.grounds.venues):
                return True
        return False

    async def _end(self, signal: Signal, ends: Ends) -> bool:
        self._missing_since.pop(signal.signal_id, None)
        is_ours = await self.book.end(signal, ends)
        self.maker.living.drop(signal)
        if is_ours:
            SIGNALS.labels(ends.state.value).inc()
            log.info("signal_ended", id=signal.signal_id, coin=signal.coin, state=ends.state, reason=ends.reason)
        return is_ours
