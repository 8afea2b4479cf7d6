"""A number and its unit stay on one line: `within 12 h` must not break before the h."""

import re
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputMedia

_NO_BREAK = "\u00a0"
_TYPED = re.compile(r"(<pre>.*?</pre>|<code>.*?</code>)", re.DOTALL)  # columns and what is copied stay as they are
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:%|h|min|s|d|ч|мин|с|д)(?!\w))")


class Typesetter(BaseRequestMiddleware):
    """Texts and captions of whatever is sent or edited."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Any:
        changed = {} if isinstance(method, AnswerCallbackQuery) else _set_parts(method)  # a toast stays as it is
        return await make_request(bot, method.model_copy(update=changed) if changed else method)


def _set_parts(method: TelegramMethod[Any]) -> dict[str, Any]:
    parts = {name: typeset(getattr(method, name, None)) for name in ("text", "caption", "media")}
    return {name: part for name, part in parts.items() if part is not None}


def typeset(value: object) -> Any:
    """None where there is nothing to set."""
    if isinstance(value, str):
        return unbroken(value)
    if isinstance(value, InputMedia):
        caption = getattr(value, "caption", None)
        return value.model_copy(update={"caption": unbroken(caption)}) if isinstance(caption, str) else None
    return None


def unbroken(text: str) -> str:
    parts = _TYPED.split(text)
    return "".join(part if place % 2 else _BEFORE_UNIT.sub(_NO_BREAK, part) for place, part in enumerate(parts))
