import gzip
import json
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import pytest

from sandbox.market.schedule import HOUR_MS, MINUTE_MS
from sandbox.market.server import MarketServer, Options, serve
from tests.integration.sandbox_market.conftest import Asker


def _keys(value: Any) -> Any:
    """The shape of a payload: names, and the kind of each value."""
    if isinstance(value, dict):
        return {name: _keys(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_keys(value[0])] if value else []
    return type(value).__name__


def _covers(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """Names the venue sends and we do not, or send as another kind."""
    if isinstance(theirs, dict):
        if not isinstance(ours, dict):
            return [path]
        return [fault for name in theirs for fault in _covers(ours.get(name), theirs[name], f"{path}.{name}")]
    if isinstance(theirs, list):
        return _covers(ours[0], theirs[0], f"{path}[]") if theirs and ours else []
    return [] if ours == theirs or theirs == "NoneType" else [path]


@pytest.mark.parametrize(
    ("recorded", "path", "query"),
    [
        ("http_get_klines_linear", "kline", {"symbol": "BTCUSDT", "interval": "5"}),
        ("http_get_trades_recent", "recent-trade", {"symbol": "BTCUSDT"}),
        ("http_get_funding_history", "funding/history", {"symbol": "BTCUSDT"}),
        ("http_get_orderbook", "orderbook", {"symbol": "BTCUSDT"}),
    ],
)
async def test_answers_have_the_shape_of_recorded_ones(
    ask: Asker, shared_data: Path, recorded: str, path: str, query: dict[str, str]
) -> None:
    file = shared_data / "perps" / "raw" / "nautilus" / "bybit" / f"{recorded}.json"
    ours = _keys(await ask.get(path, category="linear", **query))
    assert _covers(ours, _keys(json.loads(file.read_text()))) == []


@pytest.mark.parametrize(
    ("endpoint", "query"),
    [
        ("open-interest", {"symbol": "BTCUSDT", "intervalTime": "5min"}),
        ("account-ratio", {"symbol": "BTCUSDT", "period": "1h"}),
        ("mark-price-kline", {"symbol": "BTCUSDT", "interval": "15"}),
        ("time", {}),
    ],
)
async def test_answers_have_the_shape_the_documentation_shows(
    ask: Asker, shared_data: Path, endpoint: str, query: dict[str, str]
) -> None:
    with gzip.open(shared_data / "perps" / "raw" / "bybit_v5_doc_examples.jsonl.gz", "rt") as file:
        rows = [json.loads(line) for line in file]
    theirs = next(json.loads(r["text"]) for r in rows if f"/v5/market/{endpoint}?" in r["endpoint"] + "?")
    ours = _keys(await ask.get(endpoint, category="linear", **query))
    assert _covers(ours, _keys(theirs)) == []


@pytest.mark.parametrize("interval", ["1", "60", "D"])
async def test_a_mark_candle_is_the_same_in_every_answer(ask: Asker, interval: str) -> None:
    async def rows(**more: Any) -> list[list[str]]:
        answer = await ask.result("mark-price-kline", symbol="1000PEPEUSDT", interval=interval, **more)
        return list(answer["list"])

    _, newer, older, *_ = await rows(limit="4")
    assert await rows(start=newer[0], end=newer[0]) == [newer]
    assert newer[1] == older[4], "it opens where the one before closed"


async def test_candles_come_newest_first_and_the_last_is_still_going_on(ask: Asker, venue: MarketServer) -> None:
    rows = (await ask.result("kline", symbol="BTCUSDT", interval="1", limit="1000"))["list"]
    starts = [int(row[0]) for row in rows]
    assert len(rows) == 1000
    assert (np.diff(starts) == -MINUTE_MS).all()
    assert starts[0] + MINUTE_MS > venue.live.market.now_ms - 2 * MINUTE_MS
    assert all(float(low) <= float(o) <= float(high) for _, o, high, low, *_ in rows)


async def test_candles_of_one_interval_add_up_to_those_of_another(ask: Asker, venue: MarketServer) -> None:
    hour = venue.live.market.now_ms // HOUR_MS * HOUR_MS - HOUR_MS
    span = {"start": str(hour), "end": str(hour + HOUR_MS - 1)}
    fine = (await ask.result("kline", symbol="BTCUSDT", interval="5", **span))["list"]
    coarse = (await ask.result("kline", symbol="BTCUSDT", interval="60", **span))["list"]
    assert len(fine) == 12
    assert len(coarse) == 1
    assert float(coarse[0][2]) == max(float(row[2]) for row in fine)
    assert float(coarse[0][5]) == pytest.approx(sum(float(row[5]) for row in fine))
    assert coarse[0][4] == fine[0][4]


async def test_only_a_start_gives_the_first_rows_and_only_an_end_the_last(ask: Asker, venue: MarketServer) -> None:
    then = venue.live.market.now_ms // MINUTE_MS * MINUTE_MS - 600 * MINUTE_MS
    first = (await ask.result("kline", symbol="BTCUSDT", interval="1", limit="3", start=str(then)))["list"]
    last = (await ask.result("kline", symbol="BTCUSDT", interval="1", limit="3", end=str(then)))["list"]
    assert [int(r[0]) for r in first] == [then + 2 * MINUTE_MS, then + MINUTE_MS, then]
    assert [int(r[0]) for r in last] == [then, then - MINUTE_MS, then - 2 * MINUTE_MS]


async def test_paging_open_interest_leaves_out_and_repeats_nothing(ask: Asker, venue: MarketServer) -> None:
    end = venue.live.market.now_ms
    query = {"symbol": "BTCUSDT", "intervalTime": "5min", "limit": "200", "startTime": str(end - 72 * HOUR_MS)}
    times, cursor = [], ""
    for _ in range(10):
        more = {"cursor": cursor} if cursor else {}
        page = await ask.result("open-interest", endTime=str(end), **query, **more)
        times += [int(row["timestamp"]) for row in page["list"]]
        cursor = page["nextPageCursor"]
        if not cursor:
            break
    assert len(times) == 72 * 12
    assert (np.diff(times) == -5 * MINUTE_MS).all()


async def test_open_interest_is_given_for_both_sides_and_for_one(ask: Asker) -> None:
    row = (await ask.result("open-interest", symbol="BTCUSDT", intervalTime="1h", limit="1"))["list"][0]
    assert float(row["openInterest"]) == pytest.approx(2 * float(row["singleOpenInterest"]))


async def test_instruments_are_paged_and_pepe_is_listed_by_the_thousand(ask: Asker) -> None:
    first = await ask.result("instruments-info", limit="2")
    second = await ask.result("instruments-info", limit="2", cursor=first["nextPageCursor"])
    names = [row["symbol"] for row in first["list"] + second["list"]]
    assert names == ["BTCUSDT", "1000PEPEUSDT", "KASUSDT"]
    assert second["nextPageCursor"] == ""
    assert first["list"][1]["baseCoin"] == "1000PEPE"
    assert first["list"][0]["fundingInterval"] == 480


async def test_risk_tiers_of_all_symbols_come_as_fractions(ask: Asker) -> None:
    rows = (await ask.result("risk-limit"))["list"]
    assert {row["symbol"] for row in rows} == {"BTCUSDT", "1000PEPEUSDT", "KASUSDT"}
    assert all(0 < float(row["maintenanceMargin"]) < 1 for row in rows)
    assert [row["isLowestRisk"] for row in rows].count(1) == 3


async def test_the_thin_coin_has_holes_in_its_candles(ask: Asker) -> None:
    rows = (await ask.result("kline", symbol="KASUSDT", interval="5", limit="1000"))["list"]
    assert (np.diff([int(row[0]) for row in rows]) < -5 * MINUTE_MS).any()


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("kline", {"symbol": "BTCUSDT", "interval": "5"}),
        ("kline", {"category": "linear", "interval": "5"}),
        ("kline", {"category": "linear", "symbol": "btcusdt", "interval": "5"}),
        ("kline", {"category": "linear", "symbol": "BTCUSDT", "interval": "7"}),
        ("kline", {"category": "linear", "symbol": "BTCUSDT", "interval": "5", "limit": "0"}),
        ("kline", {"category": "linear", "symbol": "BTCUSDT", "interval": "5", "limit": "1001"}),
        ("kline", {"category": "linear", "symbol": "BTCUSDT", "interval": "5", "start": "🦄"}),
        ("kline", {"category": "linear", "symbol": "BTCUSDT", "interval": "5", "start": "9" * 40}),
        ("kline", {"category": "linear", "symbol": "BTCUSDT", "interval": "5", "start": "2", "end": "1"}),
        ("open-interest", {"category": "linear", "symbol": "BTCUSDT", "intervalTime": "2h"}),
        ("open-interest", {"category": "linear", "symbol": "BTCUSDT", "intervalTime": "1h", "cursor": "'; drop"}),
        ("funding/history", {"category": "linear", "symbol": "BTCUSDT", "startTime": "1"}),
        ("tickers", {"category": "spot"}),
        ("orderbook", {"category": "linear", "symbol": "<b>"}),
    ],
)
async def test_bad_parameters_are_answered_with_10001(ask: Asker, path: str, query: dict[str, str]) -> None:
    answer = await ask.get(path, **query)
    assert answer["retCode"] == 10001
    assert answer["retMsg"]
    assert answer["result"] == {}


