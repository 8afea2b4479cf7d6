"""What the zoomable map consists of: plotly.js traces and axes as plain values."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from engine.liquidations.values import HeatArray, LiquidationMap, Scan
from engine.market.values import FloatArray
from renderers.canvas import Box
from renderers.declutter import spread
from renderers.heat import KEY_TONES, toned
from renderers.labels import HeatmapLabels
from renderers.numbers import money_text, price_decimals, price_text, two_figures
from renderers.palette import HEAT_LEVELS, Ink, Palette, Pixels
from renderers.profile import SIDE_INKS
from renderers.scales import PriceScale
from renderers.view import View

_STOPS = 33
_PROFILE_FROM = 0.8  # of the width
_NOMINAL_HEIGHT, _PLATE_HEIGHT = 520, 22  # pixels of a common screen, to keep names apart
# plotly.js knows English month names only, so all readers get figures
_TIMES: dict[str, Any] = {
    "rangeslider": {"visible": False},
    "tickformatstops": [
        {"dtickrange": [None, 43_200_000], "value": "%H:%M\n%d.%m"},
        {"dtickrange": [43_200_000, "M1"], "value": "%d.%m\n%Y"},
        {"dtickrange": ["M1", None], "value": "%m.%Y"},
    ],
}
_MONEY_AXIS = {"tickprefix": "$", "exponentformat": "B", "nticks": 3, "tickangle": 0}


def traces_of(
    heat_map: LiquidationMap,
    scan: Scan,
    cells: HeatArray,
    edges: FloatArray,
    palette: Palette,
    labels: HeatmapLabels,
    zone: ZoneInfo,
) -> list[dict[str, Any]]:
    opens = [int(at) for at in heat_map.bars.open_ms]
    # a hole is a column of its own, so that its neighbours are not drawn over it
    times, rows = _with_holes(opens, heat_map.bars.step_ms)
    filled = np.asarray(np.where((rows >= 0)[:, None], cells[rows], 0), np.float32) if len(cells) else cells
    return [
        _heat(filled, edges, [_local(at, zone) for at in times], palette, labels),
        _candles(heat_map, [_local(at + heat_map.bars.step_ms // 2, zone) for at in opens], palette, labels),
        _swept(heat_map, palette, labels, zone),
        *_profile(heat_map, palette, labels),
    ]


def _with_holes(opens: list[int], step_ms: int) -> tuple[list[int], np.ndarray[Any, np.dtype[np.int64]]]:
    """Edges of all columns, and for each column its row or -1."""
    times: list[int] = []
    rows: list[int] = []
    for n, at in enumerate(opens):
        if times and at > times[-1]:
            rows.append(-1)
            times.append(at)
        elif not times:
            times.append(at)
        times.append(at + step_ms)
        rows.append(n)
    return times, np.array(rows, np.int64)


def _local(at_ms: float, zone: ZoneInfo) -> str:
    """The wall clock of the reader, without a zone: the axis shows it as it is."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def packed(values: FloatArray | HeatArray | Pixels) -> dict[str, str]:
    """An array as plotly.js reads it: base64 of bytes or of single precision."""
    kind, spelt = (np.uint8, "u1") if values.dtype == np.uint8 else (np.float32, "f4")
    out = {"dtype": spelt, "bdata": b64encode(np.ascontiguousarray(values, kind).tobytes()).decode()}
    if values.ndim == 2:
        out["shape"] = f"{values.shape[0]}, {values.shape[1]}"
    return out


def _heat(
    cells: HeatArray, edges: FloatArray, times: list[str], palette: Palette, labels: HeatmapLabels
) -> dict[str, Any]:
    """Coloured as the picture is; the amount itself is what the pointer shows."""
    heat = toned(cells, 0.0)
    stops = np.linspace(0, 1, _STOPS)
    colours = ["#" + bytes(palette.rgb[round(stop * (HEAT_LEVELS - 1))]).hex() for stop in stops]
    bar = {
        "title": {"text": labels.legend, "side": "top"}, "thickness": 10, "orientation": "h",
        "x": 0, "xanchor": "left", "len": 0.6, "y": -0.09, "yanchor": "top",
        "tickvals": [(tone - 0.125) * (HEAT_LEVELS - 1) for tone in KEY_TONES[: len(heat.key_usd)]],
        "ticktext": [money_text(two_figures(usd), labels.numbers) for usd in heat.key_usd],
    }  # fmt: skip
    return {
        "type": "heatmap", "name": labels.title, "x": times, "y": [float(e) for e in edges],
        "z": packed(heat.levels.T), "zmin": 0, "zmax": HEAT_LEVELS - 1, "customdata": packed(cells.T),
        "colorscale": [[float(s), c] for s, c in zip(stops, colours, strict=True)], "colorbar": bar,
        "hovertemplate":
        f"%{{x|%d.%m %H:%M}}<br>%{{y:{_price_format(edges[0])}}}<br>%{{customdata:$,.0f}}<extra></extra>",
    }  # fmt: skip


def _price_format(price_usd: float) -> str:
    return f",.{price_decimals(price_usd)}f"


def _candles(heat_map: LiquidationMap, times: list[str], palette: Palette, labels: HeatmapLabels) -> dict[str, Any]:
    prices = {name: [float(v) for v in getattr(heat_map.bars, name)] for name in ("open", "high", "low", "close")}
    up, down = palette.hex(Ink.UP), palette.hex(Ink.DOWN)
    return {
        "type": "candlestick", "x": times, **prices, "name": labels.coin,
        "increasing": {"line": {"color": up, "width": 1}, "fillcolor": up},
        "decreasing": {"line": {"color": down, "width": 1}, "fillcolor": down},
    }  # fmt: skip


