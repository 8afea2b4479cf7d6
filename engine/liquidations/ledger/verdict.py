"""Is a map better than every baseline? Asked with whole days drawn anew, and of many coins at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

import numpy as np

from engine.liquidations.calibration.metrics import Interval, ranks
from engine.liquidations.ledger.baselines import BASELINES, Predictor
from engine.liquidations.ledger.scoring import TOPS, Score
from engine.liquidations.values import Verdict
from engine.market.values import FloatArray

FEWEST_HOURS = 30  # with forced closes; the calibration facts: with fewer "no result"
FEWEST_DAYS = 10  # blocks: from fewer no interval can be drawn
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


Figure = Callable[[FloatArray, Predictor], FloatArray]  # (draws, days) how often each day was drawn -> (draws,)


class _Days:
    """Rows by the UTC day they lie on."""

    def __init__(self, scores: Sequence[Score], rows_each: int = 1) -> None:
        day = np.array([int(score.hour_at.timestamp()) // _DAY_S for score in scores], np.int64)
        names, self._place = np.unique(np.repeat(day, rows_each), return_inverse=True)
        self.count = len(names)

    def sums(self, column: FloatArray) -> FloatArray:
        return np.asarray(np.bincount(self._place, column, self.count), np.float64)


def where_answer(scores: Sequence[Score]) -> Answer:
    """Of what was closed by force within 6 %: the share that lay in each predictor's strongest tenth of price bins."""
    counted = [score for score in scores if score.counts and score.located_usd > 0]
    days = _Days(counted)
    usd = days.sums(np.array([score.located_usd for score in counted]))
    parts = {one: days.sums(np.array([s.told[one].captured[_HEADLINE] for s in counted])) for one in Predictor}

    def figure(weights: FloatArray, one: Predictor) -> FloatArray:
        return np.asarray((weights @ parts[one]) / np.maximum(weights @ usd, _TINY))

    return _answer(Question.WHERE, counted, len(counted), float(usd.sum()), days, figure)


def how_much_answer(scores: Sequence[Score]) -> Answer:
    """Given the way price went in the hour: rank correlation of what each predictor expected with what was closed.

    Longs and shorts are rows of their own. Ranks are those of all hours; a draw weighs whole days of them.
    """
    counted = [score for score in scores if score.counts]
    hours = sum(score.usd > 0 for score in counted)
    days, outcome = _Days(counted, 2), _centred([(score.long_usd, score.short_usd) for score in counted])
    moments = {
        one: _moments(days, _centred([score.told[one].expected for score in counted]), outcome) for one in Predictor
    }

    def figure(weights: FloatArray, one: Predictor) -> FloatArray:
        n, x, y, xx, yy, xy = (weights @ column for column in moments[one])
        spread = (xx / n - (x / n) ** 2) * (yy / n - (y / n) ** 2)
        return np.asarray(np.where(spread > _TINY, (xy / n - x * y / n**2) / np.sqrt(np.maximum(spread, _TINY)), 0.0))

    usd = sum(score.usd for score in counted)
    return _answer(Question.HOW_MUCH, counted, hours, usd, days, figure)


def _centred(pairs: Sequence[tuple[float, float]]) -> FloatArray:
    """Ranks of all rows, from -1 to 1."""
    values = np.array(pairs, np.float64).reshape(-1)
    if not len(values):
        return values
    return np.asarray((ranks(values) - (len(values) + 1) / 2) / (len(values) / 2))


def _moments(days: _Days, x: FloatArray, y: FloatArray) -> list[FloatArray]:
    return [days.sums(column) for column in (np.ones_like(x), x, y, x * x, y * y, x * y)]


def _answer(
    question: Question, counted: Sequence[Score], hours: int, usd: float, days: _Days, figure: Figure
) -> Answer:
    if not counted:
        return Answer(question, 0, 0, 0.0, {}, {}, None)
    mine, plain = MINE[question], np.ones((1, days.count))
    values = {one: float(figure(plain, one)[0]) for one in Predictor}
    if hours < FEWEST_HOURS or days.count < FEWEST_DAYS:
        return Answer(question, hours, days.count, usd, {n: Interval(v, v, v) for n, v in values.items()}, {}, None)
    drawn = _drawn_days(days.count, counted[0])
    draws = {one: figure(drawn, one) for one in Predictor}
    figures = {one: _interval(values[one], draws[one]) for one in Predictor}
    against = {one: _interval(values[mine] - values[one], draws[mine] - draws[one]) for one in BASELINES}
    chance = max(_chance(draws[mine] - draws[one]) for one in BASELINES)
    return Answer(question, hours, days.count, usd, figures, against, chance)


def _drawn_days(count: int, one: Score) -> FloatArray:
    """(DRAWS, count) the same for the same coin every time."""
    rng = np.random.default_rng(crc32(f"{one.source.value} {one.coin}".encode()))
    return np.asarray(rng.multinomial(count, np.full(count, 1.0 / count), size=DRAWS), np.float64)


def _interval(value: float, draws: FloatArray) -> Interval:
    low, high = np.quantile(draws, [0.025, 0.975])
    return Interval(value, float(low), float(high))


def _chance(gains: FloatArray) -> float:
    """One-sided: how often whole days drawn anew leave no gain."""
    return float((1 + np.count_nonzero(gains <= 0)) / (1 + len(gains)))


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
