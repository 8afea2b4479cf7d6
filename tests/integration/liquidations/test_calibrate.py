"""`helix calibrate` on recorded BTC: fitted before 2026-01-26, tested after 2026-01-27."""

from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from cli.calibrate import SET_A, SET_A_SPLIT, print_report, run_calibration
from engine.liquidations.calibration.report import CalibrationReport, Difference

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "perps"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"no recorded tables at {DATA}")


@cache
def report() -> CalibrationReport:
    return run_calibration(DATA, replace(SET_A, split=replace(SET_A_SPLIT, draws=500)))


def _difference(first: str, second: str, metric: str) -> Difference:
    found = [d for d in report().differences if (d.first, d.second, d.metric) == (first, second, metric)]
    return found[0]


def test_our_model_knows_the_largest_hours_better_than_travel_does() -> None:
    auc = _difference("ours, learned mix, frozen", "travel", "auc_top_5").interval
    assert auc.low > 0, f"difference {auc}"
    rho = _difference("ours, default mix, frozen", "travel", "rho").interval
    assert rho.low > 0, f"difference {rho}"


def test_the_baselines_are_those_of_the_first_measurement() -> None:
    scores = {score.predictor: score.figures for score in report().scores}
    assert scores["travel"]["auc_top_5"] == pytest.approx(0.962, abs=0.003)
    assert len(scores) == 6
    assert all(0.5 < figures["auc_top_5"] < 1 for figures in scores.values())
    assert all(figures["share_top_10"] <= report().best_share for figures in scores.values())


def test_training_and_test_do_not_touch() -> None:
    assert report().train_hours > 1000
    assert report().test_hours > 1000
    assert report().test_from >= SET_A_SPLIT.test_from > SET_A_SPLIT.train_until


def test_the_printed_table_names_every_predictor_and_the_interval() -> None:
    out = StringIO()
    print_report(report(), Console(file=out, width=160))
    for score in report().scores:
        assert score.predictor in out.getvalue()
    assert "2026-01-27" in out.getvalue()


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="binance_usdtm_15m"):
        run_calibration(tmp_path)
