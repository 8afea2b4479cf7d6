"""Copying and forwarding what is already in a chat."""

from typing import Any

from sandbox.telegram.addressing import reachable_chat
from sandbox.telegram.api import Call
from sandbox.telegram.methods.texts import caption_of
from sandbox.telegram.outbox import send
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import public_chat

Json = dict[str, Any]
COPIED = (
    "text", "entities", "link_preview_options", "photo", "document", "caption", "caption_entities", "rich_message",
    "show_caption_above_media", "has_media_spoiler", "contact", "location",
)  # fmt: skip


def source_message(call: Call, message_id: int, verb: str) -> Json:
    chat = reachable_chat(call, "from_chat_id")
    message = call.world.message(chat["id"], message_id)
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message["_"].get("service") or message.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def content_of(message: Json) -> Json:
    return {name: message[name] for name in COPIED if name in message}


def copy_one(call: Call, message_id: int) -> Json:
    chat = reachable_chat(call)
    content = content_of(source_message(call, message_id, "copy"))
    if call.params.has("caption") and ("photo" in content or "document" in content):
        content = {n: v for n, v in content.items() if not n.startswith("caption")} | caption_of(call)
    return {"message_id": send(call, chat, content)["message_id"]}


def copy_message(call: Call) -> Json:
    return copy_one(call, call.params.integer("message_id"))


def copy_messages(call: Call) -> list[Json]:
    return [copy_one(call, int(message_id)) for message_id in call.params.items("message_ids")]


def origin_of(message: Json) -> Json:
    if "forward_origin" in message:
        origin: Json = message["forward_origin"]
        return origin
    if message["chat"]["type"] == "channel":
        return {
            "type": "channel", "date": message["date"], "chat": public_chat(message["chat"]),
            "message_id": message["message_id"],
        }  # fmt: skip
    return {"type": "user", "date": message["date"], "sender_user": message["from"]}


def forward_one(call: Call, message_id: int) -> Json:
    chat = reachable_chat(call)
    source = source_message(call, message_id, "forward")
    return send(call, chat, {**content_of(source), "forward_origin": origin_of(source)})


def forward_message(call: Call) -> Json:
    return forward_one(call, call.params.integer("message_id"))


def forward_messages(call: Call) -> list[Json]:
    ids = call.params.items("message_ids")
    return [{"message_id": forward_one(call, int(message_id))["message_id"]} for message_id in ids]


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
