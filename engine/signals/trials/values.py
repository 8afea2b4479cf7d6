"""What could have been a signal in the past month, in columns, so that other thresholds are a matter of filtering."""

import io
import zlib
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window

OPEN, HIT, STOPPED, EXPIRED = 0, 1, 2, 3  # what became of it; open: its horizon is not over, or bars are missing

_MOMENT = np.dtype(
    [
        ("at_ms", "<i8"),  # close of the bar
        ("end_ms", "<i8"),  # when it would have ended
        ("share", "<f4"),  # of the heavier side
        ("volume_ratio", "<f4"),  # NaN where unknown, as the next two
        ("oi_change_1h", "<f4"),
        ("move_5m", "<f4"),
        ("won", "<f4"),  # for 1 risked, fees in; 0 while open
        ("outcome", "i1"),
    ]
)
Moments = NDArray[np.void]


def no_moments(rows: int = 0) -> Moments:
    return np.zeros(rows, _MOMENT)


@dataclass(frozen=True, slots=True)
class Trials:
    """Moments of one coin and window, oldest first, found on the history of `venue` from `from_at` to `until_at`."""

    source: MarketSource
    coin: Coin
    window: Window
    venue: Venue
    model_version: str
    from_at: datetime
    until_at: datetime
    moments: Moments


def packed(moments: Moments) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, moments, allow_pickle=False)
    return zlib.compress(buffer.getvalue(), 6)


def unpacked(data: bytes) -> Moments:
    """Raises `ValueError` for what was not packed by this layout."""
    found: Moments = np.load(io.BytesIO(zlib.decompress(data)), allow_pickle=False)
    if found.dtype != _MOMENT:
        raise ValueError("moments of another layout")
    return found
