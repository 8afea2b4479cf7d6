"""A bot and people in raw HTTP calls, for tests of the sandbox itself."""

import io
from typing import Any

import aiohttp

from sandbox.telegram.server import Sandbox

Json = dict[str, Any]


class Client:
    """`api` gives the whole Bot API answer, refusals too; `person` and `look` are the people's side."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self.http = http
        self.sandbox = sandbox
        self.root = f"{sandbox.base_url}/bot{sandbox.token}"

    async def api(self, method: str, **params: Any) -> Json:
        async with self.http.post(f"{self.root}/{method}", json=params) as response:
            answer: Json = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def ok(self, method: str, **params: Any) -> Any:
        answer = await self.api(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = await self.api(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def form(self, method: str, files: dict[str, tuple[str, bytes]], **params: Any) -> Json:
        """A multipart call; `files` maps a field to its file name and content."""
        form = aiohttp.FormData()
        for name, value in params.items():
            form.add_field(name, str(value))
        for name, (file_name, content) in files.items():
            form.add_field(name, io.BytesIO(content), filename=file_name)
        async with self.http.post(f"{self.root}/{method}", data=form) as response:
            answer: Json = await response.json()
            return answer

    async def person(self, action: str, **body: Any) -> Json:
        if "who_acts" in body:
            body["as"] = body.pop("who_acts")
        async with self.http.post(f"{self.sandbox.base_url}/api/{action}", json=body) as response:
            answer: Json = await response.json()
            assert answer["ok"], answer
            return answer

    async def look(self, what: str, **query: Any) -> Json:
        if "who_acts" in query:
            query["as"] = query.pop("who_acts")
        async with self.http.get(f"{self.sandbox.base_url}/api/{what}", params=query) as response:
            answer: Json = await response.json()
            assert answer["ok"], answer
            return answer

    async def updates(self, **params: Any) -> list[Json]:
        found: list[Json] = await self.ok("getUpdates", **params)
        return found

    async def press_and_take(self, **press: Any) -> Json:
        """Presses, and returns the callback query the bot gets; everything before it is confirmed."""
        await self.person("press", **press)
        found = await self.updates(timeout=5)
        await self.updates(offset=found[-1]["update_id"] + 1)
        query: Json = found[-1]["callback_query"]
        return query
