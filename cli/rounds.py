"""`helix rounds verify`, `retry`, `suspects`, `decide`: competitions, looked at from outside."""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.compose.place import find_place, say
from cli.compose.servers import at_hand
from engine.club.rounds.reviewing import Verdict
from engine.market.values import MarketSource

rounds = typer.Typer(help="Competitions: the chain of published results, scoring one anew, and who looks like a cheat.")

SourceOption = Annotated[MarketSource, typer.Option("--source", help="live, recorded or simulated.")]


@rounds.command("verify", epilog="Example:  helix rounds verify --source simulated")
def verify_command(source: SourceOption = MarketSource.LIVE) -> None:
    """Recompute the hash of every result. Exit code 1 where one does not follow from the one before it."""
    from cli.rounds_work import chain_of, on_rounds

    with at_hand(find_place()) as stores:
        count, tip, broken = asyncio.run(on_rounds(stores, source, chain_of))
    if broken is None:
        say(f"{count} results, each follows from the one before it. The last proof is {tip.proof}.")
    else:
        say(f"{broken} does not follow from the result before it.")
    sys.exit(0 if broken is None else 1)


@rounds.command("retry", epilog="Example:  helix rounds retry day-2026-02-06")
def retry_command(
    key: Annotated[str, typer.Argument(help="day-2026-02-06, week-2026-02-02 or month-2026-02.")],
    source: SourceOption = MarketSource.LIVE,
) -> None:
    """Score a disputed round anew, once you know why its replay differed. The running Helix does it within seconds."""
    from cli.rounds_work import on_rounds
    from engine.club.rounds.values import RoundKey

    with at_hand(find_place()) as stores:
        turned = asyncio.run(on_rounds(stores, source, lambda found: found.retry(RoundKey(key))))
    say(f"{key} is scored anew." if turned else f"{key} is not disputed: nothing was done.")
    sys.exit(0 if turned else 1)


@rounds.command("suspects", epilog="Example:  helix rounds suspects --source simulated")
def suspects_command(source: SourceOption = MarketSource.LIVE) -> None:
    """Who was found to look like a cheat, with what to look at, oldest first."""
    from cli.rounds_work import on_database, suspects, told

    with at_hand(find_place()) as stores:
        found = asyncio.run(on_database(stores, lambda database: suspects(database, source)))
    for one in found:
        say(told(one))
    if not found:
        say("Nobody is under review.")


@rounds.command("decide", epilog="Example:  helix rounds decide 7 cleared")
def decide_command(
    suspicion_id: Annotated[int, typer.Argument(help="The number that `helix rounds suspects` shows.")],
    verdict: Annotated[Verdict, typer.Argument(help="cleared or guilty.")],
    admin: Annotated[int, typer.Option("--admin", help="Telegram id of who decided, for the record.")] = 0,
    source: SourceOption = MarketSource.LIVE,
) -> None:
    """Decide one suspicion. One guilty refuses a prize that is held; with all cleared it is paid out."""
    from cli.rounds_work import deciding, on_database

    now = datetime.now(UTC)
    with at_hand(find_place()) as stores:
        work = on_database(stores, lambda database: deciding(database, source)(suspicion_id, verdict, admin, now))
        is_done = asyncio.run(work)
    say("Decided." if is_done else "There is no such suspicion, or it was decided before.")
    sys.exit(0 if is_done else 1)
