"""One migrated database for the room, emptied before each test as only its owner can."""

from collections.abc import AsyncIterator, Iterator
from decimal import Decimal

import psycopg
import pytest
import pytest_asyncio
from redis.asyncio import Redis

from db.database import Database
from db.embedded import ServerAddresses
from db.paper.accounts import PaperAccountOpener
from db.paper.book import PaperCommandBook
from db.paper.grids import PaperGrids
from db.paper.journal import PaperJournal
from db.paper.reader import PaperBooks
from db.pool import open_pool, open_redis
from engine.exchange.venues.paper.ports import CommandDone
from tests.integration.paper.made import BTC_CONTRACT, NOON, SIMULATED, Trader, batch
from tests.rooms import room

_NAME = "test_paper_room"
GUARDED = ("paper_trades", "paper_transfers", "paper_fills", "paper_batches")
_PLAIN = (
    "paper_settlements",
    "paper_equity",
    "paper_positions",
    "paper_orders",
    "paper_commands",
    "paper_accounts",
    "paper_contracts",
)


def unguarded(url: str, *statements: str) -> None:
    """As the owner of the database, with the triggers out of the way."""
    with psycopg.connect(url) as connection:
        for table in GUARDED:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
        for statement in statements:
            connection.execute(statement.encode())
        for table in GUARDED:
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER".encode())


@pytest.fixture(scope="session")
def room_url(server_addresses: ServerAddresses) -> Iterator[str]:
    with room(server_addresses, _NAME) as url:
        yield url


@pytest.fixture
def paper_url(room_url: str) -> str:
    unguarded(room_url, *(f"DELETE FROM {table}" for table in (*GUARDED, *_PLAIN)))
    return room_url


@pytest_asyncio.fixture
async def database(paper_url: str) -> AsyncIterator[Database]:
    async with open_pool(paper_url, size=12) as pool:
        database = Database(pool, timeout_s=30)
        await PaperGrids(database, SIMULATED).keep([BTC_CONTRACT])
        yield database


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = open_redis(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
def journal(database: Database) -> PaperJournal:
    return PaperJournal(database, SIMULATED)


@pytest.fixture
def book(database: Database) -> PaperCommandBook:
    return PaperCommandBook(database)


@pytest.fixture
def opener(database: Database) -> PaperAccountOpener:
    return PaperAccountOpener(database)


@pytest.fixture
def reader(database: Database) -> PaperBooks:
    return PaperBooks(database)


class House:
    """Opens accounts and carries their opening commands out, as the exchange would."""

    def __init__(self, journal: PaperJournal, opener: PaperAccountOpener) -> None:
        self.journal = journal
        self._opener = opener

    async def trader(self, user_id: int = 7, start_usdt: int = 10_000) -> Trader:
        account = await self._opener.open(user_id, SIMULATED, Decimal(start_usdt), NOON)
        trader = Trader(account.account_id)
        waiting = await self.journal.waiting(0, 10)
        done = [CommandDone(one.command_id) for one in waiting if one.account_id == account.account_id]
        number, _ = await self.journal.last()
        await self.journal.write(batch(number + 1, trader.opened(start_usdt), done))
        return trader


@pytest.fixture
def house(journal: PaperJournal, opener: PaperAccountOpener) -> House:
    return House(journal, opener)
