"""Pressed buttons: answers, their age, forgery, other people's buttons."""

from typing import Any

from sandbox.telegram.people import ADMIN_ID, GROUP_ID, MEMBER_ID
from tests.integration.sandbox_telegram.client import Client

KEYBOARD: dict[str, Any] = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}


async def offer(client: Client, chat_id: int = MEMBER_ID) -> int:
    await client.person("start", who_acts="member")
    sent = await client.ok("sendMessage", chat_id=chat_id, text="x", reply_markup=KEYBOARD)
    return int(sent["message_id"])


async def test_a_press_carries_message_person_and_data(client: Client) -> None:
    message_id = await offer(client)
    query = await client.press_and_take(who_acts="member", message_id=message_id, data="more")
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("more", MEMBER_ID, message_id)
    assert await client.ok("answerCallbackQuery", callback_query_id=query["id"], text="t" * 200)
    assert "query is too old" in await client.refused("answerCallbackQuery", callback_query_id=query["id"])


async def test_an_old_press_cannot_be_answered(client: Client) -> None:
    message_id = await offer(client)
    query = await client.press_and_take(who_acts="member", message_id=message_id, row=0, col=0, age_s=16)
    assert "query is too old" in await client.refused("answerCallbackQuery", callback_query_id=query["id"])


async def test_a_long_answer_is_refused_and_may_be_given_again(client: Client) -> None:
    message_id = await offer(client)
    query = await client.press_and_take(who_acts="member", message_id=message_id, text="More")
    assert "MESSAGE_TOO_LONG" in await client.refused(
        "answerCallbackQuery", callback_query_id=query["id"], text="t" * 201
    )
    assert await client.ok("answerCallbackQuery", callback_query_id=query["id"])


async def test_forged_data_and_other_members_presses_reach_the_bot(client: Client) -> None:
    message_id = await offer(client, GROUP_ID)
    press = {"chat": "group", "message_id": message_id}
    forged = await client.press_and_take(who_acts="member", **press, data="'; drop table", forge=True)
    assert forged["data"] == "'; drop table"
    other = await client.press_and_take(who_acts="admin", **press, data="more")
    assert other["from"]["id"] == ADMIN_ID


async def test_a_button_nobody_offers_cannot_be_pressed(client: Client) -> None:
    message_id = await offer(client)
    body = {"as": "member", "message_id": message_id, "data": "less"}
    async with client.http.post(f"{client.sandbox.base_url}/api/press", json=body) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "there is no such button")
