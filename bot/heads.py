"""Posted day heads as witnesses: what the chats say now, whatever the database says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.posts.reading import ChatReader, Read, Unreadable
from engine.liquidations.ledger.heads import Head, PostedAt, find_heads
from engine.market.values import MarketSource

_LATEST_DAYS = 10  # after its day: a head said later was perhaps made up later


@dataclass(frozen=True, slots=True)
class Witness:
    """One posted head as Telegram tells it. `why`: what is wrong with it as a witness; empty where nothing is."""

    day: date
    chat_id: int
    head: Head | None
    why: str


async def read_back(reader: ChatReader, source: MarketSource, posts: Sequence[PostedAt]) -> list[Witness]:
    """Raises what aiogram raises where Telegram is not reached at all."""
    found = []
    for post in posts:
        try:
            read = await reader.read(post.chat_id, post.message_id)
        except Unreadable as error:
            found.append(Witness(post.day, post.chat_id, None, f"the message cannot be read: {error}"))
        else:
            found.append(_witness(post, source, read))
    return found


def _witness(post: PostedAt, source: MarketSource, read: Read | None) -> Witness:
    heads = [] if read is None else find_heads(read.text)
    head = next((one for one in heads if one.day == post.day and one.source is source), None)
    # others' days are not the calendar's
    said_at = read.said_at if read is not None and source is MarketSource.LIVE else None
    return Witness(post.day, post.chat_id, head, _doubt(post, head, said_at))


def _doubt(post: PostedAt, head: Head | None, said_at: datetime | None) -> str:
    if head is None:
        return "the message is gone, or says no head of that day"
    if said_at is not None and (said_at.date() - post.day).days > _LATEST_DAYS:
        return f"was posted only on {said_at:%Y-%m-%d}"
    return ""
