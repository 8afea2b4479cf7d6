"""Learned thresholds, kept: read from the store at the start, learned anew once a day, a coin at a time."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import structlog
from prometheus_client import Counter

from engine.errors import StorageAway
from engine.looking import look_on
from engine.market.ports import Clock, MarketReader
from engine.market.values import Bars, Coin, Instrument, MarketSource
from engine.scanners.learning import BARS_WANTED, Learned, learn_thresholds
from engine.scanners.spikes import CONFIRMATION_STEP_MS
from engine.scanners.thresholds import DEFAULT_THRESHOLDS, Thresholds

LEARNED = Counter("helix_thresholds_learned_total", "Coins whose thresholds were learned anew")
AGAIN_AFTER = timedelta(days=1)
_BETWEEN_S = 2.0  # coins: a month of bars costs some 15 ms of the event loop
_NOTHING_DUE_S = 60.0
_AWAY_S = 30.0
log = structlog.get_logger()


class BarHistory(Protocol):
    """Stored bars. Raises `StorageAway`."""

    async def load_bars(self, source: MarketSource, instrument: Instrument, step_ms: int, count: int) -> Bars: ...


class LearnedStore(Protocol):
    """Raises `StorageAway`."""

    async def load(self, source: MarketSource) -> Sequence[Learned]: ...

    async def save(self, learned: Learned) -> None: ...


class LearnedThresholds:
    """Implements `ThresholdBook`: what was learned of a coin, the house's numbers until then."""

    def __init__(self) -> None:
        self._held: dict[Coin, Learned] = {}

    def of(self, coin: Coin) -> Thresholds:
        held = self._held.get(coin)
        return DEFAULT_THRESHOLDS if held is None else held.thresholds

    def learned(self, coin: Coin) -> Learned | None:
        return self._held.get(coin)

    def put(self, every: Iterable[Learned]) -> None:
        for one in every:
            held = self._held.get(one.coin)
            if held is None or held.learned_at <= one.learned_at:
                self._held[one.coin] = one


@dataclass(frozen=True, slots=True)
class ThresholdPace:
    between_s: float = _BETWEEN_S
    nothing_due_s: float = _NOTHING_DUE_S
    away_s: float = _AWAY_S


class ThresholdKeeper:
    """`run` learns, for the engine; `follow` only reads what another process learned. Both end by cancellation."""

    def __init__(
        self,
        reader: MarketReader,
        history: BarHistory,
        store: LearnedStore,
        book: LearnedThresholds,
        clock: Clock,
        pace: ThresholdPace = ThresholdPace(),  # frozen
    ) -> None:
        self._reader, self._history, self._store = reader, history, store
        self._book, self._clock, self._pace = book, clock, pace

    async def run(self) -> None:
        while True:
            try:
                await self.read()
                await self._learn_for_ever()
            except StorageAway as error:
                log.warning("thresholds_wait", error=str(error)[:200])
                await asyncio.sleep(self._pace.away_s)

    async def follow(self) -> None:
        await look_on(self.read, self._pace.nothing_due_s, "thresholds_not_read")

    async def read(self) -> None:
        self._book.put(await self._store.load(self._reader.source))

    async def learn_due(self) -> int:
        """Every coin whose day is over, largest first; how many that were."""
        due = [coin for coin in await self._reader.coins() if self._is_due(coin)]
        for coin in due:
            await self._learn(coin)
            await asyncio.sleep(self._pace.between_s)
        return len(due)

    async def _learn_for_ever(self) -> None:
        while True:
            if not await self.learn_due():
                await asyncio.sleep(self._pace.nothing_due_s)

    def _is_due(self, coin: Coin) -> bool:
        held = self._book.learned(coin)
        return held is None or abs(self._clock.now() - held.learned_at) >= AGAIN_AFTER

    async def _learn(self, coin: Coin) -> None:
        """From the contract that confirmations are read from: the largest."""
        source, listed = self._reader.source, await self._reader.instruments(coin)
        bars = Bars.empty(CONFIRMATION_STEP_MS)
        if listed:
            bars = await self._history.load_bars(source, listed[0], CONFIRMATION_STEP_MS, BARS_WANTED)
        thresholds = await asyncio.to_thread(learn_thresholds, bars)
        learned = Learned(source, coin, thresholds, len(bars), self._clock.now())
        await self._store.save(learned)
        self._book.put([learned])
        LEARNED.inc()
