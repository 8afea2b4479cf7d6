"""Rounds by the house's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.club.rounds.calendar import round_at, round_before, round_of
from engine.club.rounds.rules import PrizeMoney
from engine.club.rounds.values import Period, RoundKey

CHICAGO = ZoneInfo("America/Chicago")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_a_day_is_named_and_bounded_by_the_house() -> None:
    found = round_at(Period.DAY, utc(2026, 2, 6, 12), CHICAGO)
    assert (found.key, found.starts_at, found.ends_at) == ("day-2026-02-06", utc(2026, 2, 6, 6), utc(2026, 2, 7, 6))


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 8), 23), ((2026, 11, 1), 25), ((2026, 3, 9), 24)])
def test_days_on_which_the_clocks_are_turned_have_their_true_length(day: tuple[int, int, int], hours: int) -> None:
    found = round_at(Period.DAY, utc(*day, 18), CHICAGO)
    assert found.ends_at - found.starts_at == timedelta(hours=hours)
    assert round_at(Period.DAY, found.ends_at, CHICAGO).starts_at == found.ends_at


def test_a_week_begins_on_monday_and_a_month_on_the_first() -> None:
    week = round_at(Period.WEEK, utc(2026, 3, 8, 18), CHICAGO)
    assert (week.key, week.starts_at, week.ends_at) == ("week-2026-03-02", utc(2026, 3, 2, 6), utc(2026, 3, 9, 5))
    month = round_at(Period.MONTH, utc(2026, 2, 1, 5, 59), CHICAGO)
    assert (month.key, month.ends_at) == ("month-2026-01", utc(2026, 2, 1, 6))


def test_the_bell_belongs_to_the_round_it_opens() -> None:
    bell = utc(2026, 2, 7, 6)
    assert round_at(Period.DAY, bell, CHICAGO).key == "day-2026-02-07"
    assert round_at(Period.DAY, bell - timedelta(milliseconds=1), CHICAGO).key == "day-2026-02-06"


def test_a_zone_whose_midnight_does_not_exist_has_its_day_all_the_same() -> None:
    beirut = ZoneInfo("Asia/Beirut")  # 2026-03-29: 00:00 becomes 01:00
    found = round_at(Period.DAY, utc(2026, 3, 29, 12), beirut)
    assert (found.key, found.ends_at - found.starts_at) == ("day-2026-03-29", timedelta(hours=23))
    assert round_before(found, beirut).ends_at == found.starts_at


@pytest.mark.parametrize(
    ("zone", "lengths_h"),
    [
        ("America/Chicago", {23, 24, 25}),
        ("Australia/Lord_Howe", {23.5, 24, 24.5}),
        ("America/Havana", {23, 24, 25}),  # clocks are turned at midnight
        ("Africa/Cairo", {23, 24, 25}),  # at midnight, and back to the day before
        ("Asia/Kathmandu", {24}),
    ],
)
@pytest.mark.parametrize("period", list(Period))
def test_a_year_of_rounds_has_neither_gap_nor_overlap_and_each_is_found_by_its_key(
    period: Period, zone: str, lengths_h: set[float]
) -> None:
    house, lengths = ZoneInfo(zone), set()
    current = round_at(period, utc(2026, 1, 1, 12), house)
    while current.starts_at < utc(2027, 1, 1):
        following = round_at(period, current.ends_at, house)
        assert following.starts_at == current.ends_at
        assert following.key > current.key, "members to be counted in are found by the order of keys"
        assert round_before(following, house) == current
        assert round_of(current.key, house) == current
        assert round_at(period, current.ends_at - timedelta(microseconds=1), house) == current
        lengths.add((current.ends_at - current.starts_at) / timedelta(hours=1))
        current = following
    assert period is not Period.DAY or lengths == lengths_h


@pytest.mark.parametrize("key", ["day-2026-02-30", "week-2026-02-03", "year-2026", "day", "month-2026-2-1", ""])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        round_of(RoundKey(key), CHICAGO)


def test_a_week_pays_nothing_and_a_month_a_thousand() -> None:
    assert [PrizeMoney().of(period) for period in Period] == [100, 0, 1000]
