"""The thresholds of this process: what the owner set in the chat, over what was learned of each coin."""

from dataclasses import dataclass

from db.database import Database
from db.tuned import TunedRepository
from engine.market.values import MarketSource
from engine.scanners.thresholds import ThresholdBook
from engine.signals.tuner import TunedKeeper
from engine.signals.tuning import TunedBook


@dataclass(frozen=True, slots=True)
class Tuned:
    """`book` is what everybody judges by; `keeper.run` holds it to what is stored, by whichever process."""

    book: TunedBook
    keeper: TunedKeeper
    stored: TunedRepository


def tuned_over(beneath: ThresholdBook, database: Database, source: MarketSource) -> Tuned:
    """`beneath`: where nothing is set."""
    book, stored = TunedBook(beneath), TunedRepository(database)
    return Tuned(book, TunedKeeper(book, stored, source), stored)
