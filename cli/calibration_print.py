"""A calibration for the terminal: findings first, then the table of each set."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.liquidations.calibration import predictors as p
from engine.liquidations.calibration.location import LocationReport
from engine.liquidations.calibration.report import CalibrationReport, SetReport
from renderers.calibration.findings import findings, plain, signed
from renderers.calibration.words import STAR

_OPPONENTS = (p.TRAVEL, p.B8, p.AVERAGE, p.B8_BOTH, p.B8_COSINES)


def print_report(report: CalibrationReport, console: Console) -> None:
    for one in report.sets:
        _set(one, console)
    for location in report.locations:
        _location(location, console)
    console.rule("What was found")
    for line in findings(report):
        console.print(f"- {line}", markup=False)
    if report.missing:
        console.print(f"Left out, as tables were missing: {', '.join(report.missing)}", markup=False)


def _set(one: SetReport, console: Console) -> None:
    console.rule(f"Set {one.name}")
    console.print(
        f"{one.truth}: liquidated USD in spans of {one.span_hours} h given the span's path, longs and shorts apart.\n"
        f"First fit on {one.train_spans} spans (${one.train_usd / 1e9:.2f} bn), {one.fits} fits, tested on "
        f"{one.test_spans} spans (${one.test_usd / 1e9:.2f} bn) from {one.test_from:%Y-%m-%d} to "
        f"{one.test_until:%Y-%m-%d}.\nFlaws: {one.flaws}.",
        markup=False,
    )
    table = Table("predictor", "rho [95 %]", "AUC\ntop 5 %", "USD share\ntop 10 %")
    for s in one.scores:
        star = " *" if s.sees_the_span else ""
        figures = (f"{s.auc_top_5.value:.3f}", f"{s.share_top_10.value:.3f}")
        table.add_row(s.predictor + star, escape(plain(s.rho)), *figures)
    table.add_row("best possible", "", "", f"{one.best_share:.3f}")
    console.print(table)
    console.print(STAR, markup=False)
    table = Table("difference", "rho [95 %, whole days]", "AUC", "share")
    for d in one.differences:
        if d.first in (p.DEFAULT, p.COMBINED) and d.second in _OPPONENTS:
            figures = (f"{d.auc_top_5.value:+.3f}", f"{d.share_top_10.value:+.3f}")
            table.add_row(f"{d.first}\n- {d.second}", escape(signed(d.rho)), *figures)
    console.print(table)


def _location(one: LocationReport, console: Console) -> None:
    few = "" if one.is_enough else ": too few to say anything"
    title = f"Set {one.name}, where, {one.horizon_hours:.0f} h ahead, {one.maps} maps{few}"
    table = Table("density", "in top\n10 % of bins", "less B1 [95 %]", "nats\na dollar", title=title)
    for s in one.scores:
        top = f"{s.top_10.value:.3f}"
        table.add_row(s.density, top, escape(signed(s.top_10_over_b1)), f"{s.nats.value:+.3f}")
    console.print(table)
