"""Several engines share the market: one that comes gets its part, and what a killed one had is taken over."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from db.pool import open_redis
from tests.end_to_end.processes.conftest import start_venue, venue_at
from tests.end_to_end.processes.engines import HEALED_S, Engines, seconds_until
from tests.end_to_end.processes.helix import Machine, bare

pytestmark = pytest.mark.timeout(180)
COINS = ("BTC", "ETH", "SOL", "XRP", "DOGE", "BNB", "ADA", "LINK", "LTC", "PEPE", "WIF", "KAS")
MARKET = ("--coins", ",".join(COINS), "--history-days", "2", "--seed", "7", "--ip-limit", "0")
STARTED_S = 60.0
BAR_S = 300


@pytest.fixture(scope="session")
async def market(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Twelve coins, two days. Its address."""
    machine = bare(tmp_path_factory.mktemp("market"), {})
    program = start_venue(machine, 0, MARKET)
    yield next(word for word in (await program.says("http://")).split() if word.startswith("http://"))
    machine.end()


@pytest.fixture
async def engines(machine: Machine, market: str, redis_url: str, postgres_url: str) -> AsyncIterator[Engines]:
    """Three, each with its part, and every coin's bars whole."""
    machine.environment |= venue_at(market)
    redis = open_redis(redis_url)
    made = Engines(machine, redis, postgres_url, COINS)
    for _ in range(3):
        made.add()
        await seconds_until(made.is_shared, STARTED_S)
    await seconds_until(partial(made.is_whole, set(COINS), two_hours_ago()), STARTED_S)
    yield made
    await redis.aclose()


def two_hours_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=2)


async def ended_well(engines: Engines) -> None:
    """Nothing was announced twice, nobody stumbled, and all end when asked."""
    announced = await engines.announced()
    assert len(announced) == len(set(announced))
    for program in engines.running:
        assert await program.stop() == 0, program.said
    assert not any("Traceback" in program.said for program in engines.machine.started)


async def test_engines_killed_in_turn_leave_no_coin_alone_and_no_hole(engines: Engines) -> None:
    since = two_hours_ago()
    for victim in list(engines.running):
        had = await engines.kill(victim)
        assert had
        await engines.forget(had, since)  # so that there is a gap, whatever the time is
        took_s = await seconds_until(engines.is_shared, HEALED_S)
        await seconds_until(partial(engines.is_whole, had, since), HEALED_S - took_s)
        engines.add()
        await seconds_until(engines.is_shared, STARTED_S)
    assert await engines.holes(set(COINS), since) == {}
    await ended_well(engines)


@pytest.mark.long  # bars close every five minutes
@pytest.mark.timeout(1_200)
async def test_bars_that_close_while_engines_die_freeze_and_leave_are_all_there(engines: Engines) -> None:
    since = two_hours_ago()
    for _ in range(2):
        await before_a_bar_closes(3.0)
        had = await engines.kill(engines.running[0])
        assert had
        await seconds_until(engines.is_shared, HEALED_S)
        engines.add()
        await seconds_until(engines.is_shared, STARTED_S)
        frozen = engines.running[0]
        os.kill(frozen.process.pid, signal.SIGSTOP)
        await seconds_until(partial(engines.is_shared, without=1), HEALED_S)
        os.kill(frozen.process.pid, signal.SIGCONT)
        await seconds_until(engines.is_shared, HEALED_S)
        assert "share_lost" in frozen.said
    await before_a_bar_closes(1.0)
    leaving = engines.running.pop(0)
    assert await leaving.stop() == 0
    await seconds_until(engines.is_shared, HEALED_S)
    await asyncio.sleep(40.0)  # until the bar has closed and the regular repair has looked: there is no event here
    assert await engines.holes(set(COINS), since) == {}
    await ended_well(engines)


async def before_a_bar_closes(seconds: float) -> None:
    """Waits until then."""
    await asyncio.sleep((-time.time() - seconds) % BAR_S)
