"""The accuracy ledger, joined: its work beside a market."""

import secrets
import time

import structlog

from cli.compose.market import LiveMarket
from db.ledger import LedgerRepository
from db.liquidations import LiquidationRepository
from db.pool import Database
from engine.liquidations.ledger.freezer import Freezer
from engine.liquidations.ledger.judge import Judge
from engine.liquidations.ledger.scorer import Scorer
from engine.market.values import MarketSource
from jobs.ledger import FAST, LedgerWork, Pace

log = structlog.get_logger()


def ledger_work(market: LiveMarket, database: Database) -> LedgerWork:
    """Freezing, scoring and judging for what this process' market holds."""
    source, clock, memory = market.source, market.clock, market.memory
    holder = f"ledger {secrets.token_hex(8)}"
    repository = LedgerRepository(database, holder)
    is_replay = source is MarketSource.RECORDED
    return LedgerWork(
        source,
        clock,
        Freezer(memory, repository, clock, mixes=market.mixes.book),
        Scorer(memory, repository, repository, LiquidationRepository(database), memory, clock, holder),
        Judge(source, repository, clock),
        memory,
        repository,
        holder=holder,
        monotonic=None if is_replay else time.monotonic,
        ready=[ingestion.filled for ingestion in market.ingestions],
        pace=FAST if is_replay else Pace(),
    )
