"""/group: how a group wants Helix to behave, for its admins."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.commands import GROUP
from bot.groups.admins import presses_as_admin, writes_as_admin
from bot.groups.card import group_card
from bot.groups.choices import changed
from bot.groups.desk import GroupDesk
from bot.groups.presses import GroupPage, GroupPress
from bot.handlers.registration import on_command
from bot.keyboards.screens import main_keyboard
from bot.speech import change_text, say, say_text
from bot.views.reader import Place, Reader

router = Router(name="group")


@on_command(router, GROUP)
async def group(message: Message, reader: Reader, group_desk: GroupDesk | None) -> None:
    if group_desk is None or reader.place is not Place.GROUP:
        await say_text(message, reader.t("group-only"), main_keyboard(reader))
        return
    settings = await group_desk.book.of(message.chat.id)
    if not await writes_as_admin(message):
        if not settings.is_muted:
            await say_text(message, reader.t("group-admins"))
        return
    in_topic = bool(message.is_topic_message)
    await say(message, group_card(GroupPage.MAIN, settings, group_desk.house, reader, in_topic=in_topic))


@router.callback_query(GroupPress.filter())
async def group_pressed(
    query: CallbackQuery, callback_data: GroupPress, reader: Reader, group_desk: GroupDesk | None
) -> str | None:
    message = query.message
    if not isinstance(message, Message) or group_desk is None or reader.place is not Place.GROUP:
        return reader.t.plain("press-old")
    if not await presses_as_admin(query):
        return reader.t.plain("group-admins")
    settings, page, in_topic = (
        await group_desk.book.of(message.chat.id),
        callback_data.page,
        bool(message.is_topic_message),
    )
    if not callback_data.value:
        await change_text(message, group_card(page, settings, group_desk.house, reader, in_topic=in_topic))
        return None
    new = changed(settings, callback_data, message.message_thread_id if in_topic else None)
    if new is None:
        return reader.t.plain("press-old")
    await group_desk.book.change(new, query.from_user.id)
    now = group_desk.reading(new, reader)
    await change_text(message, group_card(GroupPage.MAIN, new, group_desk.house, now, in_topic=in_topic))
    return now.t.plain("settings-saved")
