"""What one venue's ingestion says of itself: state for alarms and `/health`, metrics, how far its history is."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NoReturn

from prometheus_client import Gauge

from engine.feeds.ports import Feed
from engine.feeds.reading import milliseconds
from engine.market.backfill import Progress
from engine.market.loading import Loading, Pace
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.report import FeedReport, count_bars
from engine.market.trouble import FeedAlarm, TroubleBook

AGE = Gauge("helix_feed_age_seconds", "Since the venue last said anything", ["venue"])
COMPLETENESS = Gauge("helix_feed_completeness_ratio", "Five-minute bars of the last day held, of those due", ["venue"])
LAG_QUANTILE = Gauge("helix_feed_lag_quantile_seconds", "Venue's stamp to our clock, lately", ["venue", "quantile"])
LOADED = Gauge("helix_feed_history_ratio", "First history fetched, of all", ["venue"])
_DAY = timedelta(days=1)
_MEASURE_EVERY_S = 5.0


class FeedFigures:
    """Of the contracts this process holds. `rows_waiting`: how many rows the store has not taken yet."""

    def __init__(
        self,
        feed: Feed,
        market: MemoryMarket,
        clock: Clock,
        rows_waiting: Callable[[], int],
        on_alarm: Callable[[FeedAlarm], None],
        on_progress: Callable[[Progress], None],
    ) -> None:
        self._venue = feed.venue
        self._source = feed.source
        self._market = market
        self._clock = clock
        self._rows_waiting = rows_waiting
        self._on_progress = on_progress
        self._pace = Pace()
        self.history = Loading(0, 1)
        """How far the first fill is."""
        self.trouble = TroubleBook(feed.venue, feed.source, clock, self.snapshot, on_alarm)

    def snapshot(self) -> Mapping[str, str | int | float]:
        """The state for an alarm."""
        venue = self._venue
        heard_at = self._market.heard_at(venue)
        contracts = self._market.contracts(venue)
        return {
            "source": self._source,
            "heard_s_ago": -1.0 if heard_at is None else (self._clock.now() - heard_at).total_seconds(),
            "contracts": len(contracts),
            "stale_contracts": sum(self._market.is_stale(one.coin, venue) for one in contracts),
            "open_gaps": len(self._market.open_gaps(venue)),
            "rows_waiting": self._rows_waiting(),
            **{f"{part}_failures": count for part, count in self.trouble.failures.items()},
        }

    def report(self) -> FeedReport:
        """The same and more in figures, for other processes too. Counts every contract's bars: not for a hot path."""
        venue, market, now = self._venue, self._market, self._clock.now()
        contracts, now_ms = market.contracts(venue), milliseconds(now)
        held = [count_bars(one, market.opens(venue, one.symbol), now_ms) for one in contracts]
        return FeedReport(
            venue=venue,
            source=self._source,
            at=now,
            heard_at=market.heard_at(venue),
            contracts=len(contracts),
            stale_contracts=sum(market.is_stale(one.coin, venue) for one in contracts),
            history=self.history,
            bars_held=sum(bars for bars, _ in held),
            bars_expected=sum(due for _, due in held),
            lag=market.hearing.meter(venue).lag(),
            skew_s=market.hearing.skew_s(venue),
            open_gaps=len(market.open_gaps(venue)),
            deaf=market.hearing.deaf(venue, now - _DAY),
            rows_waiting=self._rows_waiting(),
            failures=self.trouble.failures,
            doubts=market.doubts(venue),
        )

    def progressed(self, progress: Progress) -> None:
        """Of the first fill: what is repaired later, or taken over, is no history that everybody waits for."""
        if not self.history.is_over:
            self._pace.saw(time.monotonic(), progress.done)
            left_s = self._pace.left_s(progress.done, progress.total)
            self._load(Loading(progress.done, progress.total, left_s))
        self._on_progress(progress)

    def filled(self) -> None:
        """The first fill is over, also where contracts left meanwhile whose histories nobody fetched."""
        self._load(Loading(self.history.total, self.history.total))

    def _load(self, history: Loading) -> None:
        self.history = history
        self._market.load(self._venue, history)
        LOADED.labels(self._venue).set(history.share)

    async def measure(self) -> NoReturn:
        while True:
            report, venue = self.report(), self._venue
            if report.heard_at is not None:
                AGE.labels(venue).set((report.at - report.heard_at).total_seconds())
            if report.completeness is not None:
                COMPLETENESS.labels(venue).set(report.completeness)
            if report.lag is not None:
                LAG_QUANTILE.labels(venue, "0.5").set(report.lag.p50_s)
                LAG_QUANTILE.labels(venue, "0.95").set(report.lag.p95_s)
            await asyncio.sleep(_MEASURE_EVERY_S)
