"""Things go wrong: nothing is lost, nothing is said twice, and people are told the truth."""

import asyncio
import time
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from bot.flood import FloodLimits
from bot.intake.worker import Pace
from bot.run import prepare_bot
from db.pool import open_pool
from engine.liquidations.values import MapQuery, Scan
from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.cable import cable_to
from tests.end_to_end.bot.market import SmallMarket
from tests.end_to_end.bot.person import Someone, eventually, words
from tests.end_to_end.bot.running import Place, bot_parts, eventually_empty, running


@dataclass
class Stage:
    """What a test needs to start bots of its own."""

    place: Place
    market: SmallMarket
    painters: Executor
    ana: Someone

    @asynccontextmanager
    async def parts(self, **changes: Any) -> AsyncIterator[BotDependencies]:
        async with bot_parts(changes.pop("place", self.place), self.market, lambda: self.painters, **changes) as deps:
            yield deps


@pytest.fixture
async def stage(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> Stage:
    return Stage(place, market, lent_painters, Someone(http, telegram.base_url))


class CrashingScans:
    """Dies the first time, after it was asked."""

    def __init__(self, scans: Any, deaths: int = 1) -> None:
        self.scans, self.deaths, self.asked = scans, deaths, 0

    async def __call__(self, query: MapQuery) -> Scan:
        self.asked += 1
        if self.asked <= self.deaths:
            raise RuntimeError("the floor gave way")
        return await self.scans(query)


class HeldScans:
    """Waits until it is let go."""

    def __init__(self, scans: Any) -> None:
        self.scans, self.asked, self.free = scans, 0, asyncio.Event()

    async def __call__(self, query: MapQuery) -> Scan:
        self.asked += 1
        await self.free.wait()
        return await self.scans(query)


def with_scans(deps: BotDependencies, scans: Any) -> BotDependencies:
    return replace(deps, market=replace(deps.market, scans=scans))


async def test_a_handler_that_fails_is_tried_again_and_answers_once(stage: Stage) -> None:
    async with stage.parts() as deps:
        scans = CrashingScans(deps.market.scans)
        async with running(with_scans(deps, scans)):
            card = await stage.ana.ask("/scan btc 12h")
            assert words(card).startswith("BTC 12h · ")
            assert scans.asked == 2
            assert len(await stage.ana.messages(card["message_id"] - 1)) == 1


async def test_a_lease_that_ran_out_in_our_own_hands_does_not_begin_an_update_again(stage: Stage, place: Place) -> None:
    """A process that stood still for longer than its leases finds what it is working on free to claim."""
    async with stage.parts() as deps, open_pool(place.postgres_url) as pool:
        scans = HeldScans(deps.market.scans)
        async with running(with_scans(deps, scans)):
            sent = await stage.ana.send("/scan btc 12h")

            async def asked() -> bool:
                return scans.asked > 0

            async def claimed_again() -> bool:
                return bool(await pool.fetchval("SELECT attempts > 1 FROM inbox"))

            async def nothing_is_handled() -> bool:
                return not [task for task in asyncio.all_tasks() if task.get_name().startswith("update-")]

            await eventually(asked)
            await pool.execute("UPDATE inbox SET claimed_until = clock_timestamp() - interval '1 second'")
            await eventually(claimed_again)
            scans.free.set()
            await eventually(nothing_is_handled)
            assert scans.asked == 1
            assert len(await stage.ana.messages(sent["message_id"])) == 1


async def test_what_keeps_failing_is_owned_up_to_and_the_admins_hear_of_it(stage: Stage) -> None:
    async with stage.parts() as deps, running(with_scans(deps, CrashingScans(deps.market.scans, deaths=99))):
        sent = await stage.ana.send("/scan btc 12h")

        async def both() -> list[str]:
            found = [words(m) for m in await stage.ana.answers(sent["message_id"])]
            return found if len(found) == 2 else []

        apology, alarm = await eventually(both)
        assert apology.startswith("Something broke on our side.")
        assert "failed 3 times: RuntimeError" in alarm
        assert "No alerts set" in words(await stage.ana.ask("/alerts"))


@pytest.mark.parametrize("moment", ["before", "sent"])
async def test_a_process_that_dies_in_a_handler_leaves_one_answer(stage: Stage, moment: str) -> None:
    """`before`: it dies while it makes the answer. `sent`: after Telegram took it, before that was written down."""
    reached = asyncio.Event()

    async def die(*_: Any) -> Any:
        reached.set()
        await asyncio.Event().wait()

    async with stage.parts() as deps:
        dying = with_scans(deps, die) if moment == "before" else deps
        if moment == "sent":
            deps.stores.answers.confirm = die  # type: ignore[attr-defined]  # the process ends right here
        async with running(dying):
            sent = await stage.ana.send("/scan btc 12h")
            async with asyncio.timeout(10):
                await reached.wait()
    async with stage.parts() as deps, running(deps):
        card = (await stage.ana.answers(sent["message_id"]))[0]
        assert words(card).startswith("BTC 12h · ")
        await eventually_empty(deps)
        assert len(await stage.ana.answers(sent["message_id"])) == 1


async def test_an_update_that_comes_twice_is_answered_once(stage: Stage) -> None:
    async with stage.parts() as deps, running(deps):
        await stage.ana.ask("/help")
        await stage.ana.fault("duplicate_update", calls=1, method="*")
        card = await stage.ana.ask("/scan btc 12h")
        last = await stage.ana.ask("/terms")
        between = [m for m in await stage.ana.messages(card["message_id"]) if m["message_id"] < last["message_id"]]
        assert [words(m) for m in between] == ["/terms"]


async def test_a_storm_of_429_is_waited_out(stage: Stage) -> None:
    async with stage.parts() as deps, running(deps):
        await stage.ana.fault("429", method="sendMessage", seconds=1, calls=2)
        started = time.monotonic()
        assert words(await stage.ana.ask("/terms")).startswith("Terms")
        assert time.monotonic() - started >= 2


@pytest.mark.parametrize("kind", ["500", "drop", "drop_after"])
async def test_a_telegram_that_stumbles_gets_the_answer_once(stage: Stage, kind: str) -> None:
    async with stage.parts() as deps, running(deps):
        await stage.ana.ask("/start")
        await stage.ana.fault(kind, method="sendMessage", calls=1)
        sent = await stage.ana.send("/scan btc 12h")
        card = (await stage.ana.answers(sent["message_id"]))[0]
        assert words(card).startswith("BTC 12h")
        await eventually_empty(deps)
        assert len(await stage.ana.answers(sent["message_id"])) == 1


async def test_pictures_too_are_sent_once_when_the_answer_to_them_is_lost(stage: Stage) -> None:
    async with stage.parts() as deps, running(deps):
        await stage.ana.ask("/start")
        await stage.ana.fault("drop_after", method="sendPhoto", calls=1)
        sent = await stage.ana.send("/heatmap btc 12h")
        await stage.ana.answers(sent["message_id"])
        await eventually_empty(deps)
        assert len(await stage.ana.answers(sent["message_id"])) == 1


async def test_a_slow_telegram_shows_an_indicator_and_order_is_kept(stage: Stage) -> None:
    async with stage.parts() as deps, running(deps):
        await stage.ana.fault("slow", method="sendMessage", seconds=0.5, calls=2)
        first = await stage.ana.send("/terms")
        await stage.ana.send("/alerts")

        async def both() -> list[str]:
            found = [words(m) for m in await stage.ana.answers(first["message_id"])]
            return found if len(found) == 2 else []

        terms, alerts = await eventually(both)
        assert terms.startswith("Terms")
        assert alerts.startswith("No alerts set.")


async def test_a_database_that_goes_is_owned_up_to_and_nothing_is_lost(stage: Stage) -> None:
    async with cable_to(stage.place.postgres_url) as cable:
        place = replace(stage.place, postgres_url=cable.url)
        async with stage.parts(place=place) as deps, running(deps):
            await stage.ana.ask("/start")
            await cable.cut()
            sent = await stage.ana.send("/scan btc 12h")
            notice = (await stage.ana.answers(sent["message_id"]))[0]
            assert words(notice).startswith("My memory does not answer for a moment.")
            await stage.ana.send("/terms")
            await cable.mend()

            async def all_answered() -> bool:
                found = [words(m) for m in await stage.ana.answers(sent["message_id"])]
                return any(w.startswith("BTC 12h") for w in found) and any(w.startswith("Terms") for w in found)

            await eventually(all_answered, 20)
            found = [words(m) for m in await stage.ana.answers(sent["message_id"])]
            assert len(found) == 3, "one notice, two answers"


async def test_without_redis_the_bot_still_answers(stage: Stage) -> None:
    async with cable_to(stage.place.redis_url) as cable:
        place = replace(stage.place, redis_url=cable.url)
        async with stage.parts(place=place) as deps, running(deps):
            await stage.ana.ask("/start")
            await cable.cut()
            assert words(await stage.ana.ask("/scan btc 12h")).startswith("BTC 12h")
            assert (await stage.ana.ask("/heatmap btc 12h"))["photo"]
            await cable.mend()
            assert words(await stage.ana.ask("/terms")).startswith("Terms")


async def test_a_flood_gets_one_kind_answer_then_silence(stage: Stage) -> None:
    limits = FloodLimits(updates=5, within_s=30, silence_s=2)
    async with stage.parts(flood=limits) as deps, running(deps):
        first = await stage.ana.send("/terms")
        for _ in range(14):
            await stage.ana.send("/terms")
        async with asyncio.timeout(20):  # the inbox may be empty between two polls
            while len(found := [words(m) for m in await stage.ana.answers(first["message_id"])]) < 6:
                await eventually_empty(deps)
                await asyncio.sleep(0.05)
        assert sum(w.startswith("Terms") for w in found) == 5
        assert sum(w.startswith("That was a lot at once.") for w in found) == 1
        await asyncio.sleep(2.1)
        assert words(await stage.ana.ask("/terms")).startswith("Terms")


async def test_two_processes_share_the_work_and_answer_each_question_once(stage: Stage) -> None:
    async with (
        stage.parts(is_alone=False) as one,
        stage.parts(is_alone=False, pace=Pace(at_once=2)) as two,
        running(one),
        running(two),
    ):
        first = await stage.ana.send("/terms")
        for _ in range(9):
            await stage.ana.send("/terms")

        async def ten() -> bool:
            return len(await stage.ana.answers(first["message_id"])) >= 10

        await eventually(ten)
        await eventually_empty(one)
        assert len(await stage.ana.answers(first["message_id"])) == 10


async def test_another_process_takes_over_polling_when_the_first_is_gone(stage: Stage) -> None:
    async with stage.parts(is_alone=False) as one, stage.parts(is_alone=False) as two:
        async with running(one):
            await stage.ana.ask("/terms")
        async with running(two):
            assert words(await stage.ana.ask("/terms")).startswith("Terms")


async def test_a_bot_stops_within_a_moment_whatever_it_was_doing(stage: Stage) -> None:
    for delay_s in (0.0, 0.02, 0.05, 0.1, 0.2, 0.4):
        async with stage.parts() as deps:
            bot = await prepare_bot(deps)
            async with asyncio.TaskGroup() as group:
                task = group.create_task(bot.poll())
                await asyncio.sleep(delay_s)
                task.cancel()
                await asyncio.wait([task], timeout=5)
                assert task.done()
