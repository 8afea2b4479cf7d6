"""The stream over a real socket: it comes back, says what it missed, and is not fooled by pongs or nonsense."""

from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from engine.feeds.ports import BarClosed, FeedTrouble, Gap
from engine.market.values import Liquidation, Side, Ticker
from tests.integration.feeds.conftest import Listener, VenueClock
from tests.integration.feeds.local_bybit import LocalBybit


@pytest.fixture
def venue() -> LocalBybit:
    """Silent but for what a test says."""
    venue = LocalBybit()
    venue.is_chatty = False
    return venue


def _counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, {"venue": "bybit", **labels}) or 0.0


async def test_every_contract_is_subscribed_and_heard(listener: Listener, venue: LocalBybit) -> None:
    await venue.subscribed.wait()
    await venue.say_ticker()
    await venue.close_bar(venue.now_ms // 300_000 * 300_000 - 300_000)
    close = {"T": venue.now_ms, "s": "ETHUSDT", "S": "Sell", "v": "3", "p": "10"}
    await venue.say({"topic": "allLiquidation.ETHUSDT", "type": "snapshot", "ts": venue.now_ms, "data": [close]})
    (bar,) = await listener.until(BarClosed)
    (forced,) = await listener.until(Liquidation)
    assert isinstance(bar, BarClosed)
    assert isinstance(forced, Liquidation)
    assert bar.bars.oi_base[0] == 1000.0
    assert (forced.coin, forced.side, forced.notional_usd) == ("ETH", Side.SHORT, 30.0)
    assert "allLiquidation.1000PEPEUSDT" in venue.topics
    assert "publicTrade.BTCUSDT" in venue.topics


async def test_a_dropped_connection_comes_back_and_says_what_it_missed(
    listener: Listener, venue: LocalBybit, clock: VenueClock
) -> None:
    await venue.subscribed.wait()
    await venue.say_ticker()
    await listener.until(Ticker)
    last_heard = clock.now()
    await venue.drop()
    await venue.subscribed.wait()
    venue.now_ms += 90_000
    await venue.say_ticker()
    (gap,) = await listener.until(Gap)
    assert isinstance(gap, Gap)
    assert (gap.since, gap.until, gap.reason) == (last_heard, last_heard + timedelta(seconds=90), "closed")
    assert isinstance(listener.heard[listener.heard.index(gap) + 1], Ticker)
    assert venue.opened == 2


async def test_a_socket_that_only_answers_pings_is_left(listener: Listener, venue: LocalBybit) -> None:
    before = _counted("helix_feed_reconnects_total", reason="frozen")
    await venue.subscribed.wait()
    await venue.say_ticker()
    await listener.until(Ticker)
    (trouble,) = await listener.until(FeedTrouble)
    assert isinstance(trouble, FeedTrouble)
    assert trouble.reason == "frozen"
    assert venue.pings >= 3
    assert _counted("helix_feed_reconnects_total", reason="frozen") > before


async def test_nonsense_is_counted_and_dropped_and_the_feed_goes_on(listener: Listener, venue: LocalBybit) -> None:
    await venue.subscribed.wait()
    before = _counted("helix_feed_malformed_total")
    nonsense = [
        "}{",
        "[1, 2]",
        '{"topic": "tickers.BTCUSDT"}',
        '{"topic": "tickers.BTCUSDT", "ts": "x", "type": "snapshot", "data": {}}',
        '{"topic": "kline.5.BTCUSDT", "ts": 1770379200000, "data": [{"confirm": true}]}',
        '{"topic": "tickers.NOPEUSDT", "ts": 1770379200000, "type": "snapshot", "data": {"symbol": "NOPEUSDT"}}',
        "[" * 5_000,
    ]
    for text in nonsense:
        await venue.say(text)
    await venue.say_ticker()
    await listener.until(Ticker)
    assert _counted("helix_feed_malformed_total") - before == len(nonsense)
    assert venue.opened == 1
    assert listener.of(FeedTrouble) == []


async def test_a_venue_that_is_away_is_tried_again_and_the_failures_are_counted(
    listener: Listener, venue: LocalBybit
) -> None:
    await venue.subscribed.wait()
    await venue.say_ticker()
    await listener.until(Ticker)
    venue.is_down = True
    await venue.drop()
    troubles = await listener.until(FeedTrouble, 3)
    assert [one.failures for one in troubles if isinstance(one, FeedTrouble)][:3] == [1, 2, 3]
    venue.is_down = False
    await venue.subscribed.wait()
    await venue.say_ticker()
    await listener.until(Gap)
