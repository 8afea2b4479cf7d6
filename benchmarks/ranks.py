"""Ranks of a round with 1,000,000 accounts: from Redis as the chat asks them, beside the same questions in plain SQL.

Run: `python -m benchmarks.ranks [--accounts 1000000]`. Goal: own rank, a page of ten, the neighbours and a group of
5,000 each within 50 ms, while the round runs and, from the books, after its bell. Also: how long the ranks take to be
made anew from the entries, and how long one look of the keeper takes when every tenth account moved.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from cli.compose.clocks import WallClock
from cli.compose.rounds import RoundHouse
from config import load_settings
from db.database import Database
from db.embedded import Conditions, EmbeddedServers, Wanted
from db.migrate import migrate
from db.pool import open_pool, open_redis
from db.rounds.entries import EntryRepository
from db.rounds.names import NameRepository
from db.rounds.places import LivePlaces
from db.rounds.ranks import RankRepository
from db.rounds.rounds import RoundRepository
from engine.club.rounds.calendar import round_of
from engine.club.rounds.keeping import LiveRound
from engine.club.rounds.ranking import Standing
from engine.club.rounds.result import GENESIS, ResultFacts, linked, written
from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource

SOURCE, KEY = MarketSource.SIMULATED, RoundKey("month-2026-02")
NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
GROUP_SIZES, ASKED = (1_000, 5_000), 300
_AT_ONCE = 20_000

FILL = """
INSERT INTO round_entries (source, round_key, user_id, account_id, entered_at, opening_usdt, opening, peak_usdt,
                           dip_ppm, score_ppm, reached_at, trades, median_hold_s, opening_fill_id, opening_transfer_id)
SELECT $1, $2, n, n, $3, 10000, '{"cash": "10000", "held": []}', 10000, (random() * 300000)::int,
       (random() * 800000 - 400000)::bigint, $3::timestamptz - random() * interval '19 days',
       3 + (random() * 40)::int, 4000, 0, 0
FROM generate_series(1, $4::bigint) AS n
"""
NAMES = """
INSERT INTO trader_names (user_id, name, look) SELECT n, 'trader ' || n, n FROM generate_series(1, $1::bigint) AS n
"""
GROUPS = """
INSERT INTO group_traders (chat_id, user_id) SELECT $1, n * ($3::bigint / $2) FROM generate_series(1, $2) AS n
"""
INDEX = (
    "CREATE INDEX bench ON round_entries (source, round_key, score_ppm DESC, dip_ppm, trades, reached_at, account_id)"
)
SQL_RANK = """
SELECT count(*) + 1 AS rank FROM round_entries AS e, round_entries AS me
WHERE me.source = $1 AND me.round_key = $2 AND me.user_id = $3 AND e.source = $1 AND e.round_key = $2
  AND (-e.score_ppm, e.dip_ppm, e.trades, e.reached_at, e.account_id)
    < (-me.score_ppm, me.dip_ppm, me.trades, me.reached_at, me.account_id)
