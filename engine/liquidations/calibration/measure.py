"""One set through the whole protocol: predictors, trials, intervals, reliability."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.calibration import predictors as p
from engine.liquidations.calibration.choosing import choose_forward
from engine.liquidations.calibration.drift import nats_over, reliability_of, weeks_of
from engine.liquidations.calibration.folds import Fold, Split, folds_of, scored_rows
from engine.liquidations.calibration.hours import HOUR_MS, HourPaths
from engine.liquidations.calibration.metrics import share_in_top
from engine.liquidations.calibration.report import Difference, LearnedShares, Score, SetReport, TunedSettings
from engine.liquidations.calibration.resample import FIGURES, Resampled, resample
from engine.liquidations.calibration.sets import MeasuredSet
from engine.liquidations.calibration.terms import Terms, terms_of
from engine.liquidations.calibration.trials import Trial, combinations, fitted
from engine.liquidations.calibration.tuning import choose_settings
from engine.liquidations.calibration.variants import Variant, variants_of
from engine.liquidations.mixes.learning import TO_DEFAULT, fit_shares
from engine.liquidations.model_flow import FlowSettings
from engine.market.values import FloatArray, IntArray

CHOSEN = "chosen on training"
_COMPARED = (p.DEFAULT, p.LEARNED, p.SHRUNK, p.TUNED, p.WITH_B8, p.COMBINED, CHOSEN)
_OPPONENTS = (p.TRAVEL, p.B1, p.BEST_RANGE, p.B7, p.B8, p.PEER_OI_FROZEN, p.PEER_TURNOVER_FROZEN, p.NO_CHURN)
_LIKE_THE_COMBINED = (p.AVERAGE, p.B8_LOGS, p.B8_BOTH, p.B8_COSINES)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class _Measured:
    """One set worked through: `rows` are the tested ones, `scores` the table's predictors on all rows."""

    one: MeasuredSet
    folds: list[Fold]
    rows: IntArray
    settings: FlowSettings
    terms: Terms
    trials: list[Trial]
    scores: dict[str, FloatArray]
    drawn: Resampled
    chosen: tuple[str, ...]


def measure_set(one: MeasuredSet) -> SetReport:
    """Pure; takes seconds."""
    return _report(_measure(one))


def _measure(one: MeasuredSet) -> _Measured:
    folds = folds_of(one.hours, one.split)
    settings = choose_settings(one, folds[0])
    terms, tuned = terms_of(one, folds[0].train), terms_of(one, folds[0].train, settings)
    outcome = one.hours.stacked_usd()
    rows = scored_rows(folds, len(outcome))
    trials = combinations(terms, tuned)
    chosen, names = choose_forward([trial for trial in trials if trial.may_be_chosen], one.hours, folds)
    scores = p.predict_all(one, terms, tuned, folds) | {CHOSEN: chosen}
    every = scores | fitted(trials, outcome, folds)
    drawn = _drawn({name: score[rows] for name, score in every.items()}, outcome[rows], one.hours, rows, one.split)
    return _Measured(one, folds, rows, settings, terms, trials, scores, drawn, names)


def _report(done: _Measured) -> SetReport:
    one, rows, scores, outcome = done.one, done.rows, done.scores, done.one.hours.stacked_usd()
    spans = len(rows) // 2
    at_ms = one.hours.open_ms[rows[:spans]]
    return SetReport(
        name=one.name,
        truth=one.truth,
        flaws=one.flaws,
        span_hours=one.hours.span_ms // HOUR_MS,
        fits=len(done.folds),
        train_spans=len(done.folds[0].train) // 2,
        test_spans=spans,
        train_usd=float(outcome[done.folds[0].train].sum()),
        test_usd=float(outcome[rows].sum()),
        test_from=_utc(int(at_ms[0])),
        test_until=_utc(int(at_ms[-1]) + one.hours.span_ms),
        draws=one.split.draws,
        best_share=share_in_top(outcome[rows], outcome[rows]),
        scores=tuple(_score(name, done.drawn) for name in scores),
        differences=_differences(done, spans),
        trials=_tried(done, spans),
        chosen=done.chosen,
        tuned=TunedSettings(done.settings.churn, done.settings.half_life_h),
        reliability=tuple(
            reliability_of(name, scores[name][rows], outcome[rows]) for name in (p.LEARNED, p.B8, p.WITH_B8)
        ),
        weeks=weeks_of(scores[p.LEARNED][rows], outcome[rows], np.tile(at_ms, 2)),
        learned=_learned(done),
    )


def _differences(done: _Measured, spans: int) -> tuple[Difference, ...]:
    pairs = [(mine, other) for mine in _COMPARED for other in _OPPONENTS]
    pairs += [(mine, other) for mine in (p.COMBINED, CHOSEN) for other in _LIKE_THE_COMBINED]
    return tuple(_difference(done.drawn, *pair, spans) for pair in pairs)


def _tried(done: _Measured, spans: int) -> tuple[Difference, ...]:
    """Fitted combinations beside their opponents, then the map with one thing changed beside the map."""
    pairs = [(trial.name, other) for trial in done.trials for other in trial.beside]
    variants = variants_of(done.one, done.scores[p.DEFAULT])
    return (
        *(_difference(done.drawn, *pair, spans) for pair in pairs),
        *(_changed(done.one, variant, done.folds) for variant in variants),
    )


def _drawn(
    scores: dict[str, FloatArray], outcome: FloatArray, hours: HourPaths, rows: IntArray, split: Split
) -> Resampled:
    """Blocks are whole days, or the span where that is longer; the sides of a span stay together."""
    return resample(scores, outcome, _blocks(hours, rows, split), split.draws, split.seed)


def _blocks(hours: HourPaths, rows: IntArray, split: Split) -> IntArray:
    block = max(split.block, timedelta(milliseconds=hours.span_ms))
    return np.asarray(np.tile(hours.open_ms, 2)[rows] // (block // _MILLISECOND))


def _score(name: str, drawn: Resampled) -> Score:
    return Score(name, name in p.SEE_THE_SPAN, *(drawn.figure(name, metric) for metric in FIGURES))


def _difference(drawn: Resampled, first: str, second: str, spans: int) -> Difference:
    return Difference(first, second, spans, *(drawn.difference(first, second, metric) for metric in FIGURES))


def _changed(one: MeasuredSet, variant: Variant, folds: list[Fold]) -> Difference:
    """On the tested spans both maps cover."""
    rows = np.flatnonzero(np.tile(variant.hours.open_ms, 2) >= one.hours.open_ms[folds[0].test[0]])
    scores = {variant.name: variant.changed[rows], p.DEFAULT: variant.plain[rows]}
    drawn = _drawn(scores, variant.hours.stacked_usd()[rows], variant.hours, rows, one.split)
    return _difference(drawn, variant.name, p.DEFAULT, len(rows) // 2)


def _learned(done: _Measured) -> LearnedShares:
    one, terms, rows, newest = done.one, done.terms, done.rows, done.folds[-1].train
    outcome, split = one.hours.stacked_usd(), one.split
    shares = fit_shares(terms.frozen[newest], outcome[newest], terms.prior, TO_DEFAULT)
    learned, default = done.scores[p.SHRUNK][rows], done.scores[p.DEFAULT][rows]
    blocks = _blocks(one.hours, rows, split)
    gain = nats_over(learned, default, outcome[rows], blocks, split.draws, split.seed)
    return LearnedShares(tuple(terms.nodes.tolist()), tuple(shares.tolist()), gain)


def _utc(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
