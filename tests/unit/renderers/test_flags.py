"""What is in doubt about the data stands at the foot of the picture, and a wick does not squash it."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from renderers.heatmap import paint_heatmap
from renderers.palette import Theme
from renderers.view import view_of
from tests.unit.renderers.builders import Market, build_map, build_scan, labels, russian_labels
from tests.unit.renderers.test_heatmap import CHICAGO, MARKETS

_LONGEST = "Bybit прислала половину свечи, читаем заново · и ещё 12"


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (900, 600)])
@pytest.mark.parametrize("words", ["en", "ru"])
@pytest.mark.parametrize("whales", ["", "концы позиций китов, измерено, только Hyperliquid"])
@pytest.mark.parametrize("name", MARKETS)
def test_the_longest_doubt_covers_nothing_and_is_not_cut_off(
    name: str, whales: str, words: str, size: tuple[int, int]
) -> None:
    market = MARKETS[name]
    chosen = replace(labels() if words == "en" else russian_labels(), flags=_LONGEST, whales=whales)
    heat_map = build_map(market)
    canvas = paint_heatmap(heat_map, build_scan(heat_map), theme=Theme.DARK, labels=chosen, zone=CHICAGO, size=size)
    assert {_LONGEST, *([whales] if whales else [])} <= {text.text for text in canvas.texts}
    for text in canvas.texts:
        assert canvas.box.holds(text.box), text
    for one, other in combinations(canvas.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


def test_a_wick_of_ninety_percent_leaves_the_candles_most_of_the_picture() -> None:
    heat_map = build_map(Market(sigma=0.001))
    low = heat_map.bars.low.copy()
    low[len(low) // 2] *= 0.1
    wicked = replace(heat_map, bars=replace(heat_map.bars, low=low))
    view = view_of(wicked, build_scan(heat_map))
    bodies = np.log(max(heat_map.bars.high) / min(heat_map.bars.low))
    assert np.log(view.high_usd / view.low_usd) < 12 * bodies
    assert view.low_usd > low.min() * 3
