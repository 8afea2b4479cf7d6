"""Measured figures on the cards: since when, and how often a level was reached."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views.heatmap import heatmap_caption
from bot.views.scan import record_text, scan_text
from engine.club.people import Locale
from engine.liquidations.values import Record, Scan
from engine.market.values import LiquidatedTotals
from tests.unit.bot.test_screens import AT, SCAN, heat_map, reader


def since(measured: timedelta) -> Scan:
    totals = LiquidatedTotals(3e6, 1e6, ("bybit",), AT - measured, False)
    return replace(SCAN, day=replace(SCAN.day, liquidated=totals))


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (timedelta(hours=23, minutes=55), "· liquidated: longs $3.0M, shorts $1.0M"),
        (timedelta(hours=9), "· liquidated since 5 Feb 21:00: longs $3.0M, shorts $1.0M"),
        (timedelta(minutes=4), "funding -0.014 %\n"),
        (timedelta(minutes=-2), "funding -0.014 %\n"),
    ],
)
def test_forced_closes_of_less_than_a_day_say_since_when_and_of_minutes_are_left_out(
    measured: timedelta, said: str
) -> None:
    text = scan_text(since(measured), reader())
    assert said in text
    assert ("venue, measured" in text) == ("liquidated" in said)


def test_a_caption_leaves_out_forced_closes_of_minutes() -> None:
    swept = LiquidatedTotals(0.0, 0.0, ("bybit",), AT - timedelta(minutes=3), False)
    assert "Swept" not in heatmap_caption(heat_map(), SCAN, swept, reader())


@pytest.mark.parametrize("locale", list(Locale))
def test_a_record_says_its_horizon_and_its_verdict_in_every_language(locale: Locale) -> None:
    no, ahead = Record(189, 80, 84, timedelta(hours=12)), Record(40, 30, 9, timedelta(days=7), is_ahead=True)
    few = Record(12, 5, 4, timedelta(hours=12))
    texts = [record_text(record, reader(locale)) for record in (no, ahead, few, None)]
    assert len({text.split(":</b>")[1] for text in texts}) == 4
    assert "12" in texts[2]
    assert "30" in texts[2]
    if locale is Locale.EN:
        assert "within 12 h in 80 of 189 cases" in texts[0]
        assert texts[0].endswith("No edge shown so far.")
        assert "within 7 days in 30 of 40 cases; a level as far away on the other side in 9." in texts[1]
        assert texts[1].endswith("Edge shown.")
        assert texts[2] == "<b>Record:</b> too little data so far: 12 of 30 cases."
        assert texts[3] == "<b>Record:</b> too little data so far: not measured yet."
    assert "12" in texts[0]
    assert "7" in texts[1]
    assert texts[0].rsplit(". ", 1)[-1] != texts[1].rsplit(". ", 1)[-1]
