import asyncio
import itertools
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.market.schedule import MINUTE_MS
from sandbox.market.server import MarketServer
from tests.integration.sandbox_market.conftest import Asker

Message = dict[str, Any]
PATIENCE_S = 20.0


class Ear:
    """One WebSocket client."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, op: str, *args: str) -> Message:
        """Send a request and give its acknowledgement, whatever else comes before it."""
        await self.socket.send_json({"op": op, "args": list(args), "req_id": "r1"})
        return await self.until(lambda m: "success" in m)

    async def until(self, wanted: Callable[[Message], bool]) -> Message:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = json.loads((await self.socket.receive()).data)
                if wanted(message):
                    return dict(message)

    async def topic(self, name: str, kind: str | None = None) -> Message:
        return await self.until(lambda m: m.get("topic") == name and kind in (None, m.get("type")))


@asynccontextmanager
async def listening(venue: MarketServer) -> AsyncIterator[Ear]:
    async with aiohttp.ClientSession() as session, session.ws_connect(venue.stream_url) as socket:
        yield Ear(socket)


def _recorded(shared_data: Path, name: str) -> Message:
    return dict(json.loads((shared_data / "perps" / "raw" / "nautilus" / "bybit" / f"{name}.json").read_text()))


async def test_a_ping_is_answered_the_way_the_public_stream_does(venue: MarketServer) -> None:
    async with listening(venue) as ear:
        answer = await ear.say("ping")
        assert (answer["op"], answer["ret_msg"], answer["success"]) == ("ping", "pong", True)
        assert answer["req_id"] == "r1"
        assert answer["conn_id"]


async def test_tickers_begin_with_a_snapshot_and_go_on_with_what_changed(
    venue: MarketServer, shared_data: Path
) -> None:
    async with listening(venue) as ear:
        assert (await ear.say("subscribe", "tickers.BTCUSDT"))["success"]
        snapshot = await ear.topic("tickers.BTCUSDT")
        delta = await ear.topic("tickers.BTCUSDT", "delta")
    assert snapshot["type"] == "snapshot"
    assert set(_recorded(shared_data, "ws_ticker_linear")["data"]) <= set(snapshot["data"])
    assert delta["data"]["symbol"] == "BTCUSDT"
    assert len(delta["data"]) < len(snapshot["data"])
    assert all(isinstance(value, str) for value in snapshot["data"].values())


async def test_a_candle_is_confirmed_once_and_then_never_changes(venue: MarketServer, ask: Asker) -> None:
    async with listening(venue) as ear:
        await ear.say("subscribe", "kline.1.BTCUSDT")
        closed = [(await ear.until(lambda m: "data" in m and m["data"][0]["confirm"]))["data"][0] for _ in range(3)]
    starts = [candle["start"] for candle in closed]
    assert [b - a for a, b in itertools.pairwise(starts)] == [MINUTE_MS, MINUTE_MS]
    assert closed[0]["end"] == starts[0] + MINUTE_MS - 1
    row = (await ask.result("kline", symbol="BTCUSDT", interval="1", start=str(starts[0]), limit="1"))["list"][0]
    candle = closed[0]
    assert row[1:6] == [candle["open"], candle["high"], candle["low"], candle["close"], candle["volume"]]


async def test_candles_and_trades_have_the_recorded_shape(venue: MarketServer, shared_data: Path) -> None:
    async with listening(venue) as ear:
        await ear.say("subscribe", "kline.5.BTCUSDT", "publicTrade.BTCUSDT")
        candle, trades = await ear.topic("kline.5.BTCUSDT"), await ear.topic("publicTrade.BTCUSDT")
    assert set(candle["data"][0]) == set(_recorded(shared_data, "ws_kline")["data"][0])
    assert set(_recorded(shared_data, "ws_public_trade")["data"][0]) <= set(trades["data"][0])
    assert {t["S"] for t in trades["data"]} <= {"Buy", "Sell"}


async def test_trades_of_a_minute_sum_to_its_candle(venue: MarketServer) -> None:
    traded: Counter[int] = Counter()
    candle, last = None, 0
    async with listening(venue) as ear:
        await ear.say("subscribe", "publicTrade.BTCUSDT", "kline.1.BTCUSDT")
        while candle is None or last < candle["end"]:
            for one in (await ear.until(lambda m: "topic" in m))["data"]:
                if "v" in one:
                    traded[one["T"] // MINUTE_MS] += round(float(one["v"]) * 1000)
                    last = one["T"]
                elif one["confirm"] and traded and one["start"] // MINUTE_MS > min(traded) + 1 and candle is None:
                    candle = one
    assert traded[candle["start"] // MINUTE_MS] == round(float(candle["volume"]) * 1000)


async def test_a_book_begins_with_a_snapshot_and_its_deltas_lead_to_the_next_one(
    venue: MarketServer, shared_data: Path
) -> None:
    async with listening(venue) as ear:
        await ear.say("subscribe", "orderbook.50.BTCUSDT")
        snapshot = await ear.topic("orderbook.50.BTCUSDT", "snapshot")
        book = {side: dict(snapshot["data"][side]) for side in ("b", "a")}
        for _ in range(2):
            delta = await ear.topic("orderbook.50.BTCUSDT", "delta")
            for side in ("b", "a"):
                book[side] |= dict(delta["data"][side])
                book[side] = {p: q for p, q in book[side].items() if q != "0"}
    assert set(_recorded(shared_data, "ws_orderbook_snapshot")["data"]) <= set(snapshot["data"])
    assert len(book["b"]) == len(book["a"]) == 50
    assert max(map(float, book["b"])) < min(map(float, book["a"]))


@pytest.mark.parametrize("topic", ["tickers.NOPEUSDT", "kline.7.BTCUSDT", "orderbook.51.BTCUSDT", "nonsense", ""])
async def test_an_unknown_topic_fails_and_subscribes_to_nothing(venue: MarketServer, topic: str) -> None:
    async with listening(venue) as ear:
        answer = await ear.say("subscribe", "tickers.BTCUSDT", topic)
        assert not answer["success"]
        assert topic in answer["ret_msg"]
        assert (await ear.say("subscribe", "tickers.BTCUSDT"))["success"]


async def test_a_topic_twice_is_refused_and_unsubscribing_ends_it(venue: MarketServer) -> None:
    async with listening(venue) as ear:
        assert (await ear.say("subscribe", "tickers.BTCUSDT"))["success"]
        again = await ear.say("subscribe", "tickers.BTCUSDT")
        assert again["ret_msg"] == "error:already subscribed,topic:tickers.BTCUSDT"
        assert (await ear.say("unsubscribe", "tickers.BTCUSDT"))["success"]
        assert (await ear.say("subscribe", "tickers.BTCUSDT"))["success"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"op":"subscribe"}', '{"op":"subscribe","args":[1]}', "🦄"])
async def test_garbage_is_answered_and_the_connection_lives(venue: MarketServer, text: str) -> None:
    async with listening(venue) as ear:
        await ear.socket.send_str(text)
        assert not (await ear.until(lambda m: "success" in m))["success"]
        assert (await ear.say("ping"))["ret_msg"] == "pong"


async def test_a_frozen_stream_still_answers_pings(venue: MarketServer, ask: Asker) -> None:
    async with listening(venue) as ear:
        await ear.say("subscribe", "tickers.BTCUSDT")
        await ear.topic("tickers.BTCUSDT", "delta")
        venue.faults.set({"freeze": True})
        await ear.say("ping")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ear.socket.receive(), 1.3)
        assert (await ear.say("ping"))["ret_msg"] == "pong"
        venue.faults.clear()
        await ear.topic("tickers.BTCUSDT", "delta")


async def test_a_silenced_symbol_says_nothing_while_others_go_on(venue: MarketServer, ask: Asker) -> None:
    venue.faults.set({"silence": ["BTCUSDT"]})
    async with listening(venue) as ear:
        await ear.say("subscribe", "tickers.BTCUSDT", "tickers.KASUSDT")
        seen = {(await ear.until(lambda m: "topic" in m))["topic"] for _ in range(3)}
    assert seen == {"tickers.KASUSDT"}


async def test_connections_are_cut_and_new_ones_refused_on_demand(venue: MarketServer, ask: Asker) -> None:
    async with listening(venue) as ear:
        await ear.say("ping")
        async with ask.session.post(f"{ask.base_url}/sandbox/faults", json={"drop": True, "refuse": True}) as answer:
            assert (await answer.json())["dropped"] >= 1
        message = await asyncio.wait_for(ear.socket.receive(), PATIENCE_S)
        assert message.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSE)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        async with listening(venue):
            pass


async def test_a_malformed_message_comes_once_and_then_good_ones(venue: MarketServer, ask: Asker) -> None:
    async with listening(venue) as ear:
        await ear.say("subscribe", "tickers.BTCUSDT")
        await ear.topic("tickers.BTCUSDT", "delta")
        venue.faults.set({"malformed": 1})
        with pytest.raises(json.JSONDecodeError):
            await ear.until(lambda m: False)
        await ear.topic("tickers.BTCUSDT", "delta")
