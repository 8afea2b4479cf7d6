"""Keeps each group's one board up to date: looked at every five minutes, edited only when somebody's rank changed."""

from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from prometheus_client import Counter

from bot.editing import Edited, edit
from bot.ports import Clock
from bot.rounds.bell_poster import KIND, LIVE_KIND
from bot.rounds.group_posts import GroupPosts
from bot.sending.posting import Priority, posted_as
from bot.views.card import Card
from engine.club.live_boards import LiveBoard
from engine.club.posts import PostBook
from engine.club.rounds.values import Period, Round, RoundKey
from engine.errors import EngineError
from engine.looking import look_on

log = structlog.get_logger()

_LOOKED = Counter("helix_live_boards", "Boards of groups by what a look at them led to", ["end"])
EVERY_S = 300.0
_TURN_S = 5.0
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class LiveBoardKeeper:
    bot: Bot
    posts: GroupPosts
    book: PostBook
    clock: Clock

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self._turn, _TURN_S, "live_boards_wait", EngineError)

    async def _turn(self) -> None:
        await self.adopt()
        await self.look()

    async def adopt(self) -> int:
        """The post at the bell becomes the group's board; the one before says that its round is over."""
        now, boards = self.clock.now(), self.posts.desk.parts.boards
        ended, running = await boards.last_ended(Period.DAY, now), await boards.running(Period.DAY, now)
        present = {one.chat_id: one for one in await self.posts.desk.parts.live.all(self.posts.desk.source)}
        groups = [group.chat_id for group in await self.posts.groups.book.with_boards()]
        return sum([await self._adopt(chat_id, present.get(chat_id), ended, running) for chat_id in groups])

    async def _adopt(self, chat_id: int, present: LiveBoard | None, ended: Round, running: Round) -> bool:
        live, source = self.posts.desk.parts.live, self.posts.desk.source
        if present is not None and present.ended == ended.key:
            return False
        message_id = await self.book.sent_id(f"{KIND}:{ended.key}", chat_id)
        above: RoundKey | None = ended.key
        if message_id is None:
            message_id = await self.book.sent_id(f"{LIVE_KIND}:{running.key}", chat_id) if present is None else None
            above = None
        if message_id is None:
            return False
        if present is not None and present.message_id:
            await self._retire(present)  # first, so that a death between the two does it again
        await live.put(LiveBoard(chat_id, source, message_id, above))
        return True

    async def look(self) -> int:
        """One pass over what is due; how many boards were edited."""
        due = await self.posts.desk.parts.live.due(self.posts.desk.source, _AT_ONCE, EVERY_S)
        return sum([await self._renew(board) for board in due])

    async def _renew(self, board: LiveBoard) -> bool:
        settings = await self.posts.groups.book.of(board.chat_id)
        if not settings.has_boards:
            return False
        card, shown = await self.posts.live(board.chat_id, board.ended, self.clock.now())
        if shown == board.shown_hash:
            _LOOKED.labels("same").inc()
            return False
        if not await self._edit(board, card):
            return False
        await self.posts.desk.parts.live.shows(board, shown)
        _LOOKED.labels("edited").inc()
        return True

    async def _edit(self, board: LiveBoard, card: Card) -> bool:
        """True where the message shows it now."""
        live = self.posts.desk.parts.live
        with posted_as(Priority.BROADCAST, good_for_s=EVERY_S):
            edited = await edit(self.bot, card, board.chat_id, board.message_id, "live_board")
        if edited is Edited.FORBIDDEN:
            await live.end(board)  # adopted again when the group lets us back in
        elif edited is Edited.DELETED:
            await live.lose(board)
        if edited.is_lost:
            _log_end(board, edited.value)
        return edited is Edited.SHOWN

    async def _retire(self, board: LiveBoard) -> None:
        """What it said of its own bell stays; no longer pinned. Gone already: no matter."""
        settings, now = await self.posts.groups.book.of(board.chat_id), self.clock.now()
        card = None if board.ended is None else await self.posts.bell(board.chat_id, board.ended, now)
        if card is None:
            card = Card(self.posts.reader(settings, now).t("live-over"))
        await self._edit(board, Card(card.text))
        try:
            await self.bot.unpin_chat_message(board.chat_id, message_id=board.message_id)
        except TelegramAPIError as error:
            log.info("live_board_stays_pinned", chat_id=board.chat_id, error=str(error)[:200])


def _log_end(board: LiveBoard, why: str) -> None:
    log.info("live_board_ended", chat_id=board.chat_id, why=why)
    _LOOKED.labels("ended").inc()
