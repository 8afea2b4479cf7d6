"""Which kind of database this is: plain PostgreSQL, or TimescaleDB in its Apache or its full edition."""

from enum import StrEnum

import psycopg
import structlog

# The setting exists in a session only where the library was loaded with the server.
_OFFER = """
SELECT installed_version IS NOT NULL, current_setting('timescaledb.max_background_workers', true) IS NOT NULL
FROM pg_available_extensions WHERE name = 'timescaledb'
"""
_log = structlog.get_logger()


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
    """What the server can do, found by trying it: a managed server may offer the extension and not have it loaded, or
    not let this role make it. Then it is used as plain PostgreSQL, and one line in the log says why.

    On a connection of its own, since a refused extension may end it. Raises `psycopg.OperationalError`.
    """
    with psycopg.connect(url, connect_timeout=10, autocommit=True) as connection:
        row = connection.execute(_OFFER).fetchone()
        if row is None:
            return DatabaseKind.PLAIN
        is_installed, is_loaded = row
        if not is_loaded:
            return _plain("shared_preload_libraries does not name it")
        try:
            if not is_installed:
                connection.execute("CREATE EXTENSION IF NOT EXISTS timescaledb")
            licence = connection.execute("SELECT current_setting('timescaledb.license', true)").fetchone()
        except psycopg.Error as refused:
            return _plain(str(refused).splitlines()[0])
    is_full = licence is not None and licence[0] == "timescale"
    return DatabaseKind.TIMESCALE_FULL if is_full else DatabaseKind.TIMESCALE_APACHE


def _plain(why: str) -> DatabaseKind:
    _log.info("timescaledb_offered_and_not_usable", why=why)
    return DatabaseKind.PLAIN
