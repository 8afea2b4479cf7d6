"""The demo's first state: four chats, their members, and the bot's rights in them."""

from typing import Any

from sandbox.telegram.people import (
    ADMIN_ID,
    CHANNEL_ID,
    CIRCLE_ID,
    COMMENTS_ID,
    EXPIRED_ID,
    GROUP_ID,
    MEMBER_ID,
    PEOPLE,
    PROBE_ID,
    Person,
)

Json = dict[str, Any]
BOT_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages",
    "can_promote_members", "can_change_info", "can_manage_video_chats", "can_post_messages", "can_edit_messages",
)  # fmt: skip


def person_document(person: Person) -> Json:
    return {
        "key": person.key, "id": person.id, "first_name": person.first_name, "username": person.username,
        "language_code": person.language_code, "colour": person.colour, "role": person.role,
        "started": person.started, "blocked": False, "listed": person.listed,
    }  # fmt: skip


def seed_people() -> list[Json]:
    return [person_document(person) for person in PEOPLE]


def seed_chats(bot_id: int) -> list[Json]:
    owner, member, bot = {"status": "creator"}, {"status": "member"}, {"status": "administrator"}
    crowd = {ADMIN_ID: owner, MEMBER_ID: member, PROBE_ID: member, bot_id: bot}
    expired = {**crowd, EXPIRED_ID: {"status": "kicked"}}
    return [
        chat(GROUP_ID, "supergroup", "Helix Traders", expired, key="group", join_by_request=True),
        chat(CHANNEL_ID, "channel", "Helix Signals", crowd, key="channel", username="helix_signals_demo",
             linked_chat_id=COMMENTS_ID),
        chat(COMMENTS_ID, "supergroup", "Helix Signals chat", crowd, key="comments", linked_chat_id=CHANNEL_ID),
        chat(CIRCLE_ID, "group", "Coffee & Charts", {ADMIN_ID: owner, MEMBER_ID: member, bot_id: member}, key="circle"),
    ]  # fmt: skip


def chat(chat_id: int, kind: str, title: str, members: dict[int, Json], key: str, **more: Any) -> Json:
    return {
        "id": chat_id, "type": kind, "title": title, "key": key, "pinned": [],
        "members": {str(user_id): dict(status) for user_id, status in members.items()}, **more,
    }  # fmt: skip
