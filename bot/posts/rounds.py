"""Writes what is said of rounds: to groups, to the channel, to traders and to admins."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.posts.follows import WriteFollowed
from bot.posts.letters import Letter, Writer
from bot.rounds import words
from bot.rounds.bell_poster import KIND, LIVE_KIND
from bot.rounds.follow_teller import CLOSED_KIND, OPENED_KIND
from bot.rounds.group_posts import GroupPosts
from bot.rounds.keys import channel_keyboard
from bot.rounds.prize_words import CLAIMED_KIND, PAID_KIND, ask_keyboard, ask_text, claimed_text, paid_text
from bot.views.card import Card, lines
from bot.views.reader import Reader
from engine.club.groups import GroupSettings
from engine.club.posts import Post
from engine.club.rounds.telling import RoundPost
from engine.club.rounds.values import PrizeState, RoundKey
from engine.errors import Unavailable


@dataclass(frozen=True, slots=True)
class WriteBell:
    """In a group."""

    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        card = await self.posts.bell(post.chat_id, RoundKey(post.body["key"]), reader.now)
        if card is None:
            return None
        return _letter(card, await self.posts.groups.book.of(post.chat_id))


@dataclass(frozen=True, slots=True)
class WriteFirstBoard:
    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        card, _ = await self.posts.live(post.chat_id, None, reader.now)
        return _letter(card, await self.posts.groups.book.of(post.chat_id))


def _letter(card: Card, settings: GroupSettings) -> Letter:
    """Pinned without a sound, where the group lets us."""
    return Letter(
        card.text,
        card.keyboard,
        is_pinned=settings.pins,
        is_silent=True,
        is_dispensable=True,
        thread_id=settings.thread_id,
    )


@dataclass(frozen=True, slots=True)
class WriteEnd:
    """In the channel. Raises `Unavailable` until the result is published, which comes a moment after the post."""

    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        key = RoundKey(post.body["round"])
        text = await self.posts.channel_text(key, reader)
        if text is None:
            raise Unavailable(f"the result of {key} is not published yet")
        return Letter(text, channel_keyboard(key, reader), is_silent=True)


@dataclass(frozen=True, slots=True)
class WriteNotice:
    """What is said everywhere beside results: a round without prices, a prize nobody claimed."""

    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        there, thread_id = reader, None
        if post.chat_id < 0 and await self.posts.is_group(post.chat_id):
            settings = await self.posts.groups.book.of(post.chat_id)
            there, thread_id = self.posts.reader(settings, reader.now), settings.thread_id
        name = words.round_name(self.posts.day(RoundKey(post.body["round"])), there, self.posts.desk.parts.zone)
        if post.kind == RoundPost.CANCELLED:
            text = there.t("round-cancelled", name=name)
        else:
            prize = words.money(Decimal(post.body["amount_usd"]))
            text = there.t("prize-unclaimed", prize=prize, name=name)
        return Letter(text, is_silent=True, is_dispensable=True, thread_id=thread_id)


@dataclass(frozen=True, slots=True)
class WritePrize:
    """To the winner: how to be paid, and that it was paid. To admins: that somebody said how."""

    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        parts = self.posts.desk.parts
        prize = await parts.prizes.prize(post.body["prize_id"])
        if prize is None:
            return None
        one = self.posts.day(prize.key)
        if post.kind == RoundPost.PRIZE_ASK:
            is_open = prize.state in (PrizeState.DUE, PrizeState.ASKED)
            return Letter(ask_text(prize, one, parts.zone, reader), ask_keyboard(prize, reader)) if is_open else None
        if post.kind == PAID_KIND:
            return Letter(paid_text(prize, one, parts.zone, reader))
        name = await parts.names.name(prize.user_id)
        return Letter(claimed_text(prize, name, one, parts.zone, reader))


@dataclass(frozen=True, slots=True)
class WriteWarning:
    """To a trader who is not counted or is looked at, and to the admins who look."""

    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        body, t = post.body, reader.t
        name = words.round_name(self.posts.day(RoundKey(body["round"])), reader, self.posts.desk.parts.zone)
        if post.kind == RoundPost.OUT:
            coins = ", ".join(body["coins"]) or "none"
            return Letter(t("round-out", name=name, why=body["why"], coins=coins))
        if post.kind == RoundPost.REVIEW:
            return Letter(t("round-review", name=name))
        accounts = ", ".join(str(one) for one in body["accounts"][:20]) or "-"
        return Letter(lines(t("round-alarm", name=name, what=body["what"], accounts=accounts), t("prize-payouts")))


def round_writers(posts: GroupPosts) -> Mapping[str, Writer]:
    prize, notice, warning = WritePrize(posts), WriteNotice(posts), WriteWarning(posts)
    followed = WriteFollowed(posts.desk.parts)
    return {
        KIND: WriteBell(posts),
        LIVE_KIND: WriteFirstBoard(posts),
        RoundPost.END: WriteEnd(posts),
        RoundPost.CANCELLED: notice,
        RoundPost.PRIZE_UNCLAIMED: notice,
        RoundPost.PRIZE_ASK: prize,
        CLAIMED_KIND: prize,
        PAID_KIND: prize,
        OPENED_KIND: followed,
        CLOSED_KIND: followed,
        RoundPost.OUT: warning,
        RoundPost.REVIEW: warning,
        RoundPost.ALARM: warning,
    }
