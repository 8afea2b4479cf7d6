"""Who changed what: a line for each change of what Helix does, never altered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.market.values import MarketSource


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`action`: threshold, signal …; `subject`: what of, "volume_ratio BTC". Values as text, empty for none."""

    at: datetime
    user_id: int
    user_name: str
    action: str
    subject: str
    was: str
    becomes: str
    source: MarketSource


class Audit(Protocol):
    """Raises `StorageAway`."""

    async def write(self, line: AuditLine) -> None: ...

    async def page(self, source: MarketSource, limit: int, offset: int) -> tuple[Sequence[AuditLine], int]:
        """Newest first, and how many there are in all."""
        ...
