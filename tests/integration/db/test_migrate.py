"""A database is brought to the present form once, whoever asks and however often, with its data kept."""

import multiprocessing
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from db.facts import database_facts
from db.kinds import DatabaseKind, probe_kind
from db.migrate import MigrationFailed, MigrationReport, migrate
from db.migration_files import migration_files

ISSUE_TABLES = [
    "ohlcv",
    "open_interest",
    "liquidation_snapshots",
    "liquidation_events",
    "liquidation_data_raw",
    "signals",
    "agent_logs",
    "wicks",
    "users",
    "chats",
    "alerts",
    "instruments",
    "funding",
]
GROWING = [
    "ohlcv",
    "open_interest",
    "liquidation_events",
    "liquidation_data_raw",
    "liquidation_snapshots",
    "signals",
    "agent_logs",
    "wicks",
]


def rows(url: str, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(sql.encode()).fetchall()


def migrate_as_a_process(url: str, queue: "multiprocessing.Queue[int]") -> None:
    queue.put(len(migrate(url).applied))


def test_an_empty_database_gets_every_table_and_a_second_run_does_nothing(postgres_url: str) -> None:
    first, second = migrate(postgres_url), migrate(postgres_url)
    assert first.kind is probe_kind(postgres_url)
    assert first.applied == tuple(file.name for file in migration_files(first.kind.flavour))
    assert second.applied == ()
    assert second.version == first.version
    found = {str(row[0]) for row in rows(postgres_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert set(ISSUE_TABLES) <= found


def test_processes_that_migrate_at_the_same_moment_do_the_work_once(postgres_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[int] = context.Queue()
    processes = [context.Process(target=migrate_as_a_process, args=(postgres_url, queue)) for _ in range(2)]
    for process in processes:
        process.start()
    applied = sorted(queue.get(timeout=60) for _ in processes)
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert applied == [0, len(migration_files("plain"))]


def test_rows_survive_the_migrations_that_come_after_them(postgres_url: str) -> None:
    flavour = probe_kind(postgres_url).flavour
    numbers = [file.number for file in migration_files(flavour)]
    before = [number for number in numbers if number < "0004"]
    assert migrate(postgres_url, upto="0003").applied == tuple(
        file.name for file in migration_files(flavour) if file.number in before
    )
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO ohlcv SELECT 'live', 'bybit', 'BTCUSDT', 300000, now() - n * interval '5 minutes', 'BTC',"
            " 1, 2, 0.5, 1.5, 10, NULL, 'test', 'perps' FROM generate_series(1, 500) AS n"
        )
    assert migrate(postgres_url).applied == tuple(
        file.name for file in migration_files(flavour) if file.number not in before
    )
    assert rows(postgres_url, "SELECT count(*), min(oi_base) FROM bars") == [(500, None)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("common", "plain", "timescale"):
        (tmp_path / name).mkdir()
    (tmp_path / "common" / "0001_first.sql").write_text(
        "CREATE TABLE a (t text); -- a ; in a comment, and 100 % of it\n"
        "CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $body$ BEGIN RETURN 'x;y'; END; $body$;\n"
        "INSERT INTO a VALUES ('it''s; %s $1'), (E'back\\\\slash'), (f());"
    )
    return tmp_path


def test_a_file_goes_to_the_server_whole_so_that_no_semicolon_or_percent_sign_breaks_it(
    postgres_url: str, folder: Path
) -> None:
    migrate(postgres_url, folder=folder)
    assert rows(postgres_url, "SELECT t FROM a") == [("it's; %s $1",), ("back\\slash",), ("x;y",)]


def test_a_broken_file_leaves_the_database_as_it_was_and_is_named(postgres_url: str, folder: Path) -> None:
    migrate(postgres_url, folder=folder)
    (folder / "common" / "0002_more.sql").write_text("CREATE TABLE b (n int); INSERT INTO b VALUES (1);")
    (folder / "common" / "0003_broken.sql").write_text("CREATE TABLE c (n int); SELECT nonsense FROM nowhere;")
    with pytest.raises(MigrationFailed, match=r"0003_broken\.sql.*nowhere"):
        migrate(postgres_url, folder=folder)
    assert rows(postgres_url, "SELECT to_regclass('b')::text, to_regclass('c')::text") == [(None, None)]
    (folder / "common" / "0003_broken.sql").write_text("CREATE TABLE c (n int);")
    assert migrate(postgres_url, folder=folder).applied == ("0002_more", "0003_broken")


def test_blocks_grow_independently_of_each_other(postgres_url: str, folder: Path) -> None:
    (folder / "common" / "0100_people.sql").write_text("CREATE TABLE people (n int);")
    assert migrate(postgres_url, folder=folder).applied == ("0001_first", "0100_people")
    (folder / "common" / "0002_late.sql").write_text("CREATE TABLE late (n int);")
    assert migrate(postgres_url, folder=folder).applied == ("0002_late",)
    assert migrate(postgres_url, folder=folder).applied == ()


@pytest.mark.usefixtures("plain_only")
def test_the_kind_is_fixed_by_the_first_migration(postgres_url: str) -> None:
    migrate(postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("UPDATE helix_database SET kind = 'timescale-full'")
    with pytest.raises(MigrationFailed, match="no longer offers"):
        migrate(postgres_url)


def test_a_server_that_is_away_is_told_in_one_line() -> None:
    with pytest.raises(MigrationFailed, match="does not answer") as caught:
        migrate("postgresql://nobody:hunter2@127.0.0.1:1/none")
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.usefixtures("plain_only")
def test_every_growing_table_has_months_ahead_a_default_and_time_in_its_key(postgres_url: str) -> None:
    migrate(postgres_url)
    parts = rows(postgres_url, "SELECT inhparent::regclass::text, inhrelid::regclass::text FROM pg_inherits")
    for table in GROWING:
        names = {str(part) for parent, part in parts if parent == table}
        assert f"{table}_default" in names
        assert len(names) >= 4  # last month to two months ahead
    assert_keys_contain_time(postgres_url)


def assert_keys_contain_time(url: str) -> None:
    """Also what a hypertable needs: every unique index contains the time column."""
    keys = rows(
        url,
        "SELECT c.relname, array_agg(a.attname::text) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)"
        f" WHERE i.indisunique AND c.relname IN ({','.join(repr(name) for name in GROWING)}) GROUP BY 1, i.indexrelid",
    )
    assert {str(table) for table, _ in keys} == set(GROWING)
    for _, columns in keys:
        assert isinstance(columns, list)
        assert {"at", "open_at"} & set(columns)


def test_every_row_an_agent_writes_says_agent_vertical_and_source(postgres_url: str) -> None:
    migrate(postgres_url)
    found = rows(
        postgres_url, "SELECT table_name, column_name FROM information_schema.columns WHERE is_nullable = 'NO'"
    )
    for table in [*GROWING, "funding", "instruments"]:
        assert {"agent", "vertical", "source"} <= {column for name, column in found if name == table}, table


async def test_the_doctor_sees_what_is_still_to_do(postgres_url: str) -> None:
    facts = await database_facts(postgres_url)
    assert (facts.kind, facts.tables) == (None, ())
    migrate(postgres_url, upto="0003")
    facts = await database_facts(postgres_url)
    assert facts.kind is probe_kind(postgres_url)
    assert facts.unapplied[0] == "0004_views"
    migrate(postgres_url)
    facts = await database_facts(postgres_url)
    assert facts.unapplied == ()
    assert set(ISSUE_TABLES) <= set(facts.tables)


@pytest.fixture
def timescale_url() -> Iterator[str]:
    server = os.environ.get("TEST_TIMESCALE_URL")
    if not server:
        pytest.skip("TEST_TIMESCALE_URL names no server with TimescaleDB")
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.timescale
def test_on_timescale_the_growing_tables_are_hypertables_with_time_in_their_keys(timescale_url: str) -> None:
    report: MigrationReport = migrate(timescale_url)
    assert report.kind is not DatabaseKind.PLAIN
    assert migrate(timescale_url).applied == ()
    made = rows(timescale_url, "SELECT hypertable_name::text FROM timescaledb_information.hypertables")
    assert set(GROWING) <= {str(row[0]) for row in made}
    assert_keys_contain_time(timescale_url)


@pytest.mark.timescale
def test_on_timescale_the_same_views_answer(timescale_url: str) -> None:
    migrate(timescale_url)
    with psycopg.connect(timescale_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO liquidation_events VALUES ('live', 'bybit', 'BTCUSDT', now(), 'long', 100, 2, 'BTC', 't')"
        )
    assert rows(timescale_url, "SELECT long_usd, short_usd, events FROM liquidation_hours") == [(200.0, 0.0, 1)]
    assert rows(timescale_url, "SELECT count(*) FROM bars") == [(0,)]


@pytest.mark.usefixtures("plain_only")
def test_a_server_without_the_extension_is_plain(postgres_url: str) -> None:
    assert probe_kind(postgres_url) is DatabaseKind.PLAIN
