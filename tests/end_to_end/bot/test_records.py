"""From past maps to the card: measured, kept in Postgres, and told by a bot that reads it there."""

import asyncio
from concurrent.futures import Executor
from dataclasses import replace

from aiohttp import ClientSession

from db.accuracy import AccuracyRepository
from db.database import Database
from db.pool import open_pool
from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.keeper import Origin, Pace, RecordKeeper
from engine.liquidations.records.stored import StoredRecords
from engine.liquidations.use_cases import ScanCoin
from engine.market.values import Coin, MarketSource, Symbol
from engine.market.windows import Window
from tests.end_to_end.bot.market import NOW, STEP_MS, SetClock, SmallMarket, small_market, walk
from tests.end_to_end.bot.person import Someone
from tests.end_to_end.bot.running import Place, bot_parts, eventually_empty, running
from tests.unit.liquidations.records.feeds import HeldFeed

COINS = {"BTC": 66_586.1}
DAYS = 20  # 39 half days after the first map


async def test_a_record_is_not_made_up_before_it_is_measured_and_told_after(
    place: Place, http: ClientSession, lent_painters: Executor
) -> None:
    made = small_market(COINS)
    feed = HeldFeed({(Symbol("BTCUSDT"), STEP_MS): walk("BTC", COINS["BTC"], DAYS, NOW)})
    filled = asyncio.Event()
    filled.set()
    async with open_pool(place.postgres_url, size=2) as pool:
        repository, clock = AccuracyRepository(Database(pool)), SetClock(NOW)
        book = RecordBook(MarketSource.SIMULATED)
        keeper = RecordKeeper([Origin(feed, filled)], made.memory, book, repository, clock, Pace(1.0, 0.0))

        def told() -> SmallMarket:
            return replace(made, scans=ScanCoin(made.maps, StoredRecords(repository, MarketSource.SIMULATED, clock)))

        async with bot_parts(place, told(), lambda: lent_painters) as deps, running(deps):
            someone = Someone(http, place.api_base)
            await someone.ask("/start")
            assert "Too little data so far: 12h (0/30), 24h (0/30)" in (await someone.ask("/accuracy BTC"))["text"]
            unmeasured = "Record: too little data so far: not measured yet."
            assert unmeasured in (await someone.ask("/scan BTC 12h"))["text"]
            await eventually_empty(deps)  # handled and remembered: the next bot has nothing to take up
        assert await keeper.measure_due() == len(Window)
        async with bot_parts(place, told(), lambda: lent_painters) as deps, running(deps):
            record = await book.record(Coin("BTC"), Window.H12, MarketSource.SIMULATED)
            assert record is not None
            said = f"within 12 h in {record.reached} of {record.cases} cases"
            assert said in (await someone.ask("/scan BTC 12h"))["text"]
            listed = (await someone.ask("/accuracy BTC"))["text"]
            assert said in listed
            assert listed.startswith("BTC: how often it was right · ")
            assert "Too little data so far: 24h (19/30), 3d (" in listed
