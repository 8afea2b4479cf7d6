"""What the installation's BOT_API_LEVEL does not allow is sent in its older form."""

from decimal import Decimal
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardMarkup

NEWEST = Decimal("10.3")
_BUTTON_STYLES = Decimal("9.4")


class LevelKeeper(BaseRequestMiddleware):
    """Below 9.4 buttons lose their colour: a self-hosted Bot API server of an older level would refuse them."""

    def __init__(self, level: Decimal) -> None:
        self._has_styles = level >= _BUTTON_STYLES

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Any:
        markup = getattr(method, "reply_markup", None)
        if not self._has_styles and isinstance(markup, InlineKeyboardMarkup):
            method = method.model_copy(update={"reply_markup": without_styles(markup)})
        return await make_request(bot, method)


def without_styles(markup: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    rows = [[button.model_copy(update={"style": None}) for button in row] for row in markup.inline_keyboard]
    return InlineKeyboardMarkup(inline_keyboard=rows)
