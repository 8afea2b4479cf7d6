"""`helix calibrate`: how well maps would have foretold measured forced closes, beside honest baselines."""

import errno
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.calibration_work import LETTERS, LevelPiece, Piece, Result, pieces, put_together
from cli.lifetime import bind_to
from engine.liquidations.calibration.judged import Judged
from engine.liquidations.calibration.location import LocationReport
from engine.liquidations.calibration.report import CalibrationReport, SetReport
from engine.liquidations.calibration.selftest import SelfTest
from engine.liquidations.calibration.vendors import VendorShape

OnDone = Callable[[str, int, int], None]  # what is done, how many are, of how many
_MOST_WORKERS = 4


def run_calibration(
    folder: Path, names: frozenset[str] | None = None, workers: int | None = None, on_done: OnDone | None = None
) -> CalibrationReport:
    """Minutes. `names`: letters of sets, all and the rest if None. `workers` 1: in this process.

    What lacks a table is left out and named. Raises `FileNotFoundError` where nothing can be measured.
    """
    wanted = pieces(names)
    missing = sorted({table for piece in wanted for table in piece.needs if not (folder / table).exists()})
    able = [piece for piece in wanted if missing == [] or not set(piece.needs) & set(missing)]
    if not able:
        first = wanted[0].needs[0] if wanted else "sets A, B, C and D"
        raise FileNotFoundError(errno.ENOENT, "calibration needs this recorded table", str(folder / first))
    done: dict[str, Result] = {}
    for piece, result in _run(folder, able, workers or min(os.cpu_count() or 1, _MOST_WORKERS)):
        done[piece.label] = result
        if on_done is not None:
            on_done(piece.label, len(done), len(able))
    return _report(able, done, tuple(missing))


def calibrate_with_progress(folder: Path, letters: str = "") -> CalibrationReport:
    """With a bar on stderr. `letters` "AB": only those sets. Raises `BadParameter` for a set that is not."""
    unknown = set(letters) - set(LETTERS)
    if unknown:
        known = ", ".join(LETTERS)
        raise typer.BadParameter(
            f"there is no set {', '.join(sorted(unknown))}; there are {known}", param_hint="--sets"
        )
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def show(label: str, done: int, of: int) -> None:
            progress.update(task, description=f"done: {label}", completed=done, total=of)

        return run_calibration(folder, frozenset(letters) or None, on_done=show)


def _run(folder: Path, able: list[Piece], workers: int) -> Iterator[tuple[Piece, Result]]:
    """As they become ready."""
    if workers == 1:
        yield from ((piece, piece.run(folder)) for piece in able)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), bind_to, (os.getpid(),)) as pool:
        waiting = {pool.submit(piece.run, folder): piece for piece in able}
        for future in as_completed(waiting):
            yield waiting[future], future.result()


def _report(able: list[Piece], done: dict[str, Result], missing: tuple[str, ...]) -> CalibrationReport:
    """In the order of the pieces, whichever was ready first."""
    results = [(piece, done[piece.label]) for piece in able]
    parts = [one for _, result in results if isinstance(result, tuple) for one in result]
    return CalibrationReport(
        tuple(result for _, result in results if isinstance(result, SetReport)),
        tuple(one for one in parts if isinstance(one, LocationReport)),
        put_together(_levels(results)),
        tuple(one for one in parts if isinstance(one, VendorShape)),
        next((result for _, result in results if isinstance(result, SelfTest)), None),
        missing,
    )


def _levels(results: list[tuple[Piece, Result]]) -> Iterator[tuple[LevelPiece, list[Judged]]]:
    for piece, result in results:
        if isinstance(piece, LevelPiece) and isinstance(result, list):
            yield piece, result
