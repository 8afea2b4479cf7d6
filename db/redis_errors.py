"""Redis trouble in the engine's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis import exceptions

from engine.errors import StorageAway

_AWAY = (
    OSError,
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.BusyLoadingError,
    exceptions.ReadOnlyError,
)


@contextmanager
def redis_translated() -> Iterator[None]:
    """What only means "not now" becomes `StorageAway`; a wrong command stays a bug."""
    try:
        yield
    except _AWAY as error:
        raise StorageAway(f"redis: {type(error).__name__}: {error}") from error
