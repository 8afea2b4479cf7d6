"""Bringing a database to the present form: numbered SQL files, forward only, one at a time, run by alembic.

All of it happens in one transaction that holds an advisory lock: a second process waits and then finds nothing to do,
and a process that dies half-way leaves the database as it was. A file is handed to the server whole (the server splits
statements, so function bodies and comments need no care here).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import structlog
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script.base import Script
from alembic.script.revision import RevisionMap
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from db.errors import MigrationFailed
from db.kinds import DatabaseKind, probe_kind
from db.migration_files import FOLDER, MigrationFile, migration_files

VERSION_TABLE = "helix_migrations"
_LOCK = 0x48454C4958  # "HELIX"
_LOCK_WAIT_S = 120
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What was done; `applied` is empty where there was nothing to do. `version`: the newest number, "" for none."""

    kind: DatabaseKind
    server_version: str
    applied: tuple[str, ...]
    version: str


def migrate(database_url: str, *, folder: Path = FOLDER, upto: str = "9999") -> MigrationReport:
    """Run what has not run yet, up to the number `upto`. Raises `MigrationFailed`; psycopg only, blocking."""
    try:
        probed = probe_kind(database_url)
        engine = create_engine("postgresql+psycopg://", creator=lambda: _connect(database_url), poolclass=NullPool)
        with engine.begin() as connection:
            _lock(connection)
            kind = _fixed_kind(connection, probed)
            applied = _run(connection, [f for f in migration_files(kind.flavour, folder) if f.number <= upto])
            report = MigrationReport(kind, _server_version(connection), applied, _newest(connection))
    except (psycopg.OperationalError, OperationalError) as away:
        raise MigrationFailed(f"the database does not answer: {_first_line(away)}") from away
    _log.info("database_migrated", kind=report.kind.value, version=report.version, applied=len(report.applied))
    return report


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url, connect_timeout=10, application_name="helix migrate")


def _lock(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_WAIT_S}s'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _fixed_kind(connection: Connection, probed: DatabaseKind) -> DatabaseKind:
    """The kind of the first migration; it is written then and never changes."""
    connection.execute(text("CREATE TABLE IF NOT EXISTS helix_database (kind text NOT NULL)"))
    stored = connection.execute(text("SELECT kind FROM helix_database")).scalar()
    if stored is None:
        connection.execute(text("INSERT INTO helix_database VALUES (:kind)"), {"kind": probed.value})
        return probed
    kind = DatabaseKind(stored)
    if kind.flavour == "timescale" and probed is DatabaseKind.PLAIN:
        raise MigrationFailed("this database was made with TimescaleDB, which the server no longer offers")
    return kind


def _run(connection: Connection, files: Sequence[MigrationFile]) -> tuple[str, ...]:
    applied: list[str] = []
    scripts = _scripts(connection, files, applied)
    revisions = RevisionMap(lambda: scripts)
    _ = revisions.bases  # reading anything links the scripts to each other

    def pending(heads: Any, _: MigrationContext) -> list[MigrationStep]:
        done = {head[:2]: head for head in heads}
        left = [script for script in scripts if script.revision > done.get(script.revision[:2], "")]
        return [MigrationStep.upgrade_from_script(revisions, script) for script in left]

    context = MigrationContext.configure(connection, opts={"fn": pending, "version_table": VERSION_TABLE})
    context.run_migrations()
    return tuple(applied)


def _scripts(connection: Connection, files: Sequence[MigrationFile], applied: list[str]) -> list[Script]:
    """One alembic script a file. Each block of a hundred numbers is a branch: parts of Helix grow independently."""
    newest: dict[str, str] = {}
    scripts = []
    for file in files:
        module = ModuleType(f"migration_{file.number}", file.name)
        before = newest.get(file.block)
        upgrade = _upgrade(connection, file, applied)
        vars(module).update(revision=file.number, down_revision=before, upgrade=upgrade)
        newest[file.block] = file.number
        scripts.append(Script(module, file.number, str(file.path)))
    return scripts


def _upgrade(connection: Connection, file: MigrationFile, applied: list[str]) -> Callable[[], None]:
    def upgrade() -> None:
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute(file.sql())
        except psycopg.Error as refused:
            raise MigrationFailed(f"{file.path.name}: {_first_line(refused)}") from refused
        applied.append(file.name)

    return upgrade


def _server_version(connection: Connection) -> str:
    return str(connection.execute(text("SHOW server_version")).scalar())


def _newest(connection: Connection) -> str:
    return connection.execute(text(f"SELECT coalesce(max(version_num), '') FROM {VERSION_TABLE}")).scalar() or ""


def _first_line(error: Exception) -> str:
    return (str(getattr(error, "orig", None) or error).strip() or type(error).__name__).splitlines()[0]


__all__ = ["MigrationFailed", "MigrationReport", "migrate"]
