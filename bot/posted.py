"""Which maps a group has just seen, so that the same one is not posted twice within a minute."""

import time
from dataclasses import dataclass

import structlog
from aiogram.types import Message
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.callbacks import SHARED, CardPress
from bot.groups.scope import current_group
from bot.sending.handling import current_handling

log = structlog.get_logger()

_FOR_S = 60
_AWAY = (RedisError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Posted:
    message_id: int
    seconds_ago: int


class PostedCards:
    """A map or scan by its press, anything else by a name of its own. While Redis is away every question gets its own
    answer."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def find(self, message: Message, card: CardPress | str) -> Posted | None:
        """None also for the update that posted it: handling it again must do the same again."""
        try:
            value = await self._redis.get(_key(message, card))
        except _AWAY:
            return None
        if value is None:
            return None
        text = value.decode() if isinstance(value, bytes) else str(value)
        message_id, update_id, at = text.split(":")
        update = current_handling()
        if update is not None and str(update.update_id) == update_id:
            return None
        return Posted(int(message_id), max(round(time.time() - float(at)), 0))

    async def remember(self, message: Message, card: CardPress | str, sent: Message) -> None:
        update = current_handling()
        value = f"{sent.message_id}:{update.update_id if update else 0}:{time.time():.0f}"
        try:
            await self._redis.set(_key(message, card), value, ex=_for_s(), nx=True)
        except _AWAY as error:
            log.warning("post_not_remembered", error=type(error).__name__)


def _for_s() -> int:
    """As the group has chosen."""
    group = current_group()
    return _FOR_S if group is None else group.settings.cooldown_s


def _key(message: Message, card: CardPress | str) -> str:
    shared = card if isinstance(card, str) else card.but(owner=SHARED, top_page=0).pack()
    group = current_group()
    topic = None if group is None else group.settings.thread_id
    return f"helix:posted:{message.chat.id}:{topic or message.message_thread_id or 0}:{shared}"