"""
SQL_PAGE = """
SELECT * FROM round_entries WHERE source = $1 AND round_key = $2
ORDER BY score_ppm DESC, dip_ppm, trades, reached_at, account_id OFFSET $3 LIMIT 10
"""


async def timed(name: str, ask: Callable[[int], Awaitable[object]], times: int, count: int) -> None:
    """`ask` gets a user or a place, drawn over all of them."""
    draw, took = random.Random(7), []
    for _ in range(times):
        asked = draw.randrange(1, count)
        began = time.perf_counter()
        await ask(asked)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    median, most = statistics.median(took), took[int(times * 0.95)]
    print(f"{name:<40} median {median:8.2f} ms   95 % {most:8.2f}   worst {took[-1]:8.2f}")


async def filled(database: Database, count: int) -> LiveRound:
    patient = database.patient(600)
    began = time.perf_counter()
    await patient.run(FILL, SOURCE.value, KEY, NOW, count)
    await patient.run(INDEX)
    await patient.run("ANALYZE round_entries")
    await patient.run(NAMES, count)
    for size in GROUP_SIZES:
        await patient.run(GROUPS, -size, size, count)
    print(f"{count:,} entries written in {time.perf_counter() - began:.1f} s")
    return await loaded(database, count)


async def loaded(database: Database, count: int) -> LiveRound:
    rows = await database.patient(600).rows(
        "SELECT user_id, score_ppm, dip_ppm, trades, reached_at FROM round_entries ORDER BY user_id"
    )
    live = LiveRound()
    live.account_ids = live.user_ids = np.arange(1, count + 1)
    live.openings = live.peaks = np.full(count, 10_000.0)
    live.dips = np.array([row["dip_ppm"] for row in rows])
    live.scores = np.array([row["score_ppm"] for row in rows])
    live.reached_ms = np.array([round(row["reached_at"].timestamp() * 1000) for row in rows])
    live.trades = {}
    return live


def standings(live: LiveRound, rows: range | list[int]) -> list[Standing]:
    return [
        Standing(
            account_id=int(live.account_ids[row]),
            user_id=int(live.user_ids[row]),
            score_ppm=int(live.scores[row]),
            dip_ppm=int(live.dips[row]),
            trades=3 + row % 40,
            median_hold_s=4_000,
            reached_at=datetime.fromtimestamp(int(live.reached_ms[row]) / 1000, UTC),
        )
        for row in rows
    ]


async def remade(ranks: RankRepository, live: LiveRound, count: int) -> None:
    began = time.perf_counter()
    for start in range(0, count, _AT_ONCE):
        await ranks.put(KEY, standings(live, range(start, min(start + _AT_ONCE, count))))
    used = await ranks.redis.info("memory")
    print(f"ranks made anew in {time.perf_counter() - began:.1f} s; Redis holds {used['used_memory'] / 2**20:.0f} MiB")


async def one_look(ranks: RankRepository, live: LiveRound, count: int) -> None:
    equities = live.openings * (1 + live.scores / 1e6)
    equities[::10] *= 1.001
    began = time.perf_counter()
    rows = live.mark(equities, NOW)
    marked = time.perf_counter()
    await ranks.put(KEY, standings(live, rows))
    told = time.perf_counter()
    print(
        f"a look: {count:,} equities compared in {(marked - began) * 1000:.0f} ms, "
        f"{len(rows):,} that changed put in {told - marked:.1f} s"
    )


async def over(database: Database, count: int) -> None:
    """The bell has rung, and the result is in the books."""
    patient, ended = database.patient(600), round_of(KEY, ZoneInfo("UTC"))
    rounds = RoundRepository(patient, SOURCE)
    await rounds.begin(ended)
    await rounds.close(KEY, ended.ends_at)
    await EntryRepository(patient, SOURCE).rank(KEY)
    await patient.run("ANALYZE round_entries")
    facts = ResultFacts(SOURCE, ended, False, count, count, "", 0, None, Decimal(0), None, None, None)
    result = written(facts, GENESIS)
    assert await rounds.check(KEY, 0, linked(result, GENESIS), result)


async def measure(database_url: str, redis_url: str, count: int) -> None:
    redis = open_redis(redis_url)
    async with open_pool(database_url, statement_timeout_s=600) as pool:
        database = Database(pool, timeout_s=60)
        live, ranks = await filled(database, count), RankRepository(redis, SOURCE)
        await remade(ranks, live, count)
        await one_look(ranks, live, count)
        places, names = LivePlaces(database, ranks, SOURCE), NameRepository(database)
        boards = RoundHouse(database, redis, SOURCE, WallClock(), load_settings({})).boards()

        async def page(start: int) -> None:
            found = await places.part(KEY, start // 10 * 10, 10)
            await names.names([one.standing.user_id for one in found])

        async def around(user: int) -> None:
            placed = await places.of(KEY, user)
            assert placed is not None
            assert placed.rank is not None
            await page(max(placed.rank - 3, 0))

        async def group(size: int, _: int) -> None:
            assert (await boards.group_page(KEY, -size, 0)).ranked == size

        await timed("own rank", lambda user: places.of(KEY, user), ASKED, count)
        await timed("page of ten, with names", page, ASKED, count)
        await timed("neighbours, with names", around, ASKED, count)
        for size in GROUP_SIZES:
            await timed(f"a group of {size:,}, with names", partial(group, size), ASKED, count)
        await timed("own rank, plain SQL", lambda user: database.row(SQL_RANK, SOURCE.value, KEY, user), 10, count)
        await timed("page of ten, plain SQL", lambda at: database.rows(SQL_PAGE, SOURCE.value, KEY, at), 10, count)

        await over(database, count)
        await timed("after the bell: page of ten", lambda at: boards.page(KEY, at // 10), ASKED, count)
        for size in GROUP_SIZES:
            await timed(f"after the bell: a group of {size:,}", partial(group, size), ASKED, count)
    await redis.aclose()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--accounts", type=int, default=1_000_000)
    count = parser.parse_args().accounts
    with tempfile.TemporaryDirectory() as folder:
        wanted = Wanted(postgres=True, valkey=True)
        with EmbeddedServers(
            Path(folder), lambda _: None, wanted=wanted, conditions=Conditions(durable=False)
        ) as servers:
            urls = servers.addresses
            assert urls.database_url is not None
            assert urls.redis_url is not None
            migrate(urls.database_url)
            asyncio.run(measure(urls.database_url, urls.redis_url, count))


if __name__ == "__main__":
    main()
