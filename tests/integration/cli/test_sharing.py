"""How the engines that share a market are seen from outside."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from cli.compose.sharing import engines_line
from db.pool import open_redis
from db.share_leases import RedisShareLeases
from engine.market.sharing import Told
from engine.market.values import MarketSource

LIVE = MarketSource.LIVE


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = open_redis(redis_url)
    yield client
    await client.aclose()


async def say(redis: Redis, name: str, coins: int) -> RedisShareLeases:
    leases = RedisShareLeases(redis, LIVE)
    await leases.beat((), Told(name, coins, 512, 2 * coins))
    return leases


async def test_where_nobody_shares_nothing_is_said(redis: Redis) -> None:
    assert await engines_line(redis, LIVE) is None


async def test_every_engine_is_named_with_what_it_has(redis: Redis) -> None:
    await say(redis, "one:7", 300)
    await say(redis, "two:8", 212)
    line = await engines_line(redis, LIVE)
    assert line is not None
    assert (line.is_ok, line.value) == (True, "2 share 512 coins: one:7 300, two:8 212")
    assert await engines_line(redis, MarketSource.SIMULATED) is None


async def test_coins_of_nobody_are_no_good_health(redis: Redis) -> None:
    await say(redis, "one:7", 300)
    gone = await say(redis, "two:8", 212)
    await gone.leave()
    line = await engines_line(redis, LIVE)
    assert line is not None
    assert (line.is_ok, line.value) == (False, "1 share 512 coins: one:7 300, 212 not taken yet")


async def test_a_redis_that_is_away_is_said() -> None:
    client = open_redis("redis://127.0.0.1:1/0")
    line = await engines_line(client, LIVE)
    await client.aclose()
    assert line is not None
    assert not line.is_ok
