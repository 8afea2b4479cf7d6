"""One process: the Bot API, the people's side and the page, on loopback only."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from aiohttp import web

from sandbox.telegram.api import Api
from sandbox.telegram.botapi import BotApi
from sandbox.telegram.callbacks import Callbacks
from sandbox.telegram.clock import Clock
from sandbox.telegram.events import Hub
from sandbox.telegram.faults import Faults
from sandbox.telegram.files import MAX_FILE_BYTES, Files
from sandbox.telegram.guard import guard
from sandbox.telegram.inspector import Inspector
from sandbox.telegram.limits import Limits, Rates
from sandbox.telegram.page import add_page_routes
from sandbox.telegram.people import TOKEN
from sandbox.telegram.person.routes import API, add_person_routes
from sandbox.telegram.store import Store
from sandbox.telegram.updates import Updates
from sandbox.telegram.webhook import deliver_forever
from sandbox.telegram.world import World

LOOPBACK = "127.0.0.1"


class FolderInUse(Exception):
    """Another sandbox already keeps its history in this folder. Stop that one, or name another folder."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running server. `base_url` has no slash at its end."""

    base_url: str
    token: str
    api: Api


def build_api(
    folder: Path, token: str = TOKEN, clock: Clock | None = None, rates: Rates | None = None, insecure: bool = False
) -> Api:
    """The sandbox without a server. `folder` is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = clock or Clock()
    store, hub = Store(folder / "telegram.sqlite"), Hub()
    return Api(
        world=World(store, clock, hub, token), updates=Updates(store), files=Files(folder / "files", store),
        limits=Limits(clock.steady, rates), callbacks=Callbacks(clock.steady), faults=Faults(clock.steady),
        inspector=Inspector(hub), insecure_webhooks=insecure,
    )  # fmt: skip


def create_app(api: Api) -> web.Application:
    app = web.Application(middlewares=[guard], client_max_size=MAX_FILE_BYTES + 2**20)
    app[API] = api
    BotApi(api).add_routes(app)
    add_person_routes(app)
    add_page_routes(app, api.files)
    return app


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as handle:
        take_lock(handle, folder)
        yield


def take_lock(handle: IO[str], folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise FolderInUse(f"another local Telegram already uses {folder}") from None


@asynccontextmanager
async def serve(
    folder: Path,
    port: int = 0,
    token: str = TOKEN,
    clock: Clock | None = None,
    rates: Rates | None = None,
    insecure_webhooks: bool = False,
) -> AsyncIterator[Sandbox]:
    """A running sandbox on a free port (or `port`). Raises `FolderInUse`, or `OSError` for a taken port."""
    with locked(folder):
        api = build_api(folder, token, clock, rates, insecure_webhooks)
        api.files.sweep()
        runner = web.AppRunner(create_app(api), access_log=None, shutdown_timeout=1.0)
        try:
            await runner.setup()
            site = web.TCPSite(runner, LOOPBACK, port)
            await site.start()
            async with delivering(api):
                yield Sandbox(f"http://{LOOPBACK}:{runner.addresses[0][1]}", token, api)
        finally:
            api.world.hub.close()
            api.updates.close()
            await runner.cleanup()
            api.world.store.close()


@asynccontextmanager
async def delivering(api: Api) -> AsyncIterator[None]:
    with suppress(asyncio.CancelledError):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(deliver_forever(api), name="telegram-webhook")
            try:
                yield
            finally:
                task.cancel()
