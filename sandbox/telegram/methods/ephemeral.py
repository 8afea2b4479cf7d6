"""Messages in a group that one member alone sees (Bot API 10.2): not in the history, gone with the next reset."""

from typing import Any

from sandbox.telegram.addressing import group_chat
from sandbox.telegram.api import Call
from sandbox.telegram.keyboards import read_markup
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import public_chat, public_message

Json = dict[str, Any]


def receiver_of(call: Call) -> Json | None:
    options = call.params.mapping("ephemeral_message_parameters")
    if options is None and call.params.has("receiver_user_id"):
        options = {
            "receiver_user_id": call.params.integer("receiver_user_id"),
            "callback_query_id": call.params.text("callback_query_id"),
        }
    return options


def maybe_ephemeral(call: Call, chat: Json, content: Json) -> Json | None:
    """The ephemeral message when the call asks for one, else `None`."""
    options = receiver_of(call)
    if options is None:
        return None
    receiver = int(options.get("receiver_user_id") or 0)
    if chat["type"] not in ("group", "supergroup"):
        raise bad_request("ephemeral messages can be sent only to groups")
    if not call.world.is_inside(chat, receiver):
        raise bad_request("USER_NOT_PARTICIPANT")
    number = next(call.api.ephemeral_ids)
    message = {
        "message_id": 0, "ephemeral_message_id": number, "from": call.world.bot_user(), "chat": public_chat(chat),
        "date": call.world.clock.unix(), "receiver_user": call.world.user(receiver), **content,
        "_": {"by_bot": True, "ephemeral_to": receiver, "replaces": replaced_message(call, options)},
    }  # fmt: skip
    markup = read_markup(call.params, chat)
    if markup is not None:
        message["reply_markup"] = markup
    call.api.ephemeral[receiver, number] = message
    push(call, message, "message")
    return public_message(message)


def replaced_message(call: Call, options: Json) -> int | None:
    press = call.api.callbacks.presses.get(str(options.get("callback_query_id") or ""))
    return press.message_id if press is not None and options.get("replace_callback_query_message") else None


def push(call: Call, message: Json, kind: str) -> None:
    event = {"type": kind, "chat_id": message["chat"]["id"], "message": message}
    call.world.hub.publish(event, only_for=message["_"]["ephemeral_to"])


def existing(call: Call) -> Json:
    group_chat(call)
    key = (call.params.integer("receiver_user_id"), call.params.integer("ephemeral_message_id"))
    message = call.api.ephemeral.get(key)
    if message is None:
        raise bad_request("message to edit not found")
    return message


def replace(call: Call, message: Json, content: Json) -> bool:
    updated = {**message, **content}
    markup = read_markup(call.params, message["chat"])
    if markup is None:
        updated.pop("reply_markup", None)
    else:
        updated["reply_markup"] = markup
    if updated == message:
        raise bad_request("message is not modified")
    call.api.ephemeral[message["_"]["ephemeral_to"], message["ephemeral_message_id"]] = updated
    push(call, updated, "edited")
    return True


def edit_markup(call: Call) -> bool:
    return replace(call, existing(call), {})


def delete(call: Call) -> bool:
    message = existing(call)
    del call.api.ephemeral[message["_"]["ephemeral_to"], message["ephemeral_message_id"]]
    event = {
        "type": "deleted", "chat_id": message["chat"]["id"], "message_ids": [],
        "ephemeral_message_id": message["ephemeral_message_id"],
    }  # fmt: skip
    call.world.hub.publish(event, only_for=message["_"]["ephemeral_to"])
    return True


METHODS = {"editEphemeralMessageReplyMarkup": edit_markup, "deleteEphemeralMessage": delete}
