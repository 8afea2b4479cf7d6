"""What the channel was told of signals, each thing once: a row before the message."""

import json
from collections.abc import Sequence

import asyncpg

from db.database import Database
from db.signal_rows import told_signal
from db.statements import statements
from engine.market.values import MarketSource
from engine.signals.posts import PostKind, Said, SignalPost

_SQL = statements("signal_posts")


class SignalPostRepository:
    """Implements `SignalPosts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, source: MarketSource, chat_id: int, confirmed_within_s: float, ended_within_s: float) -> int:
        new = await self._database.rows(_SQL["plan_confirmed"], source.value, chat_id, confirmed_within_s)
        return len(new) + len(await self._database.rows(_SQL["plan_ended"], source.value, chat_id, ended_within_s))

    async def claim(self, source: MarketSource, chat_id: int, limit: int, lease_s: float) -> Sequence[SignalPost]:
        return [_post(row) for row in await self._database.rows(_SQL["claim"], source.value, chat_id, limit, lease_s)]

    async def intend(self, post: SignalPost, said: Said) -> None:
        body = json.dumps({"text": said.text, "is_photo": said.is_photo})
        await self._database.run(_SQL["intend"], *_key(post), said.after_id, body)

    async def confirm(self, post: SignalPost, message_id: int) -> None:
        await self._database.run(_SQL["confirm"], *_key(post), message_id)

    async def drop(self, post: SignalPost, why: str) -> None:
        await self._database.run(_SQL["drop"], *_key(post), why)

    async def put_off(self, post: SignalPost, delay_s: float, why: str) -> None:
        await self._database.run(_SQL["put_off"], *_key(post), delay_s, why)

    async def doubt(self, post: SignalPost, delay_s: float, why: str) -> None:
        await self._database.run(_SQL["doubt"], *_key(post), delay_s, why)

    async def newest(self, chat_id: int) -> int:
        row = await self._database.row(_SQL["newest"], chat_id)
        return 0 if row is None else int(row["message_id"])


def _key(post: SignalPost) -> tuple[int, str, int]:
    return post.signal.signal_id, post.what.value, post.chat_id


def _post(row: asyncpg.Record) -> SignalPost:
    body = json.loads(row["post_body"])
    said = None if row["anchor_id"] is None else Said(body["text"], body["is_photo"], row["anchor_id"])
    return SignalPost(told_signal(row), PostKind(row["what"]), row["chat_id"], row["attempts"], said, row["reply_to"])
