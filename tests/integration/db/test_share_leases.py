"""The market shared over real Redis: members come, go and die, and no shard ever has two owners."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from redis.asyncio import Redis

from db.pool import open_redis
from db.share_leases import BORN, RedisShareLeases, ShareTable
from engine.errors import StorageAway
from engine.feeds.pacing import Crowd
from engine.market.share import LeasedShare
from engine.market.share_keeper import ShareKeeper
from engine.market.sharing import SHARDS, Shard, Told, shard_of
from engine.market.values import Coin, MarketSource
from tests.integration.db.proxy import Door, door_to

TTL_S = 1.0
BEAT_S = 0.1
ALL = list(map(Shard, range(SHARDS)))
LIVE = MarketSource.LIVE


class Mortal(RedisShareLeases):
    """The dead do not say good-bye."""

    is_dead = False

    async def leave(self) -> None:
        if not self.is_dead:
            await super().leave()


class Holder:
    """One engine's share, with a connection of its own."""

    def __init__(self, redis: Redis, name: str) -> None:
        self.share, self.crowd, self.name = LeasedShare(), Crowd(), name
        self.leases = Mortal(redis, LIVE, TTL_S)
        self.keeper = ShareKeeper(self.share, self.leases, self.crowd, self._tell, ttl_s=TTL_S, beat_s=BEAT_S)
        self.task: asyncio.Task[None] | None = None
        self.is_dead = False

    @property
    def shards(self) -> frozenset[Shard]:
        """What it would work on at this moment."""
        return frozenset() if self.share.is_over else self.share.shards

    def die(self) -> None:
        """As by `kill -9`: nothing is released, and nothing runs any more."""
        assert self.task is not None
        self.is_dead = self.leases.is_dead = True
        self.task.cancel()

    def _tell(self) -> Told:
        return Told(self.name, len(self.share.shards), SHARDS, 2 * len(self.share.shards))


