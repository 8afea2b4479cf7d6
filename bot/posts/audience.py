"""Where public things are said: the channel, or the admins' private chats where there is no channel."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

log = structlog.get_logger()


@dataclass(slots=True)
class Audience:
    """`channel`: `@name` or a number as the settings have it; None: there is none."""

    bot: Bot
    channel: str | None
    admin_ids: Sequence[int]
    _channel_id: int | None = field(default=None)

    async def channel_id(self) -> int | None:
        """Asked of Telegram once where it is a name; None where there is no channel or it cannot be found now."""
        if self.channel is None:
            return None
        if self._channel_id is None:
            self._channel_id = await self._asked(self.channel)
        return self._channel_id

    async def chats(self) -> Sequence[int]:
        """The channel alone; without one every admin."""
        if self.channel is None:
            return self.admin_ids
        found = await self.channel_id()
        return () if found is None else (found,)

    async def _asked(self, channel: str) -> int | None:
        if channel.lstrip("-").isdecimal():
            return int(channel)
        try:
            return (await self.bot.get_chat(channel)).id
        except TelegramAPIError as error:
            log.warning("channel_not_found", channel=channel, error=str(error)[:200])
            return None
