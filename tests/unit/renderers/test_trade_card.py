"""A closed trade's card as it was approved: won, lost, liquidated, with and without a path.

After an intended change: `python -m tests.unit.renderers.test_trade_card`, look at the pictures, commit them.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from engine.market.values import Side
from renderers.palette import Theme
from renderers.tiles import Tile
from renderers.trade import TradeLabels, TradeShape, paint_trade, trade_png
from tests.unit.renderers.test_golden import FOLDER, MOST_CHANGED, NOTICEABLE, _pixels

ENGLISH = TradeLabels(
    title="LONG SOL 10x",
    change="+102\u2009%",
    on_stake="on the stake, fees in",
    gain="+$102.40",
    ending="Target hit after 2 h 34 min",
    entry="80.20",
    exit="88.40",
    badges=("LIVE", "SIMULATED MONEY"),
    made_at="6 Feb 2026, 06:00 Chicago",
    invitation="A $10,000 paper account of your own, free: @helix_bot",
    tiles=(Tile("entry", "80.20"), Tile("exit", "88.40"), Tile("stake", "$100.00"), Tile("fees", "$1.12")),
)
RUSSIAN = replace(
    ENGLISH,
    title="ШОРТ 1000PEPE 25x",
    change="-100\u2009%",
    on_stake="на маржу, с комиссиями",
    gain="-$1\u00a0250,00",
    ending="Ликвидация через 14 дней 23 ч",
    entry="0.0041234",
    exit="0.0042811",
    badges=("СИМУЛЯЦИЯ", "ИГРОВЫЕ ДЕНЬГИ"),
    made_at="6 февраля 2026, 18:00 Екатеринбург",
    invitation="Свой учебный счёт на $10 000, бесплатно: @helix_liquidations_bot",
)


def path(start: float, end: float, n: int = 120, seed: int = 4) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    random = np.random.default_rng(seed)
    walk = np.cumsum(random.standard_t(4, n)) * abs(end - start) * 0.05
    bridge = walk - np.linspace(0, walk[-1], n)
    return np.linspace(start, end, n) + bridge


WON = TradeShape(Side.LONG, 80.2, 88.4, True, path(80.2, 88.4))
LOST = TradeShape(Side.SHORT, 0.0041234, 0.0042811, False, path(0.0041234, 0.0042811, seed=6))
AT_ONCE = TradeShape(Side.LONG, 100.0, 100.0, False, np.array([]))

PICTURES: dict[str, Callable[[], bytes]] = {
    "trade_won_dark": lambda: trade_png(WON, Theme.DARK, labels=ENGLISH),
    "trade_won_light": lambda: trade_png(WON, Theme.LIGHT, labels=ENGLISH),
    "trade_lost_dark_russian": lambda: trade_png(LOST, Theme.DARK, labels=RUSSIAN),
    "trade_at_once_light": lambda: trade_png(AT_ONCE, Theme.LIGHT, labels=replace(ENGLISH, entry="100", exit="100")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_looks_as_approved(name: str) -> None:
    drawn, approved = _pixels(PICTURES[name]()), _pixels((FOLDER / f"{name}.png").read_bytes())
    assert drawn.shape == approved.shape
    assert (np.abs(drawn - approved).max(axis=2) > NOTICEABLE).mean() <= MOST_CHANGED


@pytest.mark.parametrize("labels", [ENGLISH, RUSSIAN], ids=["english", "russian"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1080)])
@pytest.mark.parametrize("trade", [WON, LOST, AT_ONCE, replace(WON, path_usd=np.array([90.0]))])
def test_no_words_run_over_an_edge_or_into_each_other(
    trade: TradeShape, size: tuple[int, int], labels: TradeLabels
) -> None:
    canvas = paint_trade(trade, Theme.DARK, size, labels=labels)
    texts = [text for text in canvas.texts if text.text.strip()]
    for place, text in enumerate(texts):
        assert canvas.box.holds(text.box), text
        for other in texts[place + 1 :]:
            assert not text.box.overlaps(other.box), (text.text, other.text)


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.png").write_bytes(draw())
