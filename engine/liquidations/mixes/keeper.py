"""Learns the mixes anew every week from forced closes we collected ourselves, beside the running market."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

import structlog
from prometheus_client import Counter

from engine.errors import StorageAway
from engine.liquidations.calibration.hours import LiquidatedHours
from engine.liquidations.leverage import CoinClass, coin_class
from engine.liquidations.mixes.book import LearnedMixes
from engine.liquidations.mixes.learning import LEVERAGES, Learned, TrainingRows, learn_class, learn_coin, training_rows
from engine.liquidations.mixes.values import LearnedMix
from engine.market.ports import Clock
from engine.market.values import Bars, Coin, Instrument, MarketSource

LEARNED = Counter("helix_mixes_learned_total", "Leverage mixes learned", ["coin_class", "result"])
WEEK = timedelta(days=7)
LOOKBACK = timedelta(days=60)
FEWEST_HOURS = 14 * 24  # of hours in which a venue's stream told anything; with fewer the default stays
STEP_MS = 900_000
MOST_CONTRACTS = 40  # a class, the most liquidated first
_EVERY_S, _AGAIN_S = 3_600.0, 300.0
_PAUSE_S = 0.2  # between contracts
log = structlog.get_logger()


class MixStore(Protocol):
    """Raises `StorageAway`."""

    async def load(self, source: MarketSource, until: datetime) -> Sequence[LearnedMix]:
        """Versions valid by `until`."""
        ...

    async def save(self, mix: LearnedMix) -> None:
        """A class or coin has one mix a training week: the first stays."""
        ...


class ForcedCloses(Protocol):
    """What we collected. Raises `StorageAway`."""

    async def contracts(self, source: MarketSource, since: datetime, until: datetime) -> Sequence[Instrument]:
        """Those with any forced close in the span, the most liquidated first."""
        ...

    async def liquidated(
        self, source: MarketSource, instrument: Instrument, since: datetime, until: datetime
    ) -> LiquidatedHours:
        """Hours in which the venue's stream told anything of any contract, with this contract's sums, 0 where none."""
        ...

    async def bars(self, source: MarketSource, instrument: Instrument, since: datetime, until: datetime) -> Bars:
        """Stored bars of `STEP_MS` with open interest."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    since: datetime
    until: datetime


class MixKeeper:
    """`run` is endless. A week's mixes are learned once: trained to its Monday 00:00 UTC, valid from when made."""

    def __init__(
        self,
        source: MarketSource,
        closes: ForcedCloses,
        store: MixStore,
        book: LearnedMixes,
        clock: Clock,
        pause_s: float = _PAUSE_S,
    ) -> None:
        self._source, self._closes, self._store = source, closes, store
        self._book, self._clock, self._pause_s = book, clock, pause_s

    async def run(self) -> None:
        while True:
            try:
                await self.refit_due()
            except StorageAway as error:
                log.warning("mixes_put_off", error=str(error)[:200])
                await asyncio.sleep(_AGAIN_S)
            else:
                await asyncio.sleep(_EVERY_S)

    async def refit_due(self) -> int:
        """How many mixes were learned: 0 when this week's are known, or too little was collected."""
        known = await self._store.load(self._source, self._clock.now())
        self._book.put(known)
        span = training_span(self._clock.now())
        if any(one.trained_to >= span.until for one in known):
            return 0
        rows = await self._rows(span)
        mixes = await asyncio.to_thread(learn_all, self._source, rows, span, self._clock.now())
        for one in mixes:
            await self._store.save(one)
            LEARNED.labels(one.coin_class.value, "used" if one.has_earned_its_place else "kept only").inc()
            log.info("mix_learned", version=one.version, gain=round(one.gain, 4), used=one.has_earned_its_place)
        self._book.put(mixes)
        return len(mixes)

    async def _rows(self, span: Span) -> list[TrainingRows]:
        """Contract by contract, each worked on in a thread, with a rest between: nobody waits for this."""
        counts: dict[CoinClass, int] = {}
        found = []
        for instrument in await self._closes.contracts(self._source, span.since, span.until):
            kind = coin_class(instrument.coin, instrument.max_leverage)
            if counts.get(kind, 0) >= MOST_CONTRACTS:
                continue
            measured = await self._closes.liquidated(self._source, instrument, span.since, span.until)
            if len(measured.open_ms) < FEWEST_HOURS:
                continue
            bars = await self._closes.bars(self._source, instrument, span.since, span.until)
            rows = await asyncio.to_thread(training_rows, bars, measured, instrument) if len(bars) else None
            if rows is not None:
                counts[kind] = counts.get(kind, 0) + 1
                found.append(rows)
            await asyncio.sleep(self._pause_s)
        return found


def training_span(now: datetime) -> Span:
    """Up to the last Monday 00:00 UTC that is past."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    until = midnight - timedelta(days=now.weekday())
    return Span(until - LOOKBACK, until)


def learn_all(source: MarketSource, rows: Sequence[TrainingRows], span: Span, now: datetime) -> list[LearnedMix]:
    """Each class that has enough hours, and each coin of it. Pure; `now` is later than the span."""
    valid_from = max(now, span.until + timedelta(seconds=1))
    found = []
    for kind in CoinClass:
        mine = [one for one in rows if one.coin_class is kind and len(one.usd) // 2 >= FEWEST_HOURS]
        if not mine:
            continue
        whole = learn_class(mine)
        found.append(_mix(source, kind, None, whole, len(mine), span, valid_from))
        for coin in dict.fromkeys(one.coin for one in mine):
            own = [one for one in mine if one.coin == coin]
            found.append(_mix(source, kind, coin, learn_coin(own, whole.shares), len(own), span, valid_from))
    return found


def _mix(
    source: MarketSource,
    kind: CoinClass,
    coin: Coin | None,
    learned: Learned,
    contracts: int,
    span: Span,
    valid_from: datetime,
) -> LearnedMix:
    digest = sha256(learned.shares.tobytes()).hexdigest()[:6]
    version = f"learned-{kind.value if coin is None else coin}-{span.until:%Y-%m-%d}-{digest}"
    return LearnedMix(
        source, kind, coin, version, span.since, span.until, valid_from, tuple(LEVERAGES.tolist()),
        tuple(learned.shares.tolist()), learned.gain, learned.gain_low, learned.hours, contracts,
    )  # fmt: skip
