"""SIGINT and SIGTERM: our own handlers, so that a program started in the background obeys them too."""

import asyncio
from contextlib import suppress

from cli.lifetime import on_stop_signal

_WITHIN_S = 3.0  # then the process ends as it is; its servers and programs have the rest


class Stop(asyncio.Event):
    """Set by the first signal. After that the process ends within 5 s, politely or not."""

    def listen(self) -> None:
        """Heard also while the loop is busy: the time runs from the signal."""
        loop = asyncio.get_running_loop()

        def asked() -> None:
            with suppress(RuntimeError):  # the loop is closed already
                loop.call_soon_threadsafe(self.set)

        on_stop_signal(asked, within_s=_WITHIN_S)


class Stopped(Exception):
    """Raised inside a task group to end it: somebody asked."""


async def until(stop: Stop) -> None:
    await stop.wait()
    raise Stopped
