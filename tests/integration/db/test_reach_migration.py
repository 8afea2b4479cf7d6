"""Rounds that run during an update: what is written by then is told apart by its time, what comes later by its id."""

import asyncio

import psycopg

from db.migrate import migrate
from db.pool import Database, open_pool
from db.rounds.entries import EntryRepository
from db.rounds.rounds import BellRepository
from engine.club.rounds.books import Reach
from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource
from tests.integration.rounds.floor import utc

BELL = utc(2026, 2, 6, 6)
LIVE = MarketSource.LIVE


async def test_a_running_round_goes_on_from_what_was_written(postgres_url: str) -> None:
    await asyncio.to_thread(migrate, postgres_url, upto="1050")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            """INSERT INTO paper_batches (source, number, at, last_fill_id, last_transfer_id, hash)
               VALUES ('live', 1, '2026-02-06 07:00Z', 4, 9, sha256('1')),
                      ('live', 2, '2026-02-06 08:00Z', 7, 21, sha256('2'))"""
        )
        connection.execute(
            """INSERT INTO round_bells (source, at, taken_at) VALUES ('live', '2026-02-06 06:00Z', '2026-02-06 06:00Z'),
                      ('recorded', '2026-02-06 06:00Z', '2026-02-06 06:00Z')"""
        )
        connection.execute(
            """INSERT INTO round_entries (source, round_key, user_id, account_id, entered_at, opening_usdt, opening,
                                          peak_usdt, reached_at)
               VALUES ('live', 'day-2026-02-06', 1, 1, '2026-02-06 06:00Z', 10000, '{"cash": "10000", "held": []}',
                       10000, '2026-02-06 06:00Z')"""
        )
    await asyncio.to_thread(migrate, postgres_url)
    async with open_pool(postgres_url, size=1) as pool:
        database = Database(pool)
        [entry] = await EntryRepository(database, LIVE).unscored(RoundKey("day-2026-02-06"), 10)
        bell = await BellRepository(database, LIVE).find(BELL)
        unwritten = await BellRepository(database, MarketSource.RECORDED).find(BELL)
    assert bell is not None
    assert unwritten is not None
    assert entry.opening.reach == bell.reach == Reach(BELL, 7, 21)
    assert not unwritten.is_sealed, "an exchange that wrote nothing yet is asked at the next look"
