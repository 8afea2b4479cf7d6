"""Which rows of a venue's list are wanted, and a word on each kind that is not."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from prometheus_client import Gauge

from engine.market.values import ContractStatus, Instrument, Symbol, Venue

CONTRACTS = Gauge("helix_feed_contracts", "Contracts in a venue's list; why: kept, or why left out", ["venue", "why"])
Row = Mapping[str, Any]
Ending = tuple[ContractStatus, datetime | None]
log = structlog.get_logger()


def wanted(venue: Venue, rows: Iterable[Row], left_out: Callable[[Row], str | None]) -> list[Row]:
    """Rows for which `left_out` has no reason. The others are counted by theirs, so that nothing vanishes unseen."""
    kept, reasons = [], Counter[str]()
    for row in rows:
        reason = left_out(row)
        reasons[reason or "kept"] += 1
        if reason is None:
            kept.append(row)
    for why, count in reasons.items():
        CONTRACTS.labels(venue, why).set(count)
    log.info("feed_listed", venue=venue, contracts=dict(sorted(reasons.items())))
    return kept


def with_endings(gone: Sequence[Instrument], told: Mapping[Symbol, Ending]) -> list[Instrument]:
    """`told`: status and end by the venue's name. What it says nothing of is closed, at the time known before."""
    found = []
    for one in gone:
        status, ends_at = told.get(one.symbol, (ContractStatus.CLOSED, None))
        status = ContractStatus.CLOSED if status in (ContractStatus.TRADING, ContractStatus.PRE_MARKET) else status
        found.append(replace(one, status=status, ends_at=ends_at or one.ends_at))
    return found
