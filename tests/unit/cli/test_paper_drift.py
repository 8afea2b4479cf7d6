"""The day's drift on a terminal and for a program."""

import json
from datetime import date

from typer.testing import CliRunner

from cli.main import app
from cli.paper_drift import as_plain, report_lines
from engine.exchange.drift_day import DriftDay
from engine.exchange.drift_rows import Why
from engine.exchange.drift_summary import Drift
from engine.exchange.outputs import FillModel
from engine.market.values import Coin, MarketSource

DAY = date(2026, 11, 26)
BTC = Drift(FillModel.BOOK, Coin("BTC"), 3, 2, 1, 0.2, 1.0, -12.1, 0.5, 5.0, 1234.5)
SOL = Drift(FillModel.BOOK, Coin("SOL"), 1, 0, 0, None, None, None, None, 5.0, 0.0)
WHOLE = Drift(None, None, 4, 2, 1, 0.2, 1.0, -12.1, 0.5, 5.0, 1234.5)
ONE = DriftDay(MarketSource.LIVE, DAY, 6, (WHOLE, BTC, SOL), ((Why.THIN, 2),))


def test_a_day_is_a_table_with_its_answer_above() -> None:
    assert list(report_lines(ONE)) == [
        "Paper beside the market, live, 2026-11-26 (UTC). Simulated money.",
        "Paper was kinder than the market.",
        "model  coin             fills  compared   median     mean    worst  in 5 bps         USDT",
        "all    all                  4         2     +0.2     +1.0    -12.1       50%    +1,234.50",
        "book   BTC                  3         2     +0.2     +1.0    -12.1       50%    +1,234.50",
        "book   SOL                  1         0        -        -        -         -        +0.00",
        "Not compared: thin 2, left out by a restart or a rush 2",
        "Makers' fills that the trades do not confirm: 1",
    ]


def test_a_day_without_trades_says_so() -> None:
    assert list(report_lines(DriftDay(MarketSource.SIMULATED, DAY, 0, (), ())))[1:] == [
        "Nothing was traded on paper that day."
    ]


def test_a_program_gets_every_figure() -> None:
    plain = json.loads(json.dumps(as_plain(ONE)))
    assert (plain["leaning"], plain["made"], plain["unlooked"], plain["not_compared"]) == ("kinder", 6, 2, {"thin": 2})
    assert plain["drifts"][2]["median_bps"] is None


def test_a_day_that_is_none_is_refused_with_how_one_looks() -> None:
    got = CliRunner().invoke(app, ["paper", "drift", "--day", "yesterday"])
    assert got.exit_code == 2
    assert "%Y-%m-%d" in got.output
