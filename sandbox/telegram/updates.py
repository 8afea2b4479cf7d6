"""Updates on their way to the bot: kept until confirmed, handed out by long poll to one poller at a time."""

import asyncio
import contextlib
from typing import Any

from sandbox.telegram.refusals import conflict
from sandbox.telegram.store import Store

Json = dict[str, Any]
ON_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
KEPT = 10_000
FIRST_UPDATE_ID = 500_000_001
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Updates:
    """`poller` counts getUpdates calls: a newer call ends the older one with 409."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.arrived = asyncio.Event()
        self.poller = 0
        self.closed = False
        self.last_error: tuple[int, str] | None = None
        self.load()

    def load(self) -> None:
        self.pending: dict[int, Json] = {update["update_id"]: update for update in self.store.updates()}
        self.allowed: list[str] | None = self.store.get("delivery", "allowed_updates")
        self.webhook: Json | None = self.store.get("delivery", "webhook")
        self.last_id: int = self.store.get("delivery", "last_update_id") or FIRST_UPDATE_ID

    def close(self) -> None:
        """Lets a waiting poller go, so that a shutdown does not wait for it."""
        self.closed = True
        self.wake()

    def set_webhook(self, webhook: Json | None) -> None:
        """Where updates go from now on; a poller that waits is woken to learn of it."""
        self.webhook = webhook
        self.last_error = None
        self.wake()

    def wants(self, kind: str) -> bool:
        if self.allowed:
            return kind in self.allowed
        return kind not in ON_REQUEST_ONLY

    def allow(self, kinds: list[str] | None) -> None:
        """`None` keeps the earlier list; an empty list means the default again."""
        if kinds is not None and kinds != self.allowed:
            self.allowed = kinds
            self.store.put("delivery", "allowed_updates", kinds)

    def add(self, kind: str, body: Json) -> int | None:
        """The update's id, or `None` when the bot did not ask for this kind."""
        if not self.wants(kind):
            return None
        self.last_id += 1
        update = {"update_id": self.last_id, kind: body}
        self.store.put("delivery", "last_update_id", self.last_id)
        self.store.put_update(self.last_id, update)
        self.pending[self.last_id] = update
        for old in list(self.pending)[: max(0, len(self.pending) - KEPT)]:
            self.confirm(old)
        self.wake()
        return self.last_id

    def wake(self) -> None:
        self.arrived.set()
        self.arrived = asyncio.Event()

    def confirm(self, update_id: int) -> None:
        self.pending.pop(update_id, None)
        self.store.drop_update(update_id)

    def confirm_before(self, offset: int) -> None:
        if offset < 0:
            offset = min(list(self.pending)[offset:], default=0)
        stale = [update_id for update_id in self.pending if update_id < offset]
        for update_id in stale:
            del self.pending[update_id]
        if stale:
            self.store.drop_updates_before(offset)

    def drop_all(self) -> None:
        self.confirm_before(self.last_id + 1)

    async def poll(self, offset: int, limit: int, timeout_s: float) -> list[Json]:
        self.refuse_beside_webhook()
        self.poller += 1
        mine = self.poller
        self.wake()
        self.confirm_before(offset)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while not self.pending and self.poller == mine and self.webhook is None and not self.closed:
                    await self.arrived.wait()
        self.refuse_beside_webhook()
        if self.poller != mine:
            raise conflict(OTHER_POLLER)
        return list(self.pending.values())[:limit]

    def refuse_beside_webhook(self) -> None:
        if self.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)
