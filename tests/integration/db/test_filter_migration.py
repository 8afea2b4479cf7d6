"""Contracts that were stored before their order filters were known are carried over."""

import asyncio

import psycopg

from db.instruments import InstrumentRepository
from db.migrate import migrate
from db.pool import Database, open_pool
from engine.market.values import MarketSource

ROW = """
INSERT INTO instruments
    (source, venue, symbol, coin, tick_size, lot_size, max_leverage, funding_interval, agent)
VALUES ('live', 'bybit', 'BTCUSDT', 'BTC', 0.1, 0.001, 100, '8 hours', 'engine')
"""


async def test_a_contract_stored_before_filters_were_known_has_none(postgres_url: str) -> None:
    await asyncio.to_thread(migrate, postgres_url, upto="0901")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(ROW)
    await asyncio.to_thread(migrate, postgres_url)
    async with open_pool(postgres_url, size=1) as pool:
        (one,) = await InstrumentRepository(Database(pool)).all(MarketSource.LIVE)
    assert (one.symbol, one.filters) == ("BTCUSDT", None)
