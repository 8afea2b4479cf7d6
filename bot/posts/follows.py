"""Writes what a follower hears of a trader; nothing where one of the two does not want it any more."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.keyboards.buttons import keyboard, press
from bot.posts.letters import Letter
from bot.round_parts import RoundParts
from bot.rounds import words
from bot.rounds.follow_teller import CLOSED_KIND
from bot.rounds.presses import TraderPress, TraderTask
from bot.texts import Markup
from bot.views import money
from bot.views.reader import Reader
from engine.club.posts import Post
from engine.market.values import Side


@dataclass(frozen=True, slots=True)
class WriteFollowed:
    parts: RoundParts

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        trader_id: int = post.body["trader_id"]
        if not await self._is_wanted(post.chat_id, trader_id) or _is_quiet(reader):
            return None
        name = await self.parts.names.name(trader_id)
        write = _closed_text if post.kind == CLOSED_KIND else _opened_text
        handle = await self.parts.names.handle(trader_id)
        show, end = (TraderPress(do=do, trader=handle) for do in (TraderTask.SHOW, TraderTask.UNFOLLOW))
        t = reader.t
        keys = keyboard([press(t.plain("button-trader", name=name), show), press(t.plain("button-unfollow"), end)])
        return Letter(write(name, post.body, reader), keys)

    async def _is_wanted(self, follower_id: int, trader_id: int) -> bool:
        if not await self.parts.privacy.may_be_followed(trader_id):
            return False
        return follower_id in await self.parts.follows.followers(trader_id)


def _is_quiet(reader: Reader) -> bool:
    """A trade is no news any more when quiet hours end."""
    quiet = None if reader.person is None else reader.person.quiet
    return quiet is not None and quiet.covers(reader.now, reader.zone)


def _opened_text(name: str, body: Any, reader: Reader) -> Markup:
    return reader.t(
        "follow-opened",
        name=name,
        coin=body["coin"],
        side=body["side"],
        leverage=_leverage(body),
        entry=words.price(Decimal(body["entry"])),
    )


def _closed_text(name: str, body: Any, reader: Reader) -> Markup:
    entry, exit_usd = Decimal(body["entry"]), Decimal(body["exit"])
    move = (exit_usd / entry - 1) * Side(body["side"]).sign
    return reader.t(
        "follow-closed",
        name=name,
        coin=body["coin"],
        side=body["side"],
        leverage=_leverage(body),
        entry=words.price(entry),
        exit=words.price(exit_usd),
        move=money.signed_percent(move),
        held=words.held(body["held_s"], reader),
    )


def _leverage(body: Any) -> str:
    return f"{Decimal(body['leverage']).normalize():f}"
