"""The nine windows everything is seen through, their columns and price bins (the house plan, section 4)."""

from datetime import timedelta
from enum import StrEnum

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MAJORS = frozenset({"BTC", "ETH"})


class Window(StrEnum):
    """A window's map holds the positions opened inside that window."""

    H12 = "12h"
    H24 = "24h"
    D3 = "3d"
    D7 = "7d"
    D14 = "14d"
    D30 = "30d"
    D90 = "90d"
    D180 = "180d"
    Y1 = "1y"

    @property
    def span(self) -> timedelta:
        return _SHAPE[self][0]

    @property
    def column(self) -> timedelta:
        """Width of one column of the map, and the step of the bars it is built from."""
        return _SHAPE[self][1]

    @property
    def column_ms(self) -> int:
        return _COLUMN_MS[self]

    @property
    def columns(self) -> int:
        return _COLUMNS[self]

    def bin_width(self, coin: str) -> float:
        """Height of one price bin as a fraction of price (steps of log price)."""
        fine = 0.0005 if coin in MAJORS else 0.001
        return _SHAPE[self][2] or fine


_SHAPE: dict[Window, tuple[timedelta, timedelta, float | None]] = {
    Window.H12: (12 * _HOUR, 5 * _MINUTE, None),
    Window.H24: (24 * _HOUR, 5 * _MINUTE, None),
    Window.D3: (3 * _DAY, 15 * _MINUTE, None),
    Window.D7: (7 * _DAY, 30 * _MINUTE, None),
    Window.D14: (14 * _DAY, _HOUR, 0.002),
    Window.D30: (30 * _DAY, 2 * _HOUR, 0.002),
    Window.D90: (90 * _DAY, 6 * _HOUR, 0.005),
    Window.D180: (180 * _DAY, 12 * _HOUR, 0.005),
    Window.Y1: (365 * _DAY, _DAY, 0.005),
}

_COLUMN_MS = {w: w.column // timedelta(milliseconds=1) for w in Window}  # asked thousands of times a second
_COLUMNS = {w: w.span // w.column for w in Window}

# Every step of bars that some window is built from, finest first.
STEPS_MS: tuple[int, ...] = tuple(sorted({w.column_ms for w in Window}))
