"""Changing and deleting messages that are already in a chat."""

from typing import Any

from sandbox.telegram.addressing import reachable_chat
from sandbox.telegram.api import Call
from sandbox.telegram.keyboards import read_markup
from sandbox.telegram.methods import ephemeral
from sandbox.telegram.methods.media import input_media
from sandbox.telegram.methods.rich import rich_content
from sandbox.telegram.methods.texts import caption_of, preview_options, read_text
from sandbox.telegram.outbox import changed
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import public_message

Json = dict[str, Any]
MEDIA = ("photo", "document")
CAPTION = ("caption", "caption_entities", "show_caption_above_media")
TEXT = ("text", "entities", "link_preview_options", "rich_message")
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
DELETABLE_FOR_S = 48 * 3600


def editable(call: Call) -> tuple[Json, Json]:
    """Chat and message of the bot; 400 for a foreign or missing one."""
    chat = reachable_chat(call)
    message = call.world.message(chat["id"], call.params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message["_"].get("by_bot") or message["_"].get("service"):
        raise bad_request("message can't be edited")
    return chat, message


def replace(call: Call, chat: Json, message: Json, dropped: tuple[str, ...], content: Json) -> Json:
    """Stores the message with `content` in place of the `dropped` fields. A markup not given again is removed."""
    markup = read_markup(call.params, chat, pay_allowed="invoice" in message)
    updated = {name: value for name, value in message.items() if name not in (*dropped, "reply_markup")}
    updated.update(content)
    if markup is not None:
        updated["reply_markup"] = markup
    if updated == message or {**updated, "edit_date": message.get("edit_date")} == message:
        raise bad_request(SAME)
    call.api.limits.check(chat["id"])
    if content or dropped:
        updated["edit_date"] = call.world.clock.unix()
    changed(call.api, updated)
    call.api.limits.count(chat["id"])
    return public_message(updated)


def edit_text(call: Call) -> Json:
    chat, message = editable(call)
    if "text" not in message and "rich_message" not in message:
        raise bad_request("there is no text in the message to edit")
    if call.params.has("rich_message"):
        return replace(call, chat, message, TEXT, rich_content(call))
    return replace(call, chat, message, TEXT, {**read_text(call), **preview_options(call)})


def edit_caption(call: Call) -> Json:
    chat, message = editable(call)
    if not any(kind in message for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return replace(call, chat, message, CAPTION, caption_of(call))


def edit_media(call: Call) -> Json:
    chat, message = editable(call)
    content = input_media(call, call.params.structure("media"))
    if "invoice" in message or "rich_message" in message:
        raise bad_request("message can't be edited")
    if "media_group_id" in message and not set(MEDIA) & set(content) & set(message):
        raise bad_request("message can't be edited: other type in an album")
    return replace(call, chat, message, (*MEDIA, *CAPTION, "has_media_spoiler", *TEXT), content)


def edit_markup(call: Call) -> Json:
    chat, message = editable(call)
    return replace(call, chat, message, (), {})


def edit_ephemeral_text(call: Call) -> bool:
    content = rich_content(call) if call.params.has("rich_message") else read_text(call)
    return ephemeral.replace(call, ephemeral.existing(call), content)


def edit_ephemeral_caption(call: Call) -> bool:
    return ephemeral.replace(call, ephemeral.existing(call), caption_of(call))


def edit_ephemeral_media(call: Call) -> bool:
    content = input_media(call, call.params.structure("media"))
    return ephemeral.replace(call, ephemeral.existing(call), content)


def deletable(call: Call, chat: Json, message_id: int) -> Json:
    message = call.world.message(chat["id"], message_id)
    if message is None:
        raise bad_request("message to delete not found")
    too_old = call.world.clock.unix() - message["date"] > DELETABLE_FOR_S
    governs = call.world.status(chat, call.world.bot_id) == "administrator"
    if (too_old and not governs) or not (message["_"].get("by_bot") or governs or chat["type"] == "private"):
        raise bad_request("message can't be deleted")
    return message


def remove(call: Call, chat: Json, message_ids: list[int]) -> None:
    for message_id in message_ids:
        call.world.forget_message(chat["id"], message_id)
    if set(message_ids) & set(chat["pinned"]):
        call.world.set_pinned(chat, [m for m in chat["pinned"] if m not in message_ids])
        call.world.hub.publish({"type": "pinned", "chat_id": chat["id"]})
    call.world.hub.publish({"type": "deleted", "chat_id": chat["id"], "message_ids": message_ids})


def delete_message(call: Call) -> bool:
    chat = reachable_chat(call)
    message = deletable(call, chat, call.params.integer("message_id"))
    remove(call, chat, [message["message_id"]])
    return True


def delete_messages(call: Call) -> bool:
    """Ids that are gone already are skipped, as in Telegram."""
    chat = reachable_chat(call)
    wanted = [int(message_id) for message_id in call.params.items("message_ids")]
    if not 1 <= len(wanted) <= 100:
        raise bad_request("message identifiers are not specified" if not wanted else "too many message identifiers")
    present = [m for m in wanted if call.world.message(chat["id"], m) is not None]
    remove(call, chat, [deletable(call, chat, m)["message_id"] for m in present])
    return True


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "editEphemeralMessageText": edit_ephemeral_text,
    "editEphemeralMessageCaption": edit_ephemeral_caption,
    "editEphemeralMessageMedia": edit_ephemeral_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
