"""What is said in public, on Postgres."""

import json
from collections.abc import Sequence

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.posts import DuePost, Post, Said, SentPost
from engine.market.values import MarketSource

_SQL = statements("posts.sql")


class PostRepository:
    """Implements `PostBook`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put(self, post: Post) -> bool:
        body = json.dumps(post.body, separators=(",", ":"), sort_keys=True)
        asked = (post.key, post.chat_id, post.kind, post.source.value, body, post.reply_to_key, post.good_until)
        return await self._db.row(_SQL["put_post"], *asked) is not None

    async def claim(self, source: MarketSource, kinds: Sequence[str], limit: int, lease_s: float) -> Sequence[DuePost]:
        rows = await self._db.rows(_SQL["claim_posts"], source.value, list(kinds), limit, lease_s)
        return [_due(row) for row in sorted(rows, key=lambda row: (row["made_at"], row["post_key"]))]

    async def intend(self, due: DuePost, said: Said, lease_s: float) -> bool:
        held = await self._db.row(_SQL["intend_post"], *_held(due), said.text, said.after_id, lease_s)
        return held is not None

    async def confirm(self, due: DuePost, message_id: int) -> None:
        await self._db.run(_SQL["confirm_post"], *_key(due), message_id)

    async def drop(self, due: DuePost, why: str) -> None:
        await self._db.run(_SQL["drop_post"], *_held(due), why)

    async def put_off(self, due: DuePost, delay_s: float, why: str) -> None:
        await self._db.run(_SQL["put_off_post"], *_held(due), delay_s, why)

    async def doubt(self, due: DuePost, delay_s: float, why: str) -> None:
        await self._db.run(_SQL["doubt_post"], *_held(due), delay_s, why)

    async def sent_id(self, key: str, chat_id: int) -> int | None:
        row = await self._db.row(_SQL["sent_post"], key, chat_id)
        return None if row is None else int(row["message_id"])

    async def sent(self, source: MarketSource, kind: str) -> Sequence[SentPost]:
        rows = await self._db.rows(_SQL["sent_posts"], source.value, kind)
        return [SentPost(_post(row), row["message_id"]) for row in rows]


def _key(due: DuePost) -> tuple[str, int, str]:
    return due.post.key, due.post.chat_id, due.post.source.value


def _held(due: DuePost) -> tuple[str, int, str, int]:
    """The attempt says whose turn it is: one whose time ran out changes nothing any more."""
    return *_key(due), due.attempt


def _post(row: asyncpg.Record) -> Post:
    return Post(
        row["post_key"], row["chat_id"], row["kind"], MarketSource(row["source"]), json.loads(row["body"]),
        row["reply_to_key"], row["good_until"],
    )  # fmt: skip


def _due(row: asyncpg.Record) -> DuePost:
    said = None if row["said"] is None else Said(row["said"], row["anchor_id"])
    return DuePost(_post(row), row["attempts"], said, row["newest_id"], row["reply_to_id"])
