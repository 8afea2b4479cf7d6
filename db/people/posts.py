"""What is said in public, on Postgres."""

import json
from collections.abc import Sequence

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.posts import DuePost, Post

_SQL = statements("posts.sql")


class PostRepository:
    """Implements `PostBook`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put(self, post: Post) -> bool:
        body = json.dumps(post.body, separators=(",", ":"), sort_keys=True)
        asked = (post.key, post.chat_id, post.kind, body, post.reply_to_key, post.good_until)
        return await self._db.row(_SQL["put_post"], *asked) is not None

    async def claim(self, kinds: Sequence[str], limit: int, lease_s: float) -> Sequence[DuePost]:
        rows = await self._db.rows(_SQL["claim_posts"], limit, lease_s, list(kinds))
        return [_due(row) for row in sorted(rows, key=lambda row: (row["made_at"], row["post_key"]))]

    async def anchor(self, post: Post, message_id: int) -> None:
        await self._db.run(_SQL["anchor_post"], post.key, post.chat_id, message_id)

    async def confirm(self, post: Post, message_id: int) -> None:
        await self._db.run(_SQL["confirm_post"], post.key, post.chat_id, message_id)

    async def drop(self, post: Post, why: str) -> None:
        await self._db.run(_SQL["drop_post"], post.key, post.chat_id, why)

    async def delay(self, post: Post, delay_s: float, why: str) -> None:
        await self._db.run(_SQL["delay_post"], post.key, post.chat_id, delay_s, why)

    async def sent_id(self, key: str, chat_id: int) -> int | None:
        row = await self._db.row(_SQL["sent_post"], key, chat_id)
        return None if row is None else int(row["message_id"])


def _due(row: asyncpg.Record) -> DuePost:
    post = Post(
        row["post_key"], row["chat_id"], row["kind"], json.loads(row["body"]), row["reply_to_key"], row["good_until"]
    )
    return DuePost(post, row["attempts"], row["is_unknown"], row["anchor_id"], row["newest_id"], row["reply_to_id"])
