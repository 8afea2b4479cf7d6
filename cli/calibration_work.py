"""The pieces of one calibration, each for a process of its own: read its tables, measure, hand back values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from cli import calibration_others as others
from cli.calibration_sets import BINANCE_5M, BINANCE_15M, BYBIT_15M, OI_5M, SET_B, SETS, SetReader
from engine.liquidations.calibration.hits import LevelReport, report_levels
from engine.liquidations.calibration.judged import Judged, judge_maps
from engine.liquidations.calibration.location import LocationReport, measure_location
from engine.liquidations.calibration.measure import measure_set
from engine.liquidations.calibration.placing import located_orders, located_sums
from engine.liquidations.calibration.report import SetReport
from engine.liquidations.calibration.selftest import SelfTest, try_protocol
from engine.liquidations.calibration.vendors import VendorShape, compare_vendor
from engine.market.windows import Window

# A map's window and how long price is watched after it.
ASKED = ((Window.H12, timedelta(hours=6)), (Window.H24, timedelta(hours=24)))
LETTERS = ("A", "B", "C", "D")
Result = SetReport | tuple[LocationReport, ...] | list[Judged] | tuple[VendorShape, ...] | SelfTest


@dataclass(frozen=True, slots=True)
class Piece:
    """`run` can be sent to another process; `needs` are tables under the folder."""

    label: str
    needs: tuple[str, ...]
    run: Callable[[Path], Result]


@dataclass(frozen=True, slots=True)
class LevelPiece(Piece):
    """Judged maps of one series, put together with the others of its kind, window and horizon."""

    kind: others.SeriesKind
    asked: tuple[Window, timedelta]


def pieces(names: frozenset[str] | None = None) -> list[Piece]:
    """All of them, the longest first; or only the sets named by their letter, "A"."""
    asked = ASKED if names is None else ()
    levels = [
        LevelPiece(
            f"levels of {base}, {window}, {kind.value}",
            _needs(base, kind),
            _judging(base, kind, window, horizon),
            kind,
            (window, horizon),
        )
        for window, horizon in asked
        for base, kind in others.SERIES
    ]
    chosen = [reader for reader in SETS if names is None or reader.name[0] in names]
    found: list[Piece] = [Piece(f"set {r.name}", r.tables, partial(_set, r)) for r in chosen]
    if chosen:
        found.append(Piece("self-test", chosen[0].tables, partial(_self_test, chosen[0])))
    found += levels
    found += [Piece(f"location, set {r.name}", r.tables, partial(_location, r)) for r in chosen]
    if names is None or "D" in names:
        found.append(Piece("location, set D", (others.FORCED_ORDERS, BINANCE_5M, SET_B), _orders))
    if names is None:
        found.append(Piece("a vendor's maps", (others.VENDOR_MAPS, BINANCE_15M, OI_5M), _vendors))
    return found


def put_together(judged: Iterator[tuple[LevelPiece, list[Judged]]]) -> tuple[LevelReport, ...]:
    """One report a kind, window and horizon."""
    groups: dict[tuple[bool, tuple[Window, timedelta]], list[Judged]] = {}
    for piece, maps in judged:
        groups.setdefault((piece.kind is not others.SeriesKind.CANDLES, piece.asked), []).extend(maps)
    return tuple(
        report_levels(window.value, horizon, sorted(maps, key=lambda one: one.at_ms), has_oi)
        for (has_oi, (window, horizon)), maps in sorted(groups.items(), key=lambda group: (group[0][0], group[0][1][1]))
    )


def _needs(base: str, kind: others.SeriesKind) -> tuple[str, ...]:
    candles = BYBIT_15M if base == "SOL" else BINANCE_15M
    match kind:
        case others.SeriesKind.CANDLES:
            return (candles,)
        case others.SeriesKind.WITH_OI_2025:
            return (candles, SET_B)
        case others.SeriesKind.WITH_OI_2026:
            return (BINANCE_5M if base == "SOL" else candles, OI_5M)


def _judging(base: str, kind: others.SeriesKind, window: Window, horizon: timedelta) -> Callable[[Path], Result]:
    return partial(_judged, base, kind, window, horizon)


def _judged(base: str, kind: others.SeriesKind, window: Window, horizon: timedelta, folder: Path) -> list[Judged]:
    series = others.read_series(folder, base, kind)
    return list(judge_maps(series.bars, series.instrument, window, horizon))


def _set(reader: SetReader, folder: Path) -> SetReport:
    return measure_set(reader.read(folder))


def _location(reader: SetReader, folder: Path) -> tuple[LocationReport, ...]:
    one = reader.read(folder)
    return tuple(measure_location(located, one.split) for located in located_sums(one))


def _orders(folder: Path) -> tuple[LocationReport, ...]:
    return (measure_location(located_orders(others.set_d(folder)), None),)


def _self_test(reader: SetReader, folder: Path) -> SelfTest:
    return try_protocol(reader.read(folder))


def _vendors(folder: Path) -> tuple[VendorShape, ...]:
    series = others.read_series(folder, "BTC", others.SeriesKind.WITH_OI_2026)
    return tuple(compare_vendor(vendor, series.bars, series.instrument) for vendor in others.vendor_maps(folder))
