"""How late a venue's messages are, and whether its clock and ours agree."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from statistics import median

import numpy as np

_KEPT = 2_000  # messages; seconds of a busy venue
_OF_CLOCK = 15  # the newest ones: a clock that jumps is noticed with the eighth message
_FEWEST = 3
_SLOW_CLOCK = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Lag:
    """Seconds from the venue's stamp to our clock."""

    p50_s: float
    p95_s: float


class LagMeter:
    """Of one venue, signed: a negative lag is a message from the future, that is a clock of ours that is behind."""

    def __init__(self) -> None:
        self._lags_s: deque[float] = deque(maxlen=_KEPT)

    def hear(self, stamped_at: datetime, heard_at: datetime) -> None:
        self._lags_s.append((heard_at - stamped_at).total_seconds())

    def lag(self) -> Lag | None:
        """None before the first message."""
        if not self._lags_s:
            return None
        p50, p95 = np.quantile(np.array(self._lags_s), [0.5, 0.95])
        return Lag(float(p50), float(p95))

    def skew_s(self) -> float:
        """How far our clock is ahead of the venue's, 0 while that cannot be told from an ordinary delay."""
        newest = list(islice(reversed(self._lags_s), _OF_CLOCK))
        if len(newest) < _FEWEST:
            return 0.0
        middle = median(newest)
        return middle if abs(middle) >= _SLOW_CLOCK.total_seconds() else 0.0
