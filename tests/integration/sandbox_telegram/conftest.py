from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox.telegram.server import Sandbox, serve
from tests.integration.sandbox_telegram.client import Client


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with serve(tmp_path / "telegram", insecure_webhooks=True) as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as http:
        yield Client(http, sandbox)
