"""Spans in which a venue was not heard, and until when it was."""

from collections.abc import Sequence
from datetime import datetime

from db.database import Database
from db.statements import statements
from engine.market.values import Gap, MarketSource, Venue

_SQL = statements("feeds")


class GapRepository:
    """Implements `engine.market.gap_keeping.GapStore`. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "engine") -> None:
        self._database = database
        self._agent = agent

    async def gaps(self, source: MarketSource, venue: Venue, since: datetime) -> Sequence[tuple[Gap, datetime | None]]:
        """Gaps that ended since then, and all that are still open, oldest first; each with when it was filled."""
        rows = await self._database.rows(_SQL["gaps"], source.value, venue.value, since)
        return [(Gap(venue, row["since"], row["until"], row["reason"]), row["filled_at"]) for row in rows]

    async def save_gap(self, source: MarketSource, gap: Gap, filled_at: datetime | None) -> None:
        """The same gap again only tells that it was filled."""
        key = (source.value, self._agent, gap.venue.value, gap.since, gap.until)
        await self._database.run(_SQL["save_gap"], *key, gap.reason, filled_at)

    async def heard_at(self, source: MarketSource, venue: Venue) -> datetime | None:
        row = await self._database.row(_SQL["heard_at"], source.value, venue.value)
        return None if row is None else row["heard_at"]

    async def note_heard(self, source: MarketSource, venue: Venue, at: datetime) -> None:
        await self._database.run(_SQL["note_heard"], source.value, self._agent, venue.value, at)
