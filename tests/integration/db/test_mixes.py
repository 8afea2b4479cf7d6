"""Learned mixes in the real database, and the forced closes they are learned from."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from db.database import Database
from db.instruments import InstrumentRepository
from db.liquidations import LiquidationRepository
from db.mixes import MixRepository
from db.times import ms_at
from engine.liquidations.mixes.learning import LEVERAGES
from engine.market.values import Coin, Liquidation, MarketSource, Side, Symbol, Venue
from tests.unit.liquidations.markets import contract
from tests.unit.liquidations.mixes.closes import mix

LIVE = MarketSource.LIVE
NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=3)


def _close(coin: str, at: datetime, usd: float, side: Side = Side.LONG, venue: Venue = Venue.BYBIT) -> Liquidation:
    return Liquidation(venue, Symbol(f"{coin}USDT"), Coin(coin), side, 100.0, usd / 100.0, at)


async def test_a_mix_comes_back_as_it_was_and_the_first_of_a_week_stays(database: Database) -> None:
    repository = MixRepository(database)
    whole, own = mix(NOON, version="first"), mix(NOON, "BTC", version="own")
    for one in (whole, own, replace(whole, version="second")):
        await repository.save(one)
    assert list(await repository.load(LIVE, NOON)) == [whole, own]
    assert list(await repository.load(LIVE, NOON - timedelta(seconds=1))) == []
    assert list(await repository.load(MarketSource.RECORDED, NOON)) == []
    assert len(whole.shares) <= len(LEVERAGES)


async def test_hours_without_a_close_count_as_nothing_only_while_the_stream_told_something(database: Database) -> None:
    hour = timedelta(hours=1)
    await LiquidationRepository(database).save(
        LIVE,
        [
            _close("BTC", NOON, 1000.0),
            _close("BTC", NOON + hour / 2, 500.0, Side.SHORT),
            _close("ETH", NOON + hour, 50.0),
            _close("ETH", NOON + 5 * hour, 50.0, venue=Venue.BINANCE),
        ],
    )
    repository = MixRepository(database)
    hours = await repository.liquidated(LIVE, contract(), NOON - hour, NOON + 9 * hour)
    assert hours.open_ms.tolist() == [ms_at(NOON), ms_at(NOON + hour)]
    assert hours.long_usd.tolist() == [1000.0, 0.0]
    assert hours.short_usd.tolist() == [500.0, 0.0]


async def test_contracts_come_by_what_was_closed_at_their_venue(database: Database) -> None:
    await InstrumentRepository(database).save(LIVE, [contract(), contract("ETH")])
    closes = [_close("ETH", NOON, 10.0), _close("BTC", NOON, 1000.0), _close("GONE", NOON, 5000.0)]
    await LiquidationRepository(database).save(LIVE, closes)
    found = await MixRepository(database).contracts(LIVE, NOON - timedelta(days=1), NOON + timedelta(days=1))
    assert [one.coin for one in found] == ["BTC", "ETH"]


async def test_a_span_without_bars_is_empty(database: Database) -> None:
    bars = await MixRepository(database).bars(LIVE, contract(), NOON, NOON + timedelta(days=1))
    assert len(bars) == 0
    assert np.array_equal(bars.open_ms, [])
