"""What a bot may ask about a chat, and files it may fetch."""

from typing import Any

from sandbox.telegram.addressing import governed_chat, group_chat, known_chat
from sandbox.telegram.api import Call
from sandbox.telegram.files import MAX_DOWNLOAD_BYTES
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.seed import BOT_RIGHTS
from sandbox.telegram.world import World, public_chat, public_message

Json = dict[str, Any]
OWNER_FLAGS: Json = {"is_anonymous": False}


def member_object(world: World, chat: Json, user_id: int) -> Json:
    status = world.status(chat, user_id)
    stored = {} if chat["type"] == "private" else chat["members"].get(str(user_id), {})
    member: Json = {"user": world.user(user_id), "status": status}
    if status == "creator":
        return {**member, "is_anonymous": bool(stored.get("is_anonymous"))}
    if status == "administrator":
        rights = {right: bool(stored.get(right, True)) for right in (*BOT_RIGHTS, *STORY_RIGHTS)}
        return {**member, "can_be_edited": False, "is_anonymous": bool(stored.get("is_anonymous")), **rights}
    if status == "kicked":
        return {**member, "until_date": stored.get("until_date", 0)}
    if status == "restricted":
        return {**member, "is_member": True, "until_date": stored.get("until_date", 0), **stored.get("permissions", {})}
    return member


STORY_RIGHTS = ("can_post_stories", "can_edit_stories", "can_delete_stories")


def get_chat(call: Call) -> Json:
    chat = known_chat(call)
    full = {**public_chat(chat), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    if chat.get("linked_chat_id"):
        full["linked_chat_id"] = chat["linked_chat_id"]
    pinned = call.world.message(chat["id"], chat["pinned"][-1]) if chat["pinned"] else None
    if pinned is not None:
        full["pinned_message"] = public_message(pinned)
    if chat.get("join_by_request"):
        full["join_by_request"] = True
    return full


NO_GIFTS = {
    "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
    "gifts_from_channels": False,
}  # fmt: skip


def get_chat_member(call: Call) -> Json:
    chat = known_chat(call)
    user_id = call.params.integer("user_id")
    if user_id not in call.world.people and user_id != call.world.bot_id:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_object(call.world, chat, user_id)


def get_administrators(call: Call) -> list[Json]:
    chat = known_chat(call)
    if chat["type"] == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = [user_id for user_id, status in call.world.members(chat) if status in ("creator", "administrator")]
    return [member_object(call.world, chat, user_id) for user_id in admins if user_id != call.world.bot_id]


def get_member_count(call: Call) -> int:
    chat = known_chat(call)
    return 2 if chat["type"] == "private" else sum(1 for _ in call.world.members(chat))


def set_title(call: Call) -> bool:
    chat = governed_chat(call)
    title = call.params.text("title").strip()
    if not 1 <= len(title) <= 128:
        raise bad_request("title must be 1-128 characters")
    call.world.save_chat({**chat, "title": title})
    call.world.hub.publish({"type": "chats"})
    return True


def get_file(call: Call) -> Json:
    file = call.api.files.find(call.params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.get("file_size", 0) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    names = ("file_id", "file_unique_id", "file_size")
    return {**{name: file[name] for name in names if name in file}, "file_path": file["path"]}


def leave_chat(call: Call) -> bool:
    chat = group_chat(call)
    members = {**chat["members"], str(call.world.bot_id): {"status": "left"}}
    call.world.save_chat({**chat, "members": members})
    call.world.hub.publish({"type": "chats"})
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "setChatTitle": set_title,
    "getFile": get_file,
    "leaveChat": leave_chat,
}
