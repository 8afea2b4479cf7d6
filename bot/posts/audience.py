"""Where public things are said: the channel, or the admins' private chats where there is no channel."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError, TelegramNotFound

from bot.posts.trouble import Trouble, TroubleBell

log = structlog.get_logger()

_ASK_AGAIN_S = 60.0


@dataclass(slots=True)
class Audience:
    """`channel`: `@name` or a number as the settings have it; None: there is none."""

    bot: Bot
    channel: str | None
    bell: TroubleBell
    _channel_id: int | None = field(default=None)
    _ask_at: float = field(default=0.0)

    async def channel_id(self) -> int | None:
        """Asked of Telegram once where it is a name; None where there is no channel or it cannot be found now.

        Raises `StorageAway`.
        """
        if self.channel is None:
            return None
        if self._channel_id is None and time.monotonic() >= self._ask_at:
            self._ask_at = time.monotonic() + _ASK_AGAIN_S
            self._channel_id = await self._asked(self.channel)
        return self._channel_id

    async def chats(self) -> Sequence[int]:
        """The channel alone; without one every admin."""
        if self.channel is None:
            return self.bell.admin_ids
        found = await self.channel_id()
        return () if found is None else (found,)

    async def trouble(self, chat_id: int, trouble: Trouble, said: str) -> None:
        """A post for that chat is held up. Nobody is told of an admin who cannot be reached."""
        if chat_id < 0:
            is_ours = chat_id == self._channel_id and self.channel is not None
            await self.bell.ring(str(self.channel) if is_ours else str(chat_id), trouble, said)

    async def _asked(self, channel: str) -> int | None:
        if channel.lstrip("-").isdecimal():
            return int(channel)
        try:
            return (await self.bot.get_chat(channel)).id
        except (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound) as error:
            await self.bell.ring(channel, Trouble.NOT_FOUND, error.message)
        except TelegramAPIError as error:
            log.warning("channel_not_reached", channel=channel, error=str(error)[:200])
        return None
