"""Two clocks: the one messages are dated by (may be frozen for screenshots) and the one ages are measured by."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """`wall` gives unix seconds, `steady` seconds that only grow."""

    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    frozen: bool = False

    def unix(self) -> int:
        return int(self.wall())


def frozen_clock(at_unix_s: float) -> Clock:
    """Messages all carry one moment; rate limits and time-outs still run."""
    return Clock(wall=lambda: at_unix_s, frozen=True)
