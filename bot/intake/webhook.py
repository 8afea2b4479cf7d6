"""Telegram brings updates over HTTP: stored, then 200. Served by `web/`."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.intake.lanes import incoming
from bot.intake.notices import Notices
from bot.intake.ports import Inbox
from engine.errors import StorageAway

log = structlog.get_logger()

_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class WebhookIntake:
    bot: Bot
    inbox: Inbox
    notices: Notices
    arrived: Callable[[], None]

    async def take(self, body: bytes) -> int:
        """The HTTP status: 200 stored, 503 not stored (Telegram brings it again), 400 no update at all."""
        try:
            update = Update.model_validate_json(body, context={"bot": self.bot})
        except ValidationError as error:
            log.warning("webhook_nonsense", error=str(error)[:200])
            return 400
        try:
            await self.inbox.put(self.bot.id, [incoming(update)])
        except StorageAway as error:
            log.warning("inbox_away", error=str(error)[:200])
            await self.notices.storage_is_away([update])
            return 503
        self.arrived()
        return 200

    def route(self, secret: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A handler for `POST`. Without the secret: 401."""

        async def handle(request: web.Request) -> web.Response:
            if not secrets.compare_digest(request.headers.get(_HEADER, ""), secret):
                return web.Response(status=401)
            if (request.content_length or 0) > _LARGEST:
                return web.Response(status=413)
            return web.Response(status=await self.take(await request.read()))

        return handle
