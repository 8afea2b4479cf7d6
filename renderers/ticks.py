"""Round numbers for the axes: prices, and moments in the reader's zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import ceil, floor, log10
from typing import Protocol
from zoneinfo import ZoneInfo

from renderers.labels import NumberStyle
from renderers.numbers import grouped
from renderers.scales import PriceScale, TimeScale

_QUARTER = timedelta(minutes=15)
_HOURS = (1, 2, 3, 4, 6, 12)
_DAYS = (1, 2, 3, 7, 14)
_MONTHS = (1, 2, 3, 6)


class DateWords(Protocol):
    """How a picture writes dates: the part of its labels that axes need."""

    @property
    def months(self) -> tuple[str, ...]: ...  # twelve short names, January first

    @property
    def day_month(self) -> str: ...  # "{day} {month}"


@dataclass(frozen=True, slots=True)
class Tick:
    at: float  # pixel
    text: str
    is_major: bool = False  # a new day among hours, a new year among months


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10^n that cuts `span` into at most `most` parts."""
    raw = span / max(most, 1)
    power = 10.0 ** floor(log10(raw))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * (1 - 1e-9))


def step_decimals(step: float) -> int:
    """Decimals needed to write multiples of a nice step: 500 → 0, 2.5 → 1, 0.00000025 → 8."""
    exponent = floor(log10(step) + 1e-9)
    is_whole = abs(step / 10.0**exponent - round(step / 10.0**exponent)) < 1e-6
    return max(-exponent + (0 if is_whole else 1), 0)


def price_ticks(scale: PriceScale, spacing: float, style: NumberStyle) -> list[Tick]:
    """Multiples of one nice step, about `spacing` pixels apart where they stand closest."""
    most = max(int(scale.box.height / spacing), 2)
    step = nice_step(scale.high_usd - scale.low_usd, most)
    first, last = ceil(scale.low_usd / step), floor(scale.high_usd / step)
    decimals = step_decimals(step)
    ticks = [Tick(scale.y(n * step), grouped(n * step, decimals, style)) for n in range(first, last + 1) if n > 0]
    return thinned(ticks[::-1], spacing * 0.8)[::-1]


def thinned(ticks: list[Tick], least: float) -> list[Tick]:
    """Leave out ticks nearer than `least` pixels to the one before; the first stays."""
    kept: list[Tick] = []
    for tick in ticks:
        if not kept or abs(tick.at - kept[-1].at) >= least:
            kept.append(tick)
    return kept


def time_ticks(scale: TimeScale, spacing: float, zone: ZoneInfo, labels: DateWords) -> list[Tick]:
    """Round local hours, days or months, at least `spacing` pixels apart."""
    start = datetime.fromtimestamp(scale.start_ms / 1000, UTC).astimezone(zone)
    end = datetime.fromtimestamp(scale.end_ms / 1000, UTC).astimezone(zone)
    per_hour = scale.box.width / ((scale.end_ms - scale.start_ms) / 3_600_000)
    for hours in _HOURS:
        if per_hour * hours >= spacing:
            return [_hour_tick(at, scale, labels) for at in _hours(start, end, hours)]
    for days in _DAYS:
        if per_hour * 24 * days >= spacing:
            return [_day_tick(at, scale, labels) for at in _days(start, end, days)]
    months = next((m for m in _MONTHS if per_hour * 24 * 30 * m >= spacing), 12)
    return [_month_tick(at, scale, labels) for at in _months(start, end, months)]


def _hours(start: datetime, end: datetime, every: int) -> Iterator[datetime]:
    """Walks in UTC, so that a change of clocks neither skips nor repeats a moment."""
    zone, at = start.tzinfo, start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while at <= end:
        local = at.astimezone(zone)
        if local >= start and local.minute == 0 and local.hour % every == 0:
            yield local
        at += _QUARTER


def _days(start: datetime, end: datetime, every: int) -> Iterator[datetime]:
    day = start.date()
    while day <= end.date():
        local = datetime.combine(day, time(), start.tzinfo)
        if start <= local <= end and (day.toordinal() - date(2024, 1, 1).toordinal()) % every == 0:
            yield local
        day += timedelta(days=1)


def _months(start: datetime, end: datetime, every: int) -> Iterator[datetime]:
    for n in range(start.year * 12, end.year * 12 + 12, every):
        local = datetime(n // 12, n % 12 + 1, 1, tzinfo=start.tzinfo)
        if start <= local <= end:
            yield local


def _at(local: datetime, scale: TimeScale) -> float:
    return scale.x(local.timestamp() * 1000)


def _day_text(local: datetime, labels: DateWords) -> str:
    return labels.day_month.format(day=local.day, month=labels.months[local.month - 1])


def _hour_tick(local: datetime, scale: TimeScale, labels: DateWords) -> Tick:
    is_midnight = local.hour == 0
    return Tick(_at(local, scale), _day_text(local, labels) if is_midnight else f"{local:%H:%M}", is_midnight)


def _day_tick(local: datetime, scale: TimeScale, labels: DateWords) -> Tick:
    return Tick(_at(local, scale), _day_text(local, labels), local.day == 1)


def _month_tick(local: datetime, scale: TimeScale, labels: DateWords) -> Tick:
    is_january = local.month == 1
    return Tick(_at(local, scale), str(local.year) if is_january else labels.months[local.month - 1], is_january)
