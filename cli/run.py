"""`helix up`, `bot`, `engine`, `jobs`: what keeps running."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.bringing_in import bringing_in
from cli.compose.allowed import allow_bot, allow_engine
from cli.compose.place import find_place
from cli.lifetime import leave

run = typer.Typer()

ReplayOption = Annotated[bool, typer.Option("--replay", help="Live through the recorded FILES instead of a market.")]
FilesArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="FILES", help="With --replay.", exists=True, dir_okay=False)
]
FromOption = Annotated[
    datetime | None,
    typer.Option(
        "--from", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%MZ", "%Y-%m-%d"], help="Where a replay starts, UTC."
    ),
]
SpeedOption = Annotated[
    float, typer.Option("--speed", min=0.0, help="Replay: recorded seconds a second; 0 stands still.")
]


@run.command(
    "up", epilog="Examples:  helix up   |   helix up --replay data/*.parquet --from 2026-02-06T12:00 --speed 60"
)
def up_command(
    files: FilesArgument = None, replay: ReplayOption = False, since: FromOption = None, speed: SpeedOption = 1.0
) -> None:
    """Everything in one place: databases, market, bot, and the chat page where there is no bot token."""
    if replay != bool(files):
        raise typer.BadParameter("--replay and its files go together: helix up --replay FILE…")
    place = find_place()
    from cli.compose.replay import Replay
    from cli.compose.up import up

    start = since.replace(tzinfo=UTC) if since else None
    up(place, Replay(tuple(files), start, speed) if files else None)
    leave()


@run.command("engine", epilog="Example:  DATABASE_URL=… REDIS_URL=… helix engine")
def engine_command() -> None:
    """Only the market: feeds, maps, scans. Others read what it stores."""
    place = find_place()
    allow_engine(place)
    with bringing_in():
        from cli.compose.engine import engine

    engine(place)
    leave()


@run.command("bot", epilog="Example:  DATABASE_URL=… REDIS_URL=… helix bot")
def bot_command() -> None:
    """Only the bot, on what an engine stores. Any number of them share the work."""
    place = find_place()
    allow_bot(place)
    with bringing_in():
        from cli.compose.bot import bot

    bot(place)
    leave()


@run.command("jobs", epilog="Example:  DATABASE_URL=… REDIS_URL=… helix jobs")
def jobs_command() -> None:
    """Only what happens by the clock: the database's upkeep. One leader at a time, the others stand by."""
    place = find_place()
    with bringing_in():
        from cli.compose.jobs import jobs

    jobs(place)
    leave()
