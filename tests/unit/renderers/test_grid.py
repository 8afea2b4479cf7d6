"""Several maps in one picture."""

from dataclasses import replace
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from engine.market.windows import Window
from renderers.canvas import Canvas
from renderers.grid import MapPanel, nine_maps_png, paint_grid, side_by_side_png
from renderers.labels import GridLabels
from renderers.palette import Theme
from tests.unit.renderers.builders import Market, build_map, build_scan, labels, russian_labels

CHICAGO = ZoneInfo("America/Chicago")
COINS = {"BTC": 66_586, "ETH": 1_890.5, "SOL": 80.4, "XRP": 1.32, "DOGE": 0.0912, "PEPE": 4.1e-6, "HBAR": 0.0881}
NINE = [
    Market(coin, Window.H12, price, 0.002, seed=n, oi_usd=1e8)
    for n, (coin, price) in enumerate((COINS | {"AAVE": 110.3, "LINK": 8.7}).items())
]
WINDOWS = [Market(window=window, seed=4, sigma=0.002) for window in (Window.H12, Window.H24, Window.D3, Window.D7)]


def panels(markets: list[Market]) -> list[MapPanel]:
    maps = [build_map(market) for market in markets]
    return [MapPanel(heat_map, build_scan(heat_map)) for heat_map in maps]


def words(markets: list[Market], is_russian: bool = False) -> GridLabels:
    one = russian_labels if is_russian else labels
    each = tuple(one(coin=m.coin, window=m.window.value) for m in markets)
    return GridLabels("First nine, 12h", "RECORDED", "MODELLED", "Binance", "6 Feb 2026, 06:00 Chicago", each)


def painted(markets: list[Market], is_russian: bool = False) -> Canvas:
    return paint_grid(panels(markets), theme=Theme.DARK, labels=words(markets, is_russian), zone=CHICAGO)


@pytest.mark.parametrize("is_russian", [False, True])
@pytest.mark.parametrize("markets", [WINDOWS[:1], WINDOWS[:2], WINDOWS, NINE[:5], NINE], ids=len)
def test_no_text_is_cut_off_or_covers_another(markets: list[Market], is_russian: bool) -> None:
    canvas = painted(markets, is_russian)
    for text in canvas.texts:
        assert canvas.box.holds(text.box), text
    for one, other in combinations(canvas.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


def test_every_coin_of_nine_is_there_with_its_levels() -> None:
    texts = [t.text for t in painted(NINE).texts]
    assert {f"{m.coin} 12h" for m in NINE} <= set(texts)
    assert texts.count("A1") == 9


@pytest.mark.parametrize("state", ["SIGNAL", "too little data", "слишком мало данных"])
def test_rank_and_state_stand_beside_the_coin_and_touch_nothing(state: str) -> None:
    plain = words(NINE)
    ranked = tuple(replace(one, rank=str(rank), state=state) for rank, one in enumerate(plain.panels, 41))
    canvas = paint_grid(panels(NINE), theme=Theme.DARK, labels=replace(plain, panels=ranked), zone=CHICAGO)
    texts = [t.text for t in canvas.texts]
    assert {str(rank) for rank in range(41, 50)} <= set(texts)
    assert state in texts
    for one, other in combinations(canvas.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


def test_the_pictures_of_several_maps_are_small_files() -> None:
    windows = side_by_side_png(panels(WINDOWS), theme=Theme.LIGHT, labels=words(WINDOWS), zone=CHICAGO)
    nine = nine_maps_png(panels(NINE), theme=Theme.DARK, labels=words(NINE), zone=CHICAGO)
    assert len(windows) <= 200 * 1024
    assert len(nine) <= 300 * 1024


def test_maps_without_their_words_are_refused() -> None:
    with pytest.raises(ValueError, match="3 maps with labels for 4"):
        paint_grid(panels(WINDOWS[:3]), theme=Theme.DARK, labels=words(WINDOWS), zone=CHICAGO)
