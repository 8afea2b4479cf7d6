"""One drawing for everybody who asks for the same picture, and one upload where Telegram has it already."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from aiogram.types import BufferedInputFile, Message
from prometheus_client import Counter
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger()

_PICTURES = Counter("helix_pictures", "Pictures handed out, by where they came from", ["origin"])
_KEPT = 48  # drawings, about 100 KB each
_REMEMBERED_S = 3600
_AWAY = (RedisError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Picture:
    """What to give Telegram: the id it already knows, or the bytes."""

    key: str
    media: str | BufferedInputFile


def picture_key(*parts: object) -> str:
    """All that the drawing depends on."""
    return hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=12).hexdigest()


class Gallery:
    """Redis forgets nothing important: while it is away pictures are uploaded again."""

    def __init__(self, redis: Redis, bot_id: int) -> None:
        self._redis = redis
        self._bot_id = bot_id
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._drawing: dict[str, asyncio.Lock] = {}

    async def picture(self, key: str, draw: Callable[[], Awaitable[bytes]]) -> Picture:
        known = await self._file_id(key)
        if known is not None:
            _PICTURES.labels("telegram").inc()
            return Picture(key, known)
        lock = self._drawing.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                png = self._drawn.get(key)
                _PICTURES.labels("drawn" if png is None else "memory").inc()
                if png is None:
                    png = self._keep(key, await draw())
                return Picture(key, BufferedInputFile(png, f"helix-{key}.png"))
        finally:
            if not lock.locked():
                self._drawing.pop(key, None)

    async def sent(self, picture: Picture, message: Message | bool) -> None:
        """Remembers the id Telegram gave the upload."""
        if isinstance(picture.media, str) or not isinstance(message, Message) or not message.photo:
            return
        try:
            await self._redis.set(self._name(picture.key), message.photo[-1].file_id, ex=_REMEMBERED_S)
        except _AWAY as error:
            log.warning("picture_not_remembered", error=type(error).__name__)

    async def forget(self, picture: Picture) -> None:
        """Telegram refused the id it gave."""
        try:
            await self._redis.delete(self._name(picture.key))
        except _AWAY as error:
            log.warning("picture_not_forgotten", error=type(error).__name__)

    async def _file_id(self, key: str) -> str | None:
        try:
            value = await self._redis.get(self._name(key))
        except _AWAY:
            return None
        return value.decode() if isinstance(value, bytes) else value

    def _name(self, key: str) -> str:
        return f"helix:bot:{self._bot_id}:picture:{key}"

    def _keep(self, key: str, drawn: bytes) -> bytes:
        self._drawn[key] = drawn
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        return drawn
