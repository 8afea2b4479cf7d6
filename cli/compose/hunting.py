"""The history of coins: measured in the process of the market, read by the others."""

from db.database import Database
from db.hunting import HuntRepository
from engine.market.ports import Clock
from engine.market.values import MarketSource
from engine.scanners.hunting.book import HuntBook
from engine.scanners.hunting.keeping import Histories
from engine.scanners.hunting.stored import StoredHunts


def measured_hunts(source: MarketSource, database: Database) -> tuple[HuntBook, Histories]:
    """What the chat reads, and where the record keeper puts it."""
    book = HuntBook(source)
    return book, Histories(book, HuntRepository(database))


def stored_hunts(source: MarketSource, database: Database, clock: Clock) -> StoredHunts:
    return StoredHunts(HuntRepository(database), source, clock)
