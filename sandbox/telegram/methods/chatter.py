"""Answers to presses, chat actions, reactions, pins."""

from typing import Any

from sandbox.telegram.addressing import governed_chat, known_chat, reachable_chat
from sandbox.telegram.api import Call
from sandbox.telegram.entities.formatted import utf16_length
from sandbox.telegram.outbox import deliver
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import public_message

Json = dict[str, Any]
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
MAX_ANSWER = 200


def answer_callback_query(call: Call) -> bool:
    text = call.params.text("text")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": call.params.flag("show_alert"), "url": call.params.text("url")}
    query_id = call.params.text("callback_query_id")
    press = call.api.callbacks.answer(query_id, answer)
    event = {"type": "answered", "chat_id": press.chat_id, "query_id": query_id, "user_id": press.user_id, **answer}
    call.world.hub.publish(event, only_for=press.user_id)
    return True


def send_chat_action(call: Call) -> bool:
    chat = reachable_chat(call)
    action = call.params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.hub.publish({"type": "action", "chat_id": chat["id"], "action": action})
    return True


def set_message_reaction(call: Call) -> bool:
    chat = reachable_chat(call)
    message = call.world.message(chat["id"], call.params.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    emoji = [reaction.get("emoji") for reaction in call.params.items("reaction") if reaction.get("type") == "emoji"]
    if len(emoji) > 1 or len(emoji) != len(call.params.items("reaction")):
        raise bad_request("REACTIONS_TOO_MANY" if len(emoji) > 1 else "REACTION_INVALID")
    reactions = {**message["_"].get("reactions", {}), str(call.world.bot_id): emoji[0] if emoji else ""}
    message["_"]["reactions"] = {user: shown for user, shown in reactions.items() if shown}
    call.world.save_message(message)
    call.world.hub.publish({"type": "edited", "chat_id": chat["id"], "message": message})
    return True


def pinning_chat(call: Call) -> Json:
    return reachable_chat(call) if known_chat(call)["type"] == "private" else governed_chat(call)


def pin_chat_message(call: Call) -> bool:
    chat = pinning_chat(call)
    message = call.world.message(chat["id"], call.params.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    others = [message_id for message_id in chat["pinned"] if message_id != message["message_id"]]
    call.world.set_pinned(chat, [*others, message["message_id"]])
    if chat["type"] != "private" and not call.params.flag("disable_notification"):
        note = deliver(call.api, chat, {"pinned_message": public_message(message)})
        note["_"]["service"] = True
        call.world.save_message(note)
    call.world.hub.publish({"type": "pinned", "chat_id": chat["id"]})
    return True


def unpin_chat_message(call: Call) -> bool:
    chat = pinning_chat(call)
    if not chat["pinned"]:
        raise bad_request("message to unpin not found")
    gone = call.params.integer("message_id") or chat["pinned"][-1]
    if gone not in chat["pinned"]:
        raise bad_request("message to unpin not found")
    return set_pins(call, chat, [message_id for message_id in chat["pinned"] if message_id != gone])


def unpin_all(call: Call) -> bool:
    return set_pins(call, pinning_chat(call), [])


def set_pins(call: Call, chat: Json, pinned: list[int]) -> bool:
    call.world.set_pinned(chat, pinned)
    call.world.hub.publish({"type": "pinned", "chat_id": chat["id"]})
    return True


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all,
}
