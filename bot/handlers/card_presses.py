"""Buttons under a scan or a map. A handler returns its toast."""

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.callbacks import CardAction, CardKind, CardPress, LevelPress
from bot.desk import Desk
from bot.keyboards.cards import (
    card_keyboard,
    filters_keyboard,
    level_keyboard,
    levels_keyboard,
    windows_keyboard,
)
from bot.show import Show
from bot.speech import (
    change_keys,
    change_photo,
    change_text,
    indicating,
    is_gone,
    remove,
    replies_to,
    say,
    show_photo,
)
from bot.views.numbers import minutes
from bot.views.reader import Reader
from engine.market.values import Coin

router = Router(name="card-presses")


@router.callback_query(CardPress.filter())
async def card_pressed(
    query: CallbackQuery, callback_data: CardPress, reader: Reader, desk: Desk, show: Show
) -> str | None:
    message = query.message
    if not isinstance(message, Message):
        return reader.t.plain("press-old")
    card = callback_data
    match card.do:
        case CardAction.OPEN | CardAction.REFRESH:
            return await _open(message, card, reader, desk, show)
        case CardAction.FILTERS:
            await _filters(message, card, reader, desk, show)
        case CardAction.WINDOWS:
            await change_keys(message, windows_keyboard(card, reader))
        case CardAction.KEYS | CardAction.LEVELS:
            await _keys(message, card, reader, desk)
        case CardAction.ZOOM:
            await _zoom(message, card, reader, show)
        case CardAction.BESIDE:
            async with indicating(message, ChatAction.UPLOAD_PHOTO):
                made = await show.beside(card, reader)
            await show_photo(message, made, show.gallery)
    return None


@router.callback_query(LevelPress.filter())
async def level_pressed(query: CallbackQuery, callback_data: LevelPress, reader: Reader) -> str | None:
    if not isinstance(query.message, Message):
        return reader.t.plain("press-old")
    await change_keys(query.message, level_keyboard(callback_data, reader))
    return None


async def _open(message: Message, card: CardPress, reader: Reader, desk: Desk, show: Show) -> str | None:
    """Edits in place; a new message only where Telegram cannot: a picture never becomes words again."""
    is_changed = await put_card(message, card, reader, show)
    if is_changed:
        return None
    return await _nothing_new(message, card, desk, reader)


async def put_card(message: Message, card: CardPress, reader: Reader, show: Show) -> bool:
    if card.kind is CardKind.HEATMAP:
        async with indicating(message, ChatAction.UPLOAD_PHOTO):
            photo = await show.heatmap(card, reader)
        try:
            return await change_photo(message, photo, show.gallery)
        except TelegramBadRequest as error:
            if not is_gone(error):
                raise
            await show_photo(message, photo, show.gallery)
            return True
    made = await show.scan(card, reader)
    if message.photo:
        await say(message, made)
        await remove(message)
        return True
    try:
        return await change_text(message, made)
    except TelegramBadRequest as error:
        if not is_gone(error):
            raise
        await say(message, made)
        return True


async def _nothing_new(message: Message, card: CardPress, desk: Desk, reader: Reader) -> str:
    """`Same as 8 s ago. Next bar in 4:52.`"""
    scan = await desk.scan(card.query)
    shown_at = message.edit_date or message.date.timestamp()
    left_s = (scan.at + card.window.column - desk.now()).total_seconds()
    seconds = max(round(desk.now().timestamp() - shown_at), 0)
    if left_s <= 0:
        return reader.t.plain("same-still")
    return reader.t.plain("same-as-before", seconds=seconds, next=minutes(left_s))


async def _filters(message: Message, card: CardPress, reader: Reader, desk: Desk, show: Show) -> None:
    """The filters stay open while the picture above them changes."""
    keys = filters_keyboard(card, await desk.venues(Coin(card.coin)), reader)
    if card.kind is CardKind.HEATMAP:
        async with indicating(message, ChatAction.UPLOAD_PHOTO):
            photo = await show.heatmap(card, reader)
        await change_photo(message, type(photo)(photo.picture, photo.caption, keys), show.gallery)
        return
    await change_keys(message, keys)


async def _keys(message: Message, card: CardPress, reader: Reader, desk: Desk) -> None:
    scan = await desk.scan(card.query)
    make = levels_keyboard if card.do is CardAction.LEVELS else card_keyboard
    await change_keys(message, make(card, scan, reader))


async def _zoom(message: Message, card: CardPress, reader: Reader, show: Show) -> None:
    async with indicating(message, ChatAction.UPLOAD_DOCUMENT):
        file = await show.zoom_file(card, reader)
    caption = reader.t("zoom-caption", coin=card.coin, window=card.window.value)
    await message.answer_document(file, caption=caption, reply_parameters=replies_to(message))
