"""The venue's names for lengths of time, and where a bar of each begins."""

import numpy as np
from numpy.typing import NDArray

from sandbox.market.schedule import DAY_MS, HOUR_MS, MINUTE_MS

Ints = NDArray[np.int64]
WEEK_MS = 7 * DAY_MS
MONTH_MS = 30 * DAY_MS  # a name, not a length: months are cut by the calendar
_MONDAY_MS = 4 * DAY_MS  # 1970-01-05

KLINE_MS: dict[str, int] = {
    **{str(m): m * MINUTE_MS for m in (1, 3, 5, 15, 30, 60, 120, 240, 360, 720)},
    "D": DAY_MS,
    "W": WEEK_MS,
    "M": MONTH_MS,
}
RECORD_MS: dict[str, int] = {  # of open interest and account ratio
    "5min": 5 * MINUTE_MS,
    "15min": 15 * MINUTE_MS,
    "30min": 30 * MINUTE_MS,
    "1h": HOUR_MS,
    "4h": 4 * HOUR_MS,
    "1d": DAY_MS,
}


def begin_of(ms: Ints, step_ms: int) -> Ints:
    """Open time of the bar each moment lies in. UTC; weeks begin on Monday, months on the first."""
    if step_ms == MONTH_MS:
        return ms.astype("datetime64[ms]").astype("datetime64[M]").astype("datetime64[ms]").astype(np.int64)
    shift = _MONDAY_MS if step_ms == WEEK_MS else 0
    return np.asarray((ms - shift) // step_ms * step_ms + shift, np.int64)


def begin_of_one(ms: int, step_ms: int) -> int:
    return int(begin_of(np.array([ms], np.int64), step_ms)[0])


def end_of(begin_ms: int, step_ms: int) -> int:
    """Open time of the next bar."""
    if step_ms == MONTH_MS:
        return begin_of_one(begin_ms + 32 * DAY_MS, MONTH_MS)
    return begin_ms + step_ms
