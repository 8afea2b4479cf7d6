"""The parts below the picture: heat, holes, candles, swept levels, profile."""

from dataclasses import replace

import numpy as np
import pytest

from engine.market.values import Side
from engine.market.windows import Window
from renderers.candles import joined
from renderers.canvas import Box, Canvas
from renderers.heat import columns_at, toned
from renderers.palette import COVERAGE_STEPS, HEAT_LEVELS, Ink, Theme, palette_of
from renderers.plot import Plot, holes
from renderers.profile import clear_marks, profile_rows
from renderers.swept import shown_swept
from renderers.typeface import Weight, fitting_size, glyphs, text_width
from renderers.view import view_of
from tests.unit.renderers.builders import Market, build_map, build_scan

BOX = Box(14, 92, 830, 636)


def plot_of(market: Market) -> Plot:
    heat_map = build_map(market)
    return Plot.of(view_of(heat_map, build_scan(heat_map)), BOX)


def test_a_gap_is_a_hole_of_its_width_and_nothing_else_is() -> None:
    market = Market(gap=(100, 121))
    plot = plot_of(market)
    boxes = holes(build_map(market), plot)
    assert len(boxes) == 1
    assert boxes[0].width == pytest.approx(BOX.width * 21 / market.window.columns, abs=2)


def test_short_history_leaves_a_hole_at_the_left_but_never_most_of_the_picture() -> None:
    market = Market(window=Window.Y1, share_held=0.1)
    boxes = holes(build_map(market), plot_of(market))
    assert boxes[0].x0 == BOX.x0
    assert boxes[0].width < 0.2 * BOX.width


def test_every_pixel_column_shows_the_column_of_its_moment() -> None:
    heat_map, plot = build_map(Market()), plot_of(Market())
    column = columns_at(heat_map, plot.time)
    assert column[0] == 0
    assert column[-1] == len(heat_map.bars) - 1
    assert set(np.unique(np.diff(column))) <= {0, 1}


def test_a_band_that_stands_out_is_brighter_than_even_heat_of_the_same_amount() -> None:
    cells = np.full((10, 200), 100.0, np.float32)
    cells[:, 50] = 150
    cells[:, 120:] = 150
    levels = toned(cells, 0.0).levels
    assert levels[0, 50] > levels[0, 170] > levels[0, 20]


def test_no_heat_is_the_darkest_entry_and_the_key_has_no_amounts() -> None:
    heat = toned(np.zeros((3, 4), np.float32), 0.0)
    assert heat.levels.max() == 0
    assert heat.key_usd == ()


def test_amounts_in_the_key_rise_with_brightness() -> None:
    rng = np.random.default_rng(1)
    heat = toned(rng.lognormal(10, 1.5, (200, 300)).astype(np.float32), 0.0)
    assert list(heat.key_usd) == sorted(heat.key_usd)
    assert heat.levels.max() == HEAT_LEVELS - 1


def test_joined_candles_keep_extremes_and_do_not_reach_over_a_gap() -> None:
    bars = build_map(Market(gap=(100, 121))).bars
    opened, high, low, closed, at_ms = joined(bars, 2)
    assert (high.max(), low.min(), opened[0], closed[-1]) == (
        bars.high.max(),
        bars.low.min(),
        bars.open[0],
        bars.close[-1],
    )
    assert np.diff(at_ms).max() >= 20 * bars.step_ms


def test_the_largest_swept_levels_are_shown_first() -> None:
    heat_map, plot = build_map(Market(fall=0.2)), plot_of(Market(fall=0.2))
    shown = shown_swept(heat_map, plot.time, plot.price, 5)
    amounts = [s.notional_usd for s in shown]
    assert len(shown) == 5
    assert amounts == sorted(amounts, reverse=True)


