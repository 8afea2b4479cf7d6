"""One heatmap by our raster and by matplotlib, in one run: `python -m benchmarks.renderers`.

The same made-up map for both (7 days of 30-minute columns), and what a matplotlib user would write: heat by pcolormesh,
candles by line and rectangle collections, a profile beside them, levels and words. The goal is counted in
processor time, so that a busy machine does not decide.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from statistics import median
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

import matplotlib as mpl
import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from engine.liquidations.values import (
    Confirmation,
    DayFigures,
    LiquidationMap,
    MapQuery,
    Plan,
    Scan,
    ScanState,
)
from engine.market.values import Bars, Coin, MarketSource, Venue
from engine.market.windows import Window
from renderers.grid import MapPanel, nine_maps_png
from renderers.heatmap import heatmap_png
from renderers.interactive import heatmap_html
from renderers.labels import GridLabels, HeatmapLabels
from renderers.palette import Theme

_RUNS = 15
_MOST_MS, _MOST_KB = 60.0, 120.0
_ZONE = ZoneInfo("America/Chicago")
_AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LABELS = HeatmapLabels(
    "BTC", "7d", "Liquidation heatmap", "Binance", "SIMULATED", "MODELLED", "", "6 Feb 2026, 06:00 Chicago",
    "price now", "USD per price step", "swept", "no data", "{amount} at {change}", "cleared on the way", _MONTHS,
)  # fmt: skip


def make_map(seed: int) -> LiquidationMap:
    """A random walk with liquidations of seven leverages, gone where price went."""
    window, random = Window.D7, np.random.default_rng(seed)
    n, step = window.columns, window.column_ms
    close = 66_586 * np.exp(np.cumsum(random.normal(0, 0.004, n)))
    opened = np.concatenate([close[:1], close[:-1]])
    high, low = np.maximum(opened, close) * 1.002, np.minimum(opened, close) * 0.998
    edges = np.geomspace(low.min() * 0.85, high.max() * 1.15, 900)
    middles = np.sqrt(edges[:-1] * edges[1:])
    stock, heat = np.zeros((2, 899)), np.zeros((2, n, 899), np.float32)
    for t in range(n):
        stock[0, middles >= low[t]] = stock[1, middles <= high[t]] = 0
        for leverage in (8.0, 14.0, 20.0, 25.0, 50.0, 75.0, 100.0):
            for side, at in enumerate((close[t] * (1 - 1 / leverage), close[t] * (1 + 1 / leverage))):
                stock[side] += 2e5 * np.exp(-(((middles / at - 1) / 0.002) ** 2))
        heat[:, t] = stock
    at_ms = (int(_AT.timestamp() * 1000) - step * np.arange(n, 0, -1)).astype(np.int64)
    bars = Bars(step, at_ms, opened, high, low, close, *(np.ones(n) for _ in range(3)))
    since, nothing = _AT - timedelta(milliseconds=step * n), np.zeros(n)
    return LiquidationMap(
        MapQuery(Coin("BTC"), window), (Venue.BINANCE,), MarketSource.SIMULATED, _AT, since, False, 0, float(close[-1]),
        edges, bars, heat[0], heat[1], nothing, nothing, (),
    )  # fmt: skip


def make_scan(heat_map: LiquidationMap) -> Scan:
    return Scan(
        heat_map.query, heat_map.venues, heat_map.source, heat_map.at, heat_map.starts_at, heat_map.price_usd,
        ScanState.NO_SIGNAL, None, None, None, 0.05, 0.0, 0.0, (), (), None, Confirmation(None, None, None),
        Plan(None, None), DayFigures(None, None, None, None, None), None,
    )  # fmt: skip


def matplotlib_png(heat_map: LiquidationMap) -> bytes:
    figure = Figure((12.8, 7.2), dpi=100, facecolor="#0a0c12")
    heat_axes, side_axes = figure.subplots(1, 2, width_ratios=(5, 1), sharey=True)
    bars, usd = heat_map.bars, heat_map.long_usd + heat_map.short_usd
    x = np.arange(len(bars) + 1)
    heat_axes.pcolormesh(x, heat_map.price_edges, usd.T, cmap="viridis", vmax=np.quantile(usd, 0.995))
    centre = x[:-1] + 0.5
    wicks = np.stack([np.stack([centre, bars.low], 1), np.stack([centre, bars.high], 1)], 1)
    colours = np.where(bars.close >= bars.open, "white", "red")
    heat_axes.add_collection(LineCollection(list(wicks), colors=list(colours), linewidths=0.7))
    sides = [np.stack([centre + dx, y], 1) for dx, y in _corners(bars)]
    heat_axes.add_collection(PolyCollection(list(np.stack(sides, 1)), facecolors=list(colours)))
    heat_axes.axhline(heat_map.price_usd, color="white", linestyle="--", linewidth=0.8)
    heat_axes.set(yscale="log", title="BTC 7d liquidation heatmap")
    now = heat_map.now_long_usd + heat_map.now_short_usd
    side_axes.fill_betweenx(np.sqrt(heat_map.price_edges[:-1] * heat_map.price_edges[1:]), now, color="#2fd6a8")
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=figure.get_facecolor())
    return out.getvalue()


def _corners(bars: Bars) -> list[tuple[float, np.ndarray[tuple[int], np.dtype[np.float64]]]]:
    return [(-0.3, bars.open), (0.3, bars.open), (0.3, bars.close), (-0.3, bars.close)]


def measure(name: str, draw: Callable[[], bytes]) -> tuple[float, float]:
    size_kb = len(draw()) / 1024  # also fills the caches, as in a worker that has drawn before
    spent, worked = [], []
    for _ in range(_RUNS):
        start, start_work = perf_counter(), process_time()
        draw()
        spent.append((perf_counter() - start) * 1000)
        worked.append((process_time() - start_work) * 1000)
    print(
        f"{name:<34} {median(spent):7.1f} ms ({min(spent):.1f}-{max(spent):.1f})"
        f"  {median(worked):7.1f} ms of one core  {size_kb:8.1f} KB"
    )
    return median(worked), size_kb


def main() -> None:
    heat_map = make_map(1)
    scan = make_scan(heat_map)
    within = True
    for theme in Theme:
        spent_ms, size_kb = measure(
            f"ours, 1280x720, {theme}",
            lambda theme=theme: heatmap_png(heat_map, scan, theme=theme, labels=LABELS, zone=_ZONE),  # type: ignore[misc]  # a default binds the loop's value
        )
        within = within and spent_ms <= _MOST_MS and size_kb <= _MOST_KB
    measure(f"matplotlib {mpl.__version__}, pcolormesh", lambda: matplotlib_png(heat_map))
    panels = [MapPanel(m, make_scan(m)) for m in map(make_map, range(9))]
    nine = GridLabels("First nine, 7d", "SIMULATED", "MODELLED", "Binance", LABELS.made_at, (LABELS,) * 9)
    measure("ours, nine maps", lambda: nine_maps_png(panels, theme=Theme.DARK, labels=nine, zone=_ZONE))
    measure("HTML file", lambda: heatmap_html(heat_map, scan, theme=Theme.DARK, labels=LABELS, zone=_ZONE))
    print(f"goal of {_MOST_MS:.0f} ms and {_MOST_KB:.0f} KB: {'met' if within else 'MISSED'}")


if __name__ == "__main__":
    main()
