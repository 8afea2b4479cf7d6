"""Banning, promoting, invite links and join requests."""

import secrets
from typing import Any

from sandbox.telegram.addressing import governed_chat
from sandbox.telegram.api import Call
from sandbox.telegram.membership import set_member
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.seed import BOT_RIGHTS

Json = dict[str, Any]


def target_user(call: Call, chat: Json) -> int:
    user_id = call.params.integer("user_id")
    if user_id not in call.world.people and user_id != call.world.bot_id:
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = call.world.status(chat, user_id)
    if status == "creator":
        raise bad_request("can't remove chat owner")
    if user_id == call.world.bot_id:
        raise bad_request("can't restrict self")
    if status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return user_id


def ban(call: Call) -> bool:
    chat = governed_chat(call)
    user_id = target_user(call, chat)
    member = {"status": "kicked", "until_date": call.params.integer("until_date")}
    set_member(call.api, chat, user_id, member, call.world.bot_id)
    return True


def unban(call: Call) -> bool:
    """Without `only_if_banned` a member is thrown out, as in Telegram."""
    chat = governed_chat(call)
    user_id = target_user(call, chat)
    banned = call.world.status(chat, user_id) == "kicked"
    if banned or not call.params.flag("only_if_banned"):
        set_member(call.api, chat, user_id, {"status": "left"}, call.world.bot_id)
    return True


def restrict(call: Call) -> bool:
    chat = governed_chat(call)
    user_id = target_user(call, chat)
    permissions = call.params.mapping("permissions") or {}
    free = bool(permissions.get("can_send_messages"))
    member = {"status": "member"} if free else {"status": "restricted", "permissions": permissions}
    set_member(call.api, chat, user_id, member, call.world.bot_id)
    return True


def promote(call: Call) -> bool:
    chat = governed_chat(call)
    user_id = call.params.integer("user_id")
    if call.world.status(chat, user_id) == "creator":
        raise bad_request("can't promote chat creator")
    rights = {right: call.params.flag(right) for right in BOT_RIGHTS}
    member = {"status": "administrator", **rights} if any(rights.values()) else {"status": "member"}
    set_member(call.api, chat, user_id, member, call.world.bot_id)
    return True


def create_invite_link(call: Call) -> Json:
    chat = governed_chat(call)
    by_request = call.params.flag("creates_join_request")
    if by_request and call.params.has("member_limit"):
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    link: Json = {
        "invite_link": f"https://t.me/+{secrets.token_urlsafe(12)}", "creator": call.world.bot_user(),
        "creates_join_request": by_request, "is_primary": False, "is_revoked": False,
    }  # fmt: skip
    for name in ("expire_date", "member_limit"):
        if call.params.has(name):
            link[name] = call.params.integer(name)
    if call.params.has("name"):
        link["name"] = call.params.text("name")[:32]
    call.world.store.put("invite", link["invite_link"], {"chat_id": chat["id"], "link": link})
    return link


def existing_link(call: Call) -> tuple[Json, Json]:
    chat = governed_chat(call)
    stored = call.world.store.get("invite", call.params.text("invite_link"))
    if stored is None or stored["chat_id"] != chat["id"]:
        raise bad_request("INVITE_HASH_EXPIRED")
    return chat, stored


def revoke_invite_link(call: Call) -> Json:
    _, stored = existing_link(call)
    stored["link"]["is_revoked"] = True
    call.world.store.put("invite", stored["link"]["invite_link"], stored)
    link: Json = stored["link"]
    return link


def export_invite_link(call: Call) -> str:
    return str(create_invite_link(call)["invite_link"])


def take_request(call: Call) -> tuple[Json, int]:
    chat = governed_chat(call)
    user_id = call.params.integer("user_id")
    if user_id not in call.world.people:
        raise bad_request("USER_ID_INVALID")
    if call.world.is_inside(chat, user_id):
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if call.world.store.get("join_request", f"{chat['id']}:{user_id}") is None:
        raise bad_request("HIDE_REQUESTER_MISSING")
    call.world.store.drop("join_request", f"{chat['id']}:{user_id}")
    return chat, user_id


def approve(call: Call) -> bool:
    chat, user_id = take_request(call)
    set_member(call.api, chat, user_id, {"status": "member"}, call.world.bot_id)
    return True


def decline(call: Call) -> bool:
    take_request(call)
    call.world.hub.publish({"type": "chats"})
    return True


METHODS = {
    "banChatMember": ban,
    "unbanChatMember": unban,
    "restrictChatMember": restrict,
    "promoteChatMember": promote,
    "createChatInviteLink": create_invite_link,
    "exportChatInviteLink": export_invite_link,
    "revokeChatInviteLink": revoke_invite_link,
    "approveChatJoinRequest": approve,
    "declineChatJoinRequest": decline,
}
