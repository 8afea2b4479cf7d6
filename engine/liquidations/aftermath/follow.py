"""Whether price came to a level, and when. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from engine.liquidations.aftermath.values import Met
from engine.liquidations.clusters import Levels
from engine.liquidations.values import Cluster, Scan
from engine.market.values import Bars, Side
from engine.scanners.hunting.cases import largest_of


def reached_at(price_usd: float, path: Bars, *, is_above: bool) -> datetime | None:
    """Close of the first bar whose wick touched it: within the bar nobody knows more."""
    touched = path.high >= price_usd if is_above else path.low <= price_usd
    first = int(np.argmax(touched)) if touched.any() else -1
    return None if first < 0 else datetime.fromtimestamp((int(path.open_ms[first]) + path.step_ms) / 1000, UTC)


def follow(levels: Sequence[Cluster], path: Bars) -> tuple[Met, ...]:
    return tuple(Met(one, reached_at(one.peak_usd, path, is_above=one.side is Side.SHORT)) for one in levels)


def largest(scan: Scan) -> Cluster | None:
    """The one that the record counts: of those inside the counted band, if there are any."""
    return largest_of(Levels(scan.above, scan.below), scan.band)


def mirrored_usd(level: Cluster, price_usd: float) -> float:
    """As far from price on the other side, in log price."""
    return price_usd * price_usd / level.peak_usd


def is_whole(path: Bars, since_ms: int, until_ms: int) -> bool:
    """Every bar from one end to the other; a hole may hide a touch."""
    if not len(path):
        return False
    expected = (until_ms - since_ms) // path.step_ms
    return len(path) >= expected and bool(np.all(np.diff(path.open_ms) == path.step_ms))
