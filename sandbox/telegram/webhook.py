"""Delivery of updates to a webhook: in order, with Telegram's secret header, tried again until it is answered."""

import asyncio
import contextlib
import json
from typing import Any

import aiohttp
import structlog

from sandbox.telegram.api import Api, Call
from sandbox.telegram.methods.registry import all_methods
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import Refusal

Json = dict[str, Any]
log = structlog.get_logger()
TIMEOUT = aiohttp.ClientTimeout(total=60)
FIRST_RETRY_S = 0.2
LAST_RETRY_S = 30.0


async def deliver_forever(api: Api) -> None:
    """Runs beside the server until cancelled."""
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        while True:
            updates = api.updates
            arrived = updates.arrived
            if updates.webhook is None or not updates.pending:
                await arrived.wait()
                continue
            await deliver_one(api, session, updates.webhook, next(iter(updates.pending.values())))


async def deliver_one(api: Api, session: aiohttp.ClientSession, webhook: Json, update: Json) -> None:
    """Tries until the hook answers 2xx, or the hook is replaced."""
    pause_s = FIRST_RETRY_S
    while api.updates.webhook is webhook and update["update_id"] in api.updates.pending:
        if await attempt(api, session, webhook, update):
            api.updates.confirm(update["update_id"])
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause_s):
                while api.updates.webhook is webhook:
                    await api.updates.arrived.wait()
        pause_s = min(pause_s * 2, LAST_RETRY_S)


async def attempt(api: Api, session: aiohttp.ClientSession, webhook: Json, update: Json) -> bool:
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook["secret"]} if webhook["secret"] else {}
    try:
        async with session.post(webhook["url"], json=update, headers=headers) as response:
            body = await response.read()
            if 200 <= response.status < 300:
                answer_in_body(api, response.content_type, body)
                return True
            failed = f"Wrong response from the webhook: {response.status} {response.reason}"
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        failed = f"Connection failed: {error}"
    log.info("telegram_webhook_failed", update_id=update["update_id"], reason=failed)
    api.updates.last_error = (api.world.clock.unix(), failed)
    return False


def answer_in_body(api: Api, content_type: str, body: bytes) -> None:
    """A webhook may answer with one method call, whose result it never learns."""
    if content_type != "application/json" or not body:
        return
    with contextlib.suppress(ValueError, Refusal):
        params = Params(json.loads(body))
        function = all_methods().get(params.text("method").lower())
        if function is not None:
            function(Call(api, params))
