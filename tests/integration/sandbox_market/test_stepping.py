"""A market that moves only when told: what it says of each step, how it is refused, what a kill leaves."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.market.__main__ import read_arguments
from sandbox.market.clocks import SteppedClock
from sandbox.market.live import LiveMarket
from sandbox.market.schedule import MINUTE_MS
from sandbox.market.server import MarketServer, Options, serve
from sandbox.market.stepping import MOST_MINUTES
from tests.integration.sandbox_market.conftest import Asker
from tests.integration.sandbox_market.test_stream import Ear, Message

START = datetime(2026, 2, 6, 5, 30, tzinfo=UTC)
START_MS = int(START.timestamp() * 1000)


def _options(folder: Path, start: datetime = START) -> Options:
    return Options(folder, seed=3, coins=("BTC", "WIF"), history_days=2.0, ip_limit=0, stepped_from=start)


@dataclass
class Stepped:
    server: MarketServer
    http: aiohttp.ClientSession

    async def step(self, **how: Any) -> tuple[int, Any]:
        async with self.http.post(f"{self.server.base_url}/sandbox/step", json=how) as answer:
            return answer.status, await (answer.json() if answer.status == 200 else answer.text())

    async def now(self) -> list[Any]:
        ask = Asker(self.http, self.server.base_url)
        return [
            await ask.result("tickers", symbol="BTCUSDT"),
            await ask.result("kline", symbol="WIFUSDT", interval="5"),
        ]

    async def heard(self, ear: Ear, count: int) -> list[Message]:
        """Nothing more is on its way: the next word is the answer to a ping."""
        await ear.socket.send_json({"op": "ping"})
        said: list[Message] = []
        await ear.until(lambda message: message.get("op") == "ping" or said.append(message))
        assert len(said) == count
        return said


@pytest.fixture
async def stepped(tmp_path: Path) -> AsyncIterator[Stepped]:
    async with serve(_options(tmp_path)) as server, aiohttp.ClientSession() as http:
        yield Stepped(server, http)


async def _ear(stepped: Stepped, *topics: str) -> Ear:
    ear = Ear(await stepped.http.ws_connect(stepped.server.stream_url))
    assert (await ear.say("subscribe", *topics))["success"]
    return ear


async def test_time_stands_still_until_it_is_told(stepped: Stepped) -> None:
    async def venue_ms() -> int:
        async with stepped.http.get(f"{stepped.server.base_url}/v5/market/time") as answer:
            return int((await answer.json())["time"])

    assert await venue_ms() == START_MS
    assert await stepped.step(seconds=90) == (200, {"now_ms": START_MS + 90_000, "told": 0})
    assert await venue_ms() == START_MS + 90_000
    # the third whole minute from here:
    assert await stepped.step(minutes=3) == (200, {"now_ms": START_MS + 4 * MINUTE_MS, "told": 0})


async def test_each_second_and_each_minute_is_told_by_itself_before_the_answer(stepped: Stepped) -> None:
    ear = await _ear(stepped, "tickers.BTCUSDT")
    await ear.topic("tickers.BTCUSDT", "snapshot")
    await stepped.step(seconds=5)
    seconds = await stepped.heard(ear, 5)
    assert [one["ts"] - START_MS for one in seconds] == [1000, 2000, 3000, 4000, 5000]
    _, answer = await stepped.step(minutes=2)
    minutes = await stepped.heard(ear, 55 + 1)
    assert answer["told"] == 1 + len(seconds) + len(minutes)
    assert [one["ts"] - START_MS for one in minutes[-2:]] == [MINUTE_MS, 2 * MINUTE_MS]


async def test_what_was_traded_in_a_minute_is_in_its_candle_on_the_stream_and_in_the_history(stepped: Stepped) -> None:
    ear = await _ear(stepped, "publicTrade.WIFUSDT", "kline.1.WIFUSDT")
    await stepped.step(minutes=1)
    trades, closed = sorted(await stepped.heard(ear, 2), key=lambda message: message["topic"], reverse=True)
    (candle,) = closed["data"]
    assert candle["confirm"]
    assert sum(float(one["v"]) for one in trades["data"]) == pytest.approx(float(candle["volume"]))
    assert {one["T"] // MINUTE_MS for one in trades["data"]} == {START_MS // MINUTE_MS}
    ask = Asker(stepped.http, stepped.server.base_url)
    (row,) = (await ask.result("kline", symbol="WIFUSDT", interval="1", start=START_MS, end=START_MS))["list"]
    assert row[1:6] == [candle[name] for name in ("open", "high", "low", "close", "volume")]
    recent = (await ask.result("recent-trade", symbol="WIFUSDT", limit=5))["list"]
    assert {one["execId"] for one in recent} <= {one["i"] for one in trades["data"]}


async def test_a_day_in_minutes_is_more_than_a_queue_holds_and_cuts_nobody_off(stepped: Stepped) -> None:
    ear = await _ear(stepped, "tickers.BTCUSDT", "tickers.WIFUSDT", "orderbook.1.BTCUSDT", "orderbook.1.WIFUSDT")

    async def last() -> Message:
        end_ms = START_MS + MOST_MINUTES * MINUTE_MS
        return await ear.until(lambda message: message.get("ts") == end_ms)

    (status, _), told = await asyncio.gather(stepped.step(minutes=MOST_MINUTES), last())
    assert status == 200
    assert told["topic"]


async def test_who_left_while_much_waited_for_him_holds_nobody_up(stepped: Stepped) -> None:
    deaf, ear = await _ear(stepped, "orderbook.500.BTCUSDT"), await _ear(stepped, "tickers.BTCUSDT")
    waiting = asyncio.gather(stepped.step(minutes=40), stepped.step(seconds=40))
    async with asyncio.timeout(20):
        await ear.topic("tickers.BTCUSDT", "delta")
        deaf.socket._response.close()  # type: ignore[union-attr]  # as one whose machine is gone
        assert [status for status, _ in await waiting] == [200, 200]


@pytest.mark.parametrize(
    "wrong",
    [{}, {"seconds": 0}, {"seconds": 1.5}, {"minutes": MOST_MINUTES + 1}, {"hours": 1}, {"seconds": 1, "minutes": 1}],
)
async def test_a_step_that_is_none_is_refused(stepped: Stepped, wrong: dict[str, Any]) -> None:
    status, said = await stepped.step(**wrong)
    assert (status, stepped.server.live.market.now_ms) == (400, START_MS)
    assert said


async def test_a_folder_that_is_gone_is_an_error_of_the_step(stepped: Stepped, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    status, said = await stepped.step(minutes=1)
    assert status == 507
    assert "bars-1m.bin" in said


def test_a_moment_without_a_zone_is_no_moment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--folder", str(tmp_path), "--stepped"]
    assert read_arguments([*command, "2026-02-06T05:30:00Z"]).stepped == START
    with pytest.raises(SystemExit) as ended:
        read_arguments([*command, "2026-02-06T05:30:00"])
    assert ended.value.code == 2
    assert "--stepped" in capsys.readouterr().err


async def test_a_market_that_runs_by_itself_cannot_be_stepped(venue: MarketServer) -> None:
    async with aiohttp.ClientSession() as http:
        status, said = await Stepped(venue, http).step(seconds=1)
    assert status == 409
    assert "--stepped" in said


async def test_the_same_steps_make_the_same_market_and_a_kill_takes_none_of_them_back(tmp_path: Path) -> None:
    async def told(name: str) -> list[Any]:
        async with serve(_options(tmp_path / name)) as server, aiohttp.ClientSession() as http:
            stepped = Stepped(server, http)
            await stepped.step(seconds=30)
            await stepped.step(minutes=50)
            await stepped.step(seconds=7)
            await asyncio.to_thread(shutil.copytree, tmp_path / name, tmp_path / f"{name} killed here")
            return await stepped.now()

    first, second = await told("a"), await told("b")
    assert first == second
    later = _options(tmp_path / "a killed here", START + timedelta(minutes=2))
    async with serve(later) as server, aiohttp.ClientSession() as http:
        assert server.live.market.now_ms == START_MS + 50 * MINUTE_MS + 7_000
        assert await Stepped(server, http).now() == first


def test_a_stepped_clock_never_goes_back() -> None:
    clock = SteppedClock(1_000)
    clock.start(5_000)
    clock.move(250)
    assert (clock.now_ms(), clock.speed) == (5_250, 0.0)


def test_a_coarse_minute_is_not_noted_as_shown_before_it_is_saved(tmp_path: Path) -> None:
    live = LiveMarket.open(tmp_path, 3, SteppedClock(START_MS), ("WIF",), history_days=2.0)
    live.pass_minute()
    assert live.store.shown_ms == START_MS
    live.save()
    assert live.store.shown_ms == START_MS + MINUTE_MS
    live.store.close()
