"""Where one coin stands: its answers, its days, and every hour that is not in the figures, counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.liquidations.ledger.baselines import Predictor
from engine.liquidations.ledger.scoring import LEAVES_OUT, TOPS, Score
from engine.liquidations.ledger.verdict import MINE, Answer, Question, deciles, how_much_answer, where_answer
from engine.market.values import Coin, MarketSource

SHOWN = (MINE[Question.WHERE], Predictor.MAP_7D, Predictor.B1_DISTANCE, Predictor.B8_ACTIVITY)
_HEADLINE = TOPS.index(0.10)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One UTC day of a coin. `captured`: USD of the strongest tenth of bins, by the predictors of `SHOWN`."""

    day: date
    hours: int  # scored
    left_out: int  # of those
    located_usd: float
    captured: Mapping[Predictor, float]


@dataclass(frozen=True, slots=True)
class Hours:
    """Every hour between the first map and the last is in exactly one of `counted`, `left_out`, `waiting`, `missed`."""

    first_at: datetime | None
    last_at: datetime | None
    counted: int
    left_out: Mapping[str, int]  # by flag; an hour with two flags is in both
    left_out_hours: int
    waiting: int  # frozen, not scored yet
    missed: int
    reasons: Mapping[str, int]  # of the missed ones, as far as anybody could say


@dataclass(frozen=True, slots=True)
class CoinStanding:
    """Over the hours of the last ninety days. `scores`: how many it was judged on."""

    source: MarketSource
    coin: Coin
    judged_at: datetime
    scores: int
    hours: Hours
    answers: Mapping[Question, Answer]
    days: tuple[Day, ...]  # oldest first
    deciles: tuple[tuple[float, float], ...]


def stand(
    source: MarketSource,
    coin: Coin,
    judged_at: datetime,
    scores: Sequence[Score],
    frozen: int,
    reasons: Mapping[str, int],
) -> CoinStanding:
    """`scores`: oldest first. `frozen`: maps in the same span; `reasons`: why others are missing."""
    answers = {Question.WHERE: where_answer(scores), Question.HOW_MUCH: how_much_answer(scores)}
    hours = _hours(source, scores, frozen, reasons)
    return CoinStanding(source, coin, judged_at, len(scores), hours, answers, _days(scores), deciles(scores))


def _hours(source: MarketSource, scores: Sequence[Score], frozen: int, reasons: Mapping[str, int]) -> Hours:
    out = [score for score in scores if not score.counts]
    flags = Counter(flag.value for score in out for flag in score.flags & LEAVES_OUT)
    first, last = (scores[0].hour_at, scores[-1].hour_at) if scores else (None, None)
    waiting = max(frozen - len(scores), 0)
    said = sum(reasons.values())
    span = 0 if first is None or last is None else int((last - first) / _HOUR) + 1
    unsaid = 0 if source is MarketSource.RECORDED else max(span - len(scores) - said, 0)
    return Hours(first, last, len(scores) - len(out), flags, len(out), waiting, said + unsaid, reasons)


def _days(scores: Sequence[Score]) -> tuple[Day, ...]:
    by_day: dict[date, list[Score]] = {}
    for score in scores:
        by_day.setdefault(score.hour_at.date(), []).append(score)
    return tuple(_day(day, told) for day, told in sorted(by_day.items()))


def _day(day: date, scores: Sequence[Score]) -> Day:
    counted = [score for score in scores if score.counts]
    captured = {one: sum(score.told[one].captured[_HEADLINE] for score in counted) for one in SHOWN}
    return Day(day, len(scores), len(scores) - len(counted), sum(s.located_usd for s in counted), captured)
