"""The report of `helix calibrate` as one page: nothing is fetched, plotly.js is inside."""

from collections.abc import Iterator
from html import escape
from typing import Any

from engine.liquidations.calibration import predictors as p
from engine.liquidations.calibration.report import CalibrationReport, SetReport
from renderers.calibration import plots, tables
from renderers.calibration.findings import findings, signed
from renderers.calibration.words import PROTOCOL, STAR
from renderers.palette import Ink, Palette, Theme, palette_of
from renderers.script import plotly_js, script_json

_SHOWN = (p.B8, p.AVERAGE, p.B8_BOTH, p.TRAVEL, p.PEER_TURNOVER_FROZEN)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Helix calibration</title>
<style>body{{margin:0 auto;max-width:1400px;padding:1rem;background:{background};color:{text};
font-family:system-ui,sans-serif;line-height:1.45}} h1{{font-size:1.5rem}} h2{{margin-top:2.2rem}}
p,li{{max-width:80ch}} .muted{{color:{muted}}} .wide{{overflow-x:auto}}
table{{border-collapse:collapse;font-size:.85rem;margin:.6rem 0}} th,td{{padding:.25rem .6rem;text-align:left;
border-bottom:1px solid {grid};white-space:nowrap;font-variant-numeric:tabular-nums}}
.up{{color:{above}}} .down{{color:{below}}} summary{{cursor:pointer;margin:.5rem 0}}</style>
<script>{plotly}</script></head><body>
<h1>Helix calibration</h1>
<p class=muted>Do modelled liquidation maps foretell measured forced closes, beside honest baselines? Recorded data.</p>
{body}
<script>const figures={figures};
const draw=root=>root.querySelectorAll("[data-figure]:not(.drawn)").forEach(e=>{{if(e.offsetParent===null)return;
e.classList.add("drawn");const f=figures[e.dataset.figure];Plotly.newPlot(e,f.data,f.layout,f.config)}});
document.querySelectorAll("details").forEach(d=>d.addEventListener("toggle",()=>draw(d)));draw(document);</script>
</body></html>
"""


def calibration_html(report: CalibrationReport, theme: Theme = Theme.DARK) -> bytes:
    """About 5 MB, nearly all of it plotly.js."""
    palette, figures = palette_of(theme), list[dict[str, Any]]()
    body = "\n".join(
        [*_head(report), *_sets(report, palette, figures), *_location(report), *_levels(report), *_vendors(report)]
    )
    inks = {"background": Ink.BACKGROUND, "text": Ink.TEXT, "muted": Ink.MUTED, "grid": Ink.GRID}
    inks |= {"above": Ink.ABOVE, "below": Ink.BELOW}
    colours = {name: palette.hex(ink) for name, ink in inks.items()}
    return _PAGE.format(body=body, figures=script_json(figures), plotly=plotly_js(), **colours).encode()


def _head(report: CalibrationReport) -> Iterator[str]:
    yield "<h2>What was found</h2><ul>" + "".join(f"<li>{escape(one)}</li>" for one in findings(report)) + "</ul>"
    if report.missing:
        yield f"<p class=down>Left out, as tables were missing: {escape(', '.join(report.missing))}</p>"
    yield "<details><summary>How it was measured</summary>"
    yield "".join(f"<p>{escape(paragraph)}</p>" for paragraph in PROTOCOL) + "</details>"


def _sets(report: CalibrationReport, palette: Palette, figures: list[dict[str, Any]]) -> Iterator[str]:
    for one in report.sets:
        yield f"<h2>Set {escape(one.name)}</h2><p class=muted>{escape(_about(one))}</p>"
        yield tables.scores(one) + f"<p class=muted>{escape(STAR)}</p>"
        shown = [d for d in one.differences if d.second in _SHOWN and d.first in (p.DEFAULT, p.COMBINED)]
        yield _plot(figures, plots.forest(shown, "rho", palette))
        yield "<details><summary>All differences</summary>" + tables.differences(one.differences) + "</details>"
        yield f"<details><summary>Everything that was tried ({len(one.trials)} rows)</summary>"
        yield tables.differences(one.trials) + _plot(figures, plots.forest(one.trials, "rho", palette)) + "</details>"
        yield "<details><summary>Dollars: by decile, and week by week</summary>"
        yield _plot(figures, plots.reliability(one.reliability, palette))
        yield f"<p class=muted>Week by week: {escape(p.LEARNED)}.</p>" + _plot(figures, plots.drift(one, palette))
        pairs = zip(one.learned.leverages, one.learned.shares, strict=True)
        learned = ", ".join(f"{leverage:.0f}x {share:.1%}" for leverage, share in pairs if share >= 0.001)
        yield f"<p class=muted>Births by leverage, learned: {learned}. What is never liquidated cannot be seen. "
        yield f"Over the default mix: {signed(one.learned.gain)} nats a dollar on the tested spans.</p>"
        yield "</details>"


def _about(one: SetReport) -> str:
    return (
        f"{one.truth}. Spans of {one.span_hours} h, longs and shorts apart. First fit on {one.train_spans} "
        f"spans (${one.train_usd / 1e9:.2f} bn), {one.fits} fits; tested on {one.test_spans} spans "
        f"(${one.test_usd / 1e9:.2f} bn) from {one.test_from:%Y-%m-%d} to {one.test_until:%Y-%m-%d}. Intervals: "
        f"{one.draws} draws of whole days. Settings its first training span chose: churn {one.tuned.churn:g}, "
        f"half-life {one.tuned.half_life_h:g} h at 10x. Flaws: {one.flaws}."
    )


def _location(report: CalibrationReport) -> Iterator[str]:
    yield "<h2>Where, ahead of time</h2><p class=muted>Share of forced closes within 6 % of price that fell into the"
    yield " densest bins of a density made before it, and its log score over an even one. Means over maps.</p>"
    for one in report.locations:
        few = "" if one.is_enough else ", too few to say anything"
        head = f"Set {one.name}, {one.horizon_hours:.0f} h ahead: {one.maps} maps, ${one.usd / 1e6:,.0f} M{few}"
        yield f"<details><summary>{escape(head)}</summary>{tables.location(one)}</details>"


def _levels(report: CalibrationReport) -> Iterator[str]:
    yield "<h2>Direction of the imbalance, and the largest level</h2>"
    for one in report.levels:
        data = "with open interest" if one.has_oi else "candles only"
        head = f"{one.window} maps, {one.horizon_hours:.0f} h, {data}: {one.cases} cases of {', '.join(one.coins)}"
        yield f"<h3>{escape(head)}</h3>" + tables.direction(one) + tables.levels(one)


def _vendors(report: CalibrationReport) -> Iterator[str]:
    if report.vendors:
        yield "<h2>Beside a vendor's maps</h2><p class=muted>Rank correlation bin by bin, at moments of one day. The"
        yield " vendor's map is a model too: likeness is no proof of either.</p>" + tables.vendors(report.vendors)


def _plot(figures: list[dict[str, Any]], figure: dict[str, Any]) -> str:
    figures.append(figure)
    height = figure["layout"]["height"]
    return f'<div data-figure="{len(figures) - 1}" style="min-height:{height}px"></div>'
