"""The same map as one HTML file to zoom into: plotly.js is inside, nothing is fetched."""

from html import escape
from zoneinfo import ZoneInfo

import numpy as np

from engine.liquidations.values import HeatArray, LiquidationMap, Scan
from engine.market.values import FloatArray
from renderers.figure import axes_of, traces_of
from renderers.heat import standing
from renderers.labels import HeatmapLabels
from renderers.palette import Ink, Theme, palette_of
from renderers.script import plotly_js, script_json
from renderers.view import view_of

_MOST_ROWS = 400  # price rows kept; finer maps are pooled
_ROOM = 0.5  # of the shown log range, kept on either side for zooming out

_CONFIG = {
    "responsive": True,
    "scrollZoom": True,
    "displaylogo": False,
    "modeBarButtonsToRemove": ["lasso2d", "select2d"],
}
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>html,body{{margin:0;height:100%;background:{background};color:{text};font-family:system-ui,sans-serif}}
header{{padding:.7rem 1rem 0}} h1{{margin:0;font-size:1.25rem}} p{{margin:.2rem 0 0;font-size:.9rem;color:{muted}}}
body{{display:flex;flex-direction:column}} #map{{flex:1;min-height:0}}</style>
<script>{plotly}</script></head>
<body><header><h1>{title}</h1><p>{note}</p></header><div id="map"></div>
<script>Plotly.newPlot("map",{figure});</script></body></html>
"""


def heatmap_html(
    heat_map: LiquidationMap,
    scan: Scan,
    *,
    theme: Theme,
    labels: HeatmapLabels,
    zone: ZoneInfo,
    language: str = "en",
) -> bytes:
    """About 5 MB, nearly all of it plotly.js. Times are the reader's, as the axis cannot change zones."""
    palette, view = palette_of(theme), view_of(heat_map, scan)
    cells, edges = _cut(standing(heat_map), heat_map.price_edges, view.low_usd, view.high_usd)
    figure = {
        "data": traces_of(heat_map, scan, cells, edges, palette, labels, zone),
        "layout": axes_of(heat_map, scan, view, palette, labels, zone),
        "config": {
            "responsive": True,
            "scrollZoom": True,
            "displaylogo": False,
            "modeBarButtonsToRemove": ["lasso2d", "select2d"],
        },
    }
    parts = (labels.imbalance, labels.venue, labels.leverage, labels.made_at, labels.source, labels.modelled)
    page = _PAGE.format(
        language=escape(language, quote=True),
        title=escape(f"{labels.coin} {labels.window} · {labels.title}"),
        note=escape(" · ".join(p for p in (*parts, labels.history_from) if p)),
        background=palette.hex(Ink.BACKGROUND),
        text=palette.hex(Ink.TEXT),
        muted=palette.hex(Ink.MUTED),
        plotly=plotly_js(),
        figure=script_json(figure),
    )
    return page.encode()


def _cut(cells: HeatArray, edges: FloatArray, low_usd: float, high_usd: float) -> tuple[HeatArray, FloatArray]:
    """The rows around the shown prices, pooled by their strongest to at most `_MOST_ROWS`."""
    room = (high_usd / low_usd) ** _ROOM
    first = max(int(np.searchsorted(edges, low_usd / room)) - 1, 0)
    last = min(int(np.searchsorted(edges, high_usd * room)) + 1, cells.shape[1])
    every = -(-(last - first) // _MOST_ROWS)
    starts = np.arange(first, last, every)
    pooled = np.maximum.reduceat(cells[:, :last], starts, axis=1) if len(cells) else cells[:, starts]
    return np.asarray(pooled, np.float32), np.append(edges[starts], edges[last])
