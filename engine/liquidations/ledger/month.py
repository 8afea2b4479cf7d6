"""One month of the ledger, day by day, of a coin or of all coins together."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.liquidations.ledger.baselines import Predictor
from engine.liquidations.ledger.standing import SHOWN, CoinStanding, Day


@dataclass(frozen=True, slots=True)
class MonthDay:
    """`shares`: of the day's forced closes, what lay in each predictor's strongest tenth; empty without any."""

    day: date
    hours: int
    left_out: int
    shares: Mapping[Predictor, float]


@dataclass(frozen=True, slots=True)
class Month:
    """Every day of the month. `deciles`: (expected, closed) USD a side and hour over the whole span that is judged."""

    first: date
    days: tuple[MonthDay, ...]
    deciles: tuple[tuple[float, float], ...]
    counted: int
    left_out: int
    missed: int

    @property
    def is_empty(self) -> bool:
        return not any(day.hours for day in self.days)


def month_of(standings: Sequence[CoinStanding], at: date) -> Month:
    """The calendar month of `at`, UTC. Of several coins: their forced closes together, and no reliability."""
    first = at.replace(day=1)
    told: dict[date, list[Day]] = {}
    for standing in standings:
        for day in standing.days:
            told.setdefault(day.day, []).append(day)
    count = monthrange(first.year, first.month)[1]
    days = tuple(_month_day(first.replace(day=n), told.get(first.replace(day=n), [])) for n in range(1, count + 1))
    missed = sum(one.hours.missed for one in standings)
    deciles = standings[0].deciles if len(standings) == 1 else ()
    out = sum(day.left_out for day in days)
    return Month(first, days, deciles, sum(day.hours for day in days) - out, out, missed)


def _month_day(day: date, told: Sequence[Day]) -> MonthDay:
    usd = sum(one.located_usd for one in told)
    shares = {one: sum(part.captured[one] for part in told) / usd for one in SHOWN} if usd > 0 else {}
    return MonthDay(day, sum(one.hours for one in told), sum(one.left_out for one in told), shares)
