"""Whether somebody is in charge of a group: Telegram is asked every time."""

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

_IN_CHARGE = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR})


async def writes_as_admin(message: Message) -> bool:
    """An anonymous admin writes in the group's own name, which nobody else can."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    return await _is_admin(message.bot, message.chat.id, None if message.from_user is None else message.from_user.id)


async def presses_as_admin(query: CallbackQuery) -> bool:
    """A press tells who it is even of an anonymous admin."""
    if query.message is None:
        return False
    return await _is_admin(query.bot, query.message.chat.id, query.from_user.id)


async def _is_admin(bot: Bot | None, chat_id: int, user_id: int | None) -> bool:
    if bot is None or user_id is None:
        return False
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except TelegramBadRequest:
        return False  # nobody by that id is known there
    return member.status in _IN_CHARGE
