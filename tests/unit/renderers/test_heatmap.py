"""The picture of one map: what is on it, where it is, and that nothing covers anything else."""

import pickle
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from engine.liquidations.values import LiquidationMap
from engine.market.values import Bars
from engine.market.windows import Window
from renderers.canvas import Canvas
from renderers.heatmap import heatmap_png, paint_heatmap
from renderers.palette import Theme
from tests.unit.renderers.builders import Market, build_map, build_scan, labels, russian_labels

CHICAGO = ZoneInfo("America/Chicago")
MARKETS = {
    "a crash": Market(fall=0.2, sigma=0.003),
    "a calm day": Market(sigma=0.0003, window=Window.H12, seed=5),
    "a coin of many zeros": Market("PEPE", Window.H24, 4.123e-6, 0.002, seed=3, oi_usd=8e7),
    "short history with a gap": Market("NEW", Window.D30, 1.234, share_held=0.4, gap=(60, 80), oi_usd=3e6),
    "nothing below": Market(one_sided=True, seed=4),
    "a year": Market(window=Window.Y1, sigma=0.02, seed=9),
    "a day old": Market("NEW", Window.Y1, 1.234, share_held=0.02, oi_usd=3e6),
}


def painted(market: Market, words: str = "en", **options: object) -> Canvas:
    heat_map = build_map(market)
    chosen = labels() if words == "en" else russian_labels()
    chosen = replace(chosen, coin=market.coin, window=market.window.value)
    options = {"theme": Theme.DARK, "labels": chosen, "zone": CHICAGO, **options}
    return paint_heatmap(heat_map, build_scan(heat_map), **options)  # type: ignore[arg-type]  # named in the calls


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (900, 600)])
@pytest.mark.parametrize("words", ["en", "ru"])
@pytest.mark.parametrize("name", MARKETS)
def test_no_text_is_cut_off_or_covers_another(name: str, words: str, size: tuple[int, int]) -> None:
    canvas = painted(MARKETS[name], words, size=size)
    assert len(canvas.texts) > 15
    for text in canvas.texts:
        assert canvas.box.holds(text.box), text
    for one, other in combinations(canvas.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("name", MARKETS)
def test_a_picture_is_a_palette_png_of_at_most_120_kb(name: str, theme: Theme) -> None:
    data = painted(MARKETS[name], theme=theme).png()
    image = Image.open(BytesIO(data))
    assert (image.mode, image.size, image.format) == ("P", (1280, 720), "PNG")
    assert len(data) <= 120 * 1024


def test_a_restless_map_is_simplified_until_its_file_is_small() -> None:
    heat_map = build_map(Market(window=Window.Y1, sigma=0.04, seed=9))
    noise = np.random.default_rng(1).lognormal(10, 1, heat_map.long_usd.shape).astype(np.float32)
    restless = replace(heat_map, long_usd=noise)
    plain = paint_heatmap(restless, build_scan(restless), theme=Theme.DARK, labels=labels(), zone=CHICAGO).png()
    data = heatmap_png(restless, build_scan(restless), theme=Theme.DARK, labels=labels(), zone=CHICAGO)
    assert len(data) <= 120 * 1024 < len(plain)


def test_what_a_reader_must_know_stands_on_the_picture() -> None:
    texts = {t.text for t in painted(MARKETS["short history with a gap"], "ru").texts}
    assert {"NEW 30d", "Карта ликвидаций", "СИМУЛЯЦИЯ", "РАСЧЁТ ПО МОДЕЛИ", "83 % выше", "цена сейчас"} <= texts
    assert {"нет данных", "история с 23 января", "закроется по пути к цене", "USD на шаг цены", "HELIX"} <= texts
    assert any(text.endswith("тыс") for text in texts)


def test_levels_carry_the_names_of_the_scan_beside_their_prices() -> None:
    market = MARKETS["a coin of many zeros"]
    scan = build_scan(build_map(market))
    texts = {t.text: t.box for t in painted(market).texts}
    for cluster in (*scan.above, *scan.below):
        name, price = texts[cluster.name], texts[f"{cluster.peak_usd:.9f}"]
        assert abs((name.y0 + name.y1) - (price.y0 + price.y1)) <= 6


def test_levels_above_stand_over_price_and_levels_below_under_it() -> None:
    texts = {t.text: t.box for t in painted(MARKETS["a crash"]).texts}
    heights = [texts[name].y0 for name in ("A3", "A2", "A1", "price now", "B1", "B2", "B3")]
    assert heights == sorted(heights)


def _one_band(share: float) -> tuple[LiquidationMap, int]:
    """A map with one standing bin, `share` of the way up its price range."""
    heat_map = build_map(Market(sigma=0.02, window=Window.D30, seed=2))
    bins = heat_map.long_usd.shape[1]
    band = int(bins * share)
    usd = np.zeros_like(heat_map.long_usd)
    usd[:, band] = 1e6
    return replace(heat_map, long_usd=usd, short_usd=np.zeros_like(usd), swept=()), band


@pytest.mark.parametrize("share", [0.3, 0.45, 0.6, 0.7])
def test_heat_lies_where_the_price_axis_says_also_far_from_the_middle(share: float) -> None:
    from renderers.heat import pooled_rows, standing
    from renderers.plot import Plot
    from renderers.view import view_of

    heat_map, band = _one_band(share)
    canvas = painted(Market())
    plot = Plot.of(view_of(heat_map, build_scan(heat_map)), canvas.box)
    rows = np.flatnonzero(pooled_rows(standing(heat_map), heat_map.price_edges, plot.price)[0])
    middle = np.sqrt(heat_map.price_edges[band] * heat_map.price_edges[band + 1])
    assert abs(rows.mean() + 0.5 - plot.price.y(middle)) <= 1.5


def test_hiding_weak_cells_darkens_most_of_the_plot_and_keeps_the_strongest() -> None:
    plain = painted(MARKETS["a crash"]).pixels[92:636, 14:700]
    strong = painted(MARKETS["a crash"], hide_weak=0.9).pixels[92:636, 14:700]
    heat = plain < 128
    assert (strong[heat] == 0).mean() > (plain[heat] == 0).mean() + 0.3
    assert plain[heat].max() == strong[strong < 128].max()


def test_the_same_map_gives_the_same_bytes() -> None:
    assert painted(MARKETS["a crash"]).png() == painted(MARKETS["a crash"]).png()


def test_a_map_without_any_column_is_still_a_picture_that_says_so() -> None:
    heat_map = build_map(Market())
    none = replace(
        heat_map,
        bars=Bars.empty(heat_map.bars.step_ms),
        long_usd=heat_map.long_usd[:0],
        short_usd=heat_map.short_usd[:0],
        swept=(),
    )
    scan = replace(build_scan(heat_map), above=(), below=(), heavier=None, imbalance=None)
    canvas = paint_heatmap(none, scan, theme=Theme.DARK, labels=labels(imbalance=""), zone=CHICAGO)
    assert "no data" in {t.text for t in canvas.texts}


def test_a_picture_can_be_asked_for_from_another_process() -> None:
    heat_map = build_map(Market())
    asked = pickle.loads(pickle.dumps((heatmap_png, heat_map, build_scan(heat_map), Theme.LIGHT, labels(), CHICAGO)))
    draw, *rest = asked
    assert draw(rest[0], rest[1], theme=rest[2], labels=rest[3], zone=rest[4]).startswith(b"\x89PNG")


def test_importing_the_renderers_brings_no_plotting_library() -> None:
    code = (
        "import sys, renderers.heatmap, renderers.grid, renderers.interactive;"
        "sys.exit(int(any(m in sys.modules for m in ('matplotlib', 'plotly', 'pandas'))))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
