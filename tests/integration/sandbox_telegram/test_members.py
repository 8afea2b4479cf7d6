"""Blocking, joining, banning, moving: who may be written to and what the bot hears of it."""

import pytest

from sandbox.telegram.people import ADMIN_ID, CIRCLE_ID, EXPIRED_ID, GROUP_ID, MEMBER_ID, STRANGER_ID
from tests.integration.sandbox_telegram.client import Client


async def test_who_never_started_or_blocked_cannot_be_written_to(client: Client) -> None:
    assert (
        await client.refused("sendMessage", chat_id=MEMBER_ID, text="x")
        == "403 Forbidden: bot can't initiate conversation with a user"
    )
    await client.person("start", who_acts="member")
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="x")
    await client.person("block", who_acts="member")
    assert (
        await client.refused("sendMessage", chat_id=MEMBER_ID, text="x") == "403 Forbidden: bot was blocked by the user"
    )
    change = (await client.updates())[-1]["my_chat_member"]
    assert (change["new_chat_member"]["status"], change["chat"]["type"]) == ("kicked", "private")
    await client.person("unblock", who_acts="member")
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="x")


async def test_a_join_request_is_approved_once(client: Client) -> None:
    link = await client.ok("createChatInviteLink", chat_id=GROUP_ID, creates_join_request=True, name="club")
    outcome = await client.person("join", who_acts="stranger", link=link["invite_link"])
    assert outcome["outcome"] == "requested"
    request = (await client.updates())[-1]["chat_join_request"]
    assert (request["user_chat_id"], request["invite_link"]["name"]) == (STRANGER_ID, "club")
    person = {"chat_id": GROUP_ID, "user_id": STRANGER_ID}
    await client.ok("approveChatJoinRequest", **person)
    assert (await client.ok("getChatMember", **person))["status"] == "member"
    assert "USER_ALREADY_PARTICIPANT" in await client.refused("approveChatJoinRequest", **person)
    assert "HIDE_REQUESTER_MISSING" in await client.refused(
        "declineChatJoinRequest", chat_id=GROUP_ID, user_id=EXPIRED_ID
    )


async def test_member_limit_and_requests_exclude_each_other(client: Client) -> None:
    refusal = await client.refused("createChatInviteLink", chat_id=GROUP_ID, creates_join_request=True, member_limit=1)
    assert "member limit can't be specified" in refusal


async def test_banning_removes_and_unbanning_lets_back(client: Client) -> None:
    person = {"chat_id": GROUP_ID, "user_id": MEMBER_ID}
    await client.ok("banChatMember", **person)
    assert (await client.ok("getChatMember", **person))["status"] == "kicked"
    with pytest.raises(AssertionError, match="banned"):
        await client.person("join", who_acts="member", chat="group")
    await client.ok("unbanChatMember", **person, only_if_banned=True)
    assert (await client.ok("getChatMember", **person))["status"] == "left"
    assert "can't remove chat owner" in await client.refused("banChatMember", chat_id=GROUP_ID, user_id=ADMIN_ID)


async def test_without_rights_or_membership_the_bot_is_refused(client: Client) -> None:
    assert "not enough rights" in await client.refused("banChatMember", chat_id=CIRCLE_ID, user_id=MEMBER_ID)
    await client.person("promote", who_acts="admin", chat="group", who="bot", status="kicked")
    assert (
        await client.refused("sendMessage", chat_id=GROUP_ID, text="x")
        == "403 Forbidden: bot was kicked from the supergroup chat"
    )
    assert (await client.updates())[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_a_group_that_moved_gives_its_new_id(client: Client) -> None:
    moved = await client.person("migrate-to-supergroup", who_acts="admin", chat="circle")
    answer = await client.api("sendMessage", chat_id=CIRCLE_ID, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": moved["chat_id"]}
    assert (await client.ok("sendMessage", chat_id=moved["chat_id"], text="x"))["chat"]["type"] == "supergroup"
    kinds = [update["message"] for update in await client.updates()]
    assert [m.get("migrate_to_chat_id") or m.get("migrate_from_chat_id") for m in kinds] == [
        moved["chat_id"],
        CIRCLE_ID,
    ]


async def test_commands_are_kept_by_scope_and_language(client: Client) -> None:
    await client.ok("setMyCommands", commands=[{"command": "scan", "description": "all"}])
    group = {"scope": {"type": "all_group_chats"}}
    await client.ok("setMyCommands", commands=[{"command": "top", "description": "group"}], **group)
    admin = {"scope": {"type": "chat", "chat_id": ADMIN_ID}}
    await client.ok("setMyCommands", commands=[{"command": "health", "description": "admin"}], **admin)
    assert (await client.ok("getMyCommands", **group))[0]["command"] == "top"

    async def seen(person: str, chat: str) -> list[str]:
        state = await client.look("state", who_acts=person)
        return [c["command"] for c in next(one for one in state["chats"] if one["key"] == chat)["commands"]]

    assert await seen("member", "bot") == ["scan"]
    assert await seen("admin", "bot") == ["health"]
    assert await seen("member", "group") == ["top"]
    await client.ok("deleteMyCommands", **group)
    assert await seen("member", "group") == ["scan"]
