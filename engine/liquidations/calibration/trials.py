"""Everything that was tried to get above B8, each beside its fair opponent; negative results stay in the list."""

from dataclasses import dataclass

import numpy as np

from engine.liquidations.calibration.baselines import with_activity
from engine.liquidations.calibration.fits import Fit, by_both, by_cosines, by_logarithms, by_mixture
from engine.liquidations.calibration.folds import Fold, walk_forward
from engine.liquidations.calibration.predictors import AVERAGE, B8, B8_BOTH, B8_COSINES, B8_LOGS
from engine.liquidations.calibration.terms import Terms
from engine.market.values import FloatArray


@dataclass(frozen=True, slots=True)
class Trial:
    """`terms` (2h, m) fitted by `fit`; `beside`: the names it is compared with. `may_be_chosen`: one of those among
    which the training spans choose."""

    name: str
    terms: FloatArray
    fit: Fit
    beside: tuple[str, ...]
    may_be_chosen: bool = False


def combinations(terms: Terms, tuned: Terms) -> list[Trial]:
    """B8 with parts of the map: as a mixture, in logarithms, as both, and in a shape that bends nearly any way.

    `tuned`: with the settings that the first training span chose; the last of each form has it.
    """
    return [*_mixtures(terms, tuned), *_in_logarithms(terms, tuned), *_as_both(terms, tuned), *_cosines(terms, tuned)]


def _mixtures(t: Terms, tuned: Terms) -> list[Trial]:
    b8, beside = t.activity, (B8,)
    times = with_activity(t.frozen, t.volume, t.oi)
    return [
        Trial("map + B8", np.hstack([t.frozen, b8]), by_mixture, beside),
        Trial("map + births", np.hstack([t.frozen, t.births]), by_mixture, beside),
        Trial("births + B8", np.hstack([t.births, b8]), by_mixture, beside),
        Trial("map + births + B8", _all(t), by_mixture, beside),
        Trial("map x (1, volume, OI, both) + B8", np.hstack([times, b8]), by_mixture, beside),
        Trial("map + B8, own weights a side", _apart(np.hstack([t.frozen, b8])), by_mixture, beside),
        Trial("tuned map + births + B8", _all(tuned), by_mixture, beside, True),
    ]


def _in_logarithms(t: Terms, tuned: Terms) -> list[Trial]:
    b8, beside, average = t.activity, (B8, B8_LOGS), "average map + births + B8, in logarithms"
    return [
        Trial("B8, in logarithms", b8, by_logarithms, (B8,), True),
        Trial("whole map + B8, in logarithms", np.hstack([t.whole_map, b8]), by_logarithms, beside),
        Trial("map + B8, in logarithms", np.hstack([t.frozen, b8]), by_logarithms, beside),
        Trial("births + B8, in logarithms", np.hstack([t.births, b8]), by_logarithms, beside),
        Trial("map + births + B8, in logarithms", _all(t), by_logarithms, beside),
        Trial("the same, own weights a side", _apart(_all(t)), by_logarithms, beside),
        Trial(average, _average(tuned), by_logarithms, beside),
        Trial("tuned map + births + B8, in logarithms", _all(tuned), by_logarithms, (*beside, average), True),
    ]


def _as_both(t: Terms, tuned: Terms) -> list[Trial]:
    b8, beside = t.activity, (B8, B8_BOTH)
    return [
        Trial("B8, both forms", b8, by_both, (B8,), True),
        Trial("map + births + B8, both forms", _all(t), by_both, beside),
        Trial("tuned map + births + B8, both forms", _all(tuned), by_both, (*beside, AVERAGE, B8_COSINES), True),
    ]


def _cosines(t: Terms, tuned: Terms) -> list[Trial]:
    b8, beside, average = t.activity, (B8, B8_COSINES), "average map + births + B8, cosines"
    births = tuned.whole_births
    return [
        Trial("B8, cosines", b8, by_cosines, (B8,)),
        Trial("whole map + B8, cosines", np.hstack([t.whole_map, b8]), by_cosines, beside),
        Trial(average, np.hstack([tuned.whole_template, births, b8]), by_cosines, beside),
        Trial(
            "tuned map + births + B8, cosines", np.hstack([tuned.whole_map, births, b8]), by_cosines,
            (*beside, average),
        ),
    ]  # fmt: skip


def fitted(trials: list[Trial], outcome: FloatArray, folds: list[Fold]) -> dict[str, FloatArray]:
    return {trial.name: walk_forward(trial.terms, outcome, folds, trial.fit) for trial in trials}


def _all(t: Terms) -> FloatArray:
    return np.hstack([t.frozen, t.births, t.activity])


def _average(t: Terms) -> FloatArray:
    """As many terms as `_all`, the hour's map replaced by the average one."""
    return np.hstack([t.template, t.births, t.activity])


def _apart(terms: FloatArray) -> FloatArray:
    """(2h, 2m): own columns for longs, the first half of the rows, and for shorts."""
    half, width = len(terms) // 2, terms.shape[1]
    out = np.zeros((len(terms), 2 * width))
    out[:half, :width] = terms[:half]
    out[half:, width:] = terms[half:]
    return out
