import json
from pathlib import Path

import pytest

from sandbox.market import layout as at
from sandbox.market.clocks import MarketClock
from sandbox.market.live import LiveMarket
from sandbox.market.recent import RecentTrades
from sandbox.market.tickers import Tickers
from sandbox.market.topics import Publisher, Topic
from tests.integration.sandbox_market.test_live import NOON, Wall

TOPIC = Topic("allLiquidation.BTCUSDT", "allLiquidation", "BTCUSDT")


def test_every_forced_close_is_published_once_with_its_bankruptcy_price(tmp_path: Path) -> None:
    wall = Wall(NOON)
    live = LiveMarket.open(tmp_path, 4, MarketClock(1.0, wall), ("BTC",), history_days=2.0)
    publisher = Publisher(live, Tickers(live), RecentTrades(live))
    listing, counted, events = live.market.listings["BTCUSDT"], 0.0, []
    for _ in range(3 * 24 * 60):
        wall.ms += 60_000
        before_ms = live.market.now_ms
        assert live.step() == 60
        publisher.gather_liquidations()
        counted += sum(row[at.B_LIQ_LONG] + row[at.B_LIQ_SHORT] for _, row in listing.last_rows(60))
        early = publisher.liquidations("BTCUSDT", live.market.now_ms - 500)
        late = publisher.liquidations("BTCUSDT", live.market.now_ms)
        assert all(before_ms <= one["T"] < live.market.now_ms for one in early + late)
        fresh = early + late
        for one in fresh:
            price, mark = float(one["p"]), float(listing.state.floats[at.S_MARK])
            # a liquidated long (Buy) went bankrupt below the market, give or take where the market went since
            assert price < mark * 1.05 if one["S"] == "Buy" else price > mark * 0.95
        events += fresh
        if len(events) > 10:
            break
    live.store.close()
    assert len(events) > 10
    assert {one["S"] for one in events} <= {"Buy", "Sell"}
    assert sum(float(one["v"]) for one in events) == pytest.approx(counted)
    message = json.loads(publisher.liquidation_message(TOPIC, events))
    assert message["topic"] == "allLiquidation.BTCUSDT"
    assert message["type"] == "snapshot"
    assert set(message["data"][0]) == {"T", "s", "S", "v", "p"}
