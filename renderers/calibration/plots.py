"""Plots of a calibration as plotly.js figures: plain values, drawn by the page."""

from collections.abc import Sequence
from typing import Any

from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.calibration.report import Difference, Reliability, SetReport
from renderers.palette import Ink, Palette

_HEIGHT, _ROW = 360, 24
_MARGIN = 90


def forest(differences: Sequence[Difference], metric: str, palette: Palette) -> dict[str, Any]:
    """Differences with their intervals, one a row; green lies wholly above zero, orange below."""
    rows = [(f"{d.first} - {d.second}", getattr(d, metric)) for d in differences]
    traces = [
        {
            "type": "scatter", "mode": "markers", "x": [i.value for _, i in group], "y": [name for name, _ in group],
            "marker": {"color": palette.hex(ink), "size": 8},
            "error_x": {
                "type": "data", "symmetric": False, "color": palette.hex(ink), "thickness": 1.5,
                "array": [i.high - i.value for _, i in group], "arrayminus": [i.value - i.low for _, i in group],
            },
        }
        for ink, group in _coloured(rows)
    ]  # fmt: skip
    order = [name for name, _ in reversed(rows)]
    axis = {"type": "category", "categoryorder": "array", "categoryarray": order, "automargin": True}
    return _figure(traces, palette, _MARGIN + _ROW * len(rows), yaxis=axis, xaxis={"title": metric, "zeroline": True})


def reliability(parts: Sequence[Reliability], palette: Palette) -> dict[str, Any]:
    """Measured over predicted dollars by decile of the prediction, both axes logarithmic; the diagonal is honest."""
    inks = (Ink.ABOVE, Ink.BADGE, Ink.BELOW)
    traces: list[dict[str, Any]] = []
    least, most = float("inf"), 0.0
    for part, ink in zip(parts, inks, strict=False):
        kept = [d for d in part.deciles if d.predicted_usd > 0 and d.measured_usd > 0]
        x, y = [d.predicted_usd / d.rows for d in kept], [d.measured_usd / d.rows for d in kept]
        least, most = min([least, *x, *y]), max([most, *x, *y])
        line = {"color": palette.hex(ink)}
        traces.append(
            {"type": "scatter", "mode": "lines+markers", "name": part.predictor, "x": x, "y": y, "line": line}
        )
    dotted = {"color": palette.hex(Ink.MUTED), "dash": "dot"}
    ends = [least, most]
    traces.append(
        {"type": "scatter", "mode": "lines", "name": "predicted = measured", "x": ends, "y": ends, "line": dotted}
    )
    axes = {"xaxis": {"type": "log", "title": "predicted USD a row"}, "yaxis": {"type": "log", "title": "measured"}}
    return _figure(traces, palette, _HEIGHT, **axes)


def drift(report: SetReport, palette: Palette) -> dict[str, Any]:
    """Week by week: predicted over measured dollars, and the rank correlation."""
    weeks = [w for w in report.weeks if w.measured_usd > 0]
    x = [w.starts_at.strftime("%Y-%m-%d") for w in weeks]
    ratio = {"type": "bar", "name": "predicted / measured USD", "x": x, "marker": {"color": palette.hex(Ink.BADGE)}}
    rho = {"type": "scatter", "mode": "lines+markers", "name": "rank correlation", "x": x, "yaxis": "y2"}
    traces: list[dict[str, Any]] = [
        ratio | {"y": [w.predicted_usd / w.measured_usd for w in weeks]},
        rho | {"y": [w.rho for w in weeks], "line": {"color": palette.hex(Ink.ABOVE)}},
    ]
    second = {"overlaying": "y", "side": "right", "range": [0, 1], "title": "rho"}
    return _figure(traces, palette, _HEIGHT, yaxis={"title": "ratio"}, yaxis2=second)


def _coloured(rows: Sequence[tuple[str, Interval]]) -> list[tuple[Ink, list[tuple[str, Interval]]]]:
    groups: dict[Ink, list[tuple[str, Interval]]] = {}
    for name, interval in rows:
        ink = Ink.ABOVE if interval.low > 0 else Ink.BELOW if interval.high < 0 else Ink.MUTED
        groups.setdefault(ink, []).append((name, interval))
    return list(groups.items())


def _figure(traces: list[dict[str, Any]], palette: Palette, height: int, **axes: Any) -> dict[str, Any]:
    ink, grid = palette.hex(Ink.TEXT), palette.hex(Ink.GRID)
    layout: dict[str, Any] = {
        "height": height,
        "margin": {"t": 20, "r": 50, "b": 50, "l": 60},
        "paper_bgcolor": palette.hex(Ink.BACKGROUND),
        "plot_bgcolor": palette.hex(Ink.PANEL),
        "font": {"color": ink, "size": 12},
        "showlegend": "y2" in str(axes) or any("name" in trace for trace in traces),
        "legend": {"orientation": "h", "y": 1.12},
    }
    for name in ("xaxis", "yaxis", "yaxis2"):
        if name in axes or name != "yaxis2":
            layout[name] = {"gridcolor": grid, "zerolinecolor": ink} | axes.get(name, {})
    return {"data": traces, "layout": layout, "config": {"responsive": True, "displaylogo": False}}
