"""/signals, the card of one signal and its picture; `?start=signal_12` from the channel."""

from aiogram import F, Router
from aiogram.enums import ChatAction
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.commands import SIGNALS, START, Role
from bot.handlers.registration import on_command
from bot.keyboards.signals import SignalAction, SignalPress
from bot.signal_desk import SignalDesk
from bot.speech import indicating, say, say_text, show_photo, show_text
from bot.views.card import Card
from bot.views.reader import Reader

router = Router(name="signals")

_LINK = r"^signal_(\d{1,15})$"
_SHOWS = frozenset({SignalAction.LIST, SignalAction.CARD, SignalAction.MAP})


@on_command(router, SIGNALS)
async def signals(message: Message, reader: Reader, role: Role, signal_desk: SignalDesk) -> None:
    await say(message, await signal_desk.list_card(SignalPress(do=SignalAction.LIST), role, reader))


@router.message(Command(START.name, magic=F.args == SIGNALS.name))
async def signals_by_link(
    message: Message, reader: Reader, role: Role, signal_desk: SignalDesk, is_first_contact: bool
) -> None:
    await signals(message, reader, role, signal_desk)
    if is_first_contact:
        await say_text(message, reader.t("start-under-link"))


@router.message(Command(START.name, magic=F.args.regexp(_LINK)))
async def signal_by_link(
    message: Message,
    command: CommandObject,
    reader: Reader,
    role: Role,
    signal_desk: SignalDesk,
    is_first_contact: bool,
) -> None:
    signal_id = int((command.args or "").rpartition("_")[2])
    asked, signal = SignalPress(do=SignalAction.CARD, id=signal_id), await signal_desk.find(signal_id, role, reader)
    if signal is None:
        await say_text(message, reader.t("signal-gone"))
        await signals(message, reader, role, signal_desk)
    else:
        await say(message, await signal_desk.card(signal, asked, role, reader))
    if is_first_contact:
        await say_text(message, reader.t("start-under-link"))


@router.callback_query(SignalPress.filter(F.do.in_(_SHOWS)))
async def signal_pressed(
    query: CallbackQuery, callback_data: SignalPress, reader: Reader, role: Role, signal_desk: SignalDesk
) -> str | None:
    message, asked = query.message, callback_data
    if not isinstance(message, Message):
        return reader.t.plain("press-old")
    if asked.do is SignalAction.LIST:
        return await _show(message, await signal_desk.list_card(asked, role, reader), reader)
    signal = await signal_desk.find(asked.id, role, reader)
    if signal is None:
        return reader.t.plain("signal-gone")
    if asked.do is SignalAction.CARD:
        return await _show(message, await signal_desk.card(signal, asked, role, reader), reader)
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        photo = await signal_desk.photo(signal, asked, reader)
    await show_photo(message, photo, signal_desk.show.gallery)
    return None


async def _show(message: Message, card: Card, reader: Reader) -> str | None:
    return None if await show_text(message, card) else reader.t.plain("same-still")
