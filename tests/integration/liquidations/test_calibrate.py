"""`helix calibrate` on recorded tables: what it finds, what it writes, and what it says when tables are missing."""

import json
import re
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from cli.calibrate import run_calibration
from cli.calibration_others import set_d
from cli.calibration_print import print_report
from cli.calibration_sets import SET_A_SPLIT, SETS, set_a
from cli.main import app
from cli.output import to_json
from engine.liquidations.calibration import predictors as p
from engine.liquidations.calibration.measure import measure_set
from engine.liquidations.calibration.report import CalibrationReport, SetReport
from renderers.calibration.page import calibration_html

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "perps"
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"no recorded tables at {DATA}")


@cache
def report() -> SetReport:
    one = set_a(DATA)
    return measure_set(replace(one, split=replace(SET_A_SPLIT, draws=300)))


def _rho(first: str, second: str) -> tuple[float, float]:
    found = next(d for d in report().differences if (d.first, d.second) == (first, second))
    return found.rho.value, found.rho.low


@needs_data
def test_the_figures_of_the_first_measurement_come_out_again() -> None:
    scores = {score.predictor: score for score in report().scores}
    assert scores[p.TRAVEL].auc_top_5.value == pytest.approx(0.962, abs=0.003)
    assert scores[p.B8].rho.value == pytest.approx(0.809, abs=0.003)
    assert scores[p.DEFAULT].rho.value == pytest.approx(0.811, abs=0.003)
    assert all(score.share_top_10.value <= report().best_share for score in report().scores)


@needs_data
def test_the_map_knows_more_than_travel_and_adds_to_b8() -> None:
    assert _rho(p.DEFAULT, p.TRAVEL)[1] > 0
    assert _rho(p.COMBINED, p.B8)[1] > 0
    assert _rho(p.COMBINED, p.AVERAGE)[1] > 0


@needs_data
def test_training_and_test_do_not_touch() -> None:
    assert report().train_spans > 1000
    assert report().test_spans > 1000
    assert report().test_from >= SET_A_SPLIT.test_from > SET_A_SPLIT.train_until
    assert report().fits == 2


@needs_data
@pytest.mark.parametrize("reader", SETS, ids=lambda reader: reader.name)
def test_every_set_is_read_with_its_truth_and_its_flaws(reader: object) -> None:
    one = reader.read(DATA)  # type: ignore[attr-defined]
    assert len(one.hours) > 800
    assert one.hours.stacked_usd().min() >= 0
    assert one.flaws
    assert one.hours.open_ms[0] >= one.bars.open_ms[0] + 3 * 86_400_000
    first = one.bars.oi_base[:96]
    assert (first == first).mean() > 0.9, "open interest is known from the start"


@needs_data
def test_set_d_asks_only_about_recorded_hours() -> None:
    orders = set_d(DATA)
    assert len(orders.at_ms) == 1828
    assert len(orders.recorded) == 14
    assert set(orders.recorded) <= set(orders.bars.open_ms.tolist())


@needs_data
def test_the_page_and_the_terminal_say_what_was_found_and_how_sure_it_is() -> None:
    whole = CalibrationReport((report(),), (), (), (), None, ("bars/x.parquet",))
    page = calibration_html(whole).decode()
    out = StringIO()
    print_report(whole, Console(file=out, width=160))
    for text in (page, out.getvalue()):
        assert "The combination (map, births, B8) ranks spans better than B8" in text
        assert "bars/x.parquet" in text
        assert "2026-01-27" in text
    for score in report().scores:
        assert score.predictor in out.getvalue()
    assert page.count("data-figure=") >= 4
    assert "http" not in page.split("</script>")[-2].replace("http://www.w3.org", "")
    assert json.loads(to_json(whole))["sets"][0]["scores"][0]["rho"]["low"] > 0


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="binance_usdtm_15m"):
        run_calibration(tmp_path, workers=1)


def test_a_missing_folder_and_an_unknown_set_are_refused_kindly(tmp_path: Path) -> None:
    runner = CliRunner()
    gone = runner.invoke(app, ["calibrate", "--data", str(tmp_path / "gone")])
    assert gone.exit_code == 2
    assert "does not exist" in re.sub(r"[\s│]+", " ", gone.output)
    unknown = runner.invoke(app, ["calibrate", "--data", str(tmp_path), "--sets", "AX"])
    assert unknown.exit_code == 2
    assert "there is no set X" in re.sub(r"[\s│]+", " ", unknown.output)
