"""Binance's recorded and documented payloads become our values, and nonsense does not."""

import json
import math
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feeds.binance.dialect import ALL_CONTRACTS, BinanceDialect
from engine.feeds.binance.parsing import (
    left_out,
    parse_candle,
    parse_closed_bar,
    parse_funding_hours,
    parse_instrument,
    parse_liquidation,
    parse_oi_point,
)
from engine.feeds.binance.tickers import BinanceTickers
from engine.feeds.ports import BarClosed, CandleRefused
from engine.feeds.reading import UNREADABLE
from engine.market.values import Instrument, Liquidation, Side, Ticker
from tests.unit.feeds.conftest import PERPS, recorded_json

RAW = PERPS / "raw/nautilus/binance_futures/market_data_json"
STEP_MS = 300_000


def _contract(symbol: str = "BTCUSDT", base: str = "BTC", **changed: Any) -> dict[str, Any]:
    return {
        "symbol": symbol,
        "contractType": "PERPETUAL",
        "status": "TRADING",
        "baseAsset": base,
        "quoteAsset": "USDT",
        "marginAsset": "USDT",
        "underlyingType": "COIN",
        "underlyingSubType": ["PoW"],
        "onboardDate": 1_569_398_400_000,
        "filters": [
            {"filterType": "PRICE_FILTER", "tickSize": "0.10"},
            {"filterType": "LOT_SIZE", "stepSize": "0.001"},
        ],
        **changed,
    }


def _instrument(symbol: str = "BTCUSDT", base: str = "BTC") -> Instrument:
    return parse_instrument(_contract(symbol, base), {}, {})


def _dialect(*instruments: Instrument) -> BinanceDialect:
    listed = instruments or (_instrument(),)
    return BinanceDialect("ws://nowhere", listed, BinanceTickers(listed))


def _wrapped(name: str) -> dict[str, Any]:
    return {"stream": "any", "data": recorded_json(RAW / name)}


@pytest.mark.parametrize(
    "changed",
    [
        {"contractType": "TRADIFI_PERPETUAL"},
        {"contractType": "CURRENT_QUARTER"},
        {"underlyingType": "EQUITY"},
        {"underlyingType": "INDEX"},
        {"underlyingSubType": ["TradFi"]},
        {"quoteAsset": "USDC"},
        {"status": "SETTLING"},
    ],
)
def test_other_markets_than_crypto_perpetuals_in_usdt_are_left_out(changed: dict[str, Any]) -> None:
    assert left_out(_contract()) is None
    assert left_out(_contract(**changed))


def test_a_contract_has_its_own_funding_interval_and_units_a_coin() -> None:
    name, hours = parse_funding_hours({"symbol": "1000PEPEUSDT", "fundingIntervalHours": 4})
    pepe = parse_instrument(_contract("1000PEPEUSDT", "1000PEPE"), {name: hours}, {})
    assert (pepe.coin, pepe.tick_size, pepe.lot_size) == ("PEPE", Decimal("0.0001"), Decimal(1))
    assert pepe.funding_interval == timedelta(hours=4)
    assert _instrument().funding_interval == timedelta(hours=8)


def test_candles_carry_the_bought_volume_and_open_interest_is_one_sided_as_sent() -> None:
    row = [1499040000000, "100", "102", "99", "101", "10", 1499644799999, "1005", 308, "4", "402", "0"]
    assert parse_candle(row) == (1499040000000, 100.0, 102.0, 99.0, 101.0, 10.0, 4.0)
    assert parse_oi_point({"symbol": "BTCUSDT", "sumOpenInterest": "50000.5", "timestamp": 1583127900000}) == (
        1583127900000,
        50000.5,
    )


def test_recorded_forced_orders_name_the_side_of_the_position(liquidation_frames: list[dict[str, Any]]) -> None:
    frames = [json.loads(one["frame"]) for one in liquidation_frames if one["venue"] == "binance"]
    orders = [parse_liquidation(one["data"]) for one in frames if one["data"]["e"] == "forceOrder"]
    assert [(one.coin, one.side) for one in orders] == [("ILV", Side.LONG), ("BTC", Side.LONG)]
    assert orders[1].notional_usd == pytest.approx(0.190 * 82651.90)
    assert orders[1].at == datetime(2026, 10, 9, 17, 6, 42, 120_000, UTC)


def test_a_short_is_closed_by_a_purchase(liquidation_frames: list[dict[str, Any]]) -> None:
    (frame,) = [json.loads(one["frame"]) for one in liquidation_frames if one["venue"] == "binance-testnet"]
    assert parse_liquidation(frame).side is Side.SHORT


def test_forced_orders_over_all_contracts_reach_only_known_ones(liquidation_frames: list[dict[str, Any]]) -> None:
    dialect = _dialect()
    heard = [
        event
        for one in liquidation_frames
        if one["venue"] == "binance" and "forceOrder" in one["channel"]
        for event in dialect.read(json.loads(one["frame"])).events
    ]
    assert [one.coin for one in heard if isinstance(one, Liquidation)] == ["BTC"]


def test_a_ticker_needs_its_mark_price_first() -> None:
    dialect = _dialect()
    assert list(dialect.read(_wrapped("ticker_stream.json")).events) == []
    assert list(dialect.read(_wrapped("mark_price_stream.json")).events) == []
    (ticker,) = dialect.read(_wrapped("ticker_stream.json")).events
    assert isinstance(ticker, Ticker)
    assert (ticker.price_usd, ticker.mark_price_usd) == (16584.6, 11794.15)
    assert ticker.change_24h == pytest.approx(-0.00786)
    assert ticker.funding_rate == 0.00038167
    assert math.isnan(ticker.oi_base)


