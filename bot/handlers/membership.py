"""Where the bot is and is not: blocked, added, removed, moved."""

from aiogram import F, Router
from aiogram.types import ChatMemberUpdated, Message

from bot.ports import Chats, People
from engine.club.people import ChatKind

router = Router(name="membership")

_GONE = {"left", "kicked"}


@router.my_chat_member()
async def bot_membership(event: ChatMemberUpdated, people: People, chats: Chats) -> None:
    is_gone = event.new_chat_member.status in _GONE
    if event.chat.type == ChatKind.PRIVATE:
        await (people.mark_blocked if is_gone else people.mark_reachable)(event.chat.id)
    elif is_gone:
        await chats.leave(event.chat.id)
    else:
        await chats.see(event.chat.id, ChatKind(event.chat.type), event.chat.title)


@router.message(F.migrate_to_chat_id)
async def group_moved(message: Message, chats: Chats) -> None:
    if message.migrate_to_chat_id is not None:
        await chats.migrate(message.chat.id, message.migrate_to_chat_id)


@router.message(F.migrate_from_chat_id)
async def group_arrived(message: Message, chats: Chats) -> None:
    if message.migrate_from_chat_id is not None:
        await chats.migrate(message.migrate_from_chat_id, message.chat.id)
