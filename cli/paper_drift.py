"""`helix paper drift`: how far were paper fills from what the recorded trades would have given?"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

import typer

from cli.compose.place import find_place, say
from cli.compose.servers import Stores, at_hand
from engine.exchange.drift_day import DriftDay, Leaning
from engine.exchange.drift_summary import BOUND_BPS, Drift
from engine.market.values import MarketSource

paper_drift = typer.Typer()

_PATIENT_S = 120.0
_HEAD = ("model", "coin", "fills", "compared", "median", "mean", "worst", f"in {BOUND_BPS:g} bps", "USDT")
_WIDTHS = (7, 12, 10, 10, 9, 9, 9, 10, 13)
_LEANINGS = {
    Leaning.NOTHING: "Nothing was traded on paper that day.",
    Leaning.UNKNOWN: "Nothing can be said: no fill could be compared.",
    Leaning.KINDER: "Paper was kinder than the market.",
    Leaning.STRICTER: "Paper was stricter than the market.",
    Leaning.EVEN: "Paper was as the market.",
}


@paper_drift.command("drift", epilog="Examples:  helix paper drift   |   helix paper drift --day 2026-11-26 --json")
def drift_command(
    day: Annotated[
        datetime | None,
        typer.Option(
            "--day", formats=["%Y-%m-%d"], help="A day of UTC. Without it: the newest with anything compared."
        ),
    ] = None,
    source: Annotated[
        MarketSource | None,
        typer.Option("--source", help="live, recorded or simulated. Without it: every one there is."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Paper fills beside the market, in basis points; plus means that paper was kinder. Every fill of a day is in the
    csv files of the reports folder."""
    with at_hand(find_place()) as stores:
        found = asyncio.run(days_of(stores, None if day is None else day.date(), source))
    if as_json:
        say(json.dumps([as_plain(one) for one in found], indent=2))
    elif not found:
        say("Nothing was compared yet: nobody has traded on paper here.")
    else:
        say("\n\n".join("\n".join(report_lines(one)) for one in found))


async def days_of(stores: Stores, day: date | None, source: MarketSource | None) -> list[DriftDay]:
    """A day of each source; without those that never had anything compared, where no day is asked for."""
    from db.migrate import migrate
    from db.paper.drift import DriftRepository, drift_sources
    from db.pool import Database, open_pool

    await asyncio.to_thread(migrate, stores.database_url)
    found = list[DriftDay]()
    async with open_pool(stores.database_url, name="helix paper", size=2) as pool:
        database = Database(pool, _PATIENT_S)
        for one in await drift_sources(database) if source is None else [source]:
            rows = DriftRepository(database, one)
            asked = day or await rows.newest_day()
            if asked is not None:
                found.append(await rows.of_day(asked))
    return found


def as_plain(one: DriftDay) -> dict[str, Any]:
    return {
        "source": one.source.value,
        "day": one.day.isoformat(),
        "leaning": one.leaning.value,
        "made": one.made,
        "unlooked": one.unlooked,
        "not_compared": {why.value: count for why, count in one.whys},
        "drifts": [asdict(drift) for drift in one.drifts],
    }


def report_lines(one: DriftDay) -> Iterator[str]:
    yield f"Paper beside the market, {one.source.value}, {one.day:%Y-%m-%d} (UTC). Simulated money."
    yield _LEANINGS[one.leaning]
    if one.drifts:
        yield _columns(_HEAD)
    for drift in one.drifts:
        yield _columns(_row(drift))
    reasons = [f"{why.value} {count:,}" for why, count in one.whys]
    reasons += [f"left out by a restart or a rush {one.unlooked:,}"] if one.unlooked else []
    if reasons:
        yield f"Not compared: {', '.join(reasons)}"
    if one.whole is not None and one.whole.not_reached:
        yield f"Makers' fills that the trades do not confirm: {one.whole.not_reached:,}"


def _row(drift: Drift) -> tuple[str, ...]:
    within = "-" if drift.within is None else f"{drift.within:.0%}"
    figures = (_bps(drift.median_bps), _bps(drift.mean_bps), _bps(drift.worst_bps), within)
    names = drift.model or "all", drift.coin or "all"
    return *names, f"{drift.fills:,}", f"{drift.compared:,}", *figures, f"{round(drift.advantage_usdt, 2) + 0.0:+,.2f}"


def _bps(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 1) + 0.0:+,.1f}"  # never -0.0


def _columns(cells: tuple[str, ...]) -> str:
    """Names to the left, figures to the right."""
    padded = [
        cell.ljust(width) if place < 2 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    return "".join(padded).rstrip()
