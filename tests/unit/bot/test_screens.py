"""The screens word for word, on the moment they were written for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.callbacks import CardAction, CardKind, CardPress
from bot.keyboards.cards import card_keyboard
from bot.texts import Texts
from bot.views.heatmap import heatmap_caption
from bot.views.levels import copied_levels
from bot.views.reader import Links, Place, Reader
from bot.views.scan import scan_text
from bot.views.start import start_text
from bot.views.top import top_text
from engine.club.people import Locale, Person, Preferences, Style
from engine.liquidations.values import (
    Cluster,
    Confirmation,
    DayFigures,
    Leg,
    LeverageBand,
    LiquidationMap,
    MapQuery,
    Plan,
    Record,
    Scan,
    ScanState,
)
from engine.market.values import Bars, Coin, LiquidatedTotals, MarketSource, Side, Venue
from engine.market.windows import Window
from engine.scanners.ranking import BoardRow, Ranking

AT = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)
TEXTS = Texts(Path("locales"))
QUERY = MapQuery(Coin("BTC"), Window.H12)


def reader(locale: Locale = Locale.EN, place: Place = Place.PRIVATE, style: Style = Style.FULL) -> Reader:
    prefers = Preferences(locale, "America/Chicago", style=style)
    person = Person(7, "Maya", prefers, None, AT, True)
    return Reader(TEXTS.of(locale), prefers, AT, place, Links("helix_bot", "CODE"), person)


def cluster(name: str, price: float, usd: float, far: float | None = None) -> Cluster:
    side = Side.SHORT if name[0] == "A" else Side.LONG
    return Cluster(name, side, price, price, far or price, usd, price / 66_586.1 - 1)


A1, A2 = cluster("A1", 66_910, 71e6), cluster("A2", 68_260, 97e6, 68_580)
B1, B2 = cluster("B1", 65_390, 15e6), cluster("B2", 64_290, 25e6)
SCAN = Scan(
    query=QUERY,
    venues=(Venue.BINANCE,),
    source=MarketSource.RECORDED,
    at=AT,
    starts_at=AT - timedelta(hours=12),
    price_usd=66_586.1,
    state=ScanState.CONFIRMED,
    heavier=Side.SHORT,
    imbalance=0.81,
    residual_imbalance=0.1,
    band=0.03,
    above_usd=168e6,
    below_usd=40e6,
    above=(A1, A2),
    below=(B1, B2),
    magnet=A2,
    confirmation=Confirmation(1.7, 0.009, 0.003),
    plan=Plan(
        Leg("A2", Side.LONG, (66_590,), (1.0,), 66_010, 68_100, 2.2),
        Leg("A2", Side.SHORT, (67_940, 68_260, 68_580), (0.3, 0.4, 0.3), 68_950, 65_430, 3.7),
    ),
    day=DayFigures(
        5.81e9,
        -0.07,
        -0.00014,
        timedelta(hours=8),
        LiquidatedTotals(453e6, 122e6, ("a", "b", "c"), AT - timedelta(days=1), True),
    ),
    record=Record(189, 80, 84, timedelta(hours=12)),
)

SCREEN = """\
<b>BTC 12h</b> · 66,586.1 · <b>signal up, confirmed</b>
81 % of clustered liquidations within 3.0 % lie above ($168M to $40M).
<pre>A2 68,260 +2.5%  $97M ##########
A1 66,910 +0.5%  $71M #######
-- 66,586 price ----------------
B1 65,390 -1.8%  $15M ##
B2 64,290 -3.4%  $25M ###</pre>
<b>Fresh:</b> volume 1.7x ✓ · open interest +0.9 % ✗ · 5 min +0.3 % ✗
<b>Ride to A2:</b> long 66,590, stop 66,010, target 68,100. Wins 2.20 for 1 risked, fees in.
<b>Fade at A2:</b> short 67,940 / 68,260 / 68,580, stop 68,950, target 65,430. Wins 3.7 for 1.
<b>24 h:</b> open interest $5.81B (-7.0 %) · funding -0.014 % · liquidated: longs $453M, shorts $122M
<b>Record:</b> the largest level was reached within 12 h in 80 of 189 cases; a level as far away on the other side in 84. No edge shown so far."""  # noqa: E501  # one line of the screen


def test_the_scan_is_the_screen_word_for_word() -> None:
    said = scan_text(SCAN, reader())
    assert said.startswith(SCREEN)
    assert "If BTC rises to 68,580, short sellers worth about $168M would have to buy." in said
    assert "the first plan takes its profit inside A2, the second sells there." in said
    assert said.endswith(
        "<i>Binance, recorded 6 Feb 06:00 · levels modelled from the last 12 h, liquidated: 3 venues, measured"
        " · not advice</i>"
    )


def test_a_filtered_map_claims_no_record_of_the_whole_one() -> None:
    filtered = replace(SCAN, query=replace(SCAN.query, leverage=LeverageBand.HIGH), record=None)
    assert "<b>Record:</b> measured without filters only." in scan_text(filtered, reader())


@pytest.mark.parametrize(
    ("state", "imbalance", "said"),
    [
        (ScanState.NO_SIGNAL, 0.58, "no signal, 58 % is even"),
        (ScanState.NO_SIGNAL, None, "no signal, no clear levels"),
        (ScanState.LOPSIDED, 0.8, "lopsided, waiting for a spike"),
        (ScanState.CONFIRMED, 0.8, "signal up, confirmed"),
        (ScanState.EXTREME, 0.91, "extreme, 91 %: kept apart"),
        (ScanState.TOO_LITTLE_DATA, 0.8, "too little data: listed 3 days ago"),
    ],
)
def test_the_first_line_says_the_state(state: ScanState, imbalance: float | None, said: str) -> None:
    scan = replace(SCAN, state=state, imbalance=imbalance, starts_at=AT - timedelta(days=3, hours=1))
    assert scan_text(scan, reader()).splitlines()[0] == f"<b>BTC 12h</b> · 66,586.1 · <b>{said}</b>"


def test_without_levels_plan_record_or_figures_nothing_is_made_up() -> None:
    bare = replace(
        SCAN,
        state=ScanState.NO_SIGNAL,
        imbalance=None,
        heavier=None,
        above=(),
        below=(),
        magnet=None,
        plan=Plan(None, None),
        day=DayFigures(None, None, None, None, None),
        record=None,
        confirmation=Confirmation(None, None, None),
    )
    said = scan_text(bare, reader())
    assert "too little data so far: not measured yet" in said
    assert "Ride" not in said
    assert "24 h" not in said
    assert "volume – · open interest – · 5 min –" in said
    assert "None" not in said


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("style", list(Style))
def test_a_scan_fits_in_a_message_and_its_columns_on_a_phone(locale: Locale, style: Style) -> None:
    said = scan_text(SCAN, reader(locale, style=style))
    block = said[said.index("<pre>") + 5 : said.index("</pre>")]
    assert len(said) < 3000
    assert all(len(line) <= 34 and line.isascii() for line in block.splitlines())


def pepe() -> Scan:
    price = 0.000004123
    levels = tuple(
        Cluster(f"{side}{n}", s, price * k, price * k, price * k, 1.25e9, k - 1)
        for side, s, factors in (("A", Side.SHORT, (1.05, 1.12, 1.34)), ("B", Side.LONG, (0.95, 0.88, 0.66)))
        for n, k in enumerate(factors, 1)
    )
    return replace(SCAN, price_usd=price, above=levels[:3], below=levels[3:], magnet=levels[0])


def test_tiny_prices_keep_their_columns() -> None:
    said = scan_text(pepe(), reader())
    block = said[said.index("<pre>") + 5 : said.index("</pre>")]
    assert all(len(line) <= 34 for line in block.splitlines())
    assert "0.0000041230" in block


def heat_map(window: Window = Window.D7) -> LiquidationMap:
    empty = np.zeros((1, 1), np.float32)
    return LiquidationMap(
        query=MapQuery(Coin("BTC"), window),
        venues=(Venue.BINANCE,),
        source=MarketSource.RECORDED,
        at=AT,
        starts_at=AT - window.span,
        is_short=False,
        gaps=0,
        price_usd=66_586.1,
        price_edges=np.array([1.0, 2.0]),
        bars=Bars.empty(1),
        long_usd=empty,
        short_usd=empty,
        consumed_long_usd=np.zeros(1),
        consumed_short_usd=np.zeros(1),
        swept=(),
    )


@pytest.mark.parametrize("locale", list(Locale))
def test_the_captions_first_and_last_lines_are_as_on_the_screen_and_it_fits(locale: Locale) -> None:
    swept = LiquidatedTotals(1.10e9, 299e6, ("binance",), AT - timedelta(days=7), True)
    scan = replace(SCAN, query=MapQuery(Coin("BTC"), Window.D7))
    said = heatmap_caption(heat_map(), scan, swept, reader(locale))
    assert len(said) <= 1024
    if locale is Locale.EN:
        assert said.startswith("<b>BTC 7d map</b> · 66,586.1 · 81 % of clusters above\n<pre>A2 68,260")
        assert "Up to 68,580 (+3.0 %): <b>$168M</b> of shorts, A1 and A2." in said
        assert "Swept in these 7 days, measured: longs $1.10B, shorts $299M." in said
        assert said.endswith(
            "<i>Binance, recorded 6 Feb 06:00 · modelled, positions opened in these 7 days · all leverage</i>"
        )


@pytest.mark.parametrize("locale", list(Locale))
def test_the_longest_caption_still_fits(locale: Locale) -> None:
    scan = replace(pepe(), query=MapQuery(Coin("1000000MOG"), Window.D180))
    short = replace(heat_map(Window.D180), is_short=True)
    swept = LiquidatedTotals(123.45e9, 123.45e9, ("binance",), AT - timedelta(days=100), True)
    said = heatmap_caption(short, scan, swept, reader(locale), hide_weak=90)
    plain = len(said) - sum(len(tag) for tag in ("<b></b>", "<pre></pre>", "<blockquote expandable></blockquote>"))
    assert plain <= 1024


def texts_of(card: CardPress, scan: Scan, who: Reader) -> list[list[str]]:
    return [[b.text for b in row] for row in card_keyboard(card, scan, who).inline_keyboard]


def test_the_scans_buttons_are_those_of_the_screen() -> None:
    card = CardPress(do=CardAction.OPEN, kind=CardKind.SCAN, coin="BTC", window=Window.H12)
    assert texts_of(card, SCAN, reader()) == [
        ["12h •", "24h", "3d", "7d", "30d", "+"],
        ["🗺 Map", "🔔 Alert", "👁 Watch", "↻"],
        ["📋 Copy levels", "Bybit ↗"],
    ]
    assert copied_levels(SCAN) == "BTC 12h A2 68260 A1 66910 B1 65390 B2 64290"


def test_the_maps_buttons_are_those_of_the_screen() -> None:
    card = CardPress(do=CardAction.OPEN, kind=CardKind.HEATMAP, coin="BTC", window=Window.D7)
    assert texts_of(card, SCAN, reader()) == [
        ["12h", "24h", "3d", "7d •", "30d", "+"],
        ["A1 66,910", "A2 68,260"],
        ["B1 65,390", "B2 64,290"],
        ["⚙ Filters", "🔎 Scan", "↻", "⤓ Zoom file"],
    ]


def test_without_a_code_there_is_no_referral_button() -> None:
    card = CardPress(do=CardAction.OPEN, kind=CardKind.SCAN, coin="BTC", window=Window.H12)
    without = replace(reader(), links=Links("helix_bot"))
    assert texts_of(card, SCAN, without)[-1] == ["📋 Copy levels"]


def test_start_says_what_the_screen_says_and_leaves_out_what_is_not_built() -> None:
    said = start_text(reader(), 512, SCAN)
    assert said.startswith("<b>Hi Maya. I am Helix.</b>\nI estimate at which prices leveraged traders would be closed")
    assert "<b>Now:</b> BTC 66,586 · largest level above 68,260 (+2.5 %), below 64,290 (-3.4 %)" in said
    assert "paper" not in said
    assert "<i>Levels are estimates, not promises. Leverage can cost the whole stake. 18+, /terms</i>" in said


def row(coin: str, share: float, side: Side, away: float, state: ScanState, volume: float = 1.0) -> BoardRow:
    return BoardRow(Coin(coin), state, side, share, away, Confirmation(volume, 0.0, 0.0), 1.0, AT)


def test_the_board_is_the_screen() -> None:
    ranking = Ranking(
        (
            row("BTC", 0.81, Side.SHORT, 0.025, ScanState.CONFIRMED, 1.7),
            row("HBAR", 0.85, Side.LONG, -0.048, ScanState.CONFIRMED, 1.7),
            row("AAVE", 0.83, Side.SHORT, 0.016, ScanState.LOPSIDED),
        ),
        (row("OP", 1.0, Side.SHORT, 0.01, ScanState.EXTREME), row("ADA", 0.91, Side.SHORT, 0.01, ScanState.EXTREME)),
    )
    said = top_text(ranking, Window.H12, 1, MarketSource.RECORDED, reader())
    assert said.startswith(
        "<b>Top 12h</b> · 5 coins · 6 Feb 06:00\n"
        "<b>2 signals:</b> lopsided 70-85 % and a fresh spike\n"
        "<pre>#  coin   heavy  largest  fresh\n"
        "1  BTC    81% up   +2.5%  vol 1.7x\n"
        "2  HBAR   85% dn   -4.8%  vol 1.7x\n"
        "lopsided, waiting for a spike\n"
        "3  AAVE   83% up   +1.6%  -</pre>\n"
        "Over 85 %, kept apart: OP 100 up, ADA 91 up."
    )


def test_an_empty_board_says_so() -> None:
    assert "nothing to rank yet" in top_text(Ranking((), ()), Window.H12, 1, MarketSource.LIVE, reader())
