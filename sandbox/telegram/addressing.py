"""From `chat_id` to a chat the bot may use, or Telegram's refusal."""

from typing import Any

from sandbox.telegram.api import Call
from sandbox.telegram.refusals import Refusal, bad_request, forbidden
from sandbox.telegram.world import World

Json = dict[str, Any]
KIND_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def known_chat(call: Call, name: str = "chat_id") -> Json:
    """Any chat the sandbox knows; 400 where it is unknown or has moved."""
    value = call.params.text(name)
    if not value:
        raise bad_request(f"{name} is empty")
    chat = call.world.chat_by_username(value[1:]) if value.startswith("@") else None
    if value.lstrip("-").isdigit():
        chat = call.world.chat(int(value))
    if chat is None:
        raise bad_request("chat not found")
    if chat.get("moved_to"):
        raise Refusal(
            400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat["moved_to"]}
        )
    return chat


def reachable_chat(call: Call, name: str = "chat_id") -> Json:
    """A chat the bot may write to."""
    chat = known_chat(call, name)
    if chat["type"] == "private":
        require_conversation(call.world, chat["id"])
    else:
        require_inside(call.world, chat)
    return chat


def require_conversation(world: World, user_id: int) -> None:
    person = world.people[user_id]
    if not person["started"]:
        raise forbidden("bot can't initiate conversation with a user")
    if person["blocked"]:
        raise forbidden("bot was blocked by the user")


def require_inside(world: World, chat: Json) -> None:
    status = world.status(chat, world.bot_id)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {KIND_NAMES[chat['type']]}")
    if status == "left":
        raise forbidden(f"bot is not a member of the {KIND_NAMES[chat['type']]}")
    if chat["type"] == "channel" and status != "administrator":
        raise bad_request("need administrator rights in the channel chat")


def group_chat(call: Call, name: str = "chat_id") -> Json:
    """A group or channel the bot is in; for methods that make no sense in a private chat."""
    chat = known_chat(call, name)
    if chat["type"] == "private":
        raise bad_request("method is available only for supergroups and channels")
    require_inside(call.world, chat)
    return chat


def governed_chat(call: Call) -> Json:
    """A group or channel where the bot is an administrator."""
    chat = group_chat(call)
    if call.world.status(chat, call.world.bot_id) != "administrator":
        raise bad_request("not enough rights")
    return chat
