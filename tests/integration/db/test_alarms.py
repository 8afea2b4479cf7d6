"""What engines raise reaches the bots, and the same trouble of several engines once."""

from dataclasses import replace
from datetime import UTC, datetime

from redis.asyncio import Redis

from db.alarms import AlarmStream
from engine.market.trouble import FeedAlarm
from engine.market.values import MarketSource, Venue

ALARM = FeedAlarm(Venue.BYBIT, MarketSource.LIVE, "stream", 3, "closed", datetime(2026, 2, 6, tzinfo=UTC), {"gaps": 1})


async def test_an_alarm_comes_as_it_was_raised_and_once(redis: Redis) -> None:
    alarms = AlarmStream(redis)
    await alarms.raised(ALARM)
    (raised,) = await alarms.read()
    assert raised.alarm == ALARM
    await alarms.told(raised.id)
    await alarms.raised(ALARM)
    assert len(await alarms.read()) == 1


async def test_the_same_trouble_of_several_engines_is_raised_once_and_other_trouble_too(redis: Redis) -> None:
    engines = [AlarmStream(redis, once_in_s=60) for _ in range(3)]
    for one in engines:
        await one.raised(ALARM)
        await one.raised(replace(ALARM, part="rest"))
    assert [raised.alarm.part for raised in await engines[0].read()] == ["stream", "rest"]
