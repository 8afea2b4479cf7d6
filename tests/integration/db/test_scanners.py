"""What the scanners keep and tell: thresholds in Postgres, spikes on a stream of Redis."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from db.database import Database
from db.learned_thresholds import LearnedThresholdRepository
from db.spike_alerts import NAME, SpikeAlertStream, load_spike
from engine.market.values import Coin, MarketSource, Venue
from engine.scanners.alerting import SpikeAlert, SpikeKind
from engine.scanners.learning import Learned
from engine.scanners.thresholds import Thresholds

NOON = datetime(2026, 2, 6, 12, tzinfo=UTC)
BTC = Learned(MarketSource.LIVE, Coin("BTC"), Thresholds(0.04, 2.1, 0.02), 8640, NOON)


async def test_the_newest_lesson_of_each_coin_is_kept_by_source(database: Database) -> None:
    store = LearnedThresholdRepository(database)
    await database.run("DELETE FROM coin_thresholds")
    await store.save(Learned(BTC.source, BTC.coin, Thresholds(), 3000, NOON - timedelta(days=1)))
    await store.save(BTC)
    await store.save(Learned(MarketSource.SIMULATED, BTC.coin, Thresholds(), 10, NOON))
    assert await store.load(MarketSource.LIVE) == [BTC]
    assert [one.bars for one in await store.load(MarketSource.SIMULATED)] == [10]
    assert await store.load(MarketSource.RECORDED) == []


async def test_a_spike_reaches_every_group_of_listeners_as_it_was(redis: Redis) -> None:
    sink = SpikeAlertStream(redis)
    assert sink.stream.name == NAME == "spike_alerts"
    alert = SpikeAlert(MarketSource.SIMULATED, Coin("PEPE"), Venue.BINANCE, SpikeKind.VOLUME, 2.5, 1.5, 0.0000041, NOON)
    await sink.publish(alert)
    await SpikeAlertStream(redis).publish(replace(alert, value=2.6, venue=Venue.BYBIT))  # another process saw it too
    for name in ("signals", "watchers"):
        group = sink.stream.group(name)
        (message,) = await group.read(wait_s=0.1)
        assert load_spike(message.body) == alert
        await group.done(message)


async def test_the_next_bar_and_another_kind_are_told_again(redis: Redis) -> None:
    sink = SpikeAlertStream(redis)
    first = SpikeAlert(MarketSource.LIVE, Coin("BTC"), Venue.BYBIT, SpikeKind.MOVE, 0.03, 0.02, 100.0, NOON)
    later = NOON + timedelta(seconds=1)
    for alert in (first, replace(first, at=later), replace(first, kind=SpikeKind.VOLUME), replace(first, at=later)):
        await sink.publish(alert)
    assert await sink.stream.length() == 3
