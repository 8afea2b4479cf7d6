"""`helix doctor`: what works and what is missing."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import aiohttp
from rich.console import Console
from rich.text import Text

from cli.compose.place import Place
from cli.doctor_asking import ask
from cli.doctor_checks import Check, State
from cli.doctor_feeds import check_feeds
from cli.doctor_home import check_home
from cli.doctor_services import service_questions, unasked
from cli.doctor_stores import check_database, check_redis, check_settings, failed_settings
from cli.doctor_venues import venue_questions

_LOOKS = {State.OK: "green", State.OFF: "dim", State.WARN: "yellow", State.FAIL: "bold red"}


async def run_checks(place: Place) -> list[Check]:
    """Everything at once; each waits three seconds at most. Changes nothing."""
    settings = place.settings
    needs_live = settings.telegram.bot_token is not None or settings.market.source == "live"
    questions = [
        *venue_questions(settings, datetime.now(UTC), live_is_needed=needs_live),
        *service_questions(settings),
    ]
    async with aiohttp.ClientSession(trust_env=True) as session, asyncio.TaskGroup() as group:
        stores = [group.create_task(check_database(place)), group.create_task(check_redis(place))]
        feeds = group.create_task(check_feeds(place, datetime.now(UTC)))
        asked = [group.create_task(ask(session, question)) for question in questions]
    ours = [*check_settings(place), check_home(place.home)]
    return [*ours, *(task.result() for task in (*stores, *asked)), *feeds.result(), *unasked(settings)]


def print_checks(checks: Sequence[Check], *, as_json: bool, console: Console | None = None) -> int:
    """One line a check. Returns the exit code: 1 where something fails."""
    console = console or Console()
    failed = any(check.state is State.FAIL for check in checks)
    if as_json:
        answer = {"ok": not failed, "checks": [asdict(check) for check in checks]}
        console.print(json.dumps(answer, indent=2), highlight=False, soft_wrap=True, markup=False)
        return int(failed)
    width = max(len(check.name) for check in checks)
    for check in checks:
        hint = f"  → {check.hint}" if check.hint and check.state is not State.OK else ""
        line = Text(f"{check.state.value:<5}", style=_LOOKS[check.state])
        line.append(f"{check.name:<{width}}  {check.detail}{hint}", style="default")
        console.print(line, highlight=False, soft_wrap=True)
    return int(failed)


__all__ = ["Check", "State", "failed_settings", "print_checks", "run_checks"]
