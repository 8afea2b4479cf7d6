"""/compare."""

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.callbacks import CardKind
from bot.commands import COMPARE
from bot.comparing import Comparing
from bot.desk import Desk, model_of
from bot.handlers.registration import on_command
from bot.keyboards.buttons import in_rows, keyboard, press
from bot.keyboards.models import ComparePress
from bot.speech import change_photo, indicating, say, say_text, show_photo
from bot.views.failures import failure_card
from bot.views.reader import Reader
from engine.errors import Refused

router = Router(name="compare")


@on_command(router, COMPARE)
async def compare(message: Message, command: CommandObject, reader: Reader, desk: Desk, compare: Comparing) -> None:
    try:
        asked = await desk.understand(command.args or "")
    except Refused as refusal:
        await say(message, failure_card(refusal, reader, CardKind.HEATMAP))
        return
    window = asked.window or reader.prefers.window
    if asked.coin is None:
        offers = [ComparePress(coin=coin, window=window, owner=reader.owner) for coin in await desk.biggest()]
        keys = keyboard(*in_rows([press(offer.coin, offer) for offer in offers], 4))
        await say_text(message, reader.t("compare-pick-coin"), keys)
        return
    wanted = ComparePress(coin=asked.coin, window=window, model=model_of(asked.rest), owner=reader.owner)
    try:
        async with indicating(message, ChatAction.UPLOAD_PHOTO):
            photo = await compare.photo(wanted, reader)
    except Refused as refusal:
        await say(message, failure_card(refusal, reader, CardKind.HEATMAP, window, asked.coin))
        return
    await show_photo(message, photo, compare.gallery)


@router.callback_query(ComparePress.filter())
async def compare_pressed(
    query: CallbackQuery, callback_data: ComparePress, reader: Reader, compare: Comparing
) -> str | None:
    """Changes the comparison in place; from a map or a list a new message, so that the map stays."""
    message = query.message
    if not isinstance(message, Message):
        return reader.t.plain("press-old")
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        photo = await compare.photo(callback_data, reader)
    if not _is_comparison(message):
        await show_photo(message, photo, compare.gallery)
        return None
    is_changed = await change_photo(message, photo, compare.gallery)
    return None if is_changed else reader.t.plain("same-still")


def _is_comparison(message: Message) -> bool:
    keys = message.reply_markup.inline_keyboard if message.reply_markup is not None else []
    first = keys[0][0].callback_data if keys and keys[0] else None
    return bool(message.photo) and (first or "").startswith(f"{ComparePress.__prefix__}{ComparePress.__separator__}")
