"""`helix ledger verify`, `show`, `head`: is the record of maps and scores as it was written?"""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from cli.compose.place import Place, find_place, say
from cli.compose.servers import Stores, at_hand
from engine.market.values import MarketSource

T = TypeVar("T")
ledger = typer.Typer(help="The accuracy ledger: maps frozen before their hour, scored after it, chained by hash.")

SourceOption = Annotated[
    MarketSource | None, typer.Option("--source", help="live, recorded or simulated. Without it: every one there is.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="For a program to read.")]


@ledger.command("verify", epilog="Example:  helix ledger verify --heads heads.txt --from-telegram")
def verify_command(
    heads: Annotated[
        Path | None, typer.Option("--heads", help="A file with copied heads, whatever stands around.", exists=True)
    ] = None,
    head: Annotated[
        list[str] | None, typer.Option("--head", metavar="DAY=HASH", help="One head: 2026-02-06=9f3c… (64 digits).")
    ] = None,
    from_telegram: Annotated[
        bool,
        typer.Option("--from-telegram", help="Read posted heads back from the channel or the admins' chats."),
    ] = False,
    source: SourceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Recompute every hash and compare with posted heads. Exit code 1 where something was changed."""
    from cli.ledger_heads import heads_given
    from cli.ledger_verify import Asked, line_to, report_lines, run_verification

    place, asked = find_place(), Asked(source, heads_given(heads, head or []), from_telegram)
    line = line_to(place) if from_telegram else None
    found = _on_stores(place, lambda stores: run_verification(stores, asked, line))
    say(json.dumps(found.as_json(), indent=2) if as_json else "\n".join(report_lines(found)))
    sys.exit(0 if found.holds else 1)


@ledger.command("show", epilog="Examples:  helix ledger show   |   helix ledger show BTC --most 5")
def show_command(
    coin: Annotated[str | None, typer.Argument(help="Only this coin's entries, and where it stands.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=10_000, help="So many entries.")] = 20,
    bodies: Annotated[bool, typer.Option("--bodies", help="With what was hashed.")] = False,
    source: SourceOption = None,
    as_json: JsonOption = False,
) -> None:
    """The newest entries, and the figures of a coin."""
    from cli.ledger_show import show

    work = partial(show, typed=coin, most=most, source=source, with_bodies=bodies, as_json=as_json)
    say(_on_stores(find_place(), work))


@ledger.command("head", epilog="Example:  helix ledger head >> heads.txt")
def head_command(source: SourceOption = None) -> None:
    """The day heads, newest first, as they are posted: keep them where this database does not reach."""
    from cli.ledger_show import heads_of

    say(_on_stores(find_place(), partial(heads_of, source=source)))


def _on_stores(place: Place, work: Callable[[Stores], Coroutine[Any, Any, T]]) -> T:
    """On the stores of this folder, brought to the present form."""
    from db.migrate import migrate

    with at_hand(place) as stores:
        migrate(stores.database_url)
        return asyncio.run(work(stores))
