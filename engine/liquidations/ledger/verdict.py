"""Is a map better than every baseline? Asked with whole days drawn anew, and of many coins at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from engine.liquidations.calibration.metrics import Interval, ranks
from engine.liquidations.ledger.baselines import BASELINES, Predictor
from engine.liquidations.ledger.scoring import TOPS, Score
from engine.liquidations.values import Verdict
from engine.market.values import FloatArray

FEWEST_HOURS = 30  # with forced closes; the calibration facts: with fewer "no result"
FEWEST_DAYS = 14  # blocks: from fewer no interval can be drawn that holds what it says
DRAWS = 10_000  # so that one coin among five hundred can be told
FALSE_SHARE = 0.05
_DAY_S = 86_400
_HEADLINE = TOPS.index(0.10)
_TINY = 1e-12


class Question(StrEnum):
    """What is asked of a map. The map that answers was chosen before anything was scored."""

    WHERE = "where"  # ahead of the hour: at which prices will positions be closed?
    HOW_MUCH = "how-much"  # given the way price went: how much was closed?


MINE = {Question.WHERE: Predictor.REACH_7D, Question.HOW_MUCH: Predictor.MAP_7D}


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of one coin. `figures`: by predictor, with its interval; `against`: the map minus each baseline.

    `hours` with forced closes, and `days` they lie on; both decide whether there is enough. `chance`: that a map no
    better than the best baseline looks as good; None with too little data, and then there are no intervals.
    """

    question: Question
    hours: int
    days: int
    usd: float
    figures: Mapping[Predictor, Interval]
    against: Mapping[Predictor, Interval]
    chance: float | None

    @property
    def is_enough(self) -> bool:
        return self.chance is not None

    def verdict(self, bar: float) -> Verdict:
        """`bar`: the largest chance that counts as an edge (`edge_bar` over all coins)."""
        if self.chance is None:
            return Verdict.TOO_LITTLE
        return Verdict.EDGE if self.chance <= bar else Verdict.NO_EDGE


