"""Ticks, figures and labels that keep apart."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.canvas import Box
from renderers.declutter import spread
from renderers.labels import NumberStyle
from renderers.numbers import change_text, money_text, price_text, two_figures
from renderers.scales import PriceScale, TimeScale
from renderers.ticks import nice_step, price_ticks, step_decimals, time_ticks
from tests.unit.renderers.builders import labels

PLAIN = NumberStyle()
CHICAGO = ZoneInfo("America/Chicago")
BOX = Box(0, 0, 820, 540)


@pytest.mark.parametrize(
    ("usd", "text"),
    [(66_586.1, "66,586"), (1_890.5, "1,890.5"), (80.2, "80.200"), (0.0912, "0.091200"), (4.1234e-6, "0.000004123")],
)
def test_prices_show_the_figures_that_matter(usd: float, text: str) -> None:
    assert price_text(usd, PLAIN) == text


@pytest.mark.parametrize(
    ("usd", "text"),
    [(262e6, "$262M"), (1.25e9, "$1.25B"), (9_800, "$9.8K"), (640, "$640"), (0, "$0"), (999_950, "$1M"), (2e9, "$2B")],
)
def test_amounts_show_at_most_three_figures(usd: float, text: str) -> None:
    assert money_text(usd, PLAIN) == text


def test_figures_are_spelt_the_readers_way() -> None:
    spanish = NumberStyle(",", ".")
    assert price_text(66_586.1, spanish) == "66.586"
    assert money_text(1.25e6, spanish) == "$1,25M"
    assert change_text(-0.0253, spanish) == "-2,5\u2009%"
    assert two_figures(4_837_112) == 4_800_000


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (59_000, 70_500, ["60,000", "62,500", "65,000", "67,500", "70,000"]),
        (3.95e-6, 4.32e-6, ["0.0000040", "0.0000041", "0.0000042", "0.0000043"]),
    ],
)
def test_price_ticks_are_round_numbers(low: float, high: float, expected: list[str]) -> None:
    assert [t.text for t in price_ticks(PriceScale(low, high, BOX), 100, PLAIN)] == expected


@given(st.floats(1e-9, 1e6), st.floats(0.002, 3))
def test_price_ticks_stand_apart_and_inside_for_any_coin(low: float, growth: float) -> None:
    scale = PriceScale(low, low * (1 + growth), BOX)
    ticks = price_ticks(scale, 52, PLAIN)
    places = [t.at for t in ticks]
    assert 2 <= len(ticks) <= 15
    assert all(-1e-6 <= at <= BOX.height + 1e-6 for at in places)
    assert all(abs(a - b) >= 40 for a, b in pairwise(places))
    assert len({t.text for t in ticks}) == len(ticks)


@given(st.floats(1e-12, 1e9), st.integers(1, 30))
def test_a_nice_step_is_written_exactly_with_its_decimals(span: float, most: int) -> None:
    step = nice_step(span, most)
    assert span / step <= most * (1 + 1e-6)
    assert float(f"{step:.{step_decimals(step)}f}") == pytest.approx(step)


def _scale(end: datetime, span: timedelta) -> TimeScale:
    end_ms = int(end.timestamp() * 1000)
    return TimeScale(end_ms - int(span.total_seconds() * 1000), end_ms, BOX)


def test_hours_are_round_in_the_readers_zone_and_midnight_is_a_date() -> None:
    ticks = time_ticks(_scale(datetime(2026, 2, 6, 12, tzinfo=UTC), timedelta(hours=12)), 90, CHICAGO, labels())
    assert [t.text for t in ticks] == ["18:00", "20:00", "22:00", "6 Feb", "02:00", "04:00", "06:00"]
    assert [t.is_major for t in ticks] == [False] * 3 + [True] + [False] * 3


def test_hours_are_round_where_the_zone_is_off_by_half_an_hour() -> None:
    ticks = time_ticks(
        _scale(datetime(2026, 2, 6, 12, tzinfo=UTC), timedelta(hours=12)), 150, ZoneInfo("Asia/Kolkata"), labels()
    )
    assert [t.text for t in ticks] == ["06:00", "09:00", "12:00", "15:00"]


def test_days_stay_at_local_midnight_across_a_change_of_clocks() -> None:
    scale = _scale(datetime(2026, 3, 11, 12, tzinfo=UTC), timedelta(days=7))
    ticks = time_ticks(scale, 90, CHICAGO, labels())
    assert [t.text for t in ticks][-4:] == ["8 Mar", "9 Mar", "10 Mar", "11 Mar"]
    gaps = [b.at - a.at for a, b in pairwise(ticks)]
    assert min(gaps) == pytest.approx(max(gaps) * 23 / 24, rel=1e-6)


def test_a_year_shows_months_and_names_the_new_year() -> None:
    ticks = time_ticks(_scale(datetime(2026, 2, 6, tzinfo=UTC), timedelta(days=365)), 96, CHICAGO, labels())
    assert [t.text for t in ticks] == ["Mar", "May", "Jul", "Sep", "Nov", "2026"]


@given(st.lists(st.floats(0, 540), max_size=11), st.floats(1, 60))
def test_labels_spread_apart_inside_their_room_in_their_order(targets: list[float], gap: float) -> None:
    placed = spread(sorted(targets), gap, 0, 540)
    room = min(gap, 540 / max(len(targets) - 1, 1))
    assert all(-1e-6 <= at <= 540 + 1e-6 for at in placed)
    assert all(b - a >= room - 1e-6 for a, b in pairwise(placed))


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([100, 200, 300], 30, 0, 540) == [100, 200, 300]


def test_two_labels_at_one_place_part_evenly() -> None:
    assert spread([100, 100], 30, 0, 540) == [85, 115]
