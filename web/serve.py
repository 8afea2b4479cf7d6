"""HTTP in: a small server on loopback, behind whoever terminates TLS."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from web.errors import PortTaken

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_CLOSE_S = 2.0


@asynccontextmanager
async def serving(port: int, posts: Mapping[str, Handler], host: str = "127.0.0.1") -> AsyncIterator[None]:
    """Answers `POST` on the given paths while the block runs. Raises `PortTaken`."""
    app = web.Application()
    for path, handler in posts.items():
        app.router.add_post(path, handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_S)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise PortTaken(f"Port {port} of {host} cannot be listened on: {error.strerror or error}") from error
