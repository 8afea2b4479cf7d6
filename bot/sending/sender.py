"""The one way out: waits for its turn, obeys `retry_after`, tries again what may be tried again."""

import asyncio
import time
from typing import Any, Protocol

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Message
from prometheus_client import Counter

from bot.sending.anchors import Anchors
from bot.sending.handling import current_handling
from bot.sending.limiter import Limiter
from bot.sending.methods import COUNTED, PASSING, SENDS, chat_of
from bot.sending.posting import Posting, Priority, Stale, current_posting
from bot.sending.unknown import find_delivered

log = structlog.get_logger()

_SENT = Counter("helix_bot_sent", "Calls that Telegram accepted", ["method"])
_FAILED = Counter("helix_bot_send_errors", "Calls that failed", ["method", "reason"])
_PAUSES_S = (0.2, 0.8, 2.0, 5.0)
_PATIENCE_S = {Priority.REPLY: 120.0, Priority.ALERT: 600.0, Priority.BROADCAST: 3600.0}


class Reach(Protocol):
    """Who cannot be reached any more, and where a group went."""

    async def blocked(self, chat_id: int) -> None: ...

    async def moved(self, old_id: int, new_id: int) -> None: ...


class Sender(BaseRequestMiddleware):
    def __init__(self, limiter: Limiter, reach: Reach, anchors: Anchors) -> None:
        self._limiter = limiter
        self._reach = reach
        self._anchors = anchors

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Any:
        if method.__api_method__ == "getUpdates":
            return await make_request(bot, method)
        if isinstance(method, PASSING):
            return await self._pass_by(make_request, bot, method)
        result = await _Call(self._limiter, self._reach, make_request, bot, method, current_posting()).run()
        if isinstance(result, Message) and isinstance(method, SENDS) and result.chat.type in ("private", "channel"):
            await self._anchors.note(result.chat.id, result.message_id)
        return result

    async def _pass_by(self, make_request: Any, bot: Bot, method: TelegramMethod[Any]) -> Any:
        """A press that is too old to be answered is no fault of ours."""
        try:
            result = await make_request(bot, method)
        except TelegramBadRequest as error:
            log.info("press_too_old", error=error.message)
            return True
        except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
            _FAILED.labels(method.__api_method__, type(error).__name__).inc()
            return True
        update = current_handling()
        if update is not None and getattr(method, "text", None):
            update.note_answer()
        return result


class _Call:
    """One call with its retries."""

    def __init__(
        self, limiter: Limiter, reach: Reach, make_request: Any, bot: Bot, method: TelegramMethod[Any], posting: Posting
    ) -> None:
        self._limiter, self._reach = limiter, reach
        self._make_request, self._bot, self._method = make_request, bot, method
        self._posting = posting
        self._gives_up_at = time.monotonic() + _PATIENCE_S[posting.priority]
        self._pauses = iter(_PAUSES_S)

    async def run(self) -> Any:
        while True:
            try:
                return await self._once()
            except TelegramRetryAfter as error:
                self._obey(error)
            except TelegramMigrateToChat as error:
                await self._follow(error)
            except TelegramForbiddenError:
                await self._lost()
                raise
            except (TelegramNetworkError, TelegramServerError) as error:
                delivered = await self._after_silence(error)
                if delivered is not None:
                    return delivered
            except Stale:
                _FAILED.labels(self._method.__api_method__, "stale").inc()
                raise

    async def _once(self) -> Any:
        if isinstance(self._method, COUNTED):
            await self._limiter.wait(chat_of(self._method), self._posting)
        result = await self._make_request(self._bot, self._method)
        _SENT.labels(self._method.__api_method__).inc()
        update = current_handling()
        if update is not None and isinstance(self._method, COUNTED):
            update.note_answer()
        return result

    def _obey(self, error: TelegramRetryAfter) -> None:
        _FAILED.labels(self._method.__api_method__, "retry_after").inc()
        log.warning("told_to_wait", chat_id=chat_of(self._method), seconds=error.retry_after)
        if not isinstance(self._method, COUNTED) or time.monotonic() + error.retry_after > self._gives_up_at:
            raise error
        self._limiter.close(chat_of(self._method), error.retry_after)

    async def _follow(self, error: TelegramMigrateToChat) -> None:
        """The group became a supergroup: say it there."""
        old_id = chat_of(self._method)
        if old_id == error.migrate_to_chat_id or not isinstance(old_id, int):
            raise error
        await self._reach.moved(old_id, error.migrate_to_chat_id)
        self._method = self._method.model_copy(update={"chat_id": error.migrate_to_chat_id})

    async def _lost(self) -> None:
        chat_id = chat_of(self._method)
        _FAILED.labels(self._method.__api_method__, "forbidden").inc()
        if isinstance(chat_id, int):
            await self._reach.blocked(chat_id)

    async def _after_silence(self, error: TelegramNetworkError | TelegramServerError) -> Any | None:
        """Telegram stumbled: it may have done it. Asks before it sends again; gives up after the last pause."""
        _FAILED.labels(self._method.__api_method__, type(error).__name__).inc()
        if self._posting.is_kept and isinstance(self._method, SENDS):
            raise error
        pause_s = next(self._pauses, None)
        if pause_s is None or time.monotonic() + pause_s > self._gives_up_at:
            raise error
        log.warning("telegram_stumbled", method=self._method.__api_method__, error=str(error)[:200], pause_s=pause_s)
        await asyncio.sleep(pause_s)
        update = current_handling()
        if update is None or not isinstance(self._method, SENDS):
            return None
        try:
            return await find_delivered(self._make_request, self._bot, self._method, update.trigger_id)
        except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter):
            return None
