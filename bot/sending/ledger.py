"""Every answer to an update is written down before it is sent, so that handling the update again repeats nothing."""

from collections.abc import Sequence
from typing import Any, Protocol

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNotFound, TelegramRetryAfter
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Message

from bot.sending.handling import Handling, current_handling
from bot.sending.methods import SENDS
from bot.sending.posting import Stale
from bot.sending.unknown import find_delivered
from engine.club.inbox import Answer, AnswerState
from engine.errors import StorageAway

log = structlog.get_logger()

_MOST_UNCONFIRMED = 10_000
_NOT_SENT = (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound, TelegramRetryAfter, Stale)


class Answers(Protocol):
    async def of(self, bot_id: int, update_id: int) -> Sequence[Answer]: ...

    async def intend(self, bot_id: int, update_id: int, step: int, method: str) -> None: ...

    async def withdraw(self, bot_id: int, update_id: int, step: int) -> None: ...

    async def confirm(self, bot_id: int, update_id: int, step: int, result: str) -> None: ...


class Ledger(BaseRequestMiddleware):
    """Outermost of the session's middlewares. Sends outside an update's handling pass untouched."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._unconfirmed: dict[tuple[int, int], str] = {}  # sent while the database was away

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Any:
        update = current_handling()
        if update is None or not isinstance(method, SENDS):
            return await make_request(bot, method)
        step = update.next_step()
        known = update.answers.get(step)
        if known is not None and known.method == method.__api_method__:
            earlier = await self._earlier(make_request, bot, method, update, known)
            if earlier is not None:
                return earlier
        else:
            await self._answers.intend(bot.id, update.update_id, step, method.__api_method__)
        return await self._send(make_request, bot, method, update, step)

    async def _earlier(
        self, make_request: Any, bot: Bot, method: TelegramMethod[Any], update: Handling, known: Answer
    ) -> Message | None:
        """What an earlier attempt delivered at this step."""
        kept = self._unconfirmed.pop((update.update_id, known.step), None)
        if kept is not None:
            await self._answers.confirm(bot.id, update.update_id, known.step, kept)
            return Message.model_validate_json(kept, context={"bot": bot})
        if known.state is AnswerState.SENT and known.result:
            return Message.model_validate_json(known.result, context={"bot": bot})
        found = await find_delivered(make_request, bot, method, update.trigger_id)
        if found is not None:
            await self._confirm(bot, update, known.step, found)
        return found

    async def _send(self, make_request: Any, bot: Bot, method: TelegramMethod[Any], update: Handling, step: int) -> Any:
        try:
            result = await make_request(bot, method)
        except _NOT_SENT:
            await self._answers.withdraw(bot.id, update.update_id, step)
            raise
        await self._confirm(bot, update, step, result)
        return result

    async def _confirm(self, bot: Bot, update: Handling, step: int, result: Any) -> None:
        if isinstance(result, Message):
            text = result.model_dump_json(exclude_unset=True, by_alias=True)
            try:
                await self._answers.confirm(bot.id, update.update_id, step, text)
            except StorageAway as error:
                log.warning("answer_not_confirmed", update_id=update.update_id, step=step, error=str(error)[:200])
                if len(self._unconfirmed) < _MOST_UNCONFIRMED:
                    self._unconfirmed[update.update_id, step] = text
