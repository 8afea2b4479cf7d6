"""What a person can do in a chat: write, start, block, upload."""

from typing import Any

from sandbox.telegram.api import Api
from sandbox.telegram.entities.formatted import utf16_length
from sandbox.telegram.entities.parse import parse_text
from sandbox.telegram.files import document_object, photo_sizes
from sandbox.telegram.outbox import forward_to_comments, keep, quoted, thread_of
from sandbox.telegram.params import Upload
from sandbox.telegram.refusals import Refusal
from sandbox.telegram.world import World, public_chat, public_message

Json = dict[str, Any]
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
BLOCKED_UPDATE = {"status": "kicked", "until_date": 0}


def nonsense(reason: str) -> Refusal:
    """The page or a test asked for something a Telegram client would not let a person do."""
    return Refusal(400, reason)


def author(world: World, person: Json, chat: Json, anonymous: bool) -> Json:
    status = world.status(chat, person["id"])
    if chat["type"] == "channel":
        if status not in ("creator", "administrator"):
            raise nonsense("only administrators write in a channel")
        return {"sender_chat": public_chat(chat), "author_signature": person["first_name"]}
    if anonymous:
        if status not in ("creator", "administrator") or chat["type"] == "private":
            raise nonsense("only administrators of a group write anonymously")
        return {"from": ANONYMOUS, "sender_chat": public_chat(chat), "author_signature": ""}
    if not world.is_inside(chat, person["id"]):
        raise nonsense("this person is not in the chat")
    return {"from": world.user(person["id"])}


def post(api: Api, person: Json, chat: Json, content: Json, reply_to: int = 0, anonymous: bool = False) -> Json:
    """Stores a person's message and tells the bot. Writing to the bot starts the conversation."""
    world = api.world
    message: Json = {
        "message_id": 0, **author(world, person, chat, anonymous), "chat": public_chat(chat),
        "date": world.clock.unix(), **reply_parts(world, chat, reply_to), **content, "_": {"person": person["id"]},
    }  # fmt: skip
    if chat["type"] == "private":
        open_conversation(api, person)
    message["message_id"] = world.next_message_id(chat["id"])
    keep(api, message)
    tell_bot(api, chat, message)
    if chat["type"] == "channel" and chat.get("linked_chat_id") in world.chats:
        forward_to_comments(api, chat, message)
    return message


def reply_parts(world: World, chat: Json, reply_to: int) -> Json:
    target = world.message(chat["id"], reply_to) if reply_to else None
    return {"reply_to_message": quoted(target), **thread_of(target)} if target is not None else {}


def tell_bot(api: Api, chat: Json, message: Json) -> None:
    if not api.world.is_inside(chat, api.world.bot_id) or not bot_may_read(api.world, chat, message):
        return
    api.updates.add("channel_post" if chat["type"] == "channel" else "message", public_message(message))


def bot_may_read(world: World, chat: Json, message: Json) -> bool:
    """Privacy mode: in a group where it is no administrator a bot gets commands, mentions and answers to itself."""
    if chat["type"] in ("private", "channel") or world.status(chat, world.bot_id) == "administrator":
        return True
    text = message.get("text") or message.get("caption") or ""
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    return text.startswith("/") or f"@{world.bot_user()['username']}" in text or replied == world.bot_id


def open_conversation(api: Api, person: Json) -> None:
    if not person["started"] or person["blocked"]:
        was_blocked = person["blocked"]
        api.world.save_person({**person, "started": True, "blocked": False})
        if was_blocked:
            own_status_changed(api, person, BLOCKED_UPDATE, {"status": "member"})
        api.world.hub.publish({"type": "chats"}, only_for=person["id"])


def own_status_changed(api: Api, person: Json, old: Json, new: Json) -> None:
    """`my_chat_member` of a private chat: the person blocked or unblocked the bot."""
    bot = api.world.bot_user()
    change = {
        "chat": public_chat(api.world.chat(person["id"]) or {}), "from": api.world.user(person["id"]),
        "date": api.world.clock.unix(), "old_chat_member": {"user": bot, **old},
        "new_chat_member": {"user": bot, **new},
    }  # fmt: skip
    api.updates.add("my_chat_member", change)


def send_text(api: Api, person: Json, chat: Json, text: str, reply_to: int = 0, anonymous: bool = False) -> Json:
    if utf16_length(text.strip()) > 4096:
        raise nonsense("a message has 4096 characters at most")
    value = parse_text(text, "", None)
    if not value.text:
        raise nonsense("the message is empty")
    content: Json = {"text": value.text}
    if value.entities:
        content["entities"] = value.entities
    return post(api, person, chat, content, reply_to, anonymous)


def send_start(api: Api, person: Json, payload: str) -> Json:
    chat = api.world.chat(person["id"]) or {}
    return send_text(api, person, chat, f"/start {payload}".strip())


def send_file(api: Api, person: Json, chat: Json, upload: Upload, caption: str, as_photo: bool) -> Json:
    if as_photo:
        content: Json = {"photo": photo_sizes(api.files, api.files.add_photo(upload))}
    else:
        content = {"document": document_object(api.files.add_document(upload))}
    value = parse_text(caption, "", None)
    if value.text:
        content["caption"] = value.text
        if value.entities:
            content["caption_entities"] = value.entities
    return post(api, person, chat, content)


def set_blocked(api: Api, person: Json, blocked: bool) -> None:
    if person["blocked"] == blocked:
        return
    api.world.save_person({**person, "blocked": blocked})
    before, after = ({"status": "member"}, BLOCKED_UPDATE) if blocked else (BLOCKED_UPDATE, {"status": "member"})
    own_status_changed(api, person, before, after)
    api.world.hub.publish({"type": "chats"}, only_for=person["id"])


def edit_own(api: Api, person: Json, chat: Json, message_id: int, text: str) -> Json:
    message = api.world.message(chat["id"], message_id)
    if message is None or message["_"].get("person") != person["id"] or "text" not in message:
        raise nonsense("only one's own text messages can be edited")
    value = parse_text(text, "", None)
    updated = {**message, "text": value.text, "entities": value.entities, "edit_date": api.world.clock.unix()}
    api.world.save_message(updated)
    api.world.hub.publish({"type": "edited", "chat_id": chat["id"], "message": updated})
    api.updates.add("edited_channel_post" if chat["type"] == "channel" else "edited_message", public_message(updated))
    return updated
