"""/accuracy and /health."""

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.accuracy_desk import AccuracyDesk
from bot.commands import ACCURACY, HEALTH
from bot.desk import Desk
from bot.handlers.registration import on_command
from bot.keyboards.accuracy import AccuracyAction, AccuracyPress
from bot.keyboards.screens import main_keyboard
from bot.ports import Health
from bot.speech import indicating, say, say_text, show_photo, show_text
from bot.views.card import lines
from bot.views.failures import failure_card
from bot.views.reader import Reader
from engine.errors import Refused
from engine.market.windows import Window

router = Router(name="accuracy")


@on_command(router, ACCURACY)
async def accuracy(
    message: Message, command: CommandObject, reader: Reader, desk: Desk, accuracy_desk: AccuracyDesk
) -> None:
    if not (command.args or "").strip():
        await say(message, await accuracy_desk.all_coins(reader))
        return
    try:
        asked = await desk.understand(command.args or "")
    except Refused as refusal:
        await say(message, failure_card(refusal, reader))
        return
    if asked.coin is None:
        await say(message, await accuracy_desk.all_coins(reader))
        return
    windows = [asked.window] if asked.window else list(Window)
    await say(message, await accuracy_desk.coin(asked.coin, windows, reader))


@router.callback_query(AccuracyPress.filter())
async def accuracy_pressed(
    query: CallbackQuery, callback_data: AccuracyPress, reader: Reader, accuracy_desk: AccuracyDesk
) -> str | None:
    message = query.message
    if not isinstance(message, Message):
        return reader.t.plain("press-old")
    if callback_data.do is AccuracyAction.MONTH:
        async with indicating(message, ChatAction.UPLOAD_PHOTO):
            made = await accuracy_desk.month(callback_data.coin, reader)
        if made is None:
            return reader.t.plain("accuracy-month-none")
        await show_photo(message, made, accuracy_desk.gallery)
        return None
    card = await accuracy_desk.card(callback_data, reader)
    return None if await show_text(message, card) else reader.t.plain("same-still")


@on_command(router, HEALTH)
async def health(message: Message, reader: Reader, health: Health) -> None:
    t = reader.t
    found = await health()
    rows = [t("health-line", ok="yes" if line.is_ok else "no", name=line.name, value=line.value) for line in found]
    await say_text(message, lines(t("health-title"), *rows), main_keyboard(reader))
