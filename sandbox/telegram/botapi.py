"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import time
from typing import Any

import structlog
from aiohttp import web

from sandbox.telegram.api import Api, Call
from sandbox.telegram.faults import Fault
from sandbox.telegram.methods.registry import Method, all_methods
from sandbox.telegram.methods.webhooks import allowed_updates
from sandbox.telegram.params import Params, read_params
from sandbox.telegram.refusals import Refusal, too_many

Json = dict[str, Any]
log = structlog.get_logger()
MAX_POLL_S = 50.0
DROPPING = ("drop", "drop_after")
# What arguments of a wrong shape raise, deep inside a method; Telegram answers such calls with 400 too.
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)


class BotApi:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.methods: dict[str, Method] = all_methods()

    def add_routes(self, app: web.Application) -> None:
        app.router.add_route("*", r"/bot{token:[^/]+}/{method:[^/]+}", self.handle)
        app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", self.download)

    def authorised(self, request: web.Request) -> None:
        if request.match_info["token"] != self.api.world.token:
            raise Refusal(401, "Unauthorized")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Runs one call, with the faults asked for, and writes it into the inspector's log."""
        started = time.perf_counter()
        method = request.match_info["method"]
        params, fault = Params(), None
        try:
            self.authorised(request)
            fault = self.api.faults.take(method, ("429", "500", "slow", *DROPPING))
            params = await read_params(request)
            answer: Json = {"ok": True, "result": await self.run(method, params, fault)}
        except Refusal as refusal:
            answer = refusal.body()
        except UNREADABLE as error:
            log.warning("telegram_call_unreadable", method=method, error=repr(error), exc_info=True)
            answer = Refusal(400, "Bad Request: can't parse the request").body()
        took_ms = (time.perf_counter() - started) * 1000
        kind = fault.kind if fault else ""
        self.api.inspector.note(method, params.shown(), answer, took_ms, self.api.world.clock.wall(), kind)
        if fault is not None and fault.kind in DROPPING:
            return await dropped(request)
        return web.json_response(answer, status=answer.get("error_code", 200))

    async def run(self, method: str, params: Params, fault: Fault | None) -> Any:
        if fault is not None:
            await suffer(fault)
        if fault is not None and fault.kind == "drop":
            return None
        if method.lower() == "getupdates":
            return await self.get_updates(params)
        function = self.methods.get(method.lower())
        if function is None:
            raise Refusal(404, "Not Found: method not found")
        return function(Call(self.api, params))

    async def get_updates(self, params: Params) -> list[Json]:
        self.api.updates.allow(allowed_updates(Call(self.api, params)))
        limit = min(max(params.integer("limit", 100), 1), 100)
        timeout_s = min(max(float(params.integer("timeout")), 0.0), MAX_POLL_S)
        found = await self.api.updates.poll(params.integer("offset"), limit, timeout_s)
        if found and self.api.faults.take("getUpdates", ("duplicate_update",)):
            return [*found, found[-1]]
        return found

    async def download(self, request: web.Request) -> web.StreamResponse:
        try:
            self.authorised(request)
            file = self.api.files.by_path(request.match_info["path"])
        except Refusal as refusal:
            return web.json_response(refusal.body(), status=refusal.code)
        path = await asyncio.to_thread(self.api.files.ensure_on_disk, file)
        return web.FileResponse(path)


async def suffer(fault: Fault) -> None:
    if fault.kind == "429":
        raise too_many(max(1, round(fault.seconds)))
    if fault.kind == "500":
        raise Refusal(500, "Internal Server Error")
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)


async def dropped(request: web.Request) -> web.StreamResponse:
    """The line goes dead without an answer."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()
