"""Where there is no paper exchange, its commands say so."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.commands import COMMANDS, Subject
from bot.handlers.registration import on_command
from bot.keyboards.paper_presses import (
    AccountPress,
    HoldPress,
    LevelTradePress,
    OrderPress,
    PlanPress,
    TicketPress,
    TradePress,
)
from bot.keyboards.screens import main_keyboard
from bot.speech import say_text
from bot.views.reader import Reader

router = Router(name="paper-off")

_PRESSES = (AccountPress, HoldPress, LevelTradePress, OrderPress, PlanPress, TicketPress, TradePress)


async def not_here(message: Message, reader: Reader) -> None:
    await say_text(message, reader.t("paper-off"), main_keyboard(reader))


async def not_pressed_here(query: CallbackQuery, reader: Reader) -> str:
    return reader.t.plain("toast-paper-off")


for spec in COMMANDS:
    if spec.subject is Subject.PAPER:
        on_command(router, spec)(not_here)
for press in _PRESSES:
    router.callback_query.register(not_pressed_here, press.filter())
