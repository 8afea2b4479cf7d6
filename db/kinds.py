"""Which kind of database this is: plain PostgreSQL, or TimescaleDB in its Apache or its full edition."""

from enum import StrEnum

import psycopg


class DatabaseKind(StrEnum):
    """Fixed by the first migration: the tables are made differently."""

    PLAIN = "plain"
    TIMESCALE_APACHE = "timescale-apache"
    TIMESCALE_FULL = "timescale-full"

    @property
    def flavour(self) -> str:
        """The folder of its migrations beside `common`."""
        return "plain" if self is DatabaseKind.PLAIN else "timescale"


def probe_kind(url: str) -> DatabaseKind:
    """What the server can do, found by trying it: a managed server may offer the extension and not have it loaded.

    Making the extension ends the connection where the library is not preloaded, hence a connection of its own.
    """
    try:
        with psycopg.connect(url, connect_timeout=10, autocommit=True) as connection:
            return _probe(connection)
    except psycopg.errors.InsufficientPrivilege:
        return DatabaseKind.PLAIN


def _probe(connection: psycopg.Connection) -> DatabaseKind:
    row = connection.execute(
        "SELECT installed_version IS NOT NULL, current_setting('timescaledb.max_background_workers', true) IS NOT NULL"
        " FROM pg_available_extensions WHERE name = 'timescaledb'"
    ).fetchone()
    if row is None or not row[1]:
        return DatabaseKind.PLAIN
    if not row[0]:
        connection.execute("CREATE EXTENSION IF NOT EXISTS timescaledb")
    licence = connection.execute("SELECT current_setting('timescaledb.license', true)").fetchone()
    is_full = licence is not None and licence[0] == "timescale"
    return DatabaseKind.TIMESCALE_FULL if is_full else DatabaseKind.TIMESCALE_APACHE
