"""/hunt: how often price came to a coin's levels."""

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.commands import HUNT, Role, may
from bot.desk import Desk
from bot.handlers.registration import on_command
from bot.hunting import HuntDesk
from bot.keyboards.hunting import HuntAction, HuntPress, more_windows_keyboard
from bot.show import PhotoCard
from bot.speech import change_keys, change_photo, change_text, indicating, is_gone, remove, say, show_photo
from bot.views.card import Card
from bot.views.failures import failure_card
from bot.views.reader import Reader
from engine.errors import Refused
from engine.market.windows import Window

router = Router(name="hunting")


@on_command(router, HUNT)
async def hunt(message: Message, command: CommandObject, reader: Reader, desk: Desk, hunting: HuntDesk) -> None:
    await answer_hunt(message, command.args or "", reader, desk, hunting)


async def answer_hunt(message: Message, words: str, reader: Reader, desk: Desk, hunting: HuntDesk) -> None:
    """`12h` ranks the coins, `BTC` is one coin, `BTC 12h` one window of it; no word: the reader's own window."""
    try:
        asked = await desk.understand(words)
    except Refused as refusal:
        await say(message, failure_card(refusal, reader))
        return
    window: Window = asked.window or reader.prefers.window
    if asked.coin is None:
        await say(message, await hunting.ranking(HuntPress(do=HuntAction.LIST, window=window), reader))
        return
    opened = HuntPress(do=HuntAction.COIN, window=window, coin=asked.coin)
    if asked.window is not None:
        await say(message, await hunting.detail(opened, reader))
        return
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        card = await hunting.coin(opened, reader)
    await _show(message, card, hunting)


@router.callback_query(HuntPress.filter())
async def hunt_pressed(
    query: CallbackQuery, callback_data: HuntPress, reader: Reader, role: Role, hunting: HuntDesk
) -> str | None:
    message, asked = query.message, callback_data
    if not isinstance(message, Message):
        return reader.t.plain("press-old")
    if not may(role, HUNT):
        return reader.t.plain("not-allowed")
    match asked.do:
        case HuntAction.WINDOWS:
            await change_keys(message, more_windows_keyboard(asked, reader))
            return None
        case HuntAction.COIN:
            async with indicating(message, ChatAction.UPLOAD_PHOTO):
                card = await hunting.coin(asked, reader)
            is_changed = await _change(message, card, hunting)
        case HuntAction.DETAIL:
            is_changed = await _change(message, await hunting.detail(asked, reader), hunting)
        case _:
            is_changed = await _change(message, await hunting.ranking(asked, reader), hunting)
    return None if is_changed else reader.t.plain("same-still")


async def _show(message: Message, card: PhotoCard | Card, hunting: HuntDesk) -> None:
    if isinstance(card, PhotoCard):
        await show_photo(message, card, hunting.gallery)
    else:
        await say(message, card)


async def _change(message: Message, card: PhotoCard | Card, hunting: HuntDesk) -> bool:
    """In place; a new message where the old one is gone, or is a picture that words should follow."""
    try:
        if isinstance(card, PhotoCard):
            return await change_photo(message, card, hunting.gallery)
        if not message.photo:
            return await change_text(message, card)
    except TelegramBadRequest as error:
        if not is_gone(error):
            raise
    await _show(message, card, hunting)
    if message.photo:
        await remove(message)
    return True
