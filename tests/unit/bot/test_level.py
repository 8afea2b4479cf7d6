"""BOT_API_LEVEL: older servers get the older form."""

from decimal import Decimal
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.sending.level import LevelKeeper

BLUE = InlineKeyboardButton(text="Map", callback_data="x", style="primary")
ASKED = SendMessage(chat_id=1, text="x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[BLUE]]))


@pytest.mark.parametrize(("level", "style"), [("9.3", None), ("9.4", "primary"), ("10.3", "primary")])
async def test_buttons_have_colours_from_9_4_on(level: str, style: str | None) -> None:
    sent: list[Any] = []

    async def send(bot: Bot, method: Any) -> Any:
        sent.append(method)

    bot = Bot("123456:" + "a" * 35)
    await LevelKeeper(Decimal(level))(send, bot, ASKED)
    await bot.session.close()
    assert sent[0].reply_markup.inline_keyboard[0][0].style == style
    assert ASKED.reply_markup.inline_keyboard[0][0].style == "primary"
