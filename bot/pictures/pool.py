"""Pictures are drawn in other processes, so that the chat never waits for a painter."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import Any, ParamSpec, TypeVar

import structlog
from prometheus_client import Counter, Histogram

from engine.errors import Unavailable

log = structlog.get_logger()

_SECONDS = Histogram("helix_picture_seconds", "Drawing one picture, waiting included", ["kind"])
_BROKEN = Counter("helix_picture_pool_broken", "Painters that died and were replaced")
_LONGEST_S = 20.0

P = ParamSpec("P")
T = TypeVar("T")


def painters(workers: int, initializer: Callable[..., None] | None = None, initargs: tuple[Any, ...] = ()) -> Executor:
    """Spawned, not forked: the parent holds threads and sockets. `initializer` ties a painter's life to ours."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=initializer, initargs=initargs)


def _warm() -> None:
    """What drawing needs, before the first person waits for it."""
    import renderers.heatmap  # noqa: F401  # the import is the work
    from renderers.palette import warm_up

    warm_up()


class PicturePool:
    """`make` builds the executor; it is built again when a painter was killed."""

    def __init__(self, make: Callable[[], Executor], workers: int = 2) -> None:
        self._make = make
        self._workers = workers
        self._executor = make()

    async def warm(self) -> None:
        await asyncio.gather(*(self.draw("warm", _warm) for _ in range(self._workers)))

    async def draw(self, kind: str, paint: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Raises `Unavailable` when it takes too long, or the second painter dies of it as well."""
        call = partial(paint, *args, **kwargs)
        with _SECONDS.labels(kind).time():
            executor = self._executor
            try:
                return await _run(executor, call)
            except BrokenProcessPool:
                self._replace(executor)
            try:
                return await _run(self._executor, call)
            except BrokenProcessPool as error:
                raise Unavailable(f"painters die drawing {kind}") from error

    def _replace(self, broken: Executor) -> None:
        """Whoever sees it first makes the new one; the others find it in place."""
        if self._executor is not broken:
            return
        _BROKEN.inc()
        log.warning("painters_replaced")
        self._executor = self._make()
        broken.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


async def _run(executor: Executor, call: Callable[[], T]) -> T:
    try:
        async with asyncio.timeout(_LONGEST_S):
            return await asyncio.get_running_loop().run_in_executor(executor, call)
    except TimeoutError as error:
        raise Unavailable("the picture took too long") from error
