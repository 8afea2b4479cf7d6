"""Holes in the published data of the thin contract, the same ones every time."""

import numpy as np
from numpy.typing import NDArray

SLOT_MS = 30 * 60_000
ONE_IN = 23


def is_missing(open_ms: NDArray[np.int64], step_ms: int) -> NDArray[np.bool_]:
    """Bars that lie wholly inside a hole. Holes are half-hour slots picked by a hash of their number."""
    first, last = open_ms // SLOT_MS, (open_ms + step_ms - 1) // SLOT_MS
    return np.asarray(_is_hole(first) & (first == last), np.bool_)


def _is_hole(slot: NDArray[np.int64]) -> NDArray[np.bool_]:
    mixed = slot.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray((mixed >> np.uint64(40)) % np.uint64(ONE_IN) == 0)
