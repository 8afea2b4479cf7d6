"""`helix calibrate`: how well maps would have foretold measured forced closes, beside honest baselines."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cli.calibration_tables import read_bars, read_hours
from engine.liquidations.calibration.frozen import frozen_terms
from engine.liquidations.calibration.hours import join_hours
from engine.liquidations.calibration.report import CalibrationReport, Split, calibrate
from engine.liquidations.leverage import DEFAULT_MIX, CoinClass, leverage_nodes

_STEP_MS = 15 * 60_000
SET_A_SPLIT = Split(train_until=datetime(2026, 1, 26, tzinfo=UTC), test_from=datetime(2026, 1, 27, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class CalibrationInput:
    """What is read of the data folder, and where it is cut. The default is set A of the recorded tables."""

    candles: str = "ohlcv/binance_usdtm_15m.parquet"
    open_interest: str = "open_interest/binance_oi_5m.parquet"
    liquidations: str = "bars/coinglass_btc_1h.parquet"
    symbol: str = "BTCUSDT"
    coin: str = "BTC"  # how the table of liquidations spells it
    step_ms: int = _STEP_MS
    max_leverage: float = 125.0
    maintenance_rate: float = 0.004  # Binance's first tier of BTCUSDT
    bin_width: float = 0.0005
    coin_class: CoinClass = CoinClass.MAJOR
    split: Split = SET_A_SPLIT


SET_A = CalibrationInput()


def run_calibration(data_folder: Path, given: CalibrationInput = SET_A) -> CalibrationReport:
    """Takes seconds. Raises `FileNotFoundError` naming the table that is missing."""
    tables = [data_folder / name for name in (given.candles, given.open_interest, given.liquidations)]
    for table in tables:
        if not table.exists():
            raise FileNotFoundError(f"calibration needs {table}")
    bars = read_bars(tables[0], tables[1], given.symbol, given.step_ms)
    hours = join_hours(bars, read_hours(tables[2], given.coin))
    nodes = leverage_nodes(given.max_leverage, DEFAULT_MIX[given.coin_class])
    terms = frozen_terms(bars, hours, nodes, given.maintenance_rate, given.bin_width)
    return calibrate(given.symbol, bars, hours, terms, nodes.shares, nodes.leverage, given.split)


def print_report(report: CalibrationReport, console: Console) -> None:
    console.print(
        f"{report.symbol}: hourly liquidated USD given the hour's path, longs and shorts as rows of their own.\n"
        f"Fitted on {report.train_hours} hours (${report.train_usd / 1e9:.2f} bn), tested on {report.test_hours} hours "
        f"(${report.test_usd / 1e9:.2f} bn) from {report.test_from:%Y-%m-%d} to {report.test_until:%Y-%m-%d}."
    )
    console.print(_scores(report))
    console.print(_differences(report))
    mix = "  ".join(
        f"{leverage:.0f}x {share:.1%}"
        for leverage, share in zip(report.leverage_nodes, report.learned_mix, strict=True)
        if share >= 0.001
    )
    console.print(f"Births by leverage, learned on the training span (what is never liquidated cannot be seen): {mix}")


def _scores(report: CalibrationReport) -> Table:
    table = Table("predictor", "rho", "AUC top 5 %", "USD share top 10 %")
    for score in report.scores:
        rho, auc, share = score.figures.values()
        table.add_row(score.predictor, f"{rho:.3f}", f"{auc:.3f}", f"{share:.3f}")
    table.add_row("best possible", "", "", f"{report.best_share:.3f}")
    return table


def _differences(report: CalibrationReport) -> Table:
    table = Table("difference", "metric", "value", "95 % interval, blocks of a day")
    for d in report.differences:
        i = d.interval
        table.add_row(f"{d.first} - {d.second}", d.metric, f"{i.value:+.3f}", f"{i.low:+.3f} to {i.high:+.3f}")
    return table
