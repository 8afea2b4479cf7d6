"""Pictures as they were approved. Decoded pixels are compared, a little tolerantly: zlib and rounding may differ.

After an intended change: `python -m tests.unit.renderers.test_golden`, look at the pictures, commit them.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from engine.club.people import Locale
from engine.market.windows import Window
from renderers.grid import MapPanel, side_by_side_png
from renderers.heatmap import heatmap_png
from renderers.hunting import hunting_png
from renderers.labels import GridLabels
from renderers.palette import Theme
from tests.unit.renderers.builders import Market, build_map, build_scan, labels, russian_labels
from tests.unit.renderers.lesson_pictures import all_paintings, painted
from tests.unit.renderers.test_hunting import btc_rows, hunting_words

FOLDER = Path(__file__).parent / "golden"
CHICAGO = ZoneInfo("America/Chicago")
MOST_CHANGED = 0.002  # of the pixels
NOTICEABLE = 24  # of 255, in any channel


def _one(market: Market, theme: Theme, is_russian: bool = False) -> bytes:
    words = (russian_labels if is_russian else labels)(coin=market.coin, window=market.window.value)
    heat_map = build_map(market)
    return heatmap_png(heat_map, build_scan(heat_map), theme=theme, labels=words, zone=CHICAGO)


def _two() -> bytes:
    markets = [Market(window=window, seed=4, sigma=0.002) for window in (Window.H12, Window.D3)]
    maps = [build_map(m) for m in markets]
    words = tuple(labels(window=m.window.value) for m in markets)
    grid = GridLabels("BTC, two windows", "SIMULATED", "MODELLED", "Binance", "6 Feb 2026, 06:00 Chicago", words)
    panels = [MapPanel(m, build_scan(m)) for m in maps]
    return side_by_side_png(panels, theme=Theme.DARK, labels=grid, zone=CHICAGO)


def _lesson(name: str, locale: Locale, theme: Theme) -> bytes:
    return painted(all_paintings(locale)[name], theme).png()


PICTURES: dict[str, Callable[[], bytes]] = {
    "crash_dark": lambda: _one(Market(fall=0.2, sigma=0.003), Theme.DARK),
    "many_zeros_light_russian": lambda: _one(
        Market("PEPE", Window.H24, 4.123e-6, 0.002, seed=3, oi_usd=8e7), Theme.LIGHT, True
    ),
    "short_with_gap_dark": lambda: _one(
        Market("NEW", Window.D30, 1.234, share_held=0.4, gap=(60, 80), oi_usd=3e6), Theme.DARK
    ),
    "two_windows_dark": _two,
    "hunting_dark": lambda: hunting_png(btc_rows(), theme=Theme.DARK, labels=hunting_words()),
    "lesson_map_dark": lambda: _lesson("screen 1.2", Locale.EN, Theme.DARK),
    "lesson_stops_light_spanish": lambda: _lesson("screen 3.2", Locale.ES, Theme.LIGHT),
    "lesson_reward_dark": lambda: _lesson("screen 4.2", Locale.EN, Theme.DARK),
    "lesson_path_dark": lambda: _lesson("home", Locale.EN, Theme.DARK),
    "lesson_badges_light_russian": lambda: _lesson("badges", Locale.RU, Theme.LIGHT),
    "practice_ticket_light": lambda: _lesson("ticket 6", Locale.EN, Theme.LIGHT),
    "practice_won_dark": lambda: _lesson("replay 4 step 10", Locale.EN, Theme.DARK),
    "practice_lost_dark_russian": lambda: _lesson("replay 5 step 10", Locale.RU, Theme.DARK),
    "hunting_light_russian": lambda: hunting_png(btc_rows(), theme=Theme.LIGHT, labels=hunting_words(is_russian=True)),
}


def _pixels(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.asarray(Image.open(BytesIO(data)).convert("RGB"), np.int16)


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_looks_as_approved(name: str) -> None:
    drawn, approved = _pixels(PICTURES[name]()), _pixels((FOLDER / f"{name}.png").read_bytes())
    assert drawn.shape == approved.shape
    changed = (np.abs(drawn - approved).max(axis=2) > NOTICEABLE).mean()
    assert changed <= MOST_CHANGED, f"{changed:.2%} of the pixels changed"


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.png").write_bytes(draw())
