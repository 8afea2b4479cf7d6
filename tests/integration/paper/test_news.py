"""News over Redis: heard by whoever listens, lost without harm."""

import asyncio

from redis.asyncio import Redis

from db.paper.news import PaperNews
from db.pool import open_redis
from engine.exchange.venues.paper.ports import AccountNews
from engine.market.values import MarketSource
from tests.integration.paper.made import BTC, SIMULATED

_CHANNEL = "helix:paper:news:simulated"
NEWS = (AccountNews(7, (4, 8), (BTC,)), AccountNews(9, (), ()))


async def test_everybody_who_listens_hears_of_their_source(redis: Redis) -> None:
    heard: list[list[AccountNews]] = []

    async def listen() -> None:
        async for news in PaperNews(redis, SIMULATED).listen():
            heard.append(list(news))
            return

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(listen())
        while dict(await redis.pubsub_numsub(_CHANNEL)).popitem()[1] < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await PaperNews(redis, MarketSource.LIVE).tell([AccountNews(1, (), ())])
        await PaperNews(redis, SIMULATED).tell(NEWS)
    assert heard == [list(NEWS)] * 2


async def test_a_listener_that_lost_redis_hears_again(redis: Redis) -> None:
    async def listen() -> list[AccountNews]:
        async for news in PaperNews(redis, SIMULATED).listen():
            return list(news)
        return []

    async def tell_after_a_break() -> None:
        while dict(await redis.pubsub_numsub(_CHANNEL)).popitem()[1] < 1:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await redis.client_kill_filter(_type="pubsub")
        while await redis.publish(_CHANNEL, '[[7,[4],["BTCUSDT"]]]') == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    async with asyncio.timeout(20):
        heard, _ = await asyncio.gather(listen(), tell_after_a_break())
    assert heard == [AccountNews(7, (4,), (BTC,))]


async def test_news_are_lost_without_harm_while_redis_is_away() -> None:
    nowhere = open_redis("redis://127.0.0.1:1/0")
    await PaperNews(nowhere, SIMULATED).tell(NEWS)
    await nowhere.aclose()
