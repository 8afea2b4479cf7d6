"""What the chat shows of competitions: boards, ranks, entries."""

from dataclasses import dataclass

import structlog

from bot.pictures.gallery import Gallery, Picture, picture_key
from bot.pictures.pool import PicturePool
from bot.round_parts import RoundParts
from bot.rounds import words
from bot.rounds.bell_text import GroupStanding
from bot.rounds.board_card import Shown, board_labels, board_rows, board_text
from bot.rounds.compete_card import Entry, compete_text, profile_text
from bot.rounds.keys import board_keyboard, compete_keyboard, profile_keyboard
from bot.rounds.presses import BoardPress
from bot.show import PhotoCard
from bot.views.card import Card
from bot.views.reader import Place, Reader
from engine.club.rounds.calendar import round_of
from engine.club.rounds.values import Own, Period, Round, RoundKey
from engine.errors import EngineError, StorageAway
from engine.market.values import MarketSource
from renderers.board import board_png
from renderers.palette import Theme

log = structlog.get_logger()

PAGE = 10
_BEST = 2


@dataclass(frozen=True, slots=True)
class RoundDesk:
    parts: RoundParts
    source: MarketSource
    gallery: Gallery
    pool: PicturePool

    async def round(self, key: RoundKey | None, period: Period, reader: Reader) -> Round:
        """The one with that key; the one that runs where there is none, or none like that ever began."""
        try:
            found = None if key is None else round_of(key, self.parts.zone)
        except ValueError:
            found = None
        return await self.parts.boards.running(period, reader.now) if found is None else found

    async def board(self, asked: BoardPress, reader: Reader) -> PhotoCard | Card:
        """A page with its picture; the words alone where it cannot be drawn now."""
        one = await self.round(asked.round_key, asked.period, reader)
        shown = await self._shown(one, asked, reader)
        there = asked.but(period=one.period, page=shown.page.page + 1, owner=reader.owner)
        keys = board_keyboard(there, shown.page.pages, _own_page(shown), await self._groups(asked, reader), reader)
        text = board_text(shown, self.parts.zone, reader)
        try:
            picture = await self._picture(shown, reader)
        except StorageAway:
            raise
        except EngineError as error:
            log.warning("board_without_picture", key=one.key, error=str(error)[:200])
            return Card(text, keys)
        return PhotoCard(picture, text, keys)

    async def _shown(self, one: Round, asked: BoardPress, reader: Reader) -> Shown:
        boards = self.parts.boards
        if asked.chat:
            page = await boards.group_page(one.key, asked.chat, asked.page - 1, PAGE)
        else:
            page = await boards.page(one.key, asked.page - 1, PAGE)
        own = None if reader.place is not Place.PRIVATE else await self.own(one.key, reader, asked.chat)
        result = await boards.result(one.key) if one.ends_at <= reader.now else None
        return Shown(one, page, own, result, self.prize(one.period), bool(asked.chat), self.source)

    async def own(self, key: RoundKey, reader: Reader, chat_id: int = 0) -> Own | None:
        if reader.person is None:
            return None
        if chat_id:
            return await self.parts.boards.group_own(key, chat_id, reader.person.user_id)
        return await self.parts.boards.own(key, reader.person.user_id)

    def prize(self, period: Period) -> str:
        """$100; empty where there is none."""
        usd = self.parts.prize_usd(period)
        return words.money(usd) if usd else ""

    async def _groups(self, asked: BoardPress, reader: Reader) -> tuple[int, ...]:
        """Of the reader, in private; in a group it is that group."""
        if asked.chat:
            return (asked.chat,)
        if reader.place is not Place.PRIVATE or reader.person is None:
            return ()
        return tuple(await self.parts.traders.groups(reader.person.user_id))[:1]

    async def _picture(self, shown: Shown, reader: Reader) -> Picture:
        rows, own = board_rows(shown, reader)
        labels, theme = board_labels(shown, self.parts.zone, reader), Theme(reader.prefers.theme)

        async def draw() -> bytes:
            return await self.pool.draw("board", board_png, rows, own, theme, labels=labels)

        return await self.gallery.picture(picture_key("board", rows, own, labels, theme), draw)

    async def group_standing(self, key: RoundKey, chat_id: int) -> GroupStanding:
        """A group's best two with their ranks among all."""
        boards = self.parts.boards
        page = await boards.group_page(key, chat_id, 0, _BEST)
        everywhere = [await boards.own(key, line.user_id) for line in page.lines if line.rank is not None]
        shown_as = {line.user_id: line.name for line in page.lines}
        best = [one.line for one in everywhere if one is not None and one.line.rank is not None]
        named = tuple(line for line in best if shown_as[line.user_id] is not None)
        return GroupStanding(named, page.ranked)

    async def compete(self, period: Period, reader: Reader) -> Card:
        one = await self.parts.boards.running(period, reader.now)
        membership, own = None, None
        if reader.person is not None and reader.place is Place.PRIVATE:
            member_of = await self.parts.joining.memberships(reader.person.user_id, reader.now)
            membership, own = member_of.get(period), await self.own(one.key, reader)
        entry = Entry(one, membership, own, self.prize(period), self.source)
        return Card(compete_text(entry, self.parts.zone, reader), compete_keyboard(period, membership, reader))

    async def profile(self, user_id: int, reader: Reader) -> Card:
        parts = self.parts
        is_hidden = await parts.privacy.is_hidden(user_id)
        may_follow = await parts.privacy.may_be_followed(user_id)
        text = profile_text(
            await parts.names.name(user_id),
            is_hidden=is_hidden,
            may_follow=may_follow,
            followers=len(await parts.follows.followers(user_id)),
            reader=reader,
        )
        return Card(text, profile_keyboard(is_hidden=is_hidden, may_follow=may_follow, reader=reader))


def _own_page(shown: Shown) -> int | None:
    """None without a rank, or where this is it."""
    rank = None if shown.own is None else shown.own.line.rank
    if rank is None:
        return None
    page = (rank - 1) // PAGE + 1
    return None if page == shown.page.page + 1 else page
