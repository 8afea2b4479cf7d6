"""What was measured of one coin and window, as it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window

FEWEST_CASES = 30  # with fewer nothing is said (the calibration facts: "no result")

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_HORIZONS = {
    Window.H12: 12 * _HOUR,
    Window.H24: _DAY,
    Window.D3: _DAY,
    Window.D7: _DAY,
    Window.D14: 3 * _DAY,
    Window.D30: 7 * _DAY,
    Window.D90: 7 * _DAY,
    Window.D180: 7 * _DAY,
    Window.Y1: 7 * _DAY,
}


def horizon_of(window: Window) -> timedelta:
    """How long price is watched after a map: less than a long window, of which there would never be thirty."""
    return _HORIZONS[window]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of `cases` maps: the largest level was reached, the mirrored one was, and both were, within the horizon."""

    cases: int
    reached: int
    reached_other_side: int
    reached_both: int


@dataclass(frozen=True, slots=True)
class MeasuredRecord:
    """`measured_at`: by the market's clock; nothing later went in. Fewer than thirty cases are kept, not shown."""

    source: MarketSource
    venue: Venue
    coin: Coin
    window: Window
    horizon: timedelta
    counts: Counts
    model_version: str
    measured_at: datetime
