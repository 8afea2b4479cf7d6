"""Tells people, once an outage, that what they asked is kept; and admins what keeps failing."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from bot.intake.lanes import lane_of
from bot.sending.handling import handling
from bot.texts import Texts
from engine.club.people import Locale

log = structlog.get_logger()

_AGAIN_AFTER_S = 120.0
_MOST_CHATS = 10_000


@dataclass(slots=True)
class Notices:
    bot: Bot
    texts: Texts
    admin_ids: Sequence[int] = ()
    _told_at: dict[tuple[str, int], float] = field(default_factory=dict)

    async def storage_is_away(self, updates: Sequence[Update]) -> None:
        for update in updates:
            await self.tell(update, "error-storage-away", answers_press=True)

    async def tell(self, update: Update, key: str, *, answers_press: bool = False) -> None:
        """One message a chat and outage. It needs no store, so it goes past the ledger."""
        text = self.texts.of(_locale_of(update))(key)
        with handling(None):
            if update.callback_query is not None:
                if answers_press:
                    await self._try(self.bot.answer_callback_query(update.callback_query.id, text=text[:200]))
                return
            chat_id = lane_of(update)
            if update.message is not None and self._is_news(key, chat_id):
                await self._try(self.bot.send_message(chat_id, text))

    async def alarm(self, text: str) -> None:
        """To every admin; the log has it in any case."""
        with handling(None):
            for admin_id in self.admin_ids:
                if self._is_news(text, admin_id):
                    await self._try(self.bot.send_message(admin_id, text, parse_mode=None))

    def _is_news(self, key: str, chat_id: int) -> bool:
        now = time.monotonic()
        if len(self._told_at) > _MOST_CHATS:
            self._told_at = {k: at for k, at in self._told_at.items() if now - at < _AGAIN_AFTER_S}
        if now - self._told_at.get((key, chat_id), -_AGAIN_AFTER_S) < _AGAIN_AFTER_S:
            return False
        self._told_at[key, chat_id] = now
        return True

    async def _try(self, call: object) -> None:
        try:
            await call  # type: ignore[misc]  # any awaitable of the bot
        except TelegramAPIError as error:
            log.warning("notice_not_sent", error=str(error)[:200])


def _locale_of(update: Update) -> Locale:
    person = getattr(update.event, "from_user", None)
    return Locale.nearest(getattr(person, "language_code", None))
