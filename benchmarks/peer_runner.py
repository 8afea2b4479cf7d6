"""One open project on a folder of trades; run by the environment of `benchmarks.peers`, which has what they need.

    python peer_runner.py liquidator-indicator FOLDER | py-liquidation-map FOLDER CHECKOUT

Prints seconds from the files to the finished map, without imports and compilation.
"""

import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

DAYS = "data/futures/um/daily/aggTrades/BTCUSDT"


def liquidator_indicator(folder: Path) -> float:
    """Zones from trades; it draws nothing by itself. A first small run compiles."""
    import pandas as pd
    from liquidator_indicator import Liquidator

    def run(files: list[Path]) -> None:
        trades = pd.concat([pd.read_csv(file) for file in files], ignore_index=True)
        asked = pd.DataFrame(
            {
                "time": trades["transact_time"],
                "px": trades["price"],
                "sz": trades["quantity"],
                "side": trades["is_buyer_maker"].map({True: "A", False: "B"}),
                "coin": "BTC",
            }
        )
        zones = Liquidator("BTC", cutoff_hours=None)
        zones.ingest_trades(asked)
        if zones.compute_zones(window_minutes=7 * 24 * 60).empty:
            raise RuntimeError("no zones were found")

    files = sorted((folder / DAYS).glob("*.csv"))
    run(files[:1])
    started = time.perf_counter()
    run(files)
    return time.perf_counter() - started


def py_liquidation_map(folder: Path, checkout: Path) -> float:
    """Its map of trades from $100,000 on, with its plot. The files are there: what downloads them is left out."""
    import os

    import matplotlib

    matplotlib.use("Agg")
    sys.path.insert(0, str(checkout / "liqmap"))
    there = ModuleType("download")
    there.BinanceAggTradesDownload = there.BybitAggTradesDownloader = _AlreadyThere  # type: ignore[attr-defined]
    sys.modules["download"] = there
    from mapping import HistoricalMapping

    os.chdir(folder)
    started = time.perf_counter()
    week = HistoricalMapping("BTCUSDT", "2026-01-30 00:00:00", "2026-02-05 23:59:59", "binance")
    week.liquidation_map_from_historical()
    return time.perf_counter() - started


class _AlreadyThere:
    def __init__(self, **asked: Any) -> None:
        del asked

    def download_aggtrades(self) -> None:
        """Nothing to do."""


def main() -> None:
    name, folder, *rest = sys.argv[1:]
    seconds = (
        liquidator_indicator(Path(folder))
        if name == "liquidator-indicator"
        else py_liquidation_map(Path(folder), Path(rest[0]))
    )
    sys.stdout.write(f"\nseconds {seconds:.4f}\n")


if __name__ == "__main__":
    main()
