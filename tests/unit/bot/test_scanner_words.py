"""What the scanners found, in words: why a coin stands where it stands, wicks, leads, floors."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rankings import Measured
from bot.views.rankings import liquidated_text, movers_text
from bot.views.reasons import reason_text
from bot.views.scan import scan_text
from bot.views.top import top_text
from engine.club.people import Locale, Style
from engine.liquidations.values import Confirmation, Record, ScanState
from engine.market.values import Coin, MarketSource, Side
from engine.market.windows import Window
from engine.scanners.lead_lag import Lead
from engine.scanners.liquidated import Liquidated
from engine.scanners.movers import Mover
from engine.scanners.ranking import PAGE_SIZE, BoardRow, Ranking
from engine.scanners.wick_risk import WickRisk
from tests.unit.bot.test_screens import AT, SCAN, reader, row

DAY = timedelta(hours=24)


def _whole() -> BoardRow:
    return replace(
        row("BTC", 0.81, Side.SHORT, 0.025, ScanState.CONFIRMED, 1.7),
        residual_imbalance=0.06,
        magnet="A2",
        magnet_usd=262e6,
        wick_risk=WickRisk(0.004, 57),
        record=Record(189, 80, 84, timedelta(hours=12)),
    )


def test_a_reason_is_one_line_of_the_figures_it_was_ranked_by() -> None:
    assert reason_text(_whole(), reader()) == (
        "81 % up, 6 points of it not explained by price's own mean; A2 +2.5 %, $262M; volume 1.7x; "
        "wicks 0.40 % past levels; reached 80 of 189, the other side 84"
    )


def test_a_reason_says_what_is_missing_and_what_price_alone_explains() -> None:
    bare = row("BTC", 0.81, Side.LONG, -0.025, ScanState.LOPSIDED)
    assert reason_text(bare, reader()) == "81 % down; record: not measured yet"
    few = replace(bare, record=Record(13, 4, 2, timedelta(hours=12)))
    assert reason_text(few, reader()) == "81 % down; record: too few cases, 13"
    explained = reason_text(replace(bare, residual_imbalance=-0.1), reader())
    assert explained == "81 % down, all of it explained by price's own mean; record: not measured yet"
    assert reason_text(replace(bare, imbalance=None), reader()) == "no clear levels"
    busy = reason_text(replace(bare, confirmation=Confirmation(1.0, 0.04, -0.03)), reader())
    assert "open interest +4.0 %; 5 min -3.0 %" in busy


@pytest.mark.parametrize("locale", list(Locale))
def test_a_full_page_with_all_its_reasons_fits_one_message(locale: Locale) -> None:
    rows = tuple(replace(_whole(), coin=Coin(f"LONGCOIN{i}")) for i in range(PAGE_SIZE))
    said = top_text(Ranking(rows, rows), Window.H24, 1, MarketSource.RECORDED, reader(locale))
    assert len(said) < 4096
    assert said.count("80") >= PAGE_SIZE
    assert all(f"<b>{number} LONGCOIN{number - 1}</b>" in said for number in range(1, PAGE_SIZE + 1))


def test_a_scan_says_its_wick_risk_and_who_moves_first_when_they_are_known() -> None:
    lead = Lead(Coin("ETH"), SCAN.query.coin, 300, 0.41, 0.08, 2016)
    said = scan_text(replace(SCAN, wick_risk=WickRisk(0.004, 57), lead=lead), reader())
    assert "<b>Wick risk:</b> 3 of 4 wicks went at most 0.40 % past a level and came back (57 cases, measured)." in said
    assert "</blockquote>\nETH usually moves 5 min before BTC: corr 0.41, n=2016.\n<i>" in said
    against = scan_text(replace(SCAN, lead=replace(lead, correlation=-0.41)), reader())
    assert "before BTC, the other way: corr -0.41" in against
    plain = scan_text(SCAN, reader())
    assert "Wick" not in plain
    assert "usually moves" not in plain


def test_a_brief_card_leaves_both_out() -> None:
    brief = replace(reader(), prefers=replace(reader().prefers, style=Style.BRIEF))
    assert "Wick" not in scan_text(replace(SCAN, wick_risk=WickRisk(0.004, 57)), brief)


def _pre(said: str) -> list[str]:
    return said.split("<pre>")[1].split("</pre>")[0].splitlines()


@pytest.mark.parametrize("locale", list(Locale))
def test_movers_show_all_three_figures_in_columns_of_34(locale: Locale) -> None:
    eight = timedelta(hours=8)
    rows = [
        Mover(Coin("FARTCOIN"), -0.1234, 5.81e9, -0.00014, eight, AT),
        Mover(Coin("PEPE"), 12.5, 1.2e6, 0.00005, timedelta(hours=1), AT, is_outlier=True),
        Mover(Coin("OLD"), 0.01, 1.2e6, float("nan"), eight, AT),
    ]
    said = movers_text(Measured(rows, AT), rows, 1, MarketSource.LIVE, reader(locale))
    body = _pre(said)
    assert all(len(line) <= 34 and line.isascii() for line in body)
    assert body[1].split() == ["1", "FARTCO", "-12.3%", "$5.81B", "-0.014%"]
    assert body[2].split() == ["2", "PEPE", "!+1250%", "$1.2M", "+0.040%"]  # per 8 hours
    assert body[3].split()[-1] == "-"


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("hours", [1, 24])
def test_liquidated_marks_floors_and_says_since_when_it_was_heard(locale: Locale, hours: int) -> None:
    span = timedelta(hours=hours)
    whole, late = AT - span, AT - span / 2
    rows = [Liquidated(Coin("BTC"), 2e6, 1e6, whole, True), Liquidated(Coin("SOL"), 0.0, 5e5, whole, False)]
    said = liquidated_text(Measured(rows, AT), rows, 1, span, MarketSource.LIVE, reader(locale))
    body = _pre(said)
    assert all(len(line) <= 34 and line.isascii() for line in body)
    assert body[1].split() == ["1", "BTC", ">$2.0M", ">$1.0M"]
    assert body[2].split() == ["2", "SOL", "$0", "$500K"]
    assert reader(locale).moment(late) not in said
    late_rows = [replace(one, since=late) for one in rows]
    said = liquidated_text(Measured(late_rows, AT), late_rows, 1, span, MarketSource.LIVE, reader(locale))
    assert reader(locale).moment(late) in said


def test_an_empty_list_says_so_and_when_it_looked() -> None:
    said = liquidated_text(Measured([], AT), [], 1, DAY, MarketSource.LIVE, reader())
    assert said.splitlines()[0] == "<b>Liquidated:</b> the most forced closes in 24 h"
    assert "Nothing is measured here yet" in said
    assert "6 Feb 06:00" in said.splitlines()[-1]
