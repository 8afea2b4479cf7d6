"""The model's own settings, chosen on the first training span and kept for everything scored after it."""

from dataclasses import replace
from itertools import product

from engine.liquidations.calibration.folds import Fold
from engine.liquidations.calibration.metrics import spearman
from engine.liquidations.calibration.sets import MeasuredSet
from engine.liquidations.calibration.terms import default_map
from engine.liquidations.model_flow import DEFAULT_FLOW, FlowSettings

CHURNS, HALF_LIVES_H = (0.5, 1.0, 2.0), (1000.0, 200.0, 48.0, 24.0)


def choose_settings(one: MeasuredSet, first: Fold) -> FlowSettings:
    """Of twelve: whose map, with the default mix and frozen, ranks the training rows best."""
    outcome = one.hours.stacked_usd()[first.train]

    def rho(settings: FlowSettings) -> float:
        return spearman(default_map(one, one.bars, settings)[first.train], outcome)

    return max((replace(DEFAULT_FLOW, churn=c, half_life_h=h) for c, h in product(CHURNS, HALF_LIVES_H)), key=rho)
