"""/top."""

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.callbacks import TopAction, TopPress
from bot.commands import TOP
from bot.handlers.registration import on_command
from bot.keyboards.top import top_windows_keyboard
from bot.show import Show
from bot.speech import change_keys, indicating, say, show_photo, show_text
from bot.topboard import TopBoard
from bot.views.failures import failure_card
from bot.views.reader import Reader
from engine.errors import UnknownWindow
from engine.market.asked import parse_window

router = Router(name="top")


@on_command(router, TOP)
async def top(message: Message, command: CommandObject, reader: Reader, board: TopBoard) -> None:
    words = (command.args or "").strip()
    try:
        window = parse_window(words) if words else reader.prefers.window
    except UnknownWindow as refusal:
        asked = await board.first(reader)
        refused = failure_card(refusal, reader)
        await say(message, type(refused)(refused.text, asked.keyboard))
        return
    await say(message, await board.first(reader, window))


@router.callback_query(TopPress.filter())
async def top_pressed(
    query: CallbackQuery,
    callback_data: TopPress,
    reader: Reader,
    board: TopBoard,
    show: Show,
) -> str | None:
    message, asked = query.message, callback_data
    if not isinstance(message, Message):
        return reader.t.plain("press-old")
    match asked.do:
        case TopAction.WINDOWS:
            await change_keys(message, top_windows_keyboard(asked, reader))
        case TopAction.NINE:
            coins, first = board.coins(asked, 9)
            async with indicating(message, ChatAction.UPLOAD_PHOTO):
                made = await show.nine(asked, coins, reader, first)
            await show_photo(message, made, show.gallery)
        case _:
            card = await board.card(asked, reader)
            if not await show_text(message, card):
                return reader.t.plain("same-still")
    return None
