from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.telegram.server import Sandbox, serve

Json = dict[str, Any]


class Client:
    """Raw calls of a bot and of people; `api` answers the whole Bot API answer, refusals too."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self.http = http
        self.sandbox = sandbox
        self.root = f"{sandbox.base_url}/bot{sandbox.token}"

    async def api(self, method: str, **params: Any) -> Json:
        async with self.http.post(f"{self.root}/{method}", json=params) as response:
            answer: Json = await response.json()
            return answer

    async def ok(self, method: str, **params: Any) -> Any:
        answer = await self.api(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = await self.api(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def person(self, action: str, **body: Any) -> Json:
        async with self.http.post(f"{self.sandbox.base_url}/api/{action}", json=body) as response:
            answer: Json = await response.json()
            assert answer["ok"], answer
            return answer

    async def look(self, what: str, **query: Any) -> Json:
        async with self.http.get(f"{self.sandbox.base_url}/api/{what}", params=query) as response:
            answer: Json = await response.json()
            assert answer["ok"], answer
            return answer

    async def updates(self, **params: Any) -> list[Json]:
        found: list[Json] = await self.ok("getUpdates", **params)
        return found


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with serve(tmp_path / "telegram", insecure_webhooks=True) as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as http:
        yield Client(http, sandbox)
