"""Quiet hours by the person's own clock, over midnight and on days of 23 and 25 hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.club.quiet import QuietHours, parse_quiet

CHICAGO = ZoneInfo("America/Chicago")
NIGHT = QuietHours(time(22), time(7))


def at(hour: int, minute: int = 0, day: int = 6, month: int = 2) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHICAGO)


def test_a_night_reaches_over_midnight() -> None:
    quiet = [hour for hour in range(24) if NIGHT.covers(at(hour), CHICAGO)]
    assert quiet == [0, 1, 2, 3, 4, 5, 6, 22, 23]
    assert not NIGHT.covers(at(7), CHICAGO)


def test_a_nap_stays_within_its_day() -> None:
    nap = QuietHours(time(13), time(15))
    assert [hour for hour in range(24) if nap.covers(at(hour), CHICAGO)] == [13, 14]


def test_it_ends_in_the_morning_that_comes() -> None:
    assert NIGHT.ends_after(at(23), CHICAGO) == at(7, day=7)
    assert NIGHT.ends_after(at(3), CHICAGO) == at(7)


def test_a_clock_that_skips_an_hour_shortens_the_night() -> None:
    before = at(23, day=7, month=3)  # clocks go forward on 8 March
    assert NIGHT.ends_after(before, CHICAGO).astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=7)


@pytest.mark.parametrize(
    ("typed", "quiet"),
    [
        ("22-7", NIGHT),
        ("22:30-06:45", QuietHours(time(22, 30), time(6, 45))),
        ("22 to 7", NIGHT),
        ("24-8", QuietHours(time(0), time(8))),
        ("7-7", None),
        ("25-3", None),
        ("22:75-7", None),
        ("night", None),
        ("", None),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, quiet: QuietHours | None) -> None:
    assert parse_quiet(typed) == quiet


@given(st.integers(0, 366 * 24 * 60), st.times(), st.times())
def test_the_end_is_always_ahead_and_within_a_day(minute: int, start: time, end: time) -> None:
    aware = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    wait = QuietHours(start, end).ends_after(aware, CHICAGO).astimezone(UTC) - aware
    assert timedelta(0) < wait <= timedelta(hours=25)
