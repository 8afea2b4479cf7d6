"""The month's picture as it was approved, with data, without, and in Russian; nothing runs over an edge.

After an intended change: `python -m tests.unit.renderers.test_accuracy_picture`, look at the pictures, commit them.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from engine.liquidations.ledger.baselines import Predictor
from engine.liquidations.ledger.month import Month, MonthDay
from renderers.accuracy import AccuracyLabels, accuracy_png, draw_accuracy
from renderers.palette import Theme
from tests.unit.renderers.test_golden import FOLDER, MOST_CHANGED, NOTICEABLE, _pixels

ENGLISH = AccuracyLabels(
    title="BTC · February 2026",
    verdict="No edge shown so far.",
    source="SIMULATED",
    measured="MEASURED",
    days="Share of forced closes in the strongest tenth of prices, by day",
    map="map x reach, modelled",
    distance="distance alone",
    rules="best rules (B8)",
    chance="pure chance",
    reliability="Closed against expected, USD an hour",
    expected="map expected",
    closed="was closed",
    too_little="too little data",
    hours="480 hours count · 12 left out · 4 missed",
    no_day="no hour",
    made_at="until 24 Feb 2026, 06:00 Chicago",
)
RUSSIAN = AccuracyLabels(
    title="Все монеты · Февраль 2026",
    verdict="Пока слишком мало данных.",
    source="СИМУЛЯЦИЯ",
    measured="ИЗМЕРЕНО",
    days="Доля принудительных закрытий в сильнейшей десятой цен, по дням",
    map="карта x шанс, модель",
    distance="только расстояние",
    rules="лучшие правила (B8)",
    chance="чистый случай",
    reliability="",
    expected="",
    closed="",
    too_little="слишком мало данных",
    hours="0 часов в счёте · 0 вне счёта · 0 пропущено",
    no_day="ни одного часа",
    made_at="до 24 фев 2026, 06:00 Chicago",
)


def month(told: int = 24, seed: int = 1) -> Month:
    rng = np.random.default_rng(seed)
    days = []
    for number in range(1, 29):
        shares = {
            one: float(np.clip(rng.normal(mean, 0.08), 0, 1))
            for one, mean in (
                (Predictor.REACH_7D, 0.42),
                (Predictor.MAP_7D, 0.12),
                (Predictor.B1_DISTANCE, 0.45),
                (Predictor.B8_ACTIVITY, 0.48),
            )
        }
        out = 3 if number in (7, 8) else 0
        days.append(MonthDay(date(2026, 2, number), 24 if number <= told else 0, out, shares if number <= told else {}))
    deciles = tuple((10.0 ** (2 + n / 2.2), 10.0 ** (2.6 + n / 3.1)) for n in range(10)) if told else ()
    return Month(date(2026, 2, 1), tuple(days), deciles, 24 * told, 6 if told else 0, 4)


PICTURES: dict[str, Callable[[], bytes]] = {
    "accuracy_dark": lambda: accuracy_png(month(), theme=Theme.DARK, labels=ENGLISH),
    "accuracy_light": lambda: accuracy_png(month(), theme=Theme.LIGHT, labels=ENGLISH),
    "accuracy_empty_light_russian": lambda: accuracy_png(month(0), theme=Theme.LIGHT, labels=RUSSIAN),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_looks_as_approved(name: str) -> None:
    drawn, approved = _pixels(PICTURES[name]()), _pixels((FOLDER / f"{name}.png").read_bytes())
    assert drawn.shape == approved.shape
    assert (np.abs(drawn - approved).max(axis=2) > NOTICEABLE).mean() <= MOST_CHANGED


@pytest.mark.parametrize(("labels", "told"), [(ENGLISH, 24), (ENGLISH, 0), (RUSSIAN, 24)])
def test_no_words_run_over_an_edge_or_into_each_other(labels: AccuracyLabels, told: int) -> None:
    canvas = draw_accuracy(month(told), Theme.DARK, labels)
    texts = [text for text in canvas.texts if text.text.strip()]
    for text in texts:
        assert canvas.box.holds(text.box), text
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            assert not one.box.overlaps(other.box), (one.text, other.text)


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (Path(FOLDER) / f"{name}.png").write_bytes(draw())
