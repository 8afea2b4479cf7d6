"""Waiting for the bot, so that a test needs no sleep."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sandbox.telegram.api import Api
from sandbox.telegram.person.views import visible_messages

Json = dict[str, Any]
MAX_WAIT_S = 60.0
ANSWER_FIELDS = ("text", "show_alert", "url")


@asynccontextmanager
async def wait_for_answer(api: Api, person: Json, wait_s: float) -> AsyncIterator[Callable[[Json], Awaitable[Json]]]:
    """Listens from before the press, so that a quick answer is not missed."""
    with api.world.hub.listening(person["id"]) as subscriber:

        async def answered(pressed: Json) -> Json:
            if wait_s <= 0 or pressed["kind"] not in ("callback", "order", "inline"):
                return {}
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(wait_s, MAX_WAIT_S)):
                    while True:
                        found = answer_in(await subscriber.queue.get(), pressed)
                        if found is not None:
                            return {"answer": found}
            return {"answer": None}

        yield answered


def answer_in(event: Json, pressed: Json) -> Json | None:
    if event["type"] == "answered" and event["query_id"] == pressed.get("query_id"):
        return {name: event[name] for name in ANSWER_FIELDS}
    if event["type"] == "inline" and event["query_id"] == pressed.get("query_id"):
        return {"results": event["results"]}
    if event["type"] == "order" and event["order"]["id"] == pressed.get("order_id"):
        order: Json = event["order"]
        return order
    return None


async def wait_for_messages(
    api: Api, person: Json, chat: Json, after: int, wait_s: float, from_bot: bool
) -> list[Json]:
    """Messages newer than `after`, at once or as soon as there is one; `from_bot` skips what people wrote."""

    def newer() -> list[Json]:
        found = visible_messages(api, person, chat, after)
        return [m for m in found if m["meta"]["by_bot"] and not m["meta"]["service"]] if from_bot else found

    with api.world.hub.listening(person["id"]) as subscriber, contextlib.suppress(TimeoutError):
        async with asyncio.timeout(min(wait_s, MAX_WAIT_S)):
            while not newer():
                await subscriber.queue.get()
    return newer()
