"""A row of the test's own in the database of a running copy: committed before a kill, looked for after it."""

import psycopg

from db.embedded import attach
from tests.end_to_end.lifecycle.conftest import Copy


def connect(copy: Copy) -> "psycopg.Connection[tuple[str]]":
    addresses = attach(copy.folder / "var")
    assert addresses is not None
    assert addresses.database_url is not None
    return psycopg.connect(addresses.database_url)


def write_a_row(copy: Copy, value: str) -> None:
    with connect(copy) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept_by_the_test (value text)")
        connection.execute("INSERT INTO kept_by_the_test VALUES (%s)", [value])


def rows(copy: Copy) -> list[str]:
    with connect(copy) as connection:
        return [row[0] for row in connection.execute("SELECT value FROM kept_by_the_test").fetchall()]
