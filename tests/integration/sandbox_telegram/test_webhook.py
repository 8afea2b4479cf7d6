"""Updates pushed to a hook, and the hook's own way to answer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from sandbox.telegram.people import MEMBER_ID
from tests.integration.sandbox_telegram.client import Client

Json = dict[str, Any]


class Hook:
    def __init__(self) -> None:
        self.url = ""
        self.secrets: list[str | None] = []
        self.got: asyncio.Queue[Json] = asyncio.Queue()
        self.failures_left = 0
        self.answer: Json | None = None

    async def handle(self, request: web.Request) -> web.Response:
        if self.failures_left:
            self.failures_left -= 1
            return web.Response(status=500)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.got.put(await request.json())
        return web.json_response(self.answer) if self.answer else web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_delivered_with_the_secret_and_tried_again(client: Client, hook: Hook) -> None:
    hook.failures_left = 1
    await client.person("send", who_acts="member", text="early")
    await client.ok("setWebhook", url=hook.url, secret_token="s3cret")
    await client.person("send", who_acts="member", text="late")
    async with asyncio.timeout(5):
        texts = [(await hook.got.get())["message"]["text"] for _ in range(2)]
    assert texts == ["early", "late"]
    assert hook.secrets == ["s3cret", "s3cret"]
    assert "500" in (await client.ok("getWebhookInfo"))["last_error_message"]


async def test_a_hook_may_answer_with_one_call(client: Client, hook: Hook) -> None:
    hook.answer = {"method": "sendMessage", "chat_id": MEMBER_ID, "text": "from the hook"}
    await client.ok("setWebhook", url=hook.url)
    await client.person("send", who_acts="member", text="hello")
    found = await client.look("messages", who_acts="member", after=1, wait=5)
    assert found["messages"][0]["text"] == "from the hook"


async def test_polling_beside_a_webhook_is_a_conflict(client: Client, hook: Hook) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(client.api("getUpdates", timeout=10))
        await asyncio.sleep(0.05)
        await client.ok("setWebhook", url=hook.url)
    assert waiting.result()["error_code"] == 409
    assert (await client.refused("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook")
    await client.ok("deleteWebhook")
    assert await client.updates() == []


@pytest.mark.parametrize("url", ["http://example.org/x", "https://example.org:9000/x", "ftp://127.0.0.1/x"])
async def test_only_https_on_telegrams_ports(client: Client, url: str) -> None:
    assert (await client.refused("setWebhook", url=url)).startswith("400 Bad Request: bad webhook")


async def test_a_secret_has_plain_characters_only(client: Client, hook: Hook) -> None:
    assert "unallowed characters" in await client.refused("setWebhook", url=hook.url, secret_token="a b")
