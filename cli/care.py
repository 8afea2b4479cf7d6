"""`helix doctor` and `helix migrate`: is everything in order?"""

import asyncio
import sys
from typing import Annotated

import typer

from cli.compose.place import find_place, say, warn
from config import BadSettings

care = typer.Typer()


@care.command("migrate", epilog="Example:  helix migrate")
def migrate_command() -> None:
    """Bring the database to the present form. Twice does nothing."""
    from cli.compose.servers import at_hand
    from db.migrate import migrate

    place = find_place()
    warn(place)
    with at_hand(place) as stores:
        report = migrate(stores.database_url)
    done = ", ".join(report.applied) if report.applied else "nothing to do"
    say(f"{report.kind.value} {report.server_version}, version {report.version}: {done}")


@care.command("doctor", epilog="Examples:  helix doctor   |   helix doctor --json")
def doctor_command(as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False) -> None:
    """What works and what is missing, one line each; exit code 1 where something fails, 4 where settings are wrong."""
    from cli.doctor import failed_settings, print_checks, run_checks
    from cli.faults import BAD_SET_UP

    try:
        place = find_place()
    except BadSettings as error:
        print_checks(failed_settings(error), as_json=as_json)
        sys.exit(BAD_SET_UP)
    checks = asyncio.run(run_checks(place))
    sys.exit(print_checks(checks, as_json=as_json))
