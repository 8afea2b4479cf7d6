"""The state of one venue's feed in figures: for /health, for `helix doctor`, and for processes without a feed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from engine.market.lag import Lag
from engine.market.loading import Loading
from engine.market.quality import Flag, hearing_flags
from engine.market.trouble import ALARM_AFTER
from engine.market.values import Coin, Instrument, IntArray, MarketSource, Venue
from engine.market.windows import STEPS_MS

_DAY_MS = 86_400_000
_LATE_MS = 60_000  # a bar that closed less than a minute ago may still be on its way
QUIET = timedelta(minutes=2)  # a venue with hundreds of contracts says something each second
OLD = timedelta(minutes=1)  # a report that nobody renewed is of an engine that is gone


@dataclass(frozen=True, slots=True)
class FeedReport:
    """`bars_held` of `bars_expected`: five-minute bars of the last 24 h over all contracts. `deaf`: of that day.

    `failures`: in a row, by part ("stream", "rest", "store"). `doubts`: coins with flags now.
    """

    venue: Venue
    source: MarketSource
    at: datetime
    heard_at: datetime | None
    contracts: int
    stale_contracts: int
    history: Loading
    bars_held: int
    bars_expected: int
    lag: Lag | None
    skew_s: float
    open_gaps: int
    deaf: timedelta
    rows_waiting: int
    failures: Mapping[str, int] = field(default_factory=dict)
    doubts: Mapping[Coin, Sequence[Flag]] = field(default_factory=dict)

    @property
    def completeness(self) -> float | None:
        """Share of the expected bars; None where none is due yet."""
        return self.bars_held / self.bars_expected if self.bars_expected else None


def is_well(report: FeedReport, now: datetime) -> bool:
    """Heard lately, and nothing failed three times in a row."""
    is_heard = report.heard_at is not None and now - report.heard_at < QUIET
    return is_heard and max(report.failures.values(), default=0) < ALARM_AFTER


def flags_of(report: FeedReport, coin: Coin) -> list[Flag]:
    """What the report says about one coin."""
    return [*report.doubts.get(coin, ()), *hearing_flags(report.venue, report.skew_s, report.deaf)]


def day_span(now_ms: int) -> tuple[int, int]:
    """Opens of the first five-minute bar of the last day, and of the first that need not be there yet."""
    step_ms = STEPS_MS[0]
    to_ms = (now_ms - _LATE_MS) // step_ms * step_ms
    return to_ms - _DAY_MS, to_ms


def count_bars(instrument: Instrument, open_ms: IntArray, now_ms: int) -> tuple[int, int]:
    """Five-minute bars held and expected over the last day, since its listing where that is later."""
    step_ms = STEPS_MS[0]
    from_ms, to_ms = day_span(now_ms)
    if instrument.listed_at is not None:
        listed_ms = int(instrument.listed_at.timestamp() * 1000)
        from_ms = max(from_ms, -(-listed_ms // step_ms) * step_ms)
    first, last = np.searchsorted(open_ms, [from_ms, to_ms])
    return int(last - first), max((to_ms - from_ms) // step_ms, 0)


def by_venue(reports: Iterable[FeedReport], now: datetime) -> list[FeedReport]:
    """Engines that share a venue told together; those that ended are left out."""
    joined: dict[Venue, FeedReport] = {}
    for report in reports:
        if now - report.at <= OLD:
            held = joined.get(report.venue)
            joined[report.venue] = report if held is None else _joined(held, report)
    return [joined[venue] for venue in Venue if venue in joined]


def _joined(one: FeedReport, other: FeedReport) -> FeedReport:
    heard = [at for at in (one.heard_at, other.heard_at) if at is not None]
    lags = [lag for lag in (one.lag, other.lag) if lag is not None]
    lefts = [left for left in (one.history.left_s, other.history.left_s) if left is not None]
    return replace(
        one,
        at=max(one.at, other.at),
        heard_at=min(heard, default=None),
        contracts=one.contracts + other.contracts,
        stale_contracts=one.stale_contracts + other.stale_contracts,
        history=Loading(
            one.history.done + other.history.done, one.history.total + other.history.total, max(lefts, default=None)
        ),
        bars_held=one.bars_held + other.bars_held,
        bars_expected=one.bars_expected + other.bars_expected,
        lag=max(lags, key=lambda lag: lag.p95_s, default=None),
        skew_s=max(one.skew_s, other.skew_s, key=abs),
        open_gaps=one.open_gaps + other.open_gaps,
        deaf=max(one.deaf, other.deaf),
        rows_waiting=one.rows_waiting + other.rows_waiting,
        failures={
            part: max(one.failures.get(part, 0), other.failures.get(part, 0))
            for part in sorted({*one.failures, *other.failures})
        },
        doubts={**one.doubts, **other.doubts},
    )
