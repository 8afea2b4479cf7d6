"""An account's picture as it was approved, for every kind of life an account can have.

After an intended change: `python -m tests.unit.renderers.test_equity`, look at the pictures, commit them.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from engine.exchange.venues.paper.curve import EquityCurve, TradeMark
from renderers.equity import EquityLabels, equity_curve_png, paint_equity
from renderers.labels import NumberStyle
from renderers.numbers import change_text, grouped
from renderers.palette import Theme
from renderers.tiles import Tile, Tone
from tests.unit.renderers.builders import AT
from tests.unit.renderers.test_golden import CHICAGO, FOLDER, MOST_CHANGED, NOTICEABLE, _pixels

HOUR_MS = 3_600_000
NOW_MS = round(AT.timestamp() * 1000)
ENGLISH = EquityLabels(
    title="Maya's paper account",
    equity="$10,613.20",
    change="+6.1% since 23 Jan",
    simulated="SIMULATED MONEY",
    source="LIVE",
    start="start",
    today="today",
    won="trade won",
    lost="trade lost",
    below_peak="below its peak",
    made_at="6 Feb 2026, 06:00 Chicago",
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    tiles=(
        Tile("today", "+0.2\u2009%", Tone.GOOD),
        Tile("deepest dip", "-3.4\u2009%", Tone.BAD),
        Tile("trades", "31"),
        Tile("won", "17 of 31"),
        Tile("fees", "$64.10"),
    ),
)
RUSSIAN = replace(
    ENGLISH,
    title="Учебный счёт: Константин Константинопольский",
    equity="$ 0,00",
    change="-100% с 23 января",
    simulated="ИГРОВЫЕ ДЕНЬГИ",
    source="СИМУЛЯЦИЯ",
    start="начало",
    today="сегодня",
    won="прибыльная сделка",
    lost="убыточная сделка",
    below_peak="ниже максимума",
    made_at="6 февраля 2026, 18:00 Екатеринбург",
    months=("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    tiles=(
        Tile("сегодня", "-41,3\u2009%", Tone.BAD),
        Tile("просадка", "-100\u2009%", Tone.BAD),
        Tile("сделок", "9"),
        Tile("в плюс", "1 из 9"),
        Tile("комиссии", "$ 212,40"),
    ),
    numbers=NumberStyle(",", "\u00a0", " тыс", " млн", " млрд"),
)


def curve(n: int, hours: float, sigma: float = 0.002, drift: float = 0.0, seed: int = 3) -> EquityCurve:
    """A walk from $10,000 that ends at 06:00 in Chicago."""
    random = np.random.default_rng(seed)
    at = np.linspace(NOW_MS - hours * HOUR_MS, NOW_MS, n).astype(np.int64)
    equity = 10_000 * np.exp(np.cumsum(np.append(0.0, random.standard_t(3, n - 1) * sigma + drift)))
    closed = random.choice(n, min(n // 10, 31), replace=False) if n > 10 else []
    marks = tuple(TradeMark(int(at[k]), float(random.normal(20, 120))) for k in sorted(closed))
    return EquityCurve(at, equity, 10_000.0, marks, NOW_MS - 6 * HOUR_MS)


def flat() -> EquityCurve:
    return EquityCurve(np.array([NOW_MS - 5 * HOUR_MS, NOW_MS]), np.array([1e4, 1e4]), 1e4, (), NOW_MS - 6 * HOUR_MS)


def ruined() -> EquityCurve:
    """Nine trades to nothing."""
    at = np.linspace(NOW_MS - 40 * HOUR_MS, NOW_MS, 400).astype(np.int64)
    steps = np.searchsorted(np.linspace(0, 399, 10), np.arange(400), side="left").astype(float)
    equity = np.maximum(10_000 * (1 - (steps / 9) ** 1.5) + np.sin(np.arange(400) / 9) * 90 * (steps < 9), 0.0)
    marks = tuple(TradeMark(int(at[40 * k]), -400.0 * k if k != 2 else 250.0) for k in range(1, 10))
    return EquityCurve(at, equity, 1e4, marks, NOW_MS - 6 * HOUR_MS)


PICTURES: dict[str, Callable[[], bytes]] = {
    "equity_dark": lambda: _draw(curve(1000, 24 * 14, 0.0016, 0.0001, seed=11), Theme.DARK, ENGLISH),
    "equity_light": lambda: _draw(curve(1000, 24 * 14, 0.0016, 0.0001, seed=11), Theme.LIGHT, ENGLISH),
    "equity_ruined_light_russian": lambda: _draw(ruined(), Theme.LIGHT, RUSSIAN),
    "equity_ruined_dark": lambda: _draw(ruined(), Theme.DARK, ENGLISH),
    "equity_flat_dark": lambda: _draw(flat(), Theme.DARK, ENGLISH),
    "equity_year_light": lambda: _draw(curve(10_000, 24 * 365, 0.001, 0.00002, seed=5), Theme.LIGHT, ENGLISH),
}


def _draw(one: EquityCurve, theme: Theme, labels: EquityLabels) -> bytes:
    return equity_curve_png(one, theme, labels=_said(one, labels), zone=CHICAGO)


def _said(one: EquityCurve, labels: EquityLabels) -> EquityLabels:
    """With the figures of this curve."""
    equity = f"${grouped(float(one.equity_usdt[-1]), 2, labels.numbers)}"
    deepest = replace(labels.tiles[1], value=change_text(one.dip, labels.numbers))
    change = f"{change_text(one.change, labels.numbers)} {labels.change.split(maxsplit=1)[1]}"
    return replace(labels, equity=equity, change=change, tiles=(labels.tiles[0], deepest, *labels.tiles[2:]))


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_looks_as_approved(name: str) -> None:
    drawn, approved = _pixels(PICTURES[name]()), _pixels((FOLDER / f"{name}.png").read_bytes())
    assert drawn.shape == approved.shape
    assert (np.abs(drawn - approved).max(axis=2) > NOTICEABLE).mean() <= MOST_CHANGED


@pytest.mark.parametrize("labels", [ENGLISH, RUSSIAN], ids=["english", "russian"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (900, 900)])
@pytest.mark.parametrize(
    "one", [flat(), ruined(), curve(2, 1), curve(3, 0.01), curve(10_000, 24 * 400), curve(300, 72, 0.05)]
)
def test_no_words_run_over_an_edge_or_into_each_other(
    one: EquityCurve, size: tuple[int, int], labels: EquityLabels
) -> None:
    canvas = paint_equity(one, Theme.DARK, size, labels=labels, zone=CHICAGO)
    texts = [text for text in canvas.texts if text.text.strip()]
    for place, text in enumerate(texts):
        assert canvas.box.holds(text.box), text
        for other in texts[place + 1 :]:
            assert not text.box.overlaps(other.box), (text.text, other.text)


def test_an_account_opened_this_moment_has_a_picture() -> None:
    one = EquityCurve(np.array([NOW_MS]), np.array([10_000.0]), 10_000.0)
    assert _draw(one, Theme.DARK, ENGLISH).startswith(b"\x89PNG")


def test_nothing_is_drawn_of_no_points() -> None:
    with pytest.raises(ValueError):
        paint_equity(
            EquityCurve(np.array([], np.int64), np.array([]), 10_000.0), Theme.DARK, labels=ENGLISH, zone=CHICAGO
        )


def test_the_worst_minute_of_a_long_history_is_still_on_the_picture() -> None:
    one = curve(10_000, 24 * 365, 0.0001)
    one.equity_usdt[5_000] = 5_000.0
    canvas = paint_equity(one, Theme.DARK, labels=ENGLISH, zone=CHICAGO)
    assert any(text.text == "$6,000" for text in canvas.texts)


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.png").write_bytes(draw())
