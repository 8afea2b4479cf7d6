"""The rows of the table: every predictor of one set, each fitted only on what lay a gap before what it is scored on."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from engine.liquidations.calibration.baselines import scaled_travel, travel
from engine.liquidations.calibration.fits import by_both, by_cosines, by_logarithms, by_mixture, by_shares
from engine.liquidations.calibration.folds import Fold, walk_forward
from engine.liquidations.calibration.metrics import spearman
from engine.liquidations.calibration.peers import open_interest_to_one_side, peer_scores, turnover_to_both_sides
from engine.liquidations.calibration.sets import MeasuredSet
from engine.liquidations.calibration.terms import Terms, default_map
from engine.liquidations.model_flow import DEFAULT_FLOW
from engine.market.values import FloatArray

TRAVEL, B1, BEST_RANGE = "travel (= any snapshot map)", "B1 travel / sigma", "best single range extension"
B7, B8 = "B7 range extension, fitted, 9 terms", "B8 B7 x volume x OI, fitted, 36 terms"
PEER_OI_FROZEN, PEER_OI_ROLLING = "gptprojectmanager's rule, frozen", "gptprojectmanager's rule, rolling 15 m"
PEER_TURNOVER_FROZEN, PEER_TURNOVER_ROLLING = "bendizziesmith's rule, frozen", "bendizziesmith's rule, rolling 15 m"
SHRUNK = "ours learned mix shrunk to the default, frozen"
NO_CHURN, DEFAULT, LEARNED = "ours kappa=0, frozen", "ours default mix, frozen", "ours learned mix, frozen"
ROLLING_DEFAULT, ROLLING = "ours default mix, rolling 15 m", "ours learned mix, rolling 15 m"
WITH_B8, TUNED = "ours learned, frozen + B8", "ours default mix, settings chosen on training"
COMBINED = "combined: tuned map + births + B8, both forms"
# What a combination has to beat to owe its win to the map: B8 in the same forms, and the same with the average map of
# the training span in place of the hour's.
AVERAGE = "average map + births + B8, both forms"
B8_LOGS, B8_BOTH, B8_COSINES = "B8 in logarithms", "B8 in both forms", "B8 in cosines"

# They see turnover inside the span, which no baseline sees: shown, never counted as a win.
SEE_THE_SPAN = frozenset({PEER_OI_ROLLING, PEER_TURNOVER_ROLLING, ROLLING_DEFAULT, ROLLING})


def predict_all(one: MeasuredSet, terms: Terms, tuned: Terms, folds: list[Fold]) -> dict[str, FloatArray]:
    """(2h,) by name, NaN on rows nobody is tested on. `tuned`: with the settings the first training span chose."""
    return baselines(one, terms, folds) | _peers(one) | ours(one, terms, tuned, folds)


def baselines(one: MeasuredSet, terms: Terms, folds: list[Fold]) -> dict[str, FloatArray]:
    outcome = one.hours.stacked_usd()
    return {
        TRAVEL: travel(one.hours),
        B1: scaled_travel(one.hours, one.bars),
        BEST_RANGE: walk_forward(terms.ranges[:, :-1], outcome, folds, _by_best_column),
        B7: walk_forward(terms.ranges, outcome, folds, by_mixture),
        B8: walk_forward(terms.activity, outcome, folds, by_mixture),
        B8_LOGS: walk_forward(terms.activity, outcome, folds, by_logarithms),
        B8_BOTH: walk_forward(terms.activity, outcome, folds, by_both),
        B8_COSINES: walk_forward(terms.activity, outcome, folds, by_cosines),
    }


def ours(one: MeasuredSet, terms: Terms, tuned: Terms, folds: list[Fold]) -> dict[str, FloatArray]:
    outcome = one.hours.stacked_usd()
    with_b8 = np.hstack([terms.frozen, terms.activity])
    everything, average = (np.hstack([m, tuned.births, tuned.activity]) for m in (tuned.frozen, tuned.template))
    return {
        NO_CHURN: default_map(one, one.bars, replace(DEFAULT_FLOW, churn=0.0)),
        DEFAULT: terms.frozen @ terms.prior,
        LEARNED: walk_forward(terms.frozen, outcome, folds, by_mixture),
        SHRUNK: walk_forward(terms.frozen, outcome, folds, by_shares(terms.prior)),
        ROLLING_DEFAULT: terms.rolling @ terms.prior,
        ROLLING: walk_forward(terms.rolling, outcome, folds, by_mixture),
        WITH_B8: walk_forward(with_b8, outcome, folds, by_mixture),
        TUNED: tuned.whole_map[:, 0],
        COMBINED: walk_forward(everything, outcome, folds, by_both),
        AVERAGE: walk_forward(average, outcome, folds, by_both),
    }


def _peers(one: MeasuredSet) -> dict[str, FloatArray]:
    width, found = one.contract.bin_width, {}
    for rule, frozen, rolling in (
        (open_interest_to_one_side, PEER_OI_FROZEN, PEER_OI_ROLLING),
        (turnover_to_both_sides, PEER_TURNOVER_FROZEN, PEER_TURNOVER_ROLLING),
    ):
        found[frozen] = peer_scores(rule, one.bars, one.hours, width)[0]
        found[rolling] = peer_scores(rule, one.live_bars, one.hours, width)[1]
    return found


def _by_best_column(terms: FloatArray, outcome: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """The one term that ranks the training rows best."""
    rhos = [spearman(column, outcome) if np.ptp(column) > 0 else -1.0 for column in terms.T]
    best = int(np.argmax(rhos))
    return lambda later: later[:, best]
