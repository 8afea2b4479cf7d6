"""SIGINT and SIGTERM: our own handlers, so that a program started in the background obeys them too."""

import asyncio
import signal

from cli.lifetime import end_within

_WITHIN_S = 4.5


class Stop(asyncio.Event):
    """Set by the first signal. After that the process ends within 5 s, politely or not."""

    def listen(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._asked)

    def _asked(self) -> None:
        if not self.is_set():
            end_within(_WITHIN_S)
        self.set()


class Stopped(Exception):
    """Raised inside a task group to end it: somebody asked."""


async def until(stop: Stop) -> None:
    await stop.wait()
    raise Stopped