def _swept(heat_map: LiquidationMap, palette: Palette, labels: HeatmapLabels, zone: ZoneInfo) -> dict[str, Any]:
    levels = heat_map.swept
    return {
        "type": "scatter", "mode": "markers", "name": labels.swept,
        "x": [_local(s.swept_at.timestamp() * 1000, zone) for s in levels],
        "y": [s.price_usd for s in levels],
        "text": [f"{labels.swept} {money_text(s.notional_usd, labels.numbers)}" for s in levels],
        "hovertemplate": "%{text}<br>%{y}<extra></extra>",
        "marker": {
            "symbol": "line-ns", "size": 7, "color": palette.hex(Ink.PRICE),
            "line": {"width": 2, "color": palette.hex(Ink.PRICE)},
        },
    }  # fmt: skip


def _profile(heat_map: LiquidationMap, palette: Palette, labels: HeatmapLabels) -> list[dict[str, Any]]:
    """What stands now per price step on the right, above and below price."""
    middles = np.sqrt(heat_map.price_edges[:-1] * heat_map.price_edges[1:])
    traces = []
    for ink, usd, shown in (
        (Ink.ABOVE, heat_map.now_short_usd, middles > heat_map.price_usd),
        (Ink.BELOW, heat_map.now_long_usd, middles < heat_map.price_usd),
    ):
        traces.append({
            "type": "scatter", "mode": "lines", "fill": "tozerox", "xaxis": "x2", "showlegend": False,
            "x": [float(v) for v in usd[shown]], "y": [float(v) for v in middles[shown]],
            "line": {"width": 1, "color": palette.hex(ink)}, "name": labels.legend,
            "hovertemplate": "%{y}<br>%{x:$,.0f}<extra></extra>",
        })  # fmt: skip
    return traces


def axes_of(
    heat_map: LiquidationMap, scan: Scan, view: View, palette: Palette, labels: HeatmapLabels, zone: ZoneInfo
) -> dict[str, Any]:
    grid = {"gridcolor": palette.hex(Ink.GRID), "zeroline": False, "color": palette.hex(Ink.MUTED)}
    background = palette.hex(Ink.BACKGROUND)
    levels = [line for c in (*scan.above, *scan.below) for line in [_level(c.peak_usd, palette.hex(SIDE_INKS[c.side]))]]
    return {
        "paper_bgcolor": background, "plot_bgcolor": background, "font": {"color": palette.hex(Ink.TEXT)},
        "margin": {"l": 20, "r": 14, "t": 20, "b": 20}, "showlegend": False, "dragmode": "pan",
        "separators": labels.numbers.decimal_mark + labels.numbers.thousands_mark,
        "xaxis": {**grid, "domain": [0, _PROFILE_FROM], "type": "date",
                  "range": [_local(view.start_ms, zone), _local(view.end_ms, zone)], **_TIMES},
        "xaxis2": {**grid, "domain": [_PROFILE_FROM + 0.01, 1], **_MONEY_AXIS, "rangemode": "tozero"},
        "yaxis": {**grid, "type": "log", "range": [float(np.log10(view.low_usd)), float(np.log10(view.high_usd))],
                  "tickformat": _price_format(view.low_usd), "nticks": 14, "automargin": True},
        "shapes": [*_holes(heat_map, palette, zone), *levels, _level(heat_map.price_usd, palette.hex(Ink.PRICE))],
        "annotations": _names(heat_map, scan, view, palette, labels),
    }  # fmt: skip


def _holes(heat_map: LiquidationMap, palette: Palette, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Where nothing is known: plates with an edge in the warning colour."""
    bars = heat_map.bars
    starts = bars.open_ms[:-1] + bars.step_ms
    return [
        {
            "type": "rect", "yref": "paper", "y0": 0, "y1": 1, "x0": _local(start, zone), "x1": _local(end, zone),
            "fillcolor": palette.hex(Ink.GRID), "line": {"color": palette.hex(Ink.WARN), "width": 1},
        }
        for start, end in zip(starts, bars.open_ms[1:], strict=False)
        if end > start
    ]  # fmt: skip


def _level(price_usd: float, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": 1, "dash": "dot"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": price_usd, "y1": price_usd, "line": line}


def _names(
    heat_map: LiquidationMap, scan: Scan, view: View, palette: Palette, labels: HeatmapLabels
) -> list[dict[str, Any]]:
    """Names on plates over the right end of the heat, apart from each other as long as nobody zooms."""
    numbers = labels.numbers
    named = [
        (c.peak_usd, palette.hex(SIDE_INKS[c.side]), f"{c.name} {price_text(c.peak_usd, numbers)}")
        for c in (*scan.above, *scan.below)
    ]
    now = heat_map.price_usd
    named.append((now, palette.hex(Ink.TEXT), f"{labels.price_now} {price_text(now, numbers)}"))
    named.sort(reverse=True)
    scale = PriceScale(view.low_usd, view.high_usd, Box(0, 0, 1, _NOMINAL_HEIGHT))
    true = [scale.y(price) for price, _, _ in named]
    placed = spread(true, _PLATE_HEIGHT, 0, _NOMINAL_HEIGHT)
    return [
        {
            "xref": "paper", "x": 1, "xanchor": "right", "showarrow": False, "text": text,
            "y": float(np.log10(price)), "yshift": round(at - y), "bgcolor": palette.hex(Ink.BACKGROUND),
            "opacity": 0.85, "font": {"color": colour, "size": 12}, "borderpad": 2,
        }
        for (price, colour, text), at, y in zip(named, true, placed, strict=True)
    ]  # fmt: skip
