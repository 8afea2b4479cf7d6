"""What can be told about a database without changing it."""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from db.database import translated
from db.kinds import DatabaseKind
from db.migrate import VERSION_TABLE
from db.migration_files import migration_files

_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """`kind` is None before the first migration. `unapplied`: migrations that are still to run."""

    server_version: str
    kind: DatabaseKind | None
    tables: tuple[str, ...]
    version: str
    unapplied: tuple[str, ...]


async def database_facts(url: str, timeout_s: float = 3.0) -> DatabaseFacts:
    """Raises `StorageAway`; a refused login raises asyncpg's own error."""
    with translated():
        connection = await asyncpg.connect(url, timeout=timeout_s, command_timeout=timeout_s)
        try:
            version = str(await connection.fetchval("SHOW server_version"))
            tables = tuple(row["relname"] for row in await connection.fetch(_TABLES))
            kind, done = await _migrated(connection, tables)
        finally:
            await connection.close(timeout=timeout_s)
    newest = {number[:2]: number for number in sorted(done)}
    files = migration_files((kind or DatabaseKind.PLAIN).flavour)
    left = tuple(file.name for file in files if file.number > newest.get(file.block, ""))
    return DatabaseFacts(version, kind, tables, max(done, default=""), left)


async def _migrated(
    connection: "asyncpg.Connection[asyncpg.Record]", tables: Sequence[str]
) -> tuple[DatabaseKind | None, list[str]]:
    if "helix_database" not in tables or VERSION_TABLE not in tables:
        return None, []
    kind = DatabaseKind(await connection.fetchval("SELECT kind FROM helix_database"))
    return kind, [row["version_num"] for row in await connection.fetch(f"SELECT version_num FROM {VERSION_TABLE}")]
