"""The smaller things a person does, and arguments no client would send."""

import asyncio
import random
from typing import Any

from sandbox.telegram.methods.registry import all_methods
from sandbox.telegram.people import GROUP_ID, PROBE_ID
from tests.integration.sandbox_telegram.client import Client

JUNK: list[Any] = [
    None,
    "",
    "x",
    "@x",
    "<b>",
    -1,
    0,
    2**70,
    1.5,
    True,
    [],
    [1],
    [[]],
    [[{}]],
    {},
    {"type": 1},
    "🗺" * 70,
    GROUP_ID,
    PROBE_ID,
]
NAMES = (
    "chat_id", "text", "message_id", "media", "photo", "document", "reply_markup", "reply_parameters", "entities",
    "parse_mode", "user_id", "commands", "scope", "prices", "rich_message", "draft_id", "caption", "message_ids",
    "reaction", "results", "permissions", "menu_button", "ephemeral_message_parameters", "from_chat_id", "url",
)  # fmt: skip


async def test_a_stopped_draft_tells_the_bot(client: Client) -> None:
    await client.ok("sendMessageDraft", chat_id=PROBE_ID, draft_id=7, text="so far", can_stop=True)
    await client.person("stop-draft", who_acts="probe")
    assert (await client.updates())[-1]["stopped_message_generation"]["draft_id"] == 7


async def test_reactions_go_both_ways(client: Client) -> None:
    await client.updates(allowed_updates=["message", "message_reaction"])
    own = await client.person("send", who_acts="probe", text="x")
    await client.ok(
        "setMessageReaction",
        chat_id=PROBE_ID,
        message_id=own["message_id"],
        reaction=[{"type": "emoji", "emoji": "👍"}],
    )
    await client.person("react", who_acts="probe", message_id=own["message_id"], emoji="🔥")
    assert (await client.updates())[-1]["message_reaction"]["new_reaction"][0]["emoji"] == "🔥"
    shown = (await client.look("messages", who_acts="probe"))["messages"][-1]
    assert sorted(shown["meta"]["reactions"].values()) == ["👍", "🔥"]


async def test_an_inline_query_is_answered_to_who_asked(client: Client) -> None:
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(client.person("inline", who_acts="probe", text="BTC", wait=5))
        query = (await client.updates(timeout=5))[-1]["inline_query"]
        await client.ok("answerInlineQuery", inline_query_id=query["id"], results=[{"type": "article", "id": "1"}])
    assert asking.result()["answer"]["results"][0]["id"] == "1"
    assert "query is too old" in await client.refused("answerInlineQuery", inline_query_id=query["id"], results=[])


async def test_an_edit_and_a_new_language_are_seen_by_the_bot(client: Client) -> None:
    own = await client.person("send", who_acts="probe", text="typo")
    await client.person("edit", who_acts="probe", message_id=own["message_id"], text="word")
    await client.person("language", who_acts="probe", language_code="ru")
    await client.person("send", who_acts="probe", text="x")
    edited, spoken = (await client.updates())[-2:]
    assert edited["edited_message"]["text"] == "word"
    assert spoken["message"]["from"]["language_code"] == "ru"


async def test_no_argument_of_a_wrong_shape_breaks_a_method(client: Client) -> None:
    choose = random.Random(7)
    for method in sorted(all_methods()):
        for _ in range(6):
            params = {name: choose.choice(JUNK) for name in NAMES if choose.random() < 0.6}
            if choose.random() < 0.6:
                params["chat_id"] = choose.choice([PROBE_ID, GROUP_ID])
            answer = await client.api(method, **params)
            assert answer["ok"] or answer["error_code"] in (400, 403, 404, 409, 429), (method, params)
    assert (await client.ok("getMe"))["is_bot"] is True
    for person in ("admin", "member", "probe"):
        state = await client.look("state", who_acts=person)
        for chat in state["chats"]:
            assert (await client.look("messages", who_acts=person, chat=chat["id"]))["chat"]["id"] == chat["id"]
