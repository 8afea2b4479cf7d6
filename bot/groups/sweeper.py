"""Deletes the bot's answers in groups that want them gone after a while."""

from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.sending.posting import Priority, Stale, posted_as
from engine.club.groups import GroupBook
from engine.errors import EngineError
from engine.looking import look_on

log = structlog.get_logger()

_EVERY_S = 60.0
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class AnswerSweeper:
    bot: Bot
    book: GroupBook

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self.sweep, _EVERY_S, "answers_stay", EngineError)

    async def sweep(self) -> int:
        """One pass; how many are gone. What Telegram does not delete stays for good."""
        gone = 0
        for answer in await self.book.outdated(_AT_ONCE):
            try:
                with posted_as(Priority.BROADCAST, good_for_s=_EVERY_S):
                    gone += await self.bot.delete_message(answer.chat_id, answer.message_id)
            except (TelegramAPIError, Stale) as error:
                log.info("answer_stays", chat_id=answer.chat_id, error=str(error)[:200])
        return gone
