"""`helix up`: everything in one place, for one machine."""

import asyncio
import os
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path

import structlog

from cli.bringing_in import bringing_in
from cli.compose.children import Child, Program, running
from cli.compose.outlook import ask_early, outlook_of
from cli.compose.place import ROOT, Place, say, warn
from cli.compose.replay import Replay
from cli.compose.servers import Stores, started
from cli.telemetry import log_start, set_up_logging, start_metrics
from db.migrate import migrate
from engine.feeds.choose import Choice
from engine.market.values import MarketSource

log = structlog.get_logger()

_LOG_BYTES = 20_000_000  # then, at a start, the old part moves aside


def up(place: Place, replay: Replay | None) -> None:
    """Returns when somebody asked it to stop. Servers and programs are started here, from the main thread."""
    warn(place)
    asked = ask_early(place.settings, replay)
    with ExitStack() as stack:
        stores = stack.enter_context(started(place))
        stack.enter_context(_log_file(place))
        metrics = start_metrics(place.settings.general.metrics_port)
        stack.callback(metrics.close)
        log.info("metrics", url=metrics.url)
        telegram, market = _programs(stack, place, asked)
        migrate(stores.database_url)
        _serve(place, stores, asked.result(), replay, telegram, market)


def _log_file(place: Place) -> "ExitStack":
    """Events go to a file: the terminal is for the person."""
    stack = ExitStack()
    folder = place.home / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "helix.log"
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.replace(folder / "helix.log.1")
    set_up_logging(place.settings, stack.enter_context(log.open("a", buffering=1)))
    log_start(place.settings)
    return stack


def _programs(stack: ExitStack, place: Place, asked: "Future[Choice]") -> tuple[Child | None, Child | None]:
    """The local Telegram and the simulated market, where they are needed; both come up while we go on."""
    chat = [_telegram(place)] if place.settings.telegram.bot_token is None else []
    telegram = stack.enter_context(running(chat, ROOT))
    simulated = asked.result().source is MarketSource.SIMULATED
    market = stack.enter_context(running([_market(place)] if simulated else [], ROOT))
    return _only(telegram), _only(market)


def _only(children: Sequence[Child]) -> Child | None:
    return children[0] if children else None


def _telegram(place: Place) -> Program:
    return _program(
        place, "telegram", place.home / "telegram", ["--port", str(place.settings.web.sandbox_port), "--or-near"]
    )


def _market(place: Place) -> Program:
    """A folder a seed: another seed is another market, and the first one is there when one comes back."""
    seed = str(place.settings.market.simulation_seed)
    folder = place.home / "market" / f"seed-{seed}"
    if not folder.exists():
        say("First start: the simulated market lives through a year, about 20 seconds")
    return _program(place, "market", folder, ["--port", "0", "--seed", seed, "--ip-limit", "0"])


def _program(place: Place, name: str, folder: Path, arguments: Sequence[str]) -> Program:
    own = ["--folder", str(folder), "--parent-pid", str(os.getpid()), *arguments]
    return Program(f"sandbox.{name}", own, place.home / "logs" / f"{name}.log")


def _serve(
    place: Place, stores: Stores, choice: Choice, replay: Replay | None, telegram: Child | None, market: Child | None
) -> None:
    with bringing_in():
        from cli.compose.together import Addresses, together
        from engine.liquidations.warm import warm_up

    warm_up()  # while the programs come up; seconds the first time on a machine
    addresses = Addresses(stores, telegram.address() if telegram else None, Path(place.home))
    outlook = outlook_of(choice, replay, market.address() if market else None)
    say(f"Market: {outlook.source} ({choice.why})")
    asyncio.run(together(place, addresses, outlook))
    sys.stdout.flush()
