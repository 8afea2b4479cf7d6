"""A competition day on recorded prices: Thursday 14 August 2025, when bitcoin fell from its highest price."""

import re
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.end_to_end.bot.bourse import Bourse, open_bourse
from tests.end_to_end.bot.contest import proof_of, said, trader
from tests.end_to_end.bot.person import words
from tests.end_to_end.bot.played_market import PlayedMarket

THURSDAY, FRIDAY = datetime(2025, 8, 14, 5, tzinfo=UTC), datetime(2025, 8, 15, 5, tzinfo=UTC)  # midnights in Chicago
EVENING = THURSDAY - timedelta(hours=1)


@pytest.fixture
async def bourse(
    postgres_url: str,
    redis_url: str,
    tmp_path: Path,
    http: ClientSession,
    lent_painters: Executor,
    shared_data: Path,
) -> AsyncIterator[Bourse]:
    file = shared_data / "perps" / "ohlcv" / "bybit_linear_5m.parquet"
    if not file.is_file():
        pytest.skip(f"no recorded prices at {file}")
    market = await PlayedMarket.of_files([file], EVENING)
    async with open_bourse(postgres_url, redis_url, tmp_path / "telegram", http, lent_painters, market) as made:
        yield made
        assert await made.faults() == []


async def test_a_day_of_recorded_prices_is_traded_scored_and_told(bourse: Bourse) -> None:
    market = bourse.market
    bear, bull = await trader(bourse, "en", "bear", "bear"), await trader(bourse, "es", "bull", "bull")
    idle = await trader(bourse, "ru", "idle", "idle")
    await bourse.turn()
    market.to(THURSDAY)
    await bourse.turn(2)
    stopped = await bourse.buy(bull, "/long BTC 1000 10x sl 20%")
    for coin in ("BTC", "ETH", "BTC"):
        await bourse.buy(bear, f"/short {coin} 500 5x sl 60%")
        bourse.pass_by(hours=2)
        await bourse.close(bear, coin)
        await bourse.buy(bull, "/long ETH 200 5x sl 60%")
        bourse.pass_by(hours=2)
        await bourse.close(bull, "ETH")
    assert "🛑 Stop en" in await bourse.until(bull, stopped, "🛑")
    market.to(FRIDAY)
    await bourse.turn(3)
    (post,) = await said(bourse.there(idle), "🏁 Thursday 14 Aug is closed · 3 traders, 2 ranked")
    assert re.search(r"1  bear +\+", words(post))
    assert re.search(r"BTC did -\d\.\d %\.", words(post))
    assert "Simulated money, recorded prices." in words(post)
    assert f"Proof {await proof_of(bourse, 'day-2025-08-14')}" in words(post)
    assert (await bourse.there(bear).press(post, "📊"))["text"].startswith("bear: 1st of 2, +")
    assert "меньше 3 сделок" in (await bourse.there(idle).press(post, "📊"))["text"]
