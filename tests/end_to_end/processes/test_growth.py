"""Several engines share the market: one that comes gets its part, and what a killed one had is taken over."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from db.pool import open_redis
from tests.end_to_end.processes.conftest import start_venue, venue_at
from tests.end_to_end.processes.engines import HEALED_S, Engines, seconds_until
from tests.end_to_end.processes.helix import Machine, bare

pytestmark = pytest.mark.timeout(180)
COINS = ("BTC", "ETH", "SOL", "XRP", "DOGE", "BNB", "ADA", "LINK", "LTC", "PEPE", "WIF", "KAS")
STARTED_S = 60.0


@pytest.fixture(scope="session")
async def market(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Twelve coins, two days. Its address."""
    machine = bare(tmp_path_factory.mktemp("market"), {})
    program = start_venue(
        machine, 0, ("--coins", ",".join(COINS), "--history-days", "2", "--seed", "7", "--ip-limit", "0")
    )
    yield next(word for word in (await program.says("http://")).split() if word.startswith("http://"))
    machine.end()


@pytest.fixture
async def engines(machine: Machine, market: str, redis_url: str, postgres_url: str) -> AsyncIterator[Engines]:
    machine.environment |= venue_at(market)
    redis = open_redis(redis_url)
    yield Engines(machine, redis, postgres_url, COINS)
    await redis.aclose()


async def test_engines_killed_in_turn_leave_no_coin_alone_and_no_hole(engines: Engines) -> None:
    since = datetime.now(UTC) - timedelta(hours=2)
    for _ in range(3):
        engines.add()
        await seconds_until(engines.is_shared, STARTED_S)  # each that comes is given its part
    await seconds_until(lambda: no_holes(engines, set(COINS), since), STARTED_S)
    for victim in list(engines.running):
        had = await engines.kill(victim)
        assert had
        await engines.forget(had, since)
        took_s = await seconds_until(engines.is_shared, HEALED_S)
        filled_s = took_s + await seconds_until(lambda: no_holes(engines, had, since), HEALED_S)  # noqa: B023
        print(f"{len(had)} coins taken over after {took_s:.1f} s, filled after {filled_s:.1f} s")
        engines.add()
        await seconds_until(engines.is_shared, STARTED_S)
    assert await engines.holes(set(COINS), since) == {}
    announced = await engines.announced()
    assert len(announced) == len(set(announced))
    for program in engines.running:
        assert await program.stop() == 0, program.said
    assert not any("Traceback" in program.said for program in [*engines.running, *engines.ended])


async def no_holes(engines: Engines, coins: set[str], since: datetime) -> bool:
    return not await engines.holes(coins, since)
