"""A row in every table that is keyed by market source, whichever tables there are, of what their columns ask for."""

from collections.abc import Iterable

from db.database import Database

LIVE_ONLY = {"whale_accounts", "whale_positions", "whale_contexts"}
_BY_NAME = {
    "side": "'long'",
    "size_by": "'stake'",
    "period": "'day'",
    "ends_at": "now() + interval '1 day'",
    "direction": "'up'",
    "level": "'info'",
    "state": "'new'",
    "kind": "'imbalance'",
    "what": "'confirmed'",
    "coin_class": "'major'",
    "trained_from": "now() - interval '3 days'",
    "trained_to": "now() - interval '2 days'",
    "digest": "sha256('x')",
    "hash": "sha256('x')",
}
_BY_TYPE = {
    "text": "'x'",
    "boolean": "true",
    "smallint": "1",
    "integer": "1",
    "bigint": "1",
    "numeric": "1",
    "double precision": "1",
    "timestamp with time zone": "now()",
    "date": "current_date",
    "interval": "interval '1 day'",
    "jsonb": "'{}'",
    "bytea": "'x'",
    "ARRAY": "'{}'",
}
_STATES = {"rounds": "'running'", "prizes": "'due'"}  # which "state" each of them knows
_TABLES = """
SELECT c.table_name FROM information_schema.columns AS c
JOIN pg_class AS t ON t.oid = c.table_name::regclass
WHERE c.table_schema = 'public' AND c.column_name = 'source' AND c.domain_name = 'market_source'
  AND t.relkind IN ('r', 'p') AND NOT t.relispartition
"""
_ASKED = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = $1 AND column_name <> 'source'
  AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
"""


async def source_tables(database: Database) -> set[str]:
    """All that may hold simulated rows."""
    return {row["table_name"] for row in await database.rows(_TABLES)} - LIVE_ONLY


async def fill(database: Database, tables: Iterable[str], source: str) -> None:
    for table in tables:
        values = {"source": f"'{source}'"}
        for row in await database.rows(_ASKED, table):
            values[row["column_name"]] = _BY_NAME.get(row["column_name"], _BY_TYPE[row["data_type"]])
        if "user_id" in values:
            await database.run(
                "INSERT INTO users (user_id, first_name, locale, zone) VALUES (1, 'x', 'en', 'UTC') "
                "ON CONFLICT DO NOTHING"
            )
        for name in ("signal_id", "account_id", "order_id"):  # numbered over all sources
            if name in values:
                values[name] = str(len(source))
        if table == "paper_drift":
            values["why"] = "'thin'"  # or it needs figures
        if table in _STATES:
            values["state"] = _STATES[table]
        if table == "ledger_entries":
            values["kind"] = "'missed'"  # the others are held to the time
        await database.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(values.values())})")


async def with_rows(database: Database, tables: Iterable[str], source: str) -> set[str]:
    """Those that hold rows of the source."""
    found = set()
    for table in tables:
        if await database.row(f"SELECT FROM {table} WHERE source = $1 LIMIT 1", source) is not None:
            found.add(table)
    return found
