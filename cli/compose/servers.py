"""The database and Redis of this folder: yours by URL, those of a Helix that runs here, or our own, started now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cli.compose.place import Place, say
from db.embedded import EmbeddedServers, ServerAddresses, Wanted, attach


@dataclass(frozen=True, slots=True)
class Stores:
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    embedded: EmbeddedServers | None = None  # ours, started by this process


@contextmanager
def started(place: Place) -> Iterator[Stores]:
    """Servers for a process that runs Helix: from the main thread, before any event loop. Raises `EmbeddedError`."""
    stores = place.settings.stores
    wanted = Wanted(stores.database_url is None, stores.redis_url is None, stores.pg_bin_dir, stores.redis_bin)
    with EmbeddedServers(place.home, say, wanted=wanted) as servers:
        yield _joined(place, servers.addresses, servers)


@contextmanager
def at_hand(place: Place) -> Iterator[Stores]:
    """Servers for one command: yours, those of a Helix that runs from this folder, or started for as long as it takes.

    With both addresses given nothing is started and the folder is nobody's: any number of processes may share them.
    """
    outside = place.settings.stores
    if outside.database_url is not None and outside.redis_url is not None:
        yield _joined(place, ServerAddresses(None, None), None)
        return
    running = attach(place.home)
    if running is not None:
        yield _joined(place, running, None)
        return
    with started(place) as stores:
        yield stores


def _joined(place: Place, found: ServerAddresses, servers: EmbeddedServers | None) -> Stores:
    outside = place.settings.stores
    database_url = outside.database_url.get_secret_value() if outside.database_url else found.database_url
    redis_url = outside.redis_url.get_secret_value() if outside.redis_url else found.redis_url
    assert database_url is not None
    assert redis_url is not None
    return Stores(database_url, redis_url, servers)
