"""What is announced reaches every group once, and what a dead consumer held reaches another."""

import asyncio
import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis

from db.leases import Leases
from db.pool import open_redis
from db.streams import Stream
from db.tickers import TickerBoard
from engine.errors import StorageAway
from engine.market.values import Coin, MarketSource, Symbol, Ticker, Venue


async def test_each_group_gets_every_message_and_each_consumer_a_part(redis: Redis) -> None:
    stream = Stream(redis, "signals")
    for n in range(10):
        await stream.publish({"n": n, "text": "ünïcödé\n"})
    first, second = stream.group("bot", "one"), stream.group("bot", "two")
    jobs = stream.group("jobs")
    taken = [*await first.read(count=4), *await second.read(count=20)]
    assert [message.body["n"] for message in taken] == list(range(10))
    assert len(await jobs.read(count=20)) == 10
    await first.done(*taken)
    assert await first.pending() == 0
    assert await jobs.pending() == 10


async def test_a_message_whose_consumer_died_goes_to_another_one_and_no_other_does(redis: Redis) -> None:
    stream = Stream(redis, "work")
    await stream.publish({"n": 1})
    await stream.publish({"n": 2})
    dead, alive = stream.group("bot", "dead", idle_s=0.05), stream.group("bot", "alive", idle_s=0.05)
    handled, left = await dead.read()
    await dead.done(handled)
    await asyncio.sleep(0.06)
    assert [message.id for message in await alive.read(wait_s=0.01)] == [left.id]
    await alive.done(left)
    await asyncio.sleep(0.06)
    assert await alive.read(wait_s=0.01) == []


async def test_a_waiting_consumer_gets_a_message_as_it_is_published(redis: Redis) -> None:
    stream = Stream(redis, "late")
    group = stream.group("bot")
    assert await group.read(wait_s=0.01) == []
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(group.read(wait_s=3))
        await asyncio.sleep(0.05)
        await stream.publish({"now": True})
    assert [message.body for message in waiting.result()] == [{"now": True}]


async def test_the_loop_over_messages_acknowledges_what_it_has_handed_over(redis: Redis) -> None:
    stream = Stream(redis, "loop")
    for n in range(3):
        await stream.publish({"n": n})
    group, seen = stream.group("bot"), []
    async for message in group.messages():
        seen.append(message.body["n"])
        if len(seen) == 3:
            break
    assert seen == [0, 1, 2]
    assert await group.pending() == 1  # the last one was not finished: it would come again


async def test_a_stream_keeps_about_so_many_messages(redis: Redis) -> None:
    stream = Stream(redis, "short", keep=100)
    async with redis.pipeline(transaction=False) as pipe:
        for n in range(2000):
            pipe.xadd("helix:stream:short", {"body": str(n)})
        await pipe.execute()
    await stream.publish({})
    assert await stream.length() <= 300  # trimmed by whole nodes


async def test_one_holder_at_a_time_and_only_it_gives_the_lease_up(redis: Redis) -> None:
    mine, other = Leases(redis, ttl_s=5), Leases(redis, ttl_s=5)
    assert await mine.take("polling")
    assert await mine.take("polling")
    assert not await other.take("polling")
    await other.release("polling")
    assert await mine.holder_of("polling") == mine.holder
    await mine.release("polling")
    assert await other.take("polling")
    assert not await mine.renew("polling")


async def test_a_lease_that_ran_out_passes_on_and_its_old_holder_cannot_take_it_back(redis: Redis) -> None:
    mine, other = Leases(redis, ttl_s=0.05), Leases(redis, ttl_s=5)
    assert await mine.take("polling")
    await asyncio.sleep(0.06)
    assert await other.take("polling")
    await mine.release("polling")
    assert await other.holder_of("polling") == other.holder


