"""Changes of who is in a chat, with the updates and service messages they cause."""

from typing import Any

from sandbox.telegram.api import Api
from sandbox.telegram.methods.chats import member_object
from sandbox.telegram.outbox import keep
from sandbox.telegram.world import INSIDE, public_chat, public_message

Json = dict[str, Any]


def set_member(api: Api, chat: Json, user_id: int, member: Json, actor_id: int, invite: Json | None = None) -> None:
    """Stores the new status and tells the bot by `chat_member`, or `my_chat_member` for itself."""
    world = api.world
    chat = world.chats[chat["id"]]
    old = member_object(world, chat, user_id)
    world.save_chat({**chat, "members": {**chat["members"], str(user_id): member}})
    change: Json = {
        "chat": public_chat(chat), "from": world.user(actor_id), "date": world.clock.unix(),
        "old_chat_member": old, "new_chat_member": member_object(world, world.chats[chat["id"]], user_id),
    }  # fmt: skip
    if invite is not None:
        change["invite_link"] = invite
    kind = "my_chat_member" if user_id == world.bot_id else "chat_member"
    if kind == "my_chat_member" or world.status(chat, world.bot_id) == "administrator":
        api.updates.add(kind, change)
    announce(api, chat, user_id, old["status"], member["status"], actor_id)
    world.hub.publish({"type": "chats"})


def announce(api: Api, chat: Json, user_id: int, before: str, after: str, actor_id: int) -> None:
    """Groups show who came and who went."""
    if chat["type"] == "channel" or (before in INSIDE) == (after in INSIDE):
        return
    user = api.world.user(user_id)
    content = {"new_chat_members": [user]} if after in INSIDE else {"left_chat_member": user}
    service_message(api, chat, actor_id, content)


def service_message(api: Api, chat: Json, actor_id: int, content: Json) -> Json:
    """A grey line in the chat; the bot gets it as an ordinary message."""
    world = api.world
    message = {
        "message_id": world.next_message_id(chat["id"]), "from": world.user(actor_id), "chat": public_chat(chat),
        "date": world.clock.unix(), **content, "_": {"service": True, "by_bot": actor_id == world.bot_id},
    }  # fmt: skip
    keep(api, message)
    if actor_id != world.bot_id or "new_chat_members" in content or "left_chat_member" in content:
        api.updates.add("message", public_message(message))
    return message
