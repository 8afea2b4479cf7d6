"""The forest plot of a coin's history: everything stands apart, and where it says."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from engine.market.windows import Window
from engine.scanners.hunting.book import Hunter
from engine.scanners.hunting.verdict import Verdict, difference
from renderers.hunting import HuntingLabels, HuntingRowLabels, paint_hunting
from renderers.palette import Ink, Theme, palette_of
from tests.unit.scanners.hunting.histories import btc, pattern, tally

_HUNTS = frozenset({Window.H12, Window.D30})


def btc_rows() -> list[Hunter]:
    """The sums over venues, judged by hand."""
    return [Hunter(one, difference(one.largest), _verdict(one.window, one.largest.cases)) for one in btc()[:9]]


def _verdict(window: Window, cases: int) -> Verdict:
    if cases < 30:
        return Verdict.TOO_FEW
    return Verdict.HUNTS if window in _HUNTS else Verdict.NO_DIFFERENCE


def hunting_words(rows: Sequence[Hunter] = (), *, is_russian: bool = False) -> HuntingLabels:
    named = tuple(_row(row) for row in rows or btc_rows())
    plain = HuntingLabels(
        title="BTC: how often its levels are reached",
        notes="Bybit + Binance · 6 Feb 2026, 06:00 Chicago",
        source="RECORDED",
        measured="MEASURED",
        answer="hunts on 12h, 30d",
        head_reached="reached of",
        head_times="half, 80 % within",
        head_wicks="wick: half, 90 %",
        key_reached="largest level, 95 %",
        key_mirror="as far on the other side",
        key_random="a random level",
        rows=named,
    )
    return plain if not is_russian else replace(
        plain,
        title="1000000MOG: как часто цена доходит до уровней",
        notes="Bybit + Binance · 6 февраля 2026, 18:00 Екатеринбург",
        source="СИМУЛЯЦИЯ",
        measured="ИЗМЕРЕНО",
        answer="охотится на 12h, 24h, 3d, 7d, 14d, 30d",
        head_reached="дошла из",
        head_times="50 %, 80 % за",
        head_wicks="проскок: 50 %, 90 %",
        key_reached="крупнейший уровень, 95 %",
        key_mirror="так же далеко с другой стороны",
        key_random="случайный уровень",
    )  # fmt: skip


def _row(row: Hunter) -> HuntingRowLabels:
    one = row.pattern.largest
    few = f"too few cases: {one.cases}" if row.verdict is Verdict.TOO_FEW else ""
    return HuntingRowLabels(row.pattern.window.value, f"{one.reached}/{one.cases}", "3.2 h, 7.5 h", "0.31%, 1.10%", few)


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("is_russian", [False, True])
def test_no_text_covers_another_or_leaves_the_picture(theme: Theme, is_russian: bool) -> None:
    canvas = paint_hunting(btc_rows(), theme=theme, labels=hunting_words(is_russian=is_russian))
    for one in canvas.texts:
        assert canvas.box.holds(one.box), one.text
    for one, other in combinations(canvas.texts, 2):
        assert not one.box.overlaps(other.box), (one.text, other.text)


def test_windows_with_too_few_cases_show_that_and_no_interval() -> None:
    canvas = paint_hunting(btc_rows(), theme=Theme.DARK, labels=hunting_words())
    said = {one.text for one in canvas.texts}
    assert {"too few cases: 27", "too few cases: 0"} <= said
    assert "8/27" not in said


def test_only_where_the_coin_hunts_stands_the_colour_of_it() -> None:
    rows = [row for row in btc_rows() if row.verdict is Verdict.NO_DIFFERENCE]
    canvas = paint_hunting(rows, theme=Theme.DARK, labels=hunting_words(rows))
    assert not (canvas.pixels == palette_of(Theme.DARK).inks[Ink.ABOVE]).any()


@pytest.mark.parametrize("reached", [0, 20, 40])
def test_the_dot_stands_at_its_share_from_none_to_all(reached: int) -> None:
    one = pattern("BTC", Window.H12, tally(reached, 40, 0, 0, 20.0, 1, 2))
    row = Hunter(one, difference(one.largest), Verdict.NO_DIFFERENCE)
    canvas = paint_hunting([row], theme=Theme.DARK, labels=hunting_words([row]))
    zero, full = (next(t.box for t in canvas.texts if t.text == text) for text in ("0%", "100%"))
    left, right = ((box.x0 + box.x1) / 2 for box in (zero, full))
    ink = canvas.pixels == palette_of(Theme.DARK).inks[Ink.TEXT]
    x = left + (right - left) * reached / 40
    column = ink[150:600, round(x) - 6 : round(x) + 7]
    assert column.sum(axis=0).max() >= 14  # the dot is taller than its line
    assert np.flatnonzero(ink[150:600, : round(right) + 12].any(axis=0)).size > 0


@pytest.mark.parametrize("count", [0, 10])
def test_no_window_or_more_than_nine_are_refused(count: int) -> None:
    rows = [btc_rows()[0]] * count
    with pytest.raises(ValueError, match="1 to 9"):
        paint_hunting(rows, theme=Theme.DARK, labels=replace(hunting_words(), rows=(_row(btc_rows()[0]),) * count))
