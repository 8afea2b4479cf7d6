"""What a contract's spikes are judged against between two bars: a few numbers, compared in a microsecond. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.liquidations.values import Confirmation
from engine.market.values import Bars, Coin, Ticker, Venue
from engine.scanners.alerting import SpikeKind
from engine.scanners.level_cross import NO_FENCE, Fence
from engine.scanners.spikes import CONFIRMATION_STEP_MS
from engine.scanners.thresholds import Thresholds

_HOUR = 12  # bars


@dataclass(frozen=True, slots=True)
class Spike:
    """One threshold passed. `bar`: the number of the five-minute bar in which it was."""

    coin: Coin
    venue: Venue
    kind: SpikeKind
    value: float
    threshold: float
    price_usd: float
    at_ms: int
    bar: int


@dataclass(slots=True)
class Mark:
    """One contract's running bar. `oi_hour_ago` NaN where unknown: nothing is over it."""

    coin: Coin
    venue: Venue
    opened_ms: int  # of the running bar: the close of the last
    open_usd: float
    oi_hour_ago: float
    thresholds: Thresholds
    fence: Fence = NO_FENCE
    told: dict[SpikeKind, int] = field(default_factory=dict)  # the bar in which it was told last

    def jumped(self, ticker: Ticker) -> Iterator[tuple[SpikeKind, float, float]]:
        """Kind, value and threshold of what this ticker passes; nothing twice in a bar. Volume is known at its close
        only: a venue's rolling day says nothing of five minutes."""
        at_ms = ticker.at.timestamp() * 1000
        if 0 <= at_ms - self.opened_ms < CONFIRMATION_STEP_MS:
            move = ticker.price_usd / self.open_usd - 1.0
            if abs(move) > self.thresholds.move_5m:
                yield SpikeKind.MOVE, move, self.thresholds.move_5m
            grown = ticker.oi_base / self.oi_hour_ago - 1.0
            if grown > self.thresholds.oi_change_1h:
                yield SpikeKind.OPEN_INTEREST, grown, self.thresholds.oi_change_1h
        level = self.fence.crossed(ticker.price_usd)
        if level is not None:
            yield SpikeKind.LEVEL_CROSS, ticker.price_usd, level

    def tell(self, kind: SpikeKind, bar: int) -> bool:
        """True the first time in a bar."""
        is_new = self.told.get(kind) != bar
        self.told[kind] = bar
        return is_new


def mark_of(coin: Coin, venue: Venue, bars: Bars, thresholds: Thresholds) -> Mark:
    """`bars`: 5-minute bars, at least one, the newest last."""
    return Mark(
        coin,
        venue,
        int(bars.open_ms[-1]) + bars.step_ms,
        float(bars.close[-1]),
        _oi_hour_ago(bars),
        thresholds,
    )


def closed_spikes(confirmation: Confirmation) -> Iterator[tuple[SpikeKind, float, float]]:
    """Kind, value and threshold of all that the closed bar passes."""
    limits = confirmation.thresholds
    if confirmation.volume_ratio is not None and confirmation.is_volume_fresh:
        yield SpikeKind.VOLUME, confirmation.volume_ratio, limits.volume_ratio
    if confirmation.oi_change_1h is not None and confirmation.is_oi_fresh:
        yield SpikeKind.OPEN_INTEREST, confirmation.oi_change_1h, limits.oi_change_1h
    if confirmation.move_5m is not None and confirmation.is_move_fresh:
        yield SpikeKind.MOVE, confirmation.move_5m, limits.move_5m


def _oi_hour_ago(bars: Bars) -> float:
    """An hour before the running bar's close; NaN over a gap."""
    recent = bars.last(_HOUR)
    is_whole = len(recent) == _HOUR and recent.open_ms[-1] - recent.open_ms[0] == (_HOUR - 1) * recent.step_ms
    return float(recent.oi_base[0]) if is_whole and recent.oi_base[0] > 0 else float("nan")
