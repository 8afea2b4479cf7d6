"""What stays: the history over a restart, the thread of a channel's post, the dates of a frozen clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from sandbox.telegram.clock import frozen_clock
from sandbox.telegram.people import CHANNEL_ID, PROBE_ID
from sandbox.telegram.server import serve
from tests.end_to_end.page.conftest import Chat
from tests.integration.sandbox_telegram.client import Client

pytestmark = pytest.mark.page
desktop_only = pytest.mark.parametrize("device", ["desktop"], indirect=True)
NOON = 1_770_379_200.0


@asynccontextmanager
async def running(folder: Path, port: int = 0) -> AsyncIterator[Client]:
    async with serve(folder, port, clock=frozen_clock(NOON)) as sandbox, aiohttp.ClientSession() as http:
        yield Client(http, sandbox)


async def test_the_page_finds_back_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    context = await browser.new_context(timezone_id="America/Chicago")
    page = await context.new_page()
    async with running(tmp_path) as client:
        port = int(client.sandbox.base_url.rpartition(":")[2])
        await client.ok("sendMessage", chat_id=PROBE_ID, text="before")
        await page.goto(f"{client.sandbox.base_url}/?as=probe&chat=bot")
        await page.wait_for_selector("html[data-ready]")
        await expect(page.locator(".day")).to_have_text("Today")
        await expect(page.locator(".message .stamp")).to_have_text("06:00")
    async with running(tmp_path, port) as client:
        await client.ok("sendMessage", chat_id=PROBE_ID, text="after")
        await expect(page.locator(".message")).to_have_count(2, timeout=10_000)
        await client.ok("sendMessage", chat_id=PROBE_ID, text="live again")
        await expect(page.locator(".message").last).to_contain_text("live again")
    await context.close()


@desktop_only
async def test_scrolling_up_brings_older_messages_and_keeps_the_place(chat: Chat, client: Client) -> None:
    world = client.sandbox.api.world
    first = await client.ok("sendMessage", chat_id=PROBE_ID, text="message 1")
    template = world.messages[PROBE_ID][first["message_id"]]
    for number in range(2, 321):
        message_id = world.next_message_id(PROBE_ID)
        world.save_message({**template, "message_id": message_id, "text": f"message {number}"})
    page = await chat.open("as=probe&chat=bot")
    await expect(page.locator(".message")).to_have_count(200)
    mark = page.locator("[data-key='125']")
    before = await mark.evaluate("node => { node.scrollIntoView(); return node.getBoundingClientRect().top }")
    await expect(page.locator(".message")).to_have_count(320)
    after = await mark.evaluate("node => node.getBoundingClientRect().top")
    assert after == pytest.approx(before, abs=2)


@desktop_only
async def test_comments_open_the_thread_of_a_post(chat: Chat, client: Client) -> None:
    await client.ok("sendMessage", chat_id=CHANNEL_ID, text="a signal")
    page = await chat.open("as=member&chat=channel")
    await page.locator(".comments").click()
    await expect(page.locator(".replying")).to_contain_text("a signal")
    await page.locator("textarea").fill("thanks")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.out .quote-reply")).to_contain_text("a signal")
    comment = (await client.updates())[-1]["message"]
    assert comment["reply_to_message"]["is_automatic_forward"] is True
