"""Who may talk to the sandbox: this machine, by its loopback names, and no foreign web page."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK_NAMES = {"127.0.0.1", "localhost", "::1"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


def host_name(authority: str) -> str:
    return urlsplit(f"//{authority}").hostname or ""


def is_foreign(request: web.Request) -> bool:
    """A page of another origin, also one that made its name point here (DNS rebinding)."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return True
    return request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    if host_name(request.host) not in LOOPBACK_NAMES:
        raise web.HTTPForbidden(text="this server answers to loopback names only\n")
    browser_side = not request.path.startswith(("/bot", "/file/"))
    if is_foreign(request) and ((browser_side and request.path.startswith(("/api/", "/media/"))) or not browser_side):
        raise web.HTTPForbidden(text="a page of another origin may not talk to this server\n")
    response = await handler(request)
    if not response.prepared:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response
