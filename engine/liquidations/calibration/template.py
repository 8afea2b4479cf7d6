"""The average map: what a map owes to its usual shape, before it knows anything of the hour it is asked about.

A map's shape alone is a bent measure of how far price went, and helps B8 a little. Only what the map of the hour adds
to the average map of the training span is knowledge of where positions stand.
"""

import numpy as np

from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.calibration.sets import MeasuredSet
from engine.liquidations.calibration.snapshots import average_profile, frozen_profiles
from engine.liquidations.model_flow import DEFAULT_FLOW, FlowSettings
from engine.market.values import FloatArray, IntArray

BIN_WIDTH, HALF_BINS = 0.0005, 300  # +-15 % of price; no recorded span went farther in a row of hours that counts
_STEP = float(np.log1p(BIN_WIDTH))


def template_terms(one: MeasuredSet, train: IntArray, settings: FlowSettings = DEFAULT_FLOW) -> FloatArray:
    """(2h, k) USD by leverage node that the average map of the spans `train` (rows of both sides) has on each path."""
    spans = train[: len(train) // 2]
    starts = np.searchsorted(one.bars.open_ms, one.hours.open_ms[spans])
    contract = one.contract
    average = average_profile(
        one.bars, starts, contract.nodes(), contract.maintenance_rate, BIN_WIDTH, HALF_BINS, settings
    )
    down, up = _crossed_bins(one.hours)
    sums = [np.cumsum(half, axis=1) for half in (average[:, HALF_BINS - 1 :: -1], average[:, HALF_BINS:])]
    return np.concatenate([sums[0][:, down].T, sums[1][:, up].T])


def hourly_profiles(one: MeasuredSet) -> FloatArray:
    """(h, 2 half_bins) the map of each span's start, default mix."""
    starts = np.searchsorted(one.bars.open_ms, one.hours.open_ms)
    contract = one.contract
    return frozen_profiles(one.bars, starts, contract.nodes(), contract.maintenance_rate, BIN_WIDTH, HALF_BINS)


def on_path(profiles: FloatArray, hours: HourPaths) -> FloatArray:
    """(2h,) USD that the profile of each row has on the path of the same row."""
    rows = np.arange(len(hours))
    down, up = _crossed_bins(hours)
    below = np.cumsum(profiles[:, HALF_BINS - 1 :: -1], axis=1)[rows, down]
    return np.concatenate([below, np.cumsum(profiles[:, HALF_BINS:], axis=1)[rows, up]])


def _crossed_bins(hours: HourPaths) -> tuple[IntArray, IntArray]:
    """(h,) index of the last bin that each path crossed, down and up."""
    ways = (np.log(hours.open / hours.low), np.log(hours.high / hours.open))
    down, up = (np.clip(np.floor(way / _STEP), 0, HALF_BINS - 1).astype(np.int64) for way in ways)
    return down, up
