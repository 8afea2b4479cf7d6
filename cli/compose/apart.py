"""What `helix engine`, `bot` and `jobs` share: stores by address, logs to stderr, an end when asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis

from cli.compose.place import Place
from cli.compose.servers import Stores, at_hand
from cli.compose.stopping import Stop, Stopped, until
from cli.telemetry import log_start, set_up_logging, start_metrics
from db.migrate import migrate
from db.pool import Database, answers, open_pool, open_redis

log = structlog.get_logger()
_PATIENT_S = 60.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What a separate process stands on."""

    place: Place
    stores: Stores
    database: Database
    patient: Database  # for work that may take its time
    redis: Redis


Work = Callable[[Ground], Awaitable[None]]


def run_apart(name: str, place: Place, work: Work) -> None:
    """`work` until SIGINT or SIGTERM. Without addresses: beside this folder's `helix up`, or on own servers."""
    with _prepared(place) as stores:
        asyncio.run(_run(name, place, stores, work))


@contextmanager
def _prepared(place: Place) -> Iterator[Stores]:
    set_up_logging(place.settings)
    log_start(place.settings)
    metrics = start_metrics(place.settings.general.metrics_port)
    log.info("metrics", url=metrics.url)
    try:
        with at_hand(place) as stores:
            migrate(stores.database_url)
            yield stores
    finally:
        metrics.close()


async def _run(name: str, place: Place, stores: Stores, work: Work) -> None:
    stop = Stop()
    stop.listen()
    async with _ground(name, place, stores) as ground:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(until(stop), name="stop")
                group.create_task(_work(work, ground), name=name)
        except* Stopped:
            log.info("stopped", process=name)


async def _work(work: Work, ground: Ground) -> None:
    await work(ground)


@asynccontextmanager
async def _ground(name: str, place: Place, stores: Stores) -> AsyncIterator[Ground]:
    redis = open_redis(stores.redis_url, name=f"helix {name}")
    try:
        await answers(redis)
        async with open_pool(stores.database_url, name=f"helix {name}") as pool:
            yield Ground(place, stores, Database(pool), Database(pool, _PATIENT_S), redis)
    finally:
        await redis.aclose()
