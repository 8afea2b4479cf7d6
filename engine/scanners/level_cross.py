"""When price goes through a level of the map: two comparisons a tick. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from engine.liquidations.values import Cluster, Scan


@dataclass(frozen=True, slots=True)
class Fence:
    """The nearest levels on either side of price; infinite or zero where there is none."""

    above_usd: float = inf
    below_usd: float = 0.0

    def crossed(self, price_usd: float) -> float | None:
        """The level that this price reached or passed; None inside the fence. NaN crosses nothing."""
        if price_usd >= self.above_usd:
            return self.above_usd
        return self.below_usd if price_usd <= self.below_usd else None


NO_FENCE = Fence()


def fence_of(scan: Scan, price_usd: float) -> Fence:
    """Around `price_usd`: levels it has passed since the map was made are behind it."""
    return fence_around((*scan.above, *scan.below), price_usd)


def fence_around(levels: Sequence[Cluster], price_usd: float) -> Fence:
    peaks = [cluster.peak_usd for cluster in levels]
    return Fence(
        min((peak for peak in peaks if peak > price_usd), default=inf),
        max((peak for peak in peaks if peak < price_usd), default=0.0),
    )
