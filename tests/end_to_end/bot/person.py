"""Somebody who uses the local Telegram over HTTP."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

Json = dict[str, Any]


class Refused(Exception):
    """The local Telegram said no."""


@dataclass
class Someone:
    """Acts as `who` in `chat`. What the bot says is waited for, never slept for."""

    http: ClientSession
    base_url: str
    who: str = "admin"
    chat: str = "bot"
    seen: int = 0

    async def call(self, path: str, **fields: Any) -> Json:
        async with self.http.post(f"{self.base_url}/api/{path}", json={"as": self.who, **fields}) as answer:
            return self._checked(await answer.json())

    async def read(self, path: str, **fields: Any) -> Json:
        async with self.http.get(f"{self.base_url}/api/{path}", params={"as": self.who, **fields}) as answer:
            return self._checked(await answer.json())

    @staticmethod
    def _checked(answer: Json) -> Json:
        if not answer.get("ok", False):
            raise Refused(answer.get("error"))
        return answer

    async def send(self, text: str, **more: Any) -> Json:
        return await self.call("send", chat=self.chat, text=text, **more)

    async def start(self, payload: str = "") -> Json:
        return await self.call("start", payload=payload)

    async def messages(self, after: int = 0) -> list[Json]:
        return list((await self.read("messages", chat=self.chat, after=str(after)))["messages"])

    async def newest_id(self) -> int:
        return max((m["message_id"] for m in await self.messages()), default=0)

    async def answers(self, after: int, wait_s: float = 10.0) -> list[Json]:
        """What the bot said after that message, as soon as there is something."""
        found = await self.read("messages", chat=self.chat, after=str(after), wait=str(wait_s), from_bot="1")
        return list(found["messages"])

    async def ask(self, text: str, **more: Any) -> Json:
        """Sends and returns the bot's first answer."""
        sent = await self.send(text, **more)
        return (await self.answers(sent["message_id"]))[0]

    async def press(self, message: Json, text: str, wait_s: float = 10.0, **more: Any) -> Json:
        """Presses the button that begins with `text`; returns Telegram's answer to the press."""
        pressed = await self.call(
            "press", chat=self.chat, message_id=message["message_id"], data=data_of(message, text), wait=wait_s, **more
        )
        return dict(pressed.get("answer") or {})

    async def forge(self, message: Json, data: str, wait_s: float = 10.0) -> Json:
        pressed = await self.call(
            "press", chat=self.chat, message_id=message["message_id"], data=data, forge=True, wait=wait_s
        )
        return dict(pressed.get("answer") or {})

    async def again(self, message: Json) -> Json:
        """The message as it is now."""
        return next(m for m in await self.messages() if m["message_id"] == message["message_id"])

    async def fault(self, kind: str, **more: Any) -> None:
        await self.call("faults", kind=kind, **more)

    async def calls(self, method: str = "") -> list[Json]:
        return list((await self.read("calls", method=method))["calls"])


def buttons(message: Json) -> list[Json]:
    keys = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button for row in keys for button in row]


def data_of(message: Json, text: str) -> str:
    """The callback data of the button whose text begins so."""
    for button in buttons(message):
        if button["text"].startswith(text) and "callback_data" in button:
            return str(button["callback_data"])
    raise LookupError(f"no button {text!r} among {[b['text'] for b in buttons(message)]}")


def words(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


async def eventually(check: Any, within_s: float = 10.0, every_s: float = 0.03) -> Any:
    """The first truthy answer of `check` (a coroutine function)."""
    until = time.monotonic() + within_s
    while not (found := await check()):
        if time.monotonic() > until:
            raise AssertionError(f"{check} never came true")
        await asyncio.sleep(every_s)
    return found
