"""Two maps on one price axis, and a map whose amounts are relative."""

from dataclasses import replace
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from engine.liquidations.vendor.as_map import relative_map
from engine.market.windows import Window
from renderers.canvas import Canvas
from renderers.compare import common_views, compare_png, paint_compare
from renderers.grid import MapPanel
from renderers.heatmap import MOST_BYTES, heatmap_png, paint_heatmap
from renderers.labels import GridLabels, HeatmapLabels, NumberStyle
from renderers.numbers import money_text
from renderers.palette import Theme
from tests.unit.renderers.builders import Market, build_map, build_scan, labels, russian_labels
from tests.unit.vendor.test_relative import vendor_map

CHICAGO = ZoneInfo("America/Chicago")
RELATIVE = NumberStyle(is_relative=True)


def panels(window: Window = Window.D7) -> list[MapPanel]:
    own, other = build_map(Market(window=window)), relative_map(vendor_map(window))
    return [MapPanel(own, build_scan(own)), MapPanel(other.map, other.scan)]


def vendor_words(plain: HeatmapLabels) -> HeatmapLabels:
    foot = "CoinGlass, модель 1, расчёт CoinGlass, относительно · HELIX"
    return replace(plain, numbers=RELATIVE, to_clear="", brand=foot, legend="% от сильнейшего", leverage="")


def words(is_russian: bool) -> GridLabels:
    plain = russian_labels(window="") if is_russian else labels(window="")
    each = (replace(plain, coin="Helix"), vendor_words(replace(plain, coin="CoinGlass 1")))
    return GridLabels("BTC 7d: Helix | CoinGlass 1", "LIVE", "MODELLED", "Helix: Bybit + Binance, USD", "6 Feb", each)


def painted(window: Window, is_russian: bool) -> Canvas:
    verdict = "почти не похожи · только уровни: выше +0.11, ниже −0.09"
    return paint_compare(panels(window), theme=Theme.DARK, labels=words(is_russian), verdict=verdict, zone=CHICAGO)


@pytest.mark.parametrize("is_russian", [False, True])
@pytest.mark.parametrize("window", [Window.H12, Window.D7, Window.Y1])
def test_no_text_of_a_comparison_is_cut_off_or_covers_another(window: Window, is_russian: bool) -> None:
    canvas = painted(window, is_russian)
    for text in canvas.texts:
        assert canvas.box.holds(text.box), text
    for one, other in combinations(canvas.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


def test_both_sides_have_the_same_prices_on_their_axes() -> None:
    left, right = common_views(panels())
    assert (left.low_usd, left.high_usd) == (right.low_usd, right.high_usd)


def test_only_two_maps_are_compared() -> None:
    with pytest.raises(ValueError, match="two of each"):
        compare_png(panels()[:1], theme=Theme.DARK, labels=words(False), verdict="", zone=CHICAGO)


@pytest.mark.parametrize("window", [w for w in Window if w is not Window.D14])
def test_a_relative_picture_has_no_dollar_on_it_and_no_text_over_another(window: Window) -> None:
    made = relative_map(vendor_map(window))
    plain = vendor_words(russian_labels(window=window.value))
    canvas = paint_heatmap(made.map, made.scan, theme=Theme.DARK, labels=plain, zone=CHICAGO)
    assert not [text.text for text in canvas.texts if "$" in text.text]
    assert "100\u2009%" in [text.text for text in canvas.texts]
    for one, other in combinations(canvas.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


def test_a_relative_picture_is_as_small_a_file_as_ours() -> None:
    made = relative_map(vendor_map())
    png = heatmap_png(made.map, made.scan, theme=Theme.DARK, labels=vendor_words(labels()), zone=CHICAGO)
    assert len(png) <= MOST_BYTES


def test_relative_amounts_read_as_percents() -> None:
    assert [money_text(value, RELATIVE) for value in (100.0, 43.6, 0.94, 0.0)] == [
        "100\u2009%",
        "44\u2009%",
        "0.9\u2009%",
        "0.0\u2009%",
    ]
