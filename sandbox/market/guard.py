"""Who may ask, how often, and with which faults: everything that happens before a request reaches its answer."""

import asyncio
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from sandbox.market.faults import Faults
from sandbox.market.throttle import WINDOW_S, IpLimit
from sandbox.market.wire import BadRequest, envelope

log = structlog.get_logger()
LOOPBACK_NAMES = {"127.0.0.1", "localhost", "::1"}


def is_foreign(request: web.Request) -> bool:
    """Not asked under a loopback name (a rebound name of elsewhere), or by a page of another origin."""
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK_NAMES:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def host_guard() -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if is_foreign(request):
            raise web.HTTPForbidden(text="this server answers to loopback names only\n")
        return await handler(request)

    return guard


def venue_rules(limit: IpLimit, faults: Faults, now_ms: Callable[[], int]) -> Middleware:
    """The IP limit, the headers on every answer, error envelopes, and the faults a test asked for."""

    def stamp(response: web.StreamResponse) -> None:
        response.headers["X-Bapi-Limit"] = str(limit.limit)
        response.headers["X-Bapi-Limit-Status"] = str(limit.left)
        response.headers["X-Bapi-Limit-Reset-Timestamp"] = str(now_ms() + int(WINDOW_S * 1000))

    async def strike(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not limit.admit():
            return web.json_response({"retCode": 10018, "retMsg": "access too frequent"}, status=403)
        if faults.delay_s:
            await asyncio.sleep(faults.delay_s)
        status = faults.http_status()
        if status:
            return web.Response(status=status, text="<html>fault</html>", content_type="text/html")
        response = await handler(request)
        if faults.malformed_rest and faults.takes("malformed_rest") and isinstance(response, web.Response):
            text = response.text or ""
            return web.Response(text=text[: len(text) // 2], content_type="application/json")
        return response

    @web.middleware
    async def rules(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/v5/market/"):
            return await handler(request)
        started = time.perf_counter()
        try:
            response = await strike(request, handler)
        except BadRequest as bad:
            response = web.json_response(envelope({}, now_ms(), bad.code, bad.message))
        stamp(response)
        response.headers["Timenow"] = str(now_ms())
        response.headers["Traceid"] = f"{int((time.perf_counter() - started) * 1e6):x}"
        return response

    return rules