class Engines:
    """Several holders, watched at every turn of the loop for a shard that two would work on."""

    def __init__(self, group: asyncio.TaskGroup, stack: AsyncExitStack, url: str) -> None:
        self._group, self._stack, self._url = group, stack, url
        self.holders: list[Holder] = []
        self.doubles: list[tuple[str, ...]] = []
        self._stop = asyncio.Event()

    async def add(self, url: str | None = None) -> Holder:
        redis = open_redis(url or self._url)
        self._stack.push_async_callback(redis.aclose)
        holder = Holder(redis, f"engine {len(self.holders)}")
        self.holders.append(holder)
        holder.task = self._group.create_task(holder.keeper.run())
        return holder

    @property
    def living(self) -> list[Holder]:
        return [one for one in self.holders if not one.is_dead]

    async def watch(self) -> None:
        while not self._stop.is_set():
            counts = Counter(shard for one in self.living for shard in one.shards)
            self.doubles += [
                tuple(one.name for one in self.living if shard in one.shards) for shard in counts if counts[shard] > 1
            ]
            await asyncio.sleep(0.002)

    def is_whole(self) -> bool:
        return sorted(shard for one in self.living for shard in one.shards) == ALL

    def is_even(self) -> bool:
        sizes = [len(one.shards) for one in self.living]
        return self.is_whole() and max(sizes) - min(sizes) <= 1

    async def until(self, truth: Callable[[], bool], within_s: float = 10.0) -> float:
        """Seconds it took."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        async with asyncio.timeout(within_s):
            while True:
                if truth():
                    return loop.time() - started
                await asyncio.sleep(0.005)

    def end(self) -> None:
        self._stop.set()
        for one in self.living:
            assert one.task is not None
            one.task.cancel()


async def make_old(redis: Redis, source: MarketSource = LIVE) -> None:
    """The table was there long before."""
    await redis.hset(f"helix:{{share:{source.value}}}:leases", BORN, "1")


@asynccontextmanager
async def sharing(url: str, count: int, *, is_new: bool = False) -> AsyncIterator[Engines]:
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        engines = Engines(group, stack, url)
        if not is_new:
            async with open_redis(url) as redis:
                await make_old(redis)
        group.create_task(engines.watch())
        try:
            for _ in range(count):
                await engines.add()
            yield engines
        finally:
            engines.end()
    assert engines.doubles == []


def moved(before: Sequence[frozenset[Shard]], after: Sequence[frozenset[Shard]]) -> set[Shard]:
    return {shard for old, new in zip(before, after, strict=True) for shard in new - old}


async def test_one_alone_has_everything_once_it_is_sure_that_nobody_else_does(redis_url: str) -> None:
    async with sharing(redis_url, 1, is_new=True) as engines:
        assert await engines.until(engines.is_whole) >= TTL_S - BEAT_S
        await asyncio.sleep(2 * BEAT_S)
        assert engines.holders[0].crowd.size == 1


async def test_one_that_starts_again_has_everything_at_once(redis_url: str) -> None:
    for _ in range(2):
        async with sharing(redis_url, 1) as engines:
            took_s = await engines.until(engines.is_whole)
    assert took_s < TTL_S / 2


async def test_three_share_evenly_and_say_so(redis_url: str, redis: Redis) -> None:
    async with sharing(redis_url, 3) as engines:
        await engines.until(lambda: engines.is_even() and {one.crowd.size for one in engines.holders} == {3})
        table = ShareTable(redis, LIVE)
        await asyncio.sleep(2 * BEAT_S)  # each says anew what it has
        told = await table.told()
        assert [one.name for one in told] == ["engine 0", "engine 1", "engine 2"]
        assert sum(one.coins for one in told) == SHARDS
        assert len(await table.holders()) == SHARDS


async def test_adding_one_moves_its_part_to_it_and_nothing_else(redis_url: str) -> None:
    async with sharing(redis_url, 2) as engines:
        await engines.until(engines.is_even)
        before = [one.shards for one in engines.holders]
        third = await engines.add()
        await engines.until(engines.is_even)
        assert moved(before, [one.shards for one in engines.holders[:2]]) == set()
        assert 21 <= len(third.shards) <= 22


async def test_what_a_dead_one_held_is_taken_when_its_leases_ran_out_and_each_in_turn(redis_url: str) -> None:
    async with sharing(redis_url, 3) as engines:
        for _ in range(3):
            await engines.until(engines.is_even)
            victim = engines.living[0]
            before = [one.shards for one in engines.living[1:]]
            victim.die()
            took_s = await engines.until(engines.is_even)
            assert took_s >= 0.5  # nobody came before its time
            assert all(old <= new.shards for old, new in zip(before, engines.living, strict=False))
            await engines.add()


async def test_one_that_ends_gives_up_at_once(redis_url: str) -> None:
    async with sharing(redis_url, 2) as engines:
        await engines.until(engines.is_even)
        first, second = engines.holders
        assert first.task is not None
        first.task.cancel()
        first.is_dead = True
        assert await engines.until(engines.is_whole) < TTL_S - 2 * BEAT_S
        assert second.shards == frozenset(ALL)
        assert not first.share.shards


async def test_what_was_lost_is_let_go_before_another_may_have_it(redis_url: str, redis: Redis) -> None:
    async with sharing(redis_url, 1) as engines:
        await engines.until(engines.is_whole)
        first, seen = engines.holders[0], []

        async def let_go() -> None:
            still_ours = await ShareTable(redis, LIVE).holders()
            seen.append((len(first.share.shards), Counter(still_ours.values())[first.leases.member]))

        first.share.watch(let_go)
        await engines.add()
        await engines.until(engines.is_even)
        assert (SHARDS // 2, SHARDS) in seen  # half is let go while the leases of all still are its


async def test_a_taker_is_told_when_the_last_one_was_last_there(redis_url: str) -> None:
    async with sharing(redis_url, 2) as engines:
        await engines.until(engines.is_even)
        first, second = engines.holders
        theirs, died_at = first.shards, datetime.now(UTC)
        first.die()
        await engines.until(engines.is_whole)
        coins = [coin for n in range(500) if shard_of(coin := Coin(f"COIN{n}")) in theirs]
        heard = [at for coin in coins if (at := second.share.heard_until(coin)) is not None]
        assert len(heard) == len(coins)
        assert all(died_at - timedelta(seconds=2 * TTL_S) < at < died_at + timedelta(seconds=1) for at in heard)


@asynccontextmanager
async def behind_a_door(url: str) -> AsyncIterator[tuple[Door, str]]:
    """Another way to the same Redis, that can be shut."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    async with door_to(parts.hostname, parts.port) as door:
        yield door, parts._replace(netloc=parts.netloc.replace(str(parts.port), str(door.port))).geturl()


