"""A migrated database that the tests of one room share."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

from db.embedded import ServerAddresses
from db.migrate import migrate


@contextmanager
def room(server: ServerAddresses, name: str) -> Iterator[str]:
    """Its address. Made anew, and gone afterwards."""
    assert server.database_url is not None
    with psycopg.connect(server.database_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        url = urlunsplit(urlsplit(server.database_url)._replace(path=f"/{name}"))
        migrate(url)
        yield url
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
