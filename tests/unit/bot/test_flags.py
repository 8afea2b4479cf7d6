"""What is in doubt is said in one short line, in the reader's language, and refusals say how far things are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views.failures import failure_card
from bot.views.flags import flags_label, flags_line, span_text
from bot.views.heatmap import heatmap_caption
from bot.views.picture_labels import heatmap_labels
from bot.views.scan import scan_text
from engine.club.people import Locale, Style
from engine.errors import CoinEnded, HistoryLoading, NoData
from engine.liquidations.values import MapQuery
from engine.market.quality import Flag, FlagKind
from engine.market.values import Coin, LiquidatedTotals, Venue
from engine.market.windows import Window
from tests.unit.bot.test_screens import AT, SCAN, TEXTS, heat_map, pepe, reader

BYBIT, BINANCE = Venue.BYBIT, Venue.BINANCE
_SAID = [
    (Flag(FlagKind.DISAGREE, value=0.051), "venues disagree by 5.1 %"),
    (Flag(FlagKind.VENUE_LEFT_OUT, BINANCE, 8.0), "Binance left out, its price is +800.0 % away"),
    (Flag(FlagKind.OI_REFUSED, BYBIT), "open interest of Bybit refused, wrong unit"),
    (Flag(FlagKind.CLOCK, BYBIT, 3_600.0), "our clock is 60 min ahead of Bybit"),
    (Flag(FlagKind.CLOCK, BYBIT, -7_200.0), "our clock is 2 h behind Bybit"),
    (Flag(FlagKind.STALE, value=0.35), "no new bar for 21 min"),
    (Flag(FlagKind.HOLE, BYBIT, 24.0), "24 h of Bybit missing"),
    (Flag(FlagKind.NO_VOLUME, BYBIT, 96.0), "no trade on Bybit for 4 days"),
    (Flag(FlagKind.ENDING, BYBIT, at=AT), "Bybit delists it 6 Feb 06:00"),
    (Flag(FlagKind.YOUNG, BYBIT, 5.0), "listed on Bybit 5 min ago"),
    (Flag(FlagKind.PRE_MARKET, BYBIT), "pre-market on Bybit, no index price"),
    (Flag(FlagKind.FUTURE_BAR, BYBIT), "Bybit sent a bar from the future, refused"),
    (Flag(FlagKind.HALF_CANDLE, BYBIT), "Bybit sent half a candle, read again"),
    (Flag(FlagKind.WICK, BYBIT, -0.9), "a wick of -90.0 % on Bybit"),
    (Flag(FlagKind.REVISED_BAR, BYBIT), "Bybit changed a closed bar"),
    (Flag(FlagKind.LOADING, value=0.34), "history 34 % loaded"),
    (Flag(FlagKind.DEAF, BYBIT, 180.0), "Bybit not heard for 3 h of the last day"),
]


def test_every_kind_of_flag_has_its_words() -> None:
    assert {flag.kind for flag, _ in _SAID} == set(FlagKind)
    for flag, words in _SAID:
        assert flags_line([flag], reader()) == f"⚠️ <b>Data:</b> {words}"
        assert flags_label([flag], reader()) == words


@pytest.mark.parametrize("locale", list(Locale))
def test_a_line_of_flags_is_short_in_every_language(locale: Locale) -> None:
    for flag, _ in _SAID:
        assert len(flags_label([flag], reader(locale))) <= 60


def test_three_flags_are_said_and_the_others_counted() -> None:
    flags = [flag for flag, _ in _SAID[:5]]
    line = flags_line(flags, reader())
    assert line is not None
    assert line.endswith(" · 2 more")
    assert flags_label(flags, reader()) == "venues disagree by 5.1 % · 4 more"
    assert flags_line((), reader()) is None
    assert flags_label((), reader()) == ""


@pytest.mark.parametrize("style", list(Style))
def test_flags_stand_before_the_source_of_a_scan_in_every_style(style: Style) -> None:
    scan = replace(SCAN, flags=(Flag(FlagKind.DISAGREE, value=0.051),))
    *_, flags, source = scan_text(scan, reader(style=style)).splitlines()
    assert flags == "⚠️ <b>Data:</b> venues disagree by 5.1 %"
    assert source.startswith("<i>Binance, recorded")
    assert "Data:" not in scan_text(SCAN, reader(style=style))


@pytest.mark.parametrize("locale", list(Locale))
def test_the_longest_caption_still_fits_with_every_flag_and_the_picture_says_the_weightiest(locale: Locale) -> None:
    scan = replace(pepe(), query=MapQuery(Coin("1000000MOG"), Window.D180))
    flagged = replace(heat_map(Window.D180), is_short=True, flags=tuple(flag for flag, _ in _SAID))
    swept = LiquidatedTotals(123.45e9, 123.45e9, ("binance",), AT - timedelta(days=100), True)
    said = heatmap_caption(flagged, scan, swept, reader(locale), hide_weak=90)
    assert len(said) - len("<b></b><pre></pre>") <= 1024
    assert "⚠️" in said
    assert heatmap_labels(flagged, scan, reader(locale)).flags


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (HistoryLoading("PEPE", 0.34, 360.0), "its history is being loaded: 34 %, about 6 min left."),
        (HistoryLoading("PEPE", 0.02, None), "its history is being loaded, 2 % so far. Ask again soon."),
        (CoinEnded("PEPE", AT), "it was delisted 6 Feb 06:00."),
        (CoinEnded("PEPE", None), "it is traded no more."),
        (NoData("PEPE", "reason-just-listed"), "it was listed a moment ago"),
        (NoData("PEPE", "reason-no-history"), "no prices have arrived for this window yet."),
    ],
)
def test_a_refusal_says_how_far_things_are(error: NoData, words: str) -> None:
    text = failure_card(error, reader()).text
    assert text.startswith("No data for <b>PEPE</b> right now: ")
    assert words in text


def test_a_span_is_never_nothing_and_never_longer_than_it_is_useful() -> None:
    t = TEXTS.of(Locale.EN)
    spans = [timedelta(0), timedelta(minutes=119), timedelta(hours=30), timedelta(days=9)]
    assert [span_text(span, t) for span in spans] == ["1 min", "119 min", "30 h", "9 days"]
