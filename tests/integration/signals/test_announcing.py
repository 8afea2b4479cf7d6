"""From the store to the stream: once, in order, whatever dies in between."""

import asyncio
import json
from collections.abc import Sequence

import pytest
from redis.asyncio import Redis

from db.database import Database
from db.signal_stream import SignalAnnouncements
from db.signals import SignalRepository
from db.streams import Stream
from engine.errors import StorageAway
from engine.market.values import Coin
from engine.signals.announcing import Announcer
from engine.signals.ports import Unannounced
from engine.signals.values import Ending, Ends, SignalState
from tests.integration.signals.test_book import confirms, hit
from tests.unit.signals.scans import T0, opening


class Died(Exception):
    """The process ended here."""


class DiesBeforeTelling(SignalAnnouncements):
    async def tell(self, one: Unannounced) -> bool:
        raise Died


class DiesAfterTelling(SignalAnnouncements):
    async def tell(self, one: Unannounced) -> bool:
        await super().tell(one)
        raise Died


class DiesBeforeMarking(SignalRepository):
    async def announced(self, numbers: Sequence[int]) -> None:
        raise Died


class AwayBeforeMarking(SignalRepository):
    async def announced(self, numbers: Sequence[int]) -> None:
        raise StorageAway("database: gone")


async def on_stream(redis: Redis) -> list[tuple[int, str]]:
    told = await redis.xrange(Stream(redis, "signals").key)
    bodies = [json.loads(fields["body"]) for _, fields in told]
    return [(body["id"], body["state"]) for body in bodies]


async def whole_life(book: SignalRepository, coin: str = "BTC") -> int:
    opened = await book.open(opening(coin=Coin(coin)))
    assert opened is not None
    confirmed = await book.confirm(opened, confirms())
    assert confirmed is not None
    await book.end(confirmed, hit())
    return opened.signal_id


async def test_every_state_is_told_once_and_in_order(book: SignalRepository, redis: Redis) -> None:
    life = await whole_life(book)
    announcer = Announcer(book, SignalAnnouncements(redis))
    assert await announcer.announce() == 3
    assert await announcer.announce() == 0
    assert await on_stream(redis) == [(life, "new"), (life, "confirmed"), (life, "hit")]


async def test_what_is_told_says_everything(book: SignalRepository, redis: Redis) -> None:
    await whole_life(book)
    group = Stream(redis, "signals").group("test")
    await Announcer(book, SignalAnnouncements(redis)).announce()
    messages = await group.read()
    body = messages[1].body
    assert (body["coin"], body["window"], body["side"], body["source"]) == ("BTC", "12h", "long", "simulated")
    assert body["grounds"]["ride"]["target_usd"] == 104.0
    assert messages[2].body["reason"] == "target"


@pytest.mark.parametrize("dies", ["before telling", "after telling", "before marking", "marking"])
async def test_a_death_at_any_step_is_healed_and_nothing_is_told_twice(
    dies: str, book: SignalRepository, database: Database, redis: Redis
) -> None:
    life = await whole_life(book)
    stream: SignalAnnouncements = SignalAnnouncements(redis)
    states = book
    if dies == "before telling":
        stream = DiesBeforeTelling(redis)
    elif dies == "after telling":
        stream = DiesAfterTelling(redis)
    else:
        states = (DiesBeforeMarking if dies == "before marking" else AwayBeforeMarking)(database)
    with pytest.raises((Died, StorageAway)):
        await Announcer(states, stream).announce()
    await Announcer(book, SignalAnnouncements(redis)).announce()
    assert await on_stream(redis) == [(life, "new"), (life, "confirmed"), (life, "hit")]
    assert await book.unannounced(10) == []


async def test_two_announcers_at_once_tell_everything_once_and_each_life_in_order(
    book: SignalRepository, database: Database, redis: Redis
) -> None:
    lives = [await whole_life(book, f"C{number}") for number in range(30)]
    announcers = [Announcer(SignalRepository(database), SignalAnnouncements(redis)) for _ in range(4)]
    await asyncio.gather(*(announcer.announce() for announcer in announcers))
    told = await on_stream(redis)
    assert len(told) == 90
    for life in lives:
        assert [state for number, state in told if number == life] == ["new", "confirmed", "hit"]


async def test_a_running_announcer_tells_at_once_and_also_what_others_stored(
    book: SignalRepository, redis: Redis
) -> None:
    announcer, group = Announcer(book, SignalAnnouncements(redis)), Stream(redis, "signals").group("test")
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(announcer.run())
        opened = await book.open(opening())
        assert opened is not None
        announcer.look()
        assert [m.body["state"] for m in await group.read(wait_s=5)] == ["new"]
        await book.end(opened, Ends(SignalState.EXPIRED, Ending.EXTREME, T0, 100.0))  # nobody says look
        assert [m.body["state"] for m in await group.read(wait_s=5)] == ["expired"]
        running.cancel()
