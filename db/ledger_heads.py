"""Day heads of the ledger, and the messages that carry them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import asyncpg

from db.database import Database
from db.statements import statements
from engine.liquidations.ledger.heads import DuePost, Head, MadeHead, PostedAt
from engine.market.values import MarketSource

_SQL = statements("ledger_heads")
_MOST_HEADS = 400


@dataclass(frozen=True, slots=True)
class HeadRepository:
    """Implements `HeadStore`. Raises `StorageAway`."""

    database: Database
    agent: str = "ledger"

    async def make_due(self, source: MarketSource, since: datetime, until: datetime, now: datetime) -> int:
        """A head for each whole day of the span on which something was written; how many days that were."""
        rows = await self.database.rows(_SQL["unheaded_days"], source.value, since, until)
        for row in rows:
            await self.database.run(_SQL["make_head"], source.value, self.agent, row["day"], now)
        return len(rows)

    async def newest(self, source: MarketSource, since: date = date(2000, 1, 1)) -> Sequence[MadeHead]:
        """Newest first."""
        rows = await self.database.rows(_SQL["heads"], source.value, since, _MOST_HEADS)
        return [_made(row) for row in rows]

    async def want_posts(self, source: MarketSource, since: date, chats: Sequence[str]) -> None:
        await self.database.run(_SQL["want_posts"], source.value, since, list(chats))

    async def claim(self, source: MarketSource, lease: timedelta) -> DuePost | None:
        row = await self.database.row(_SQL["claim_post"], source.value, lease.total_seconds())
        if row is None:
            return None
        anchor_id = row["newest_known"] if row["anchor_id"] is None else row["anchor_id"]
        return DuePost(
            _made(row), row["previous"], row["chat"], row["chat_id"], row["is_unknown"],
            anchor_id, row["attempts"],
        )  # fmt: skip

    async def anchor(self, post: DuePost, chat_id: int, anchor_id: int | None) -> None:
        await self.database.run(_SQL["anchor_post"], *_key(post), chat_id, anchor_id)

    async def confirm(self, post: DuePost, chat_id: int, message_id: int) -> None:
        await self.database.run(_SQL["confirm_post"], *_key(post), chat_id, message_id)

    async def delay(self, post: DuePost, delay: timedelta, why: str) -> None:
        await self.database.run(_SQL["delay_post"], *_key(post), delay.total_seconds(), why)

    async def drop(self, post: DuePost, why: str) -> None:
        await self.database.run(_SQL["drop_post"], *_key(post), why)

    async def posted(self, source: MarketSource) -> Sequence[PostedAt]:
        rows = await self.database.rows(_SQL["posts"], source.value)
        return [PostedAt(row["day"], row["chat"], row["chat_id"], row["message_id"]) for row in rows]


def _made(row: asyncpg.Record) -> MadeHead:
    head = Head(MarketSource(row["source"]), row["day"], row["number"], row["hash"])
    return MadeHead(head, row["entries"], row["maps"], row["coins"])


def _key(post: DuePost) -> tuple[str, date, str]:
    head = post.made.head
    return head.source.value, head.day, post.chat
