"""The door through which a market that stands still is moved: `{"seconds": 5}` or `{"minutes": 20}`."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from sandbox.market.clocks import SteppedClock
from sandbox.market.live import LiveMarket
from sandbox.market.schedule import MINUTE_MS
from sandbox.market.stream import Stream
from sandbox.market.wire import Json

MOST_MINUTES = 1440
_AT_ONCE = 60  # of either, before listeners are waited for: far fewer messages than may wait for one of them


class Stepper:
    """One step after another, each published as a clock that runs would publish it."""

    def __init__(self, live: LiveMarket, clock: SteppedClock, stream: Stream) -> None:
        self._live, self._clock, self._stream = live, clock, stream
        self._turn = asyncio.Lock()

    async def seconds(self, count: int) -> Json:
        """So many, each told by itself. Gives the new time in ms, and how many messages the stream has told ever, once
        all who listen were told: who counts his own knows when he has heard them all."""
        async with self._turn:
            await self._each(count, self._second)
            return self._now()

    async def minutes(self, count: int) -> Json:
        """Up to the so manyth whole minute: by the second to the next one, then minute by minute in coarse steps.

        Raises OSError where the folder cannot be written: then the market has moved and may be another after a restart.
        """
        async with self._turn:
            odd_s = -self._live.market.now_ms % MINUTE_MS // 1000
            await self._each(odd_s, self._second)
            await self._each(count - bool(odd_s), self._minute, self._live.save)
            return self._now()

    def _now(self) -> Json:
        return {"now_ms": self._live.market.now_ms, "told": self._stream.told}

    async def _each(self, count: int, step: Callable[[], None], keep: Callable[[], None] = lambda: None) -> None:
        """Nothing is out before it is kept: what is said here leaves when it is waited for."""
        for start in range(0, count, _AT_ONCE):
            for _ in range(min(_AT_ONCE, count - start)):
                step()
                self._stream.publish(1)
                self._stream.publish_liquidations(self._live.market.now_ms)
            keep()
            await self._stream.all_told()

    def _second(self) -> None:
        self._live.pass_seconds(1)
        self._clock.move(1000)

    def _minute(self) -> None:
        self._live.pass_minute()
        self._clock.move(MINUTE_MS)


def add_stepping_routes(app: web.Application, stepper: Stepper | None) -> None:
    """`stepper` None: the market runs by itself."""

    async def step(request: web.Request) -> web.Response:
        """409 for a market that runs, 507 where the folder cannot be written."""
        if stepper is None:
            raise web.HTTPConflict(text="this market runs by itself; start it with --stepped\n")
        try:
            unit, count = _wanted(await request.json())
        except (ValueError, TypeError, AttributeError) as bad:
            raise web.HTTPBadRequest(text=f"{bad}\n") from bad
        try:
            now = await (stepper.minutes(count) if unit == "minutes" else stepper.seconds(count))
        except OSError as full:
            raise web.HTTPInsufficientStorage(text=f"{full}\n") from full
        return web.json_response(now)

    app.router.add_post("/sandbox/step", step)


def _wanted(body: dict[str, object]) -> tuple[str, int]:
    """Raises ValueError, TypeError or AttributeError for anything but one whole number of one unit."""
    ((unit, count),) = body.items()
    most = {"seconds": MOST_MINUTES * 60, "minutes": MOST_MINUTES}.get(unit, 0)
    if type(count) is not int or not 1 <= count <= most:
        raise ValueError(f"seconds up to {MOST_MINUTES * 60} or minutes up to {MOST_MINUTES} are expected")
    return unit, count
