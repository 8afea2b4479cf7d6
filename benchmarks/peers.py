"""One heatmap from a week of trades, ours and open projects', in one process tree: `python -m benchmarks.peers`.

The same files for all: 1.4 million made-up BTC trades in Binance's own format, one file a day. Every run is a process
of its own, in turns, so that a busy machine slows all alike; counted is the time from the files to the finished map,
without imports and compilation. The projects live in an environment of their own (`benchmarks/peers.txt`, made in
`.cache/peers` at the first run). py-liquidation-map is on no package registry: name a checkout of it in
PY_LIQUIDATION_MAP to have it in the table.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.csv

from benchmarks.renderers import LABELS
from engine.liquidations.model import build_map
from engine.liquidations.scan import scan_map
from engine.liquidations.values import Confirmation, DayFigures, MapQuery
from engine.liquidations.warm import warm_up
from engine.market.values import Bars, Coin, Instrument, MarketSource, Symbol, Venue
from engine.market.windows import Window
from renderers.heatmap import heatmap_png
from renderers.palette import Theme

RUNS = int(os.environ.get("BENCHMARK_RUNS", "3"))
TRADES = int(os.environ.get("BENCHMARK_TRADES", "1400000"))
DAYS = "data/futures/um/daily/aggTrades/BTCUSDT"
START = datetime(2026, 1, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent
_STEP_MS = Window.D7.column_ms
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Contestant:
    """`command` prints `seconds N`; None: it cannot be run here, and `why`."""

    name: str
    command: tuple[str, ...] | None
    why: str = ""


def write_trades(folder: Path) -> None:
    """A random walk of four percent a day; sizes are log-normal, one in two hundred is above $100,000."""
    rng = np.random.default_rng(7)
    start_ms = int(START.timestamp() * 1000)
    at_ms = np.sort(rng.integers(start_ms, start_ms + 7 * _DAY_MS, TRADES))
    price = np.round(66_000 * np.exp(np.cumsum(rng.normal(0, 0.04 * (7 / TRADES) ** 0.5, TRADES))), 1)
    quantity = np.round(np.exp(rng.normal(-3.9, 1.7, TRADES)), 3) + 0.001
    ids = np.arange(TRADES)
    columns = (ids, price, quantity, ids, ids, at_ms, rng.random(TRADES) < 0.5)
    names = (
        "agg_trade_id", "price", "quantity", "first_trade_id", "last_trade_id", "transact_time", "is_buyer_maker",
    )  # fmt: skip
    (folder / DAYS).mkdir(parents=True)
    for day in range(7):
        rows = (at_ms >= start_ms + day * _DAY_MS) & (at_ms < start_ms + (day + 1) * _DAY_MS)
        table = pa.table([column[rows] for column in columns], names=list(names))
        name = f"BTCUSDT-aggTrades-{START + timedelta(days=day):%Y-%m-%d}.csv"
        pyarrow.csv.write_csv(table, folder / DAYS / name)


def read_bars(folder: Path) -> Bars:
    """Half-hour candles with taker volume. Trades tell no open interest: the model runs on turnover alone."""
    wanted = pyarrow.csv.ConvertOptions(include_columns=["price", "quantity", "transact_time", "is_buyer_maker"])
    files = sorted((folder / DAYS).glob("*.csv"))
    table = pa.concat_tables([pyarrow.csv.read_csv(file, convert_options=wanted) for file in files])
    price, quantity, at_ms = (table[name].to_numpy() for name in ("price", "quantity", "transact_time"))
    bought = quantity * ~table["is_buyer_maker"].to_numpy()
    bar = at_ms // _STEP_MS
    first = np.flatnonzero(np.concatenate([[True], bar[1:] != bar[:-1]]))
    last = np.append(first[1:], len(bar)) - 1
    return Bars(
        _STEP_MS,
        bar[first] * _STEP_MS,
        price[first],
        np.maximum.reduceat(price, first),
        np.minimum.reduceat(price, first),
        price[last],
        np.add.reduceat(quantity, first),
        np.add.reduceat(bought, first),
        np.full(len(first), np.nan),
    )


def ours(folder: Path) -> float:
    """Seconds from the files to the PNG."""
    warm_up()
    tick = Decimal("0.1")
    listed = Instrument(Venue.BINANCE, Symbol("BTCUSDT"), Coin("BTC"), tick, tick, 125.0, timedelta(hours=8), None)
    started = time.perf_counter()
    bars = read_bars(folder)
    at = datetime.fromtimestamp((int(bars.open_ms[-1]) + _STEP_MS) / 1000, UTC)
    query = MapQuery(Coin("BTC"), Window.D7)
    heat_map = build_map({Venue.BINANCE: bars}, [listed], query, MarketSource.RECORDED, at)
    scan = scan_map(heat_map, Confirmation(None, None, None), DayFigures(None, None, None, None, None))
    heatmap_png(heat_map, scan, theme=Theme.DARK, labels=LABELS, zone=ZoneInfo("America/Chicago"))
    return time.perf_counter() - started


def environment() -> Path:
    """The Python of the projects, made once."""
    folder = ROOT / ".cache" / "peers"
    python = folder / "bin" / "python"
    if not (folder / ".made").exists():
        print("making the projects' environment in .cache/peers …")
        venv.create(folder, with_pip=True, clear=True)
        wanted = ROOT / "benchmarks" / "peers.txt"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
        (folder / ".made").touch()
    return python


def contestants(folder: Path) -> Sequence[Contestant]:
    runner = str(ROOT / "benchmarks" / "peer_runner.py")
    python = str(environment())
    checkout = os.environ.get("PY_LIQUIDATION_MAP", "")
    theirs = (python, runner, "py-liquidation-map", str(folder), checkout)
    return (
        Contestant("Helix: map and picture", (sys.executable, "-m", "benchmarks.peers", str(folder))),
        Contestant(
            "liquidator-indicator 0.1.2: zones, no picture", (python, runner, "liquidator-indicator", str(folder))
        ),
        Contestant(
            "py-liquidation-map 1.0.1: map and picture",
            theirs if checkout else None,
            "on no package registry; PY_LIQUIDATION_MAP names a checkout",
        ),
    )


def seconds_of(command: tuple[str, ...]) -> float:
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(ended.stdout.rsplit("seconds ", 1)[1])


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_trades(folder)
        every = contestants(folder)
        took: dict[str, list[float]] = {one.name: [] for one in every if one.command is not None}
        for _ in range(RUNS):
            for one in every:
                if one.command is not None:
                    took[one.name].append(seconds_of(one.command))
    base = statistics.median(took[every[0].name])
    print(f"{TRADES:,} trades of seven days, {RUNS} runs in turns, seconds: median (least to most), ratio")
    for one in every:
        if one.command is None:
            print(f"{one.name:<48} not run: {one.why}")
            continue
        times = took[one.name]
        middle = statistics.median(times)
        print(f"{one.name:<48} {middle:8.3f} ({min(times):.3f} to {max(times):.3f})  {middle / base:6.1f}x")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        print(f"\nseconds {ours(Path(sys.argv[1])):.4f}")
    else:
        main()