class _Days:
    """Rows by the UTC day they lie on."""

    def __init__(self, scores: Sequence[Score], rows_each: int = 1) -> None:
        day = np.array([int(score.hour_at.timestamp()) // _DAY_S for score in scores], np.int64)
        names, self._place = np.unique(np.repeat(day, rows_each), return_inverse=True)
        self.count = len(names)

    def sums(self, column: FloatArray) -> FloatArray:
        return np.asarray(np.bincount(self._place, column, self.count), np.float64)


@dataclass(frozen=True, slots=True)
class _Measured:
    """One predictor's figure, and (days,) how much each day pulls it: the figure's influence function, mean zero."""

    value: float
    pull: FloatArray


def where_answer(scores: Sequence[Score]) -> Answer:
    """Of what was closed by force within 6 %: the share that lay in each predictor's strongest tenth of price bins."""
    counted = [score for score in scores if score.counts and score.located_usd > 0]
    days, usd = _Days(counted), np.array([score.located_usd for score in counted])
    total = days.sums(usd)
    parts = {one: days.sums(np.array([s.told[one].captured[_HEADLINE] for s in counted])) for one in Predictor}
    measured = {one: _share(part, total) for one, part in parts.items()} if counted else {}
    return _answer(Question.WHERE, counted, len(counted), float(usd.sum()), measured)


def _share(part: FloatArray, total: FloatArray) -> _Measured:
    """A ratio of sums over days."""
    value = float(part.sum() / total.sum())
    return _Measured(value, (part - value * total) / total.mean())


def how_much_answer(scores: Sequence[Score]) -> Answer:
    """Given the way price went in the hour: rank correlation of what each predictor expected with what was closed.

    Longs and shorts are rows of their own.
    """
    counted = [score for score in scores if score.counts]
    hours, usd = sum(score.usd > 0 for score in counted), sum(score.usd for score in counted)
    if not hours:
        return _answer(Question.HOW_MUCH, [], 0, 0.0, {})
    days, closed = _Days(counted, 2), _standard([(score.long_usd, score.short_usd) for score in counted])
    said = {one: _standard([score.told[one].expected for score in counted]) for one in Predictor}
    measured = {one: _correlation(days, ranked, closed) for one, ranked in said.items()}
    return _answer(Question.HOW_MUCH, counted, hours, usd, measured)


def _standard(pairs: Sequence[tuple[float, float]]) -> FloatArray:
    """Ranks of all rows with mean 0 and variance 1; zeros where all are alike."""
    ranked = ranks(np.array(pairs, np.float64).reshape(-1))
    spread = float(ranked.std())
    return np.asarray((ranked - ranked.mean()) / spread if spread > 0 else np.zeros_like(ranked))


def _correlation(days: _Days, x: FloatArray, y: FloatArray) -> _Measured:
    value = float((x * y).mean())
    pull = days.sums(x * y - value * (x * x + y * y) / 2) * days.count / len(x)
    return _Measured(value, pull - pull.mean())


def _answer(
    question: Question, counted: Sequence[Score], hours: int, usd: float, measured: Mapping[Predictor, _Measured]
) -> Answer:
    days = len(measured[MINE[question]].pull) if measured else 0
    if hours < FEWEST_HOURS or days < FEWEST_DAYS:
        bare = {one: Interval(found.value, found.value, found.value) for one, found in measured.items()}
        return Answer(question, hours, days, usd, bare, {}, None)
    draws = _Draws.of(counted[0], days)
    figures = {one: _judged(draws, found)[0] for one, found in measured.items()}
    mine, against, chances = measured[MINE[question]], dict[Predictor, Interval](), list[float]()
    for one in BASELINES:
        gain = _Measured(mine.value - measured[one].value, mine.pull - measured[one].pull)
        against[one], chance = _judged(draws, gain)
        chances.append(chance)
    return Answer(question, hours, days, usd, figures, against, max(chances))


@dataclass(frozen=True, slots=True)
class _Draws:
    """(DRAWS, days) whole days drawn anew: how often each came, and which way it is turned. For a coin always alike."""

    times: FloatArray
    signs: FloatArray

    @staticmethod
    def of(one: Score, days: int) -> "_Draws":
        rng = np.random.default_rng(crc32(f"{one.source.value} {one.coin}".encode()))
        times = rng.multinomial(days, np.full(days, 1.0 / days), size=DRAWS)
        return _Draws(np.asarray(times, np.float64), rng.choice(np.array([-1.0, 1.0]), size=(DRAWS, days)))


def _judged(draws: _Draws, found: _Measured) -> tuple[Interval, float]:
    """95 % interval, and the chance of a figure as high where the truth is zero.

    The studentised block bootstrap: each draw is measured in its own standard error. The chance is that or, where it is
    larger, the one of turning days around at random, so that one stormy day among few makes nothing sure.
    """
    days, pull = len(found.pull), found.pull
    error = float(np.sqrt((pull * pull).sum() / (days * (days - 1))))
    if error <= _TINY:
        return Interval(found.value, found.value, found.value), 0.0 if found.value > _TINY else 1.0
    means = draws.times @ pull / days
    errors = np.sqrt(np.maximum(draws.times @ (pull * pull) / days - means * means, _TINY**2) / (days - 1))
    steps = means / errors
    low, high = np.quantile(steps, [0.025, 0.975])
    by_day = pull + found.value
    chance = max(_share_of(steps >= found.value / error), _share_of(draws.signs @ by_day >= by_day.sum() - _TINY))
    return Interval(found.value, found.value - float(high) * error, found.value - float(low) * error), chance


def _share_of(hits: NDArray[np.bool_]) -> float:
    """Never zero: more draws might have found one."""
    return float((1 + np.count_nonzero(hits)) / (1 + len(hits)))


def edge_bar(chances: Sequence[float], false_share: float = FALSE_SHARE) -> float:
    """The largest chance that still counts as an edge among all coins; 0 where none does (Benjamini, Hochberg 1995)."""
    ordered = np.sort(np.array(chances, np.float64))
    passed = ordered[ordered <= false_share * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)]
    return float(passed[-1]) if len(passed) else 0.0


def deciles(scores: Sequence[Score]) -> tuple[tuple[float, float], ...]:
    """Reliability: (expected, closed) USD a side and hour, means of ten groups by what the map expected, least first.

    Hours in which the map expected nothing are left out; empty with fewer than a hundred rows.
    """
    counted = [score for score in scores if score.counts]
    expected = np.array([score.told[MINE[Question.HOW_MUCH]].expected for score in counted]).reshape(-1)
    closed = np.array([(score.long_usd, score.short_usd) for score in counted]).reshape(-1)
    expected, closed = expected[expected > 0], closed[expected > 0]
    if len(expected) < 100:
        return ()
    order = np.argsort(expected, kind="stable")
    return tuple((float(expected[part].mean()), float(closed[part].mean())) for part in np.array_split(order, 10))
