"""Real Chromium on the real page. Every page test also fails on a console error or a request to anywhere else."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Page, async_playwright

from sandbox.telegram.server import Sandbox, serve
from tests.integration.sandbox_telegram.client import Client

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
}


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: the page tests need one (Debian: apt-get install chromium)")
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        await running.close()


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with serve(tmp_path / "telegram") as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as http:
        yield Client(http, sandbox)


@pytest.fixture(params=list(DEVICES))
def device(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Chat:
    """The page with its complaints. `open` waits until it is ready."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.page = page
        self.base_url = base_url
        self.complaints: list[str] = []
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.note_request(request.url))

    def note_request(self, url: str) -> None:
        if not url.startswith((self.base_url, "data:", "blob:")):
            self.complaints.append(f"asked for {url}")

    async def open(self, query: str = "as=member&chat=bot") -> Page:
        await self.page.goto(f"{self.base_url}/?{query}")
        await self.page.wait_for_selector("html[data-ready]", timeout=10_000)
        return self.page


@pytest.fixture
async def chat(browser: Browser, sandbox: Sandbox, device: str) -> AsyncIterator[Chat]:
    context = await browser.new_context(**DEVICES[device], reduced_motion="reduce", permissions=["clipboard-write"])
    chat = Chat(await context.new_page(), sandbox.base_url)
    chat.page.set_default_timeout(8_000)
    yield chat
    await context.close()
    assert chat.complaints == []
