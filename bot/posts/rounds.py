"""Writes what groups are told of rounds, and what a winner and the admins are told of prizes."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.posts.letters import Letter, Writer
from bot.rounds import words
from bot.rounds.bell_poster import KIND, LIVE_KIND, UNCLAIMED_KIND
from bot.rounds.group_posts import GroupPosts
from bot.rounds.prize_words import ASK_KIND, CLAIMED_KIND, PAID_KIND, ask_keyboard, ask_text, claimed_text, paid_text
from bot.views.card import Card
from bot.views.reader import Reader
from engine.club.groups import GroupSettings
from engine.club.posts import Post
from engine.club.rounds.values import PrizeState, RoundKey


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
class WriteBell:
    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        card = await self.posts.bell(post.chat_id, RoundKey(post.body["key"]), reader.now)
        if card is None:
            return None
        settings = await self.posts.groups.book.of(post.chat_id)
        return Letter(
            card.text,
            card.keyboard,
            is_pinned=settings.pins,
            is_silent=True,
            is_dispensable=True,
            thread_id=settings.thread_id,
        )


@dataclass(frozen=True, slots=True)
class WriteFirstBoard:
    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        card, _ = await self.posts.live(post.chat_id, None, reader.now)
        settings = await self.posts.groups.book.of(post.chat_id)
        return Letter(
            card.text,
            card.keyboard,
            is_pinned=settings.pins,
            is_silent=True,
            is_dispensable=True,
            thread_id=settings.thread_id,
        )


@dataclass(frozen=True, slots=True)
class WriteUnclaimed:
    posts: GroupPosts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        settings = await self.posts.groups.book.of(post.chat_id)
        there = self.posts.reader(settings, reader.now)
        one = self.posts.day(RoundKey(post.body["key"]))
        result = await self.posts.desk.parts.boards.result(one.key)
        if result is None:
            return None
        name = words.round_name(one, there, self.posts.desk.parts.zone)
        text = there.t("prize-unclaimed", prize=words.money(result.prize_usd), name=name)
        return Letter(text, is_silent=True, is_dispensable=True, thread_id=settings.thread_id)


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
        if post.kind == ASK_KIND:
            is_open = prize.state in (PrizeState.DUE, PrizeState.ASKED)
            return Letter(ask_text(prize, one, parts.zone, reader), ask_keyboard(prize, reader)) if is_open else None
        if post.kind == PAID_KIND:
            return Letter(paid_text(prize, one, parts.zone, reader))
        name = await parts.names.name(prize.user_id)
        return Letter(claimed_text(prize, name, one, parts.zone, reader))


def round_writers(posts: GroupPosts) -> Mapping[str, Writer]:
    prize = WritePrize(posts)
    return {
        KIND: WriteBell(posts),
        LIVE_KIND: WriteFirstBoard(posts),
        UNCLAIMED_KIND: WriteUnclaimed(posts),
        ASK_KIND: prize,
        CLAIMED_KIND: prize,
        PAID_KIND: prize,
    }
