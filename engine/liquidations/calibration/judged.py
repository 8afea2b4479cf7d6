"""Past maps and what price did next: the direction of the imbalance, and the largest level beside its equals.

The maps are the product's own: same windows, same bars, same clusters, same band. What each is asked lies after it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.clusters import find_levels
from engine.liquidations.imbalance import Imbalance, measure_imbalance
from engine.liquidations.model import build_map
from engine.liquidations.profile import Profile, bins_within, counted_band, profile_of, window_sigma
from engine.liquidations.values import MapQuery
from engine.market.values import Bars, Instrument, MarketSource, Side
from engine.market.windows import Window
from engine.scanners.hunting.cases import largest_of

HORIZONS = (timedelta(hours=6), timedelta(hours=24))
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Judged:
    """One map. `move`: log return over the horizon; `up`, `down`: log distance price went at most, both >= 0.

    `sigma`: the horizon's, from the map's window. `level`: signed log distance of the largest level, None without one.
    """

    coin: str
    at_ms: int
    clustered: Imbalance
    whole: Imbalance
    level: float | None
    sigma: float
    move: float
    up: float
    down: float

    def has_reached(self, distance: float) -> bool:
        return self.up >= distance if distance > 0 else self.down >= -distance


def judge_maps(bars: Bars, instrument: Instrument, window: Window, horizon: timedelta) -> Iterator[Judged]:
    """Maps one horizon apart, oldest first; none with a hole in its window or its horizon."""
    before, rows = (int(span / _MILLISECOND) // bars.step_ms for span in (window.span, horizon))
    for end in range(len(bars) - rows - (len(bars) - rows - before) // rows * rows, len(bars) - rows + 1, rows):
        first, last = int(bars.open_ms[end - before]), int(bars.open_ms[end + rows - 1])
        if last - first == (before + rows - 1) * bars.step_ms:
            yield _judge(bars.part(end - before, end), bars.part(end, end + rows), instrument, window)


def _judge(seen: Bars, after: Bars, instrument: Instrument, window: Window) -> Judged:
    at_ms = int(after.open_ms[0])
    query = MapQuery(instrument.coin, window)
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    bars = {instrument.venue: seen}
    heatmap = build_map(bars, [instrument], query, MarketSource.RECORDED, at, keep_columns=False)
    profile, band = profile_of(heatmap), counted_band(window_sigma(seen, window.span // _MILLISECOND))
    level = largest_of(find_levels(profile, band), band)
    price = profile.price_usd
    return Judged(
        instrument.coin,
        at_ms,
        measure_imbalance(profile, band),
        _whole(profile, band),
        None if level is None else float(np.log(level.peak_usd / price)),
        window_sigma(seen, len(after) * after.step_ms),
        float(np.log(after.close[-1] / price)),
        max(float(np.log(after.high.max() / price)), 0.0),
        max(float(np.log(price / after.low.min())), 0.0),
    )


def _whole(profile: Profile, band: float) -> Imbalance:
    """All that stands inside the band, clustered or not: what other maps call imbalance."""
    above = bins_within(profile.above_prices, profile.price_usd, band)
    below = bins_within(profile.below_prices, profile.price_usd, band)
    return Imbalance(band, float(profile.above_usd[:above].sum()), float(profile.below_usd[:below].sum()))


def is_toward(judged: Judged, imbalance: Imbalance) -> bool | None:
    """Price went to the heavier side. None where it did not move or nothing stands."""
    if imbalance.heavier is None or judged.move == 0.0:
        return None
    return (judged.move > 0) is (imbalance.heavier is Side.SHORT)
