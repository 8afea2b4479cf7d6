"""All that predictors of one set are put together from, worked out once."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.calibration.baselines import past_activity, range_terms, with_activity
from engine.liquidations.calibration.births import birth_terms
from engine.liquidations.calibration.frozen import path_terms
from engine.liquidations.calibration.hours import HourPaths
from engine.liquidations.calibration.sets import MeasuredSet
from engine.liquidations.calibration.template import template_terms
from engine.liquidations.model_flow import DEFAULT_FLOW, FlowSettings
from engine.market.values import Bars, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Terms:
    """Rows are spans of both sides, longs first. `nodes` (k,) leverages, `prior` (k,) the default shares of births.

    `frozen`, `rolling`, `births`, `template` (2h, k) as in `path_terms`, `birth_terms` and `template_terms`; `ranges`
    (2h, 9) are B7's and `activity` (2h, 36) B8's; `volume`, `oi` (2h,) what B8 multiplies with.
    """

    nodes: FloatArray
    prior: FloatArray
    frozen: FloatArray
    rolling: FloatArray
    births: FloatArray
    template: FloatArray
    ranges: FloatArray
    activity: FloatArray
    volume: FloatArray
    oi: FloatArray

    @property
    def whole_map(self) -> FloatArray:
        """(2h, 1) the frozen map with the default shares."""
        return np.asarray((self.frozen @ self.prior)[:, None])

    @property
    def whole_template(self) -> FloatArray:
        return np.asarray((self.template @ self.prior)[:, None])

    @property
    def whole_births(self) -> FloatArray:
        return np.asarray((self.births @ self.prior)[:, None])


def terms_of(one: MeasuredSet, train: IntArray, settings: FlowSettings = DEFAULT_FLOW) -> Terms:
    """`train`: rows of the first training span, of which the average map is made."""
    nodes, rate = one.contract.nodes(), one.contract.maintenance_rate
    volume, oi = past_activity(one.hours, one.bars)
    ranges = range_terms(one.hours, one.bars)
    paths = path_terms(one.bars, one.hours, nodes, rate, one.contract.bin_width, settings)
    live = paths
    if one.live_bars is not one.bars:
        live = path_terms(one.live_bars, one.hours, nodes, rate, one.contract.bin_width, settings)
    return Terms(
        nodes.leverage,
        nodes.shares,
        paths.frozen,
        live.rolling,
        birth_terms(one.bars, one.hours, nodes, rate, settings),
        template_terms(one, train, settings),
        ranges,
        with_activity(ranges, volume, oi),
        volume,
        oi,
    )


def default_map(
    one: MeasuredSet, bars: Bars, settings: FlowSettings = DEFAULT_FLOW, hours: HourPaths | None = None
) -> FloatArray:
    """(2h,) the frozen map of these bars with the default shares."""
    nodes, contract = one.contract.nodes(), one.contract
    asked = one.hours if hours is None else hours
    paths = path_terms(bars, asked, nodes, contract.maintenance_rate, contract.bin_width, settings)
    return np.asarray(paths.frozen @ nodes.shares)
