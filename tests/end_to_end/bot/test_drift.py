"""From a press in the chat to the note on it: a fill, the trades around it, the day's end, the admin's message."""

import csv
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from db.database import Database
from db.paper.drift import DriftRepository
from db.pool import open_pool
from engine.exchange.inputs import Trade
from engine.market.values import MarketSource, Symbol
from jobs.paper_drift import DriftReporter
from tests.end_to_end.bot.person import Json, Someone, eventually, words
from tests.end_to_end.bot.pit import Pit, open_pit
from tests.end_to_end.bot.running import ADMIN

SOURCE = MarketSource.SIMULATED
MIDNIGHT = datetime(2026, 2, 7, tzinfo=UTC)


class InCharge:
    async def chats(self) -> Sequence[int]:
        return (ADMIN,)


@pytest.fixture
async def pit(
    postgres_url: str, redis_url: str, tmp_path: Path, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[Pit]:
    async with open_pit(postgres_url, redis_url, tmp_path / "telegram", http, lent_painters) as made:
        yield made


@pytest.fixture
async def days(postgres_url: str, pit: Pit) -> AsyncIterator[DriftRepository]:
    del pit  # it migrates
    async with open_pool(postgres_url, size=2) as pool:
        yield DriftRepository(Database(pool), SOURCE)


def market_trades(pit: Pit) -> None:
    """A second later: the same book, and takers who pay 66,600."""
    pit.trading.tick("BTC", "66590.0")
    pit.trading.floor.hear(Trade(Symbol("BTCUSDT"), pit.trading.now_ms, 666_000, 1_000, is_buy=True))


async def note_of(admin: Someone, after: int) -> Json | None:
    return next((one for one in await admin.messages(after) if words(one).startswith("📐")), None)


async def test_a_fill_that_paper_gave_too_cheaply_is_told_in_the_morning(
    pit: Pit, days: DriftRepository, tmp_path: Path
) -> None:
    admin = await pit.member()
    ticket = await admin.ask("/long BTC 100 10x sl 66010 tp 68100")
    await admin.press(ticket, "✅ Buy")

    async def compared() -> object:
        market_trades(pit)
        return await days.newest_day()

    day = await eventually(compared)
    assert day == MIDNIGHT.date() - timedelta(days=1)
    (line,) = await days.lines(day)
    assert (line.paper_usd, line.market_usd, line.quantity) == (66_590.0, pytest.approx(66_600), 0.015)
    assert line.usdt == pytest.approx(0.15)

    newest = await admin.newest_id()
    pit.trading.market.clock.at = MIDNIGHT + timedelta(minutes=20)
    reporter = DriftReporter(
        SOURCE, days, pit.deps.stores.posts, InCharge(), pit.trading.market.clock, tmp_path / "reports"
    )
    assert await reporter.look() == 1
    said = words(await eventually(lambda: note_of(admin, newest))).split("\n")
    assert said[0] == "📐 Paper beside the market, 6 February 2026"
    assert said[1].startswith("Paper was kinder than the market: by +1.5 bps a fill on average, +$0.15 of simulated")
    assert "Takers, through the book · 1 fill · median +1.5, mean +1.5, worst +1.5 bps" in said[2]
    assert said[3].startswith("BTC · 1 fill")
    assert "SIMULATED · simulated money" in said[-1]
    with (tmp_path / "reports" / "paper-drift-simulated-2026-02-06.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["side"], row["paper_usd"], row["market_usd"]) == ("buy", "66590", "66600")
