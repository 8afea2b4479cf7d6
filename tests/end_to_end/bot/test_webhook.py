"""The same bot, with Telegram bringing the updates."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from bot.dependencies import BotDependencies
from bot.run import RunningBot, Webhook, prepare_bot
from sandbox.telegram.server import Sandbox, serve
from tests.end_to_end.bot.cable import cable_to
from tests.end_to_end.bot.market import SmallMarket
from tests.end_to_end.bot.person import Someone, eventually, words
from tests.end_to_end.bot.running import Place, bot_parts

SECRET = "a-secret-of-the-test"


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with serve(tmp_path / "telegram", insecure_webhooks=True) as sandbox:
        yield sandbox


@asynccontextmanager
async def served(deps: BotDependencies) -> AsyncIterator[tuple[RunningBot, str]]:
    bot = await prepare_bot(deps)
    app = web.Application()
    app.router.add_post("/telegram", bot.intake.route(SECRET))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    try:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(bot.serve(Webhook(url, SECRET)))
            try:
                yield bot, url
            finally:
                task.cancel()
    finally:
        await runner.cleanup()


async def test_updates_come_over_http_and_are_answered(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url)
    async with bot_parts(place, market, lambda: lent_painters) as deps, served(deps) as (_, url):
        assert words(await ana.ask("/scan btc 12h")).startswith("BTC 12h")
        async with http.post(url, json={"update_id": 1}) as forged:
            assert forged.status == 401
        secret = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with http.post(url, data=b"\xff nonsense", headers=secret) as nonsense:
            assert nonsense.status == 400


async def test_an_update_is_brought_again_when_it_could_not_be_stored(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url)
    async with cable_to(place.postgres_url) as cable:
        there = replace(place, postgres_url=cable.url)
        async with bot_parts(there, market, lambda: lent_painters) as deps, served(deps):
            await ana.ask("/start")
            await cable.cut()
            sent = await ana.send("/terms")
            assert words((await ana.answers(sent["message_id"]))[0]).startswith("My memory does not answer")
            await cable.mend()

            async def answered() -> bool:
                return any(words(m).startswith("Terms") for m in await ana.answers(sent["message_id"]))

            await eventually(answered, 30)