def test_rest_and_stream_tickers_say_the_same() -> None:
    tickers = BinanceTickers([_instrument()])
    tickers.hear_mark({"symbol": "BTCUSDT", "markPrice": "100", "lastFundingRate": "", "nextFundingTime": 0})
    day = {"symbol": "BTCUSDT", "lastPrice": "101", "quoteVolume": "5", "priceChangePercent": "2"}
    ticker = tickers.ticker({**day, "closeTime": 1_700_000_000_000})
    assert ticker is not None
    assert (ticker.price_usd, ticker.change_24h, ticker.funding_rate) == (101.0, 0.02, 0.0)
    assert ticker.next_funding_at is None
    assert tickers.ticker({**day, "symbol": "ETHUSDT", "closeTime": 1_700_000_000_000}) is None


def test_a_closed_candle_is_a_bar_with_the_open_interest_asked_for_last() -> None:
    pepe = _instrument("1000PEPEUSDT", "1000PEPE")
    tickers = BinanceTickers([pepe])
    tickers.hear_oi(pepe.symbol, 70.0)
    dialect = BinanceDialect("ws://nowhere", [pepe], tickers)
    candle = {"t": STEP_MS, "s": "1000PEPEUSDT", "i": "5m", "o": "8", "c": "9", "h": "9", "l": "7", "v": "10", "V": "4"}
    message = {"e": "kline", "E": 1_700_000_000_000, "s": "1000PEPEUSDT", "k": {**candle, "x": True}}
    (closed,) = dialect.read({"stream": "x", "data": message}).events
    assert isinstance(closed, BarClosed)
    assert (closed.bars.close[0], closed.bars.volume_base[0]) == (pytest.approx(0.009), 10_000.0)
    assert (closed.bars.taker_buy_base[0], closed.bars.oi_base[0]) == (4_000.0, 70_000.0)
    message["k"] = {**candle, "x": False}
    assert list(dialect.read({"stream": "x", "data": message}).events) == []


def test_a_candle_of_another_interval_is_refused() -> None:
    with pytest.raises(UNREADABLE, match="interval"):
        parse_closed_bar(recorded_json(RAW / "kline_stream_closed.json"), STEP_MS)


def test_one_wrong_row_of_an_array_costs_that_row_only() -> None:
    dialect = _dialect(_instrument(), _instrument("ETHUSDT", "ETH"))
    marks = [
        {"e": "markPriceUpdate", "E": 1_700_000_000_000, "s": s, "p": "100", "r": "0", "T": 0}
        for s in ("BTCUSDT", "ETHUSDT")
    ]
    dialect.read({"stream": "!markPrice@arr", "data": [{**marks[0], "p": "nan"}, {"e": "markPriceUpdate"}, *marks]})
    rows = [
        {"e": "24hrTicker", "E": 1_700_000_000_000, "s": s, "c": c, "q": "1", "P": "1"}
        for s, c in (("BTCUSDT", "-1"), ("ETHUSDT", "9"))
    ]
    events = list(dialect.read({"stream": "!ticker@arr", "data": rows}).events)
    assert [one.coin for one in events if isinstance(one, Ticker)] == ["ETH"]


def test_candles_are_asked_for_by_contract_and_the_rest_for_all_together() -> None:
    listed = [_instrument(f"C{i}USDT", f"C{i}") for i in range(150)]
    requests = _dialect(*listed).opening()
    assert [len(request["params"]) for request in requests] == [100, 50]
    assert requests[0]["params"][0] == "c0usdt@kline_5m"
    (together,) = BinanceDialect("ws://nowhere", None, BinanceTickers(listed)).opening()
    assert together["params"] == list(ALL_CONTRACTS)


def test_a_changed_list_is_said_by_its_difference() -> None:
    listed = [_instrument(f"C{i}USDT", f"C{i}") for i in range(4)]
    dialect = _dialect(*listed[:3])
    dialect.opening()
    leave, come = dialect.follow(listed[1:])
    assert (leave["method"], leave["params"]) == ("UNSUBSCRIBE", ["c0usdt@kline_5m"])
    assert (come["method"], come["params"]) == ("SUBSCRIBE", ["c3usdt@kline_5m"])
    assert list(dialect.follow(listed[1:])) == []


def test_open_interest_is_asked_of_those_without_a_figure_first_and_kept_of_those_who_stay() -> None:
    listed = [_instrument(f"C{i}USDT", f"C{i}") for i in range(3)]
    tickers = BinanceTickers(listed[:2])
    tickers.hear_oi(listed[0].symbol, 7.0)
    tickers.follow([listed[0], listed[2]])
    assert tickers.oi_base("C0USDT") == 7.0
    assert tickers.known("C1USDT") is None
    asked = []
    while (one := tickers.next_to_ask(asked)) is not None:
        asked.append(one.symbol)
    assert asked == ["C2USDT", "C0USDT"]


def test_an_answer_is_no_market_message_and_a_refusal_is_said() -> None:
    assert not _dialect().read({"result": None, "id": 1}).is_market
    with pytest.raises(UNREADABLE, match="refused"):
        _dialect().read({"error": {"code": 2, "msg": "Invalid request"}, "id": 1})


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("esEkoptTiqzS"), inner, max_size=6),
    max_leaves=8,
)


@given(kind=st.sampled_from(["kline", "forceOrder", "24hrTicker", "markPriceUpdate", "?"]), data=_JSON)
def test_any_nonsense_is_read_or_refused_in_one_way_only(kind: str, data: Any) -> None:
    payload = {**data, "e": kind} if isinstance(data, dict) else data
    events: list[object] = []
    try:
        events = list(_dialect().read({"stream": "x", "data": payload}).events)
    except UNREADABLE:
        events = []
    assert all(isinstance(event, Ticker | BarClosed | CandleRefused | Liquidation) for event in events)
