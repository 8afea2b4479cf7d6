"""One migrated database for the room, emptied before each test as only its owner can."""

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
import pytest_asyncio

from db.database import Database
from db.embedded import ServerAddresses
from db.ledger import LedgerRepository
from db.pool import open_pool
from tests.rooms import room

_NAME = "test_ledger_room"
_GUARDED = ("ledger_entries", "ledger_bodies", "ledger_heads")
_PLAIN = ("posts", "ledger_heard", "ledger_standings", "liquidation_events")


def unguarded(url: str, *statements: str) -> None:
    """As the owner of the database, with the triggers out of the way."""
    with psycopg.connect(url) as connection:
        for table in _GUARDED:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
        for statement in statements:
            connection.execute(statement.encode())
        for table in _GUARDED:
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER".encode())


@pytest.fixture(scope="session")
def room_url(server_addresses: ServerAddresses) -> Iterator[str]:
    with room(server_addresses, _NAME) as url:
        yield url


@pytest.fixture
def ledger_url(room_url: str) -> str:
    unguarded(room_url, *(f"DELETE FROM {table}" for table in (*_GUARDED, *_PLAIN)))
    return room_url


@pytest_asyncio.fixture
async def database(ledger_url: str) -> AsyncIterator[Database]:
    async with open_pool(ledger_url, size=6) as pool:
        yield Database(pool, timeout_s=30)


@pytest.fixture
def ledger(database: Database) -> LedgerRepository:
    return LedgerRepository(database)
