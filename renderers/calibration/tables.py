"""Tables of a calibration as HTML."""

from collections.abc import Iterable, Sequence
from html import escape

from engine.liquidations.calibration.hits import LevelReport
from engine.liquidations.calibration.location import LocationReport
from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.calibration.report import Difference, SetReport
from engine.liquidations.calibration.vendors import VendorShape
from renderers.calibration.findings import plain, signed

_FEW = " (too few)"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are escaped; one that begins with a mark "^" or "v" is coloured as above or below zero."""
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def scores(report: SetReport) -> str:
    rows = [
        [
            score.predictor + (" *" if score.sees_the_span else ""),
            plain(score.rho),
            plain(score.auc_top_5),
            plain(score.share_top_10),
        ]
        for score in report.scores
    ]
    rows.append(["best possible", "", "", f"{report.best_share:.3f}"])
    return table(["predictor", "rho", "AUC top 5 %", "USD share top 10 %"], rows)


def differences(parts: Sequence[Difference]) -> str:
    return table(
        ["what", "less", "spans", "rho", "AUC top 5 %", "USD share top 10 %"],
        ([d.first, d.second, str(d.spans), *map(_marked, (d.rho, d.auc_top_5, d.share_top_10))] for d in parts),
    )


def location(report: LocationReport) -> str:
    rows = (
        [
            s.density,
            f"{s.top_5.value:.3f}",
            plain(s.top_10),
            f"{s.top_20.value:.3f}",
            f"{s.nats.value:+.3f}",
            _marked(s.top_10_over_b1),
            _marked(s.nats_over_b1),
        ]
        for s in report.scores
    )
    heads = ["density", "top 5 % of bins", "top 10 %", "top 20 %", "nats a dollar", "top 10 % less B1", "nats less B1"]
    return table(heads, rows)


def direction(report: LevelReport) -> str:
    rows = (
        [s.question + ("" if s.is_enough else _FEW), str(s.cases), str(s.hits), _percent(s.wilson), _percent(s.blocks)]
        for s in report.direction
    )
    return table(["imbalance", "cases", "toward it", "share, Wilson", "share, blocks of days"], rows)


def levels(report: LevelReport) -> str:
    rows = (
        [
            s.question + ("" if s.is_enough else _FEW),
            str(s.cases),
            str(s.reached),
            str(s.equal_reached),
            _mark(s.over) + _percent(s.over, "+"),
        ]
        for s in report.levels
    )
    return table(["beside", "cases", "largest level reached", "the other reached", "difference"], rows)


def vendors(shapes: Sequence[VendorShape]) -> str:
    rows = (
        [
            v.name,
            f"{v.at:%Y-%m-%d %H:%M}",
            v.window,
            str(v.bins),
            f"{v.ours:+.2f}",
            f"{v.ours_near:+.2f}",
            f"{v.distance:+.2f}",
        ]
        for v in shapes
    )
    return table(["map", "UTC", "window", "bins", "ours, all", "ours, within 3 %", "mere distance"], rows)


def _marked(interval: Interval) -> str:
    return _mark(interval) + signed(interval)


def _mark(interval: Interval) -> str:
    return "^" if interval.low > 0 else "v" if interval.high < 0 else ""


def _percent(interval: Interval, sign: str = "") -> str:
    value, low, high = (f"{x:{sign}.1%}" for x in (interval.value, interval.low, interval.high))
    return f"{value} [{low}, {high}]"


def _cell(text: str) -> str:
    kind = {"^": " class=up", "v": " class=down"}.get(text[:1], "") if "[" in text else ""
    return f"<td{kind}>{escape(text.lstrip('^v') if kind else text)}</td>"
