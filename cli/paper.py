"""`helix paper verify`: are the books of the paper exchange right?"""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.compose.place import find_place, say
from cli.compose.servers import Stores, at_hand

if TYPE_CHECKING:
    from db.paper.verifying import Fault

paper = typer.Typer(help="The paper exchange: its ledger, positions, fills and the chain of its batches.")

_PATIENT_S = 600.0


@paper.callback()
def about() -> None:
    """Simulated money, real prices."""


@paper.command("verify", epilog="Examples:  helix paper verify   |   helix paper verify --account 12")
def verify_command(
    account: Annotated[int | None, typer.Option("--account", min=1, help="Only this account.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Cash against the ledger, positions against fills, purses against zero, the chain. Exit code 1 where one is
    wrong."""
    place = find_place()
    with at_hand(place) as stores:
        faults = asyncio.run(_verified(stores, account))
    if as_json:
        say(json.dumps({"holds": not faults, "faults": [asdict(one) for one in faults]}, indent=2))
    else:
        say("\n".join(lines_of(faults)))
    sys.exit(1 if faults else 0)


async def _verified(stores: Stores, account_id: int | None) -> "list[Fault]":
    from db.paper.verifying import verify
    from db.pool import Database, open_pool

    async with open_pool(stores.database_url, name="helix paper", size=2) as pool:
        return await verify(Database(pool, _PATIENT_S), account_id)


def lines_of(faults: "Sequence[Fault]") -> list[str]:
    if not faults:
        return ["The books are right: cash, positions, purses and the chain of batches."]
    return [f"{one.about}: {one.detail}" for one in faults]
