"""Judges coins anew as their hours add up, and teaches B7 and B8 what the past says."""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from engine.liquidations.ledger.chain import ALL, Draft, Kind
from engine.liquidations.ledger.ports import JudgeStore
from engine.liquidations.ledger.scoring import Score
from engine.liquidations.ledger.standing import CoinStanding, stand
from engine.liquidations.ledger.weights import Weights, fit_weights, weights_body
from engine.market.ports import Clock
from engine.market.values import Coin, MarketSource

SPAN = timedelta(days=90)
APART = timedelta(hours=24)  # between what a fit saw and the hours it is used for
_YOUNG = 72  # scores: until then every hour is worth a new judgement
_AGAIN = timedelta(hours=24)
_OWN_LESSONS = 336  # hours; with fewer a coin learns from all coins together
_SAMPLE, _SAMPLED = 20_000, timedelta(days=30)  # lessons for all coins together
_SHARE = 0.05  # of one core

log = structlog.get_logger()


@dataclass(slots=True)
class Judge:
    """Any process may judge; the figures are the same whoever does. Raises `StorageAway`."""

    source: MarketSource
    store: JudgeStore
    clock: Clock
    share: float = _SHARE

    async def judge_due(self) -> int:
        """How many coins were judged."""
        now = self.clock.now()
        await self._teach_all(now)
        judged = await self.store.judged(self.source)
        due = [
            coin
            for coin, scores in (await self.store.scored_coins(self.source, now - SPAN)).items()
            if _is_due(judged.get(coin), scores, now)
        ]
        for coin in due:
            await self._judge(coin, now)
        return len(due)

    async def _judge(self, coin: Coin, now: datetime) -> None:
        scores = list(await self.store.scores(self.source, coin, now - SPAN, now))
        tallied = await self.store.tallied(self.source, coin, now - SPAN)

        def work() -> tuple[CoinStanding, float]:
            started = time.thread_time()
            made = stand(self.source, coin, now, scores, tallied.frozen, tallied.missed)
            return made, time.thread_time() - started

        standing, busy_s = await asyncio.to_thread(work)
        await self.store.save_standing(standing)
        log.info("coin_judged", coin=coin, scores=len(scores))
        await self._teach(coin, scores, now)
        await asyncio.sleep(busy_s * (1 / self.share - 1))

    async def _teach(self, coin: Coin, scores: list[Score], now: datetime) -> None:
        """Its own weights, daily, once it has hours enough that were over a day ago."""
        until = now - APART
        lessons = [score.lesson() for score in scores if score.counts and score.hour_at < until - timedelta(hours=1)]
        if len(lessons) >= _OWN_LESSONS:
            await self._keep(await asyncio.to_thread(fit_weights, coin, lessons, until), now)

    async def _teach_all(self, now: datetime) -> None:
        """What every coin falls back to, once a day. Nothing is learned from nothing."""
        known = (await self.store.newest_weights(self.source)).get(ALL)
        until = now - APART
        if known is not None and timedelta() <= until - known[1].until < _AGAIN:
            return
        lessons = await self.store.sampled_lessons(self.source, now - _SAMPLED, until - timedelta(hours=1), _SAMPLE)
        if lessons:
            await self._keep(await asyncio.to_thread(fit_weights, ALL, lessons, until), now)

    async def _keep(self, weights: Weights, now: datetime) -> None:
        hour_at = now.replace(minute=0, second=0, microsecond=0)
        await self.store.append(
            self.source, [Draft(Kind.WEIGHTS, weights.coin, hour_at, self.clock.now(), weights_body(weights))]
        )
        log.info("baselines_taught", coin=weights.coin, hours=weights.hours)


def _is_due(judged: tuple[datetime, int] | None, scores: int, now: datetime) -> bool:
    if judged is None:
        return True
    at, seen = judged
    if now < at:  # a replay that began again
        return True
    return scores > seen if scores <= _YOUNG else now - at >= _AGAIN and scores != seen
