"""Posts of the tests' own, and rows as a crash would leave them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dependencies import BotDependencies
from bot.posts.letters import Letter, Writer
from bot.views.reader import Reader
from db.people.posts import PostRepository
from engine.club.posts import DuePost, Post, Said
from engine.errors import StorageAway
from engine.market.values import MarketSource
from sandbox.telegram.people import CHANNEL_ID


class Died(Exception):
    """The process ended here."""


class DiesBeforeSending(PostRepository):
    async def intend(self, due: DuePost, said: Said, lease_s: float) -> bool:
        await super().intend(due, said, lease_s)
        raise Died


class DiesAfterSending(PostRepository):
    async def confirm(self, due: DuePost, message_id: int) -> None:
        raise Died


class AwayAfterSending(PostRepository):
    async def confirm(self, due: DuePost, message_id: int) -> None:
        raise StorageAway("database: gone")


async def write_note(post: Post, reader: Reader) -> Letter | None:
    """A kind of the tests' own."""
    del reader
    return None if post.body["text"] == "" else Letter(str(post.body["text"]))


NOTES: Mapping[str, Writer] = {"note": write_note}


def note(key: str, text: str, **more: object) -> Post:
    made = Post(key, CHANNEL_ID, "note", MarketSource.SIMULATED, {"text": text})
    return replace(made, **more)  # type: ignore[arg-type]


def pool_of(deps: BotDependencies) -> Any:
    return deps.stores.posts._db._pool  # type: ignore[attr-defined]  # rows as a crash would leave them


async def time_passes(deps: BotDependencies) -> None:
    """For the database: what is put off or held is due again."""
    await pool_of(deps).execute("UPDATE posts SET not_before = now() WHERE state IN ('due', 'intent')")


async def claimed(deps: BotDependencies, kind: str) -> Sequence[DuePost]:
    return await deps.stores.posts.claim(MarketSource.SIMULATED, [kind], 10, 0.0)
