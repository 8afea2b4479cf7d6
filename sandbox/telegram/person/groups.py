"""Coming and going: joining, asking to join, leaving, promoting, becoming a supergroup."""

from typing import Any

from sandbox.telegram.api import Api
from sandbox.telegram.membership import service_message, set_member
from sandbox.telegram.people import ADMIN_ID
from sandbox.telegram.person.actions import nonsense
from sandbox.telegram.world import public_chat

Json = dict[str, Any]


def join(api: Api, person: Json, chat: Json | None, link: str = "", direct: bool = False) -> str:
    """ "joined", or "requested" where the group or the link wants an administrator's word."""
    invite = api.world.store.get("invite", link) if link else None
    if link and (invite is None or invite["link"]["is_revoked"]):
        raise nonsense("this invite link has expired")
    if invite is not None:
        chat = api.world.chats[invite["chat_id"]]
    if chat is None or chat["type"] == "private":
        raise nonsense("there is no such group")
    if api.world.is_inside(chat, person["id"]):
        raise nonsense("already a member")
    if api.world.status(chat, person["id"]) == "kicked" and not direct:
        raise nonsense("this person was banned from the chat")
    asks = invite["link"]["creates_join_request"] if invite else bool(chat.get("join_by_request"))
    if asks and not direct:
        request_to_join(api, person, chat, invite)
        return "requested"
    set_member(api, chat, person["id"], {"status": "member"}, person["id"], invite["link"] if invite else None)
    return "joined"


def request_to_join(api: Api, person: Json, chat: Json, invite: Json | None) -> None:
    api.world.store.put("join_request", f"{chat['id']}:{person['id']}", {"date": api.world.clock.unix()})
    request = {
        "chat": public_chat(chat), "from": api.world.user(person["id"]), "user_chat_id": person["id"],
        "date": api.world.clock.unix(),
    }  # fmt: skip
    if invite is not None:
        request["invite_link"] = invite["link"]
    api.updates.add("chat_join_request", request)
    api.world.hub.publish({"type": "chats"})


def leave(api: Api, person: Json, chat: Json) -> None:
    if not api.world.is_inside(chat, person["id"]) or chat["type"] == "private":
        raise nonsense("this person is not in the group")
    set_member(api, chat, person["id"], {"status": "left"}, person["id"])


def set_status(api: Api, user_id: int, chat: Json, status: str, actor_id: int = ADMIN_ID) -> None:
    """Promotes, demotes, adds or removes anybody, the bot included."""
    if status not in ("administrator", "member", "left", "kicked", "creator"):
        raise nonsense("unknown status")
    if chat["type"] == "private":
        raise nonsense("a private chat has no members to change")
    set_member(api, chat, user_id, {"status": status}, actor_id)


def migrate(api: Api, chat: Json) -> Json:
    """A basic group becomes a supergroup: a new id, two service messages, the old id refuses from now on."""
    if chat["type"] != "group":
        raise nonsense("only a basic group can become a supergroup")
    new_id = -1_002_000_000_000 + chat["id"]
    upgraded = {**chat, "id": new_id, "type": "supergroup", "pinned": []}
    api.world.save_chat(upgraded)
    service_message(api, chat, ADMIN_ID, {"migrate_to_chat_id": new_id})
    service_message(api, upgraded, ADMIN_ID, {"migrate_from_chat_id": chat["id"]})
    api.world.save_chat({**chat, "moved_to": new_id})
    api.world.hub.publish({"type": "chats"})
    return upgraded


def add_person(api: Api, request: Json) -> Json:
    """One more persona, for tests that need a crowd."""
    key = str(request.get("key", "")).lower()
    if not key.isidentifier() or api.world.person_by_key(key):
        raise nonsense("a new person needs a key of letters, digits and _ that nobody has")
    person = {
        "key": key, "id": int(request.get("id") or max(api.world.people) + 1),
        "first_name": str(request.get("first_name") or key.title()), "username": str(request.get("username") or key),
        "language_code": str(request.get("language_code") or "en"), "colour": str(request.get("colour") or "#5aa0a8"),
        "role": str(request.get("role") or "Guest"), "started": bool(request.get("started")), "blocked": False,
        "listed": bool(request.get("listed", True)),
    }  # fmt: skip
    api.world.save_person(person)
    api.world.hub.publish({"type": "chats"})
    return person
