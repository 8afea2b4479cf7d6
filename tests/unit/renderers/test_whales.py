"""Whales' ends on the map: drawn where they lie, named when there is room, never over another text."""

from itertools import combinations
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from engine.market.values import Side
from engine.market.windows import Window
from renderers.heatmap import heatmap_png, paint_heatmap
from renderers.palette import Ink, Theme
from renderers.whales import WhaleMark
from tests.unit.renderers.builders import Market, build_map, build_scan, labels, russian_labels

CHICAGO = ZoneInfo("America/Chicago")
PRICE = 66_586.0
MARKS = [
    WhaleMark(PRICE * (1 + 0.004 * n * (-1) ** n), 1e6 * 2.0**n, Side.LONG if n % 2 else Side.SHORT)
    for n in range(1, 12)
]


@pytest.mark.parametrize("is_russian", [False, True])
@pytest.mark.parametrize("window", [Window.H12, Window.D7, Window.D30])
def test_no_text_is_cut_off_or_covers_another(window: Window, is_russian: bool) -> None:
    heat_map = build_map(Market(window=window, price_usd=PRICE))
    plain = (
        russian_labels(whales="концы китов, измерено, Hyperliquid", leverage="", history_from="")
        if is_russian
        else labels(whales="whales' ends, measured, Hyperliquid")
    )
    canvas = paint_heatmap(heat_map, build_scan(heat_map), theme=Theme.DARK, labels=plain, zone=CHICAGO, whales=MARKS)
    assert plain.whales in [text.text for text in canvas.texts]
    for text in canvas.texts:
        assert canvas.box.holds(text.box), text
    for one, other in combinations(canvas.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


def test_without_the_layer_the_picture_is_the_same_to_the_pixel() -> None:
    heat_map = build_map(Market(price_usd=PRICE))
    asked = {"theme": Theme.DARK, "labels": labels(), "zone": CHICAGO}
    scan = build_scan(heat_map)
    assert heatmap_png(heat_map, scan, **asked, whales=MARKS) == heatmap_png(heat_map, scan, **asked)


def test_marks_outside_the_picture_are_not_drawn() -> None:
    heat_map = build_map(Market(price_usd=PRICE))
    far = [WhaleMark(PRICE * 3, 1e9, Side.SHORT), WhaleMark(PRICE / 3, 1e9, Side.LONG)]
    plain = labels(whales="w")
    scan = build_scan(heat_map)
    drawn = [
        paint_heatmap(heat_map, scan, theme=Theme.DARK, labels=plain, zone=CHICAGO, whales=marks) for marks in ([], far)
    ]
    assert np.array_equal(drawn[0].pixels, drawn[1].pixels)
    near = paint_heatmap(heat_map, scan, theme=Theme.DARK, labels=plain, zone=CHICAGO, whales=MARKS)
    badge = near.palette.inks[Ink.BADGE]
    assert (near.pixels == badge).sum() > (drawn[0].pixels == badge).sum()