async def test_far_away_times_give_an_empty_list(ask: Asker) -> None:
    assert (await ask.result("kline", symbol="BTCUSDT", interval="5", end="1000"))["list"] == []
    future = {"start": "99999999999999", "end": "999999999999999"}
    assert (await ask.result("kline", symbol="BTCUSDT", interval="M", **future))["list"] == []


async def test_every_answer_carries_the_limit_headers(ask: Asker) -> None:
    async with ask.session.get(f"{ask.base_url}/v5/market/time") as response:
        for name in ("X-Bapi-Limit", "X-Bapi-Limit-Status", "X-Bapi-Limit-Reset-Timestamp"):
            assert response.headers[name].isdigit()


async def test_a_foreign_name_or_page_is_turned_away(ask: Asker) -> None:
    url = f"{ask.base_url}/v5/market/time"
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        async with ask.session.get(url, headers=headers) as response:
            assert response.status == 403


async def test_truth_tells_positions_and_only_those_of_the_window(ask: Asker, venue: MarketServer) -> None:
    since = venue.live.market.now_ms - 12 * HOUR_MS
    async with ask.session.get(f"{ask.base_url}/sandbox/true-levels", params={"symbol": "BTCUSDT"}) as response:
        everything = await response.json()
    query = {"symbol": "BTCUSDT", "opened_since": str(since)}
    async with ask.session.get(f"{ask.base_url}/sandbox/true-levels", params=query) as response:
        window = await response.json()
    assert len(everything["side"]) == len(everything["liquidation_price_usd"]) == len(everything["opened_at"])
    assert 0 < len(window["side"]) < len(everything["side"])
    assert min(window["opened_at"]) >= since


async def test_faults_of_rest_strike_and_end(ask: Asker) -> None:
    url = f"{ask.base_url}/v5/market/time"
    control = f"{ask.base_url}/sandbox/faults"
    async with ask.session.post(control, json={"status": 502, "status_count": 1, "malformed_rest": 1}) as response:
        assert response.status == 200
    async with ask.session.get(url) as response:
        assert response.status == 502
    async with ask.session.get(url) as response:
        with pytest.raises(json.JSONDecodeError):
            json.loads(await response.text())
    assert (await ask.get("time"))["retCode"] == 0
    async with ask.session.post(control, json={"nonsense": 1}) as response:
        assert response.status == 400


async def test_a_flood_is_answered_with_403(tmp_path: Path) -> None:
    options = Options(tmp_path, coins=("KAS",), history_days=1.0, ip_limit=5)
    async with serve(options) as server, aiohttp.ClientSession() as session:
        statuses = []
        for _ in range(7):
            async with session.get(f"{server.base_url}/v5/market/time") as response:
                statuses.append(response.status)
    assert statuses == [200] * 5 + [403] * 2