@pytest.mark.parametrize("side", Side)
def test_price_to_clear_is_the_sum_of_what_stands_up_to_there(side: Side) -> None:
    heat_map = build_map(Market())
    plot = plot_of(Market())
    marks = [m for m in clear_marks(profile_rows(heat_map, plot.price), 66_586.0, plot.price, BOX) if m.side is side]
    assert marks
    middles = np.sqrt(heat_map.price_edges[:-1] * heat_map.price_edges[1:])
    usd, near = (heat_map.now_short_usd, np.less) if side is Side.SHORT else (heat_map.now_long_usd, np.greater)
    beyond = middles > heat_map.price_usd if side is Side.SHORT else middles < heat_map.price_usd
    for mark in marks:
        total = usd[beyond & near(middles, mark.price_usd)].sum()
        assert total == pytest.approx(mark.usd, rel=0.05)
        assert mark.change == pytest.approx(mark.price_usd / 66_586.0 - 1)


def test_a_side_without_liquidations_has_no_marks() -> None:
    heat_map = build_map(Market(one_sided=True, seed=4))
    plot = Plot.of(view_of(heat_map, build_scan(heat_map)), BOX)
    marks = clear_marks(profile_rows(heat_map, plot.price), heat_map.price_usd, plot.price, BOX)
    assert {m.side for m in marks} == {Side.SHORT}


@pytest.mark.parametrize("theme", Theme)
def test_full_cover_is_the_ink_and_none_leaves_what_was_there(theme: Theme) -> None:
    palette = palette_of(theme)
    table = palette.mixing(Ink.TEXT)
    assert (table[COVERAGE_STEPS] == palette.inks[Ink.TEXT]).all()
    assert (table[0] == np.arange(256)).all()


@pytest.mark.parametrize("theme", Theme)
def test_words_and_candles_contrast_with_the_background(theme: Theme) -> None:
    palette = palette_of(theme)

    def luminance(ink: Ink) -> float:
        channel = palette.rgb[palette.inks[ink]] / 255
        linear = np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    for ink in (Ink.TEXT, Ink.MUTED, Ink.UP, Ink.DOWN, Ink.ABOVE, Ink.BELOW, Ink.WARN, Ink.BADGE):
        light, dark = sorted((luminance(ink), luminance(Ink.BACKGROUND)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4, ink


def test_digits_are_equally_wide_and_cyrillic_and_accents_have_glyphs() -> None:
    assert len({round(text_width(d, 23), 1) for d in "0123456789"}) == 1
    missing = glyphs("\U0001f525", 40, Weight.MEDIUM).coverage
    for letter in "ñáéíóúü¿¡ЖщЫёяй$%·…•−":
        drawn = glyphs(letter, 40, Weight.MEDIUM).coverage
        assert drawn.max() > 0
        assert drawn.shape != missing.shape or (drawn != missing).any()


def test_a_text_shrinks_until_it_fits() -> None:
    size = fitting_size("0.000004123456", 23, 100)
    assert text_width("0.000004123456", size) <= 100 < text_width("0.000004123456", size + 1)


def test_what_is_painted_outside_is_cut_off() -> None:
    canvas = Canvas.blank(palette_of(Theme.DARK), 20, 10)
    canvas.paint(np.full((30, 30), 255, np.uint8), -5, -5, Ink.TEXT)
    canvas.paint(np.full((3, 3), 255, np.uint8), 40, 40, Ink.DOWN)
    assert (canvas.pixels == canvas.palette.inks[Ink.TEXT]).all()


def test_the_view_holds_all_candles_and_the_named_levels_near_price() -> None:
    heat_map = build_map(Market(sigma=0.0003, window=Window.H12, seed=5))
    scan = build_scan(heat_map)
    view = view_of(heat_map, scan)
    assert view.low_usd < heat_map.bars.low.min()
    assert view.high_usd > heat_map.bars.high.max()
    for cluster in (*scan.above, *scan.below):
        if abs(np.log(cluster.far_usd / heat_map.price_usd)) <= 0.03:
            assert view.low_usd < cluster.far_usd < view.high_usd


def test_a_level_far_away_does_not_flatten_the_market() -> None:
    heat_map = build_map(Market(sigma=0.0003, window=Window.H12, seed=5))
    scan = build_scan(heat_map)
    far = replace(scan.above[0], peak_usd=heat_map.price_usd * 1.5, far_usd=heat_map.price_usd * 1.6)
    assert view_of(heat_map, replace(scan, above=(far,))).high_usd < heat_map.price_usd * 1.05
