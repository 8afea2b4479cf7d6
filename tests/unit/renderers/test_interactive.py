"""The HTML file: one file, nothing from outside, safe with any words."""

import base64
import json
import re
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from engine.market.windows import Window
from renderers.interactive import heatmap_html
from renderers.palette import Theme
from tests.unit.renderers.builders import Market, build_map, build_scan, labels

CHICAGO = ZoneInfo("America/Chicago")


def page(market: Market, theme: Theme = Theme.DARK, **changes: object) -> str:
    heat_map = build_map(market)
    chosen = labels(coin=market.coin, window=market.window.value, **changes)
    return heatmap_html(heat_map, build_scan(heat_map), theme=theme, labels=chosen, zone=CHICAGO).decode()


def figure(text: str) -> dict[str, object]:
    return json.loads(re.search(r'newPlot\("map",(.*)\);</script></body>', text, re.DOTALL)[1])


@pytest.mark.parametrize(
    "market", [Market(fall=0.2), Market(window=Window.Y1, sigma=0.02), Market(window=Window.D30, sigma=0.02)]
)
def test_the_file_is_at_most_six_megabytes(market: Market) -> None:
    assert len(page(market).encode()) <= 6_000_000


def test_nothing_is_fetched_from_outside() -> None:
    text = page(Market())
    outside_the_library = text[: text.index("<script>")] + text[text.rindex("<script>") :]
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", text[: text.index("<script>")])
    assert "http" not in outside_the_library


def test_words_cannot_break_out_of_the_page() -> None:
    text = page(Market(), title="</script><script>alert(1)</script>", swept="</script><b>")
    assert "<script>alert(1)" not in text
    assert figure(text)["data"][2]["name"] == "</script><b>"  # type: ignore[index]  # plain JSON


def test_the_amount_under_the_pointer_is_the_models() -> None:
    heat_map = build_map(Market())
    heat = figure(page(Market()))["data"][0]  # type: ignore[index]  # plain JSON
    packed = heat["customdata"]
    rows, columns = (int(n) for n in packed["shape"].split(","))
    usd = np.frombuffer(base64.b64decode(packed["bdata"]), np.float32).reshape(rows, columns)
    assert columns == len(heat_map.bars)
    assert len(heat["y"]) == rows + 1
    assert len(heat["x"]) == columns + 1
    assert usd[:, -1].max() == pytest.approx(max(heat_map.now_long_usd.max(), heat_map.now_short_usd.max()))


def test_a_gap_is_a_plate_and_keeps_columns_at_their_times() -> None:
    data = figure(page(Market(gap=(100, 121))))
    heat = data["data"][0]  # type: ignore[index]  # plain JSON
    assert len(heat["x"]) == 336 - 21 + 1 + 1
    assert sum(shape["type"] == "rect" for shape in data["layout"]["shapes"]) == 1  # type: ignore[index]  # plain JSON


def test_times_are_the_readers_wall_clock() -> None:
    heat = figure(page(Market()))["data"][0]  # type: ignore[index]  # plain JSON
    assert heat["x"][-1] == "2026-02-06 06:00:00"
