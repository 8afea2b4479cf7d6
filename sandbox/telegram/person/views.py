"""What one persona sees: chats, messages, commands."""

import math
from typing import Any

from sandbox.telegram.api import Api
from sandbox.telegram.world import INSIDE, public_chat, public_message

Json = dict[str, Any]
PAGE = 200
PERSON_FIELDS = ("key", "id", "first_name", "username", "language_code", "colour", "role", "started", "blocked")


def person_view(person: Json) -> Json:
    return {name: person[name] for name in PERSON_FIELDS}


def message_view(message: Json, user_id: int | None) -> Json:
    """A Bot API message plus `meta`: whose it is and what only the page shows."""
    hidden = message.get("_", {})
    meta = {
        "out": user_id is not None and hidden.get("person") == user_id, "service": bool(hidden.get("service")),
        "by_bot": bool(hidden.get("by_bot")), "reactions": hidden.get("reactions", {}),
        "comments_id": hidden.get("comments_id"), "silent": bool(hidden.get("silent")),
        "ephemeral": "ephemeral_to" in hidden, "replaces": hidden.get("replaces"),
    }  # fmt: skip
    return {**public_message(message), "meta": meta}


def event_view(api: Api, event: Json, user_id: int | None) -> Json | None:
    """The event as this persona sees it, or `None` when it is none of their business."""
    chat_id = event.get("chat_id")
    if user_id is not None and chat_id is not None and not api.world.can_see(chat_id, user_id):
        return None
    if "message" in event:
        return {**event, "message": message_view(event["message"], user_id)}
    return event


def visible_messages(api: Api, person: Json, chat: Json, after: int = 0, before: int = 0) -> list[Json]:
    """The newest 200 after (and, where given, before) a message id; ephemeral ones among the newest only."""
    history = api.world.messages.get(chat["id"], {}) if api.world.can_see(chat["id"], person["id"]) else {}
    kept = [m for m in history.values() if after < m["message_id"] < (before or math.inf)][-PAGE:]
    if before:
        return [message_view(message, person["id"]) for message in kept]
    own = [m for (user_id, _), m in api.ephemeral.items() if user_id == person["id"] and m["chat"]["id"] == chat["id"]]
    merged = sorted([*kept, *own], key=lambda m: m["date"]) if own else kept
    return [message_view(message, person["id"]) for message in merged]


def chat_view(api: Api, chat: Json, person: Json) -> Json:
    world = api.world
    status = world.status(chat, person["id"])
    history = world.messages.get(chat["id"], {}) if world.can_see(chat["id"], person["id"]) else {}
    last = next(reversed(history.values()), None)
    key = "bot" if chat["type"] == "private" else chat.get("key", str(chat["id"]))
    view = {
        **public_chat(chat), "key": key, "status": status, "inside": status in INSIDE,
        "pinned": [message_view(history[m], person["id"]) for m in chat["pinned"] if m in history],
        "last": message_view(last, person["id"]) if last else None,
        "requested": world.store.get("join_request", f"{chat['id']}:{person['id']}") is not None,
        "linked_chat_id": chat.get("linked_chat_id"), "commands": commands_for(api, chat, person),
        "draft": api.drafts.get(chat["id"]), "join_by_request": bool(chat.get("join_by_request")),
    }  # fmt: skip
    if chat["type"] == "private":
        view.update(title=world.bot_name(), description=description(api, person["language_code"]))
    else:
        view["member_count"] = sum(1 for _ in world.members(chat))
    return view


def description(api: Api, language: str) -> str:
    values = api.world.store.get("profile", "description") or {}
    return str(values.get(language) or values.get("") or "")


def chats_of(api: Api, person: Json) -> list[Json]:
    """The private chat first, then groups and channels; those a person could join are listed too."""
    private = api.world.chat(person["id"])
    rest = [chat for chat in api.world.chats.values() if not chat.get("moved_to") and is_listed(api, chat, person)]
    return [chat_view(api, chat, person) for chat in [private or {}, *rest]]


def is_listed(api: Api, chat: Json, person: Json) -> bool:
    if api.world.can_see(chat["id"], person["id"]):
        return True
    return bool(chat.get("join_by_request"))


def scopes_for(api: Api, chat: Json, person: Json) -> list[str]:
    """Command scopes from the narrowest to the widest, as Telegram looks them up."""
    if chat["type"] == "private":
        return [f"chat:{chat['id']}", "all_private_chats", "default"]
    governs = api.world.status(chat, person["id"]) in ("creator", "administrator")
    admin = [f"chat_administrators:{chat['id']}"] if governs else []
    every_admin = ["all_chat_administrators"] if governs else []
    return [
        f"chat_member:{chat['id']}:{person['id']}", *admin, f"chat:{chat['id']}", *every_admin, "all_group_chats",
        "default",
    ]  # fmt: skip


def commands_for(api: Api, chat: Json, person: Json) -> list[Json]:
    if chat["type"] == "channel":
        return []
    for scope in scopes_for(api, chat, person):
        for language in (person["language_code"], ""):
            commands: list[Json] | None = api.world.store.get("commands", f"{scope}|{language}")
            if commands:
                return commands
    return []


def state_of(api: Api, person: Json) -> Json:
    world = api.world
    return {
        "bot": world.bot_user(), "me": person_view(person),
        "people": [person_view(p) for p in world.people.values() if p["listed"]],
        "chats": chats_of(api, person), "now": world.clock.unix(), "frozen": world.clock.frozen,
        "menu_button": world.store.get("menu_button", person["id"]) or world.store.get("menu_button", ""),
    }  # fmt: skip
