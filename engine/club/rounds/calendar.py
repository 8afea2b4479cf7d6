"""When rounds begin and end: at midnight of the house's zone, so a day has 23, 24 or 25 hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.club.rounds.values import Period, Round, RoundKey


def round_at(period: Period, moment: datetime, zone: ZoneInfo) -> Round:
    """The round that runs at that moment."""
    return _round(period, _first_day(period, moment.astimezone(zone).date()), zone)


def round_before(later: Round, zone: ZoneInfo) -> Round:
    return round_at(later.period, later.starts_at - timedelta(microseconds=1), zone)


def round_of(key: RoundKey, zone: ZoneInfo) -> Round:
    """Raises `ValueError` for what is no key of a round."""
    name, _, written = key.partition("-")
    period = Period(name)
    day = date.fromisoformat(f"{written}-01" if period is Period.MONTH else written)
    found = _round(period, _first_day(period, day), zone)
    if found.key != key:
        raise ValueError(f"no {period} begins at {written}")
    return found


def _first_day(period: Period, day: date) -> date:
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period is Period.MONTH else day


def _next_first(period: Period, first: date) -> date:
    if period is Period.MONTH:
        return (first + timedelta(days=31)).replace(day=1)
    return first + timedelta(days=7 if period is Period.WEEK else 1)


def _round(period: Period, first: date, zone: ZoneInfo) -> Round:
    written = f"{first:%Y-%m}" if period is Period.MONTH else first.isoformat()
    until = _next_first(period, first)
    return Round(period, RoundKey(f"{period}-{written}"), _midnight(first, zone), _midnight(until, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """In a zone that turns its clocks at midnight, the first moment that the day has."""
    local = datetime(day.year, day.month, day.day, tzinfo=zone)
    return local.astimezone(UTC)