async def test_a_held_lease_is_kept_beyond_its_time_and_its_loss_is_told(redis: Redis) -> None:
    mine, other = Leases(redis, ttl_s=0.2), Leases(redis, ttl_s=5)
    async with mine.held("polling") as lost:
        await asyncio.sleep(0.5)
        assert not await other.take("polling")
        assert not lost.is_set()
        await redis.set("helix:lease:polling", other.holder)
        await asyncio.wait_for(lost.wait(), 2)
    assert await other.holder_of("polling") == other.holder


async def test_waiting_for_a_lease_ends_when_it_is_given_up(redis: Redis) -> None:
    mine, other = Leases(redis, ttl_s=5), Leases(redis, ttl_s=5)
    await mine.take("polling")

    async def wait() -> bool:
        async with other.held("polling", retry_s=0.02):
            return True

    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(wait())
        await asyncio.sleep(0.05)
        assert not waiting.done()
        await mine.release("polling")
    assert waiting.result()


async def test_an_error_inside_the_block_gives_the_lease_up_and_comes_through(redis: Redis) -> None:
    mine = Leases(redis, ttl_s=5)
    with pytest.raises(ValueError, match="mine"):
        async with mine.held("polling"):
            raise ValueError("mine")
    assert await mine.holder_of("polling") is None


async def test_tickers_come_back_as_they_were_with_what_is_unknown(redis: Redis) -> None:
    board, now = TickerBoard(redis), datetime(2026, 11, 21, 8, 0, 0, 123000, tzinfo=UTC)
    full = Ticker(
        Venue.BYBIT,
        Symbol("BTCUSDT"),
        Coin("BTC"),
        60000.5,
        60001.0,
        1234.5,
        -0.0001,
        timedelta(hours=4),
        now + timedelta(hours=1),
        1e9,
        0.05,
        now,
        bid_usd=60000.4,
        ask_usd=60000.6,
        index_price_usd=60002.0,
    )
    bare = Ticker(
        Venue.BINANCE,
        Symbol("1000PEPEUSDT"),
        Coin("PEPE"),
        4e-6,
        float("nan"),
        float("nan"),
        0.0,
        timedelta(hours=8),
        None,
        0.0,
        0.0,
        now,
    )
    await board.save(MarketSource.LIVE, [full, bare])
    assert await board.one(MarketSource.LIVE, Venue.BYBIT, Symbol("BTCUSDT")) == full
    read = await board.one(MarketSource.LIVE, Venue.BINANCE, Symbol("1000PEPEUSDT"))
    assert repr(read) == repr(bare)  # NaN is not equal to itself
    assert len(await board.all(MarketSource.LIVE)) == 2
    assert await board.all(MarketSource.SIMULATED) == []
    assert await board.one(MarketSource.LIVE, Venue.BYBIT, Symbol("NONE")) is None


async def test_a_ticker_of_an_earlier_helix_is_read_without_bid_ask_and_index(redis: Redis) -> None:
    old = ["bybit", "OLDUSDT", "OLD", 1.0, 1.0, 2.0, 0.0, 5.0, 0.0, 28800.0, None, "2026-11-21T08:00:00+00:00"]
    await redis.hset("helix:tickers:recorded", "bybit OLDUSDT", json.dumps(old))
    read = await TickerBoard(redis).one(MarketSource.RECORDED, Venue.BYBIT, Symbol("OLDUSDT"))
    assert read is not None
    assert (read.price_usd, read.oi_base) == (1.0, 2.0)
    assert all(math.isnan(price) for price in (read.bid_usd, read.ask_usd, read.index_price_usd))


async def test_an_address_of_a_socket_file_is_understood(tmp_path: Path) -> None:
    client = open_redis(f"unix://{tmp_path}/none.sock")
    with pytest.raises(StorageAway):
        await Stream(client, "x").length()
    await client.aclose()


async def test_a_redis_that_is_away_is_said_in_the_engines_words() -> None:
    client = open_redis("redis://127.0.0.1:1/0")
    for ask in (Stream(client, "x").publish({}), Leases(client).take("x"), TickerBoard(client).all(MarketSource.LIVE)):
        with pytest.raises(StorageAway, match="redis"):
            await ask
    await client.aclose()
