"""Long polling as Telegram does it."""

import asyncio

from sandbox.telegram.people import GROUP_ID, MEMBER_ID
from tests.integration.sandbox_telegram.client import Client


async def test_an_update_comes_again_until_its_offset_is_confirmed(client: Client) -> None:
    await client.person("start", who_acts="member", payload="abc")
    first = await client.updates()
    again = await client.updates()
    assert first == again
    assert first[0]["message"]["text"] == "/start abc"
    assert first[0]["message"]["entities"][0]["type"] == "bot_command"
    assert await client.updates(offset=first[0]["update_id"] + 1) == []


async def test_a_waiting_poll_gets_what_comes(client: Client) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(client.updates(timeout=10))
        await asyncio.sleep(0.05)
        await client.person("send", who_acts="member", text="hello")
    assert poll.result()[0]["message"]["from"]["language_code"] == "en"


async def test_the_older_of_two_pollers_is_ended(client: Client) -> None:
    async with asyncio.TaskGroup() as group:
        older = group.create_task(client.api("getUpdates", timeout=10))
        await asyncio.sleep(0.05)
        newer = await client.api("getUpdates", timeout=0)
    assert older.result()["error_code"] == 409
    assert "terminated by other getUpdates request" in older.result()["description"]
    assert newer["ok"]


async def test_only_allowed_kinds_come_and_the_choice_is_kept(client: Client) -> None:
    await client.updates(allowed_updates=["chat_member"])
    await client.person("send", who_acts="member", text="unheard")
    await client.person("leave", who_acts="member", chat="group")
    await client.updates()
    found = await client.updates()
    assert [next(k for k in update if k != "update_id") for update in found] == ["chat_member"]
    assert found[0]["chat_member"]["new_chat_member"]["status"] == "left"


async def test_chat_member_comes_only_when_asked_for(client: Client) -> None:
    await client.person("leave", who_acts="member", chat="group")
    assert [u["message"]["left_chat_member"]["id"] for u in await client.updates()] == [MEMBER_ID]


async def test_limit_and_negative_offset(client: Client) -> None:
    for n in range(5):
        await client.person("send", who_acts="member", text=str(n))
    assert len(await client.updates(limit=2)) == 2
    assert [u["message"]["text"] for u in await client.updates(offset=-2)] == ["3", "4"]


async def test_a_duplicated_update_comes_twice(client: Client) -> None:
    await client.person("faults", kind="duplicate_update", method="getUpdates")
    await client.person("send", who_acts="member", text="once")
    found = await client.updates()
    assert [u["update_id"] for u in found] == [found[0]["update_id"]] * 2
    assert len(await client.updates()) == 1


async def test_privacy_mode_hides_small_talk_where_the_bot_is_no_admin(client: Client) -> None:
    for text in ("just talking", "/scan BTC", "hey @helix_demo_bot"):
        await client.person("send", who_acts="member", chat="circle", text=text)
    assert [u["message"]["text"] for u in await client.updates()] == ["/scan BTC", "hey @helix_demo_bot"]


async def test_comments_under_a_channel_post_arrive_in_its_thread(client: Client) -> None:
    await client.person("send", who_acts="admin", chat="channel", text="news")
    post, forwarded = await client.updates()
    assert post["channel_post"]["sender_chat"]["title"] == "Helix Signals"
    assert forwarded["message"]["is_automatic_forward"] is True
    root = forwarded["message"]["message_id"]
    await client.person("send", who_acts="member", chat="comments", text="/scan BTC", reply_to=root)
    comment = (await client.updates())[-1]["message"]
    assert comment["message_thread_id"] == root
    answer = await client.ok("sendMessage", chat_id=comment["chat"]["id"], text="x",
                             reply_parameters={"message_id": comment["message_id"]})  # fmt: skip
    assert answer["message_thread_id"] == root


async def test_an_anonymous_admin_writes_as_the_group(client: Client) -> None:
    await client.person("send", who_acts="admin", chat="group", text="/scan BTC", anonymous=True)
    message = (await client.updates())[-1]["message"]
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"]["id"] == GROUP_ID
