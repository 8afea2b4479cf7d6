"""How a message of the bot comes into a chat: checked, limited, stored, shown."""

from typing import Any

from sandbox.telegram.api import Api, Call
from sandbox.telegram.keyboards import read_markup
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import World, public_chat, public_message

Json = dict[str, Any]


def reply_target(call: Call, chat: Json) -> Json | None:
    """The message answered to; 400 where it is gone, unless the bot said it does not mind."""
    given = call.params.mapping("reply_parameters") or {}
    message_id = int(given.get("message_id") or call.params.integer("reply_to_message_id") or 0)
    if not message_id:
        return None
    where = int(given.get("chat_id") or chat["id"])
    target = call.world.message(where, message_id)
    if target is None:
        lenient = given.get("allow_sending_without_reply") or call.params.flag("allow_sending_without_reply")
        if lenient:
            return None
        raise bad_request("message to be replied not found")
    return target


def quoted(target: Json) -> Json:
    return {name: value for name, value in target.items() if name not in ("reply_to_message", "_", "reply_markup")}


def send(call: Call, chat: Json, content: Json, pay: bool = False, count: int = 1) -> Json:
    """Stores one message of the bot and returns it as the Bot API shows it. `count` is its weight for flood control."""
    markup = read_markup(call.params, chat, pay_allowed=pay)
    target = reply_target(call, chat)
    call.api.limits.check(chat["id"], count)
    extra: Json = {}
    if target is not None:
        extra["reply_to_message"] = quoted(target)
        extra.update(thread_of(target))
    if call.params.has("message_thread_id"):
        extra["message_thread_id"] = call.params.integer("message_thread_id")
    if markup is not None:
        extra["reply_markup"] = markup
    if call.params.flag("protect_content"):
        extra["has_protected_content"] = True
    message = deliver(call.api, chat, {**extra, **content}, silent=call.params.flag("disable_notification"))
    call.api.limits.count(chat["id"], count)
    return public_message(message)


def thread_of(target: Json) -> Json:
    """An answer to a comment stays in its thread."""
    thread = target.get("message_thread_id")
    if thread is None and target.get("is_automatic_forward"):
        thread = target["message_id"]
    return {"message_thread_id": thread} if thread is not None else {}


def authorship(world: World, chat: Json) -> Json:
    if chat["type"] == "channel":
        return {"sender_chat": public_chat(chat), "author_signature": world.bot_name()}
    return {"from": world.bot_user()}


def deliver(api: Api, chat: Json, content: Json, silent: bool = False) -> Json:
    world = api.world
    message = {
        "message_id": world.next_message_id(chat["id"]), **authorship(world, chat), "chat": public_chat(chat),
        "date": world.clock.unix(), **content, "_": {"by_bot": True, "silent": silent},
    }  # fmt: skip
    keep(api, message)
    if chat["id"] in api.drafts:
        del api.drafts[chat["id"]]
        world.hub.publish({"type": "draft", "chat_id": chat["id"], "draft": None})
    if chat["type"] == "channel" and chat.get("linked_chat_id") in world.chats:
        forward_to_comments(api, chat, message)
    return message


def keep(api: Api, message: Json) -> None:
    """Stores a new message and pushes it to the pages."""
    api.world.save_message(message)
    api.world.hub.publish({"type": "message", "chat_id": message["chat"]["id"], "message": message})


def changed(api: Api, message: Json) -> None:
    """Stores a changed message and pushes it to the pages."""
    api.world.save_message(message)
    api.world.hub.publish({"type": "edited", "chat_id": message["chat"]["id"], "message": message})


def forward_to_comments(api: Api, channel: Json, post: Json) -> None:
    """A channel post appears in the linked group, where answers to it are its comments."""
    world = api.world
    group = world.chats[channel["linked_chat_id"]]
    body = {
        name: value for name, value in post.items() if name not in ("message_id", "chat", "date", "reply_markup", "_")
    }
    copy = {
        **body, "message_id": world.next_message_id(group["id"]), "chat": public_chat(group), "date": post["date"],
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}, "is_automatic_forward": True,
        "forward_origin": {
            "type": "channel", "date": post["date"], "chat": public_chat(channel), "message_id": post["message_id"],
        }, "_": {"post_id": post["message_id"]},
    }  # fmt: skip
    keep(api, copy)
    api.updates.add("message", public_message(copy))
    post["_"]["comments_id"] = copy["message_id"]
    world.save_message(post)