async def test_one_cut_off_stops_before_another_begins_and_comes_back(redis_url: str) -> None:
    async with behind_a_door(redis_url) as (door, url), sharing(redis_url, 1) as engines:
        cut_off = await engines.add(url)
        await engines.until(engines.is_even)
        await door.shut()
        await engines.until(lambda: engines.holders[0].shards == frozenset(ALL))
        assert not cut_off.shards
        await door.open()
        await engines.until(engines.is_even)


async def test_while_redis_is_away_a_moment_nobody_loses_anything(redis_url: str) -> None:
    async with behind_a_door(redis_url) as (door, url), sharing(url, 2) as engines:
        await engines.until(engines.is_even)
        before = [one.shards for one in engines.holders]
        await door.shut()
        await asyncio.sleep(TTL_S / 3)
        await door.open()
        await asyncio.sleep(3 * BEAT_S)
        assert [one.shards for one in engines.holders] == before


async def test_a_redis_that_forgot_everything_is_told_again(redis_url: str, redis: Redis) -> None:
    async with sharing(redis_url, 3) as engines:
        await engines.until(engines.is_even)
        before = [one.shards for one in engines.holders]
        await redis.flushdb()
        await asyncio.sleep(1.5 * TTL_S)
        assert [one.shards for one in engines.holders] == before


@pytest.fixture
async def old_table(redis: Redis) -> None:
    await make_old(redis)


@pytest.mark.usefixtures("old_table")
async def test_a_late_one_keeps_what_nobody_took(redis: Redis) -> None:
    late, told = RedisShareLeases(redis, LIVE, ttl_s=0.05), Told("late", 0, 0, 0)
    await late.swap((), ALL)
    await asyncio.sleep(0.06)
    assert len((await late.beat(ALL[:10], told)).holders) == 10


@pytest.mark.usefixtures("old_table")
async def test_only_what_is_free_or_ones_own_can_be_taken_or_given_up(redis: Redis) -> None:
    mine, other = RedisShareLeases(redis, LIVE, ttl_s=5), RedisShareLeases(redis, LIVE, ttl_s=5)
    assert (await mine.swap((), ALL[:2])).keys() == {0, 1}
    assert (await other.swap(ALL[:1], ALL[:3])).keys() == {2}
    table = await mine.beat(ALL[:3], Told("mine", 0, 0, 0))
    assert table.holders == {0: mine.member, 1: mine.member, 2: other.member}
    await mine.leave()
    taken = await other.swap((), ALL[:2])
    assert all(at is not None and datetime.now(UTC) - at < timedelta(seconds=30) for at in taken.values())


@pytest.mark.usefixtures("old_table")
async def test_sources_share_nothing(redis: Redis) -> None:
    live, simulated = RedisShareLeases(redis, LIVE), RedisShareLeases(redis, MarketSource.SIMULATED)
    await make_old(redis, MarketSource.SIMULATED)
    await live.swap((), ALL)
    assert len(await simulated.swap((), ALL)) == SHARDS


async def test_a_redis_that_is_away_is_said_in_the_engines_words() -> None:
    client = open_redis("redis://127.0.0.1:1/0")
    leases = RedisShareLeases(client, LIVE)
    for ask in (leases.beat((), Told(secrets.token_hex(2), 0, 0, 0)), leases.swap((), ALL), leases.leave()):
        with pytest.raises(StorageAway, match="redis"):
            await ask
    await client.aclose()
