"""Bybit's recorded and documented payloads become our values, and nonsense does not."""

import json
import math
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feeds.bybit.contracts import left_out, parse_instrument, parse_tiers
from engine.feeds.bybit.dialect import BybitDialect, topics_length
from engine.feeds.bybit.parsing import (
    one_sided_oi,
    parse_candle,
    parse_closed_bar,
    parse_liquidations,
    parse_oi_point,
    parse_ticker,
)
from engine.feeds.bybit.taker import TakerVolume
from engine.feeds.ports import BarClosed, CandleRefused
from engine.feeds.reading import UNREADABLE, milliseconds, moment
from engine.market.values import Coin, Liquidation, Side, Symbol, Ticker
from tests.unit.exchange.tables import venue_tables
from tests.unit.feeds.conftest import PERPS, recorded_json

RAW = PERPS / "raw/nautilus/bybit"
AT_MS = 1_780_963_200_000


def _contract(symbol: str = "BTCUSDT", base: str = "BTC", **changed: Any) -> dict[str, Any]:
    return {
        "symbol": symbol,
        "contractType": "LinearPerpetual",
        "status": "Trading",
        "baseCoin": base,
        "quoteCoin": "USDT",
        "launchTime": "1585526400000",
        "leverageFilter": {"minLeverage": "1", "maxLeverage": "100.00", "leverageStep": "0.01"},
        "priceFilter": {"tickSize": "0.10"},
        "lotSizeFilter": {"qtyStep": "0.001"},
        "fundingInterval": 480,
        "symbolType": "",
        **changed,
    }


def _dialect(*symbols: tuple[str, str], trades_of: frozenset[Coin] = frozenset()) -> BybitDialect:
    instruments = [parse_instrument(_contract(symbol, base)) for symbol, base in symbols or (("BTCUSDT", "BTC"),)]
    return BybitDialect("ws://nowhere", instruments, trades_of)


def _ticker_message(at_ms: int, kind: str = "delta", symbol: str = "BTCUSDT", **data: Any) -> dict[str, Any]:
    return {"topic": f"tickers.{symbol}", "type": kind, "ts": at_ms, "data": {"symbol": symbol, **data}}


_WHOLE = {
    "lastPrice": "100",
    "markPrice": "100.5",
    "openInterest": "2000",
    "fundingRate": "0.0001",
    "fundingIntervalHour": "4",
    "nextFundingTime": "1780977600000",
    "turnover24h": "5000000",
    "price24hPcnt": "0.02",
}


def test_recorded_contracts_are_read_and_stocks_left_out() -> None:
    listed = recorded_json(RAW / "http_get_instruments_linear.json")["result"]["list"]
    assert [parse_instrument(row).coin for row in listed if left_out(row) is None] == ["BTC", "ETH"]
    stocks = recorded_json(RAW / "http_get_instruments_linear_symbol_type.json")["result"]["list"]
    assert [row for row in stocks if left_out(row) is None] == []


@pytest.mark.parametrize(
    "changed",
    [
        {"symbolType": "stock"},
        {"symbolType": "forex"},
        {"symbolType": "commodity"},
        {"symbolType": "something-new"},
        {"marketRegion": "US"},
        {"quoteCoin": "USDC"},
        {"contractType": "LinearFutures"},
        {"status": "PreLaunch"},
    ],
)
def test_other_markets_than_crypto_perpetuals_in_usdt_are_left_out(changed: dict[str, str]) -> None:
    assert left_out(_contract(symbolType="innovation")) is None
    assert left_out(_contract(**changed))


def test_a_contract_of_a_thousand_coins_has_ticks_and_lots_a_coin() -> None:
    instrument = parse_instrument(_contract("1000PEPEUSDT", "1000PEPE"))
    assert (instrument.coin, instrument.tick_size, instrument.lot_size) == ("PEPE", Decimal("0.0001"), Decimal(1))
    assert instrument.funding_interval == timedelta(hours=8)
    assert instrument.listed_at == datetime(2020, 3, 30, tzinfo=UTC)
    assert instrument.filters is None  # not told


_LOTS = {"qtyStep": "100", "minOrderQty": "100", "maxOrderQty": "21290000", "maxMktOrderQty": "4250000"}


def test_order_filters_of_a_multiplied_contract_are_per_coin_and_exact() -> None:
    risk = {"priceLimitRatioX": "0.05", "priceLimitRatioY": "0.1"}
    bounds = {"upperFundingRate": "0.02", "lowerFundingRate": "-0.02", "riskParameters": risk}
    row = _contract("1000PEPEUSDT", "1000PEPE", lotSizeFilter={**_LOTS, "minNotionalValue": "5"}, **bounds)
    filters = parse_instrument(row).filters
    assert filters is not None
    assert (filters.min_quantity, filters.max_quantity) == (Decimal(100_000), Decimal(21_290_000_000))
    assert filters.max_market_quantity == Decimal(4_250_000_000)
    assert (filters.min_notional_usdt, filters.leverage_step) == (Decimal(5), Decimal("0.01"))
    assert (filters.funding_upper, filters.funding_lower) == (Decimal("0.02"), Decimal("-0.02"))
    assert (filters.price_limit_x, filters.price_limit_y) == (Decimal("0.05"), Decimal("0.1"))


@pytest.mark.parametrize("broken", [{}, {"minNotionalValue": ""}, {"minNotionalValue": "-5"}])
def test_a_contract_with_broken_filters_is_still_a_contract(broken: dict[str, str]) -> None:
    assert parse_instrument(_contract(lotSizeFilter={**_LOTS, **broken})).filters is None


def test_bid_ask_and_index_are_per_coin_and_unknown_where_nothing_was_sent() -> None:
    instrument = parse_instrument(_contract("1000PEPEUSDT", "1000PEPE"))
    whole = {"symbol": "1000PEPEUSDT", **_WHOLE, "bid1Price": "99", "ask1Price": "101", "indexPrice": "100.25"}
    ticker = parse_ticker(whole, instrument, moment(AT_MS))
    assert (ticker.bid_usd, ticker.ask_usd, ticker.index_price_usd) == (0.099, 0.101, 0.10025)
    bare = parse_ticker({**whole, "bid1Price": "", "ask1Price": "0", "indexPrice": None}, instrument, moment(AT_MS))
    assert all(math.isnan(price) for price in (bare.bid_usd, bare.ask_usd, bare.index_price_usd))


def test_recorded_risk_tiers_obey_the_venues_own_recurrence(shared_data: Path) -> None:
    recorded = venue_tables(shared_data)
    tiers = parse_tiers([row for rows in recorded.values() for row in rows])
    assert {symbol: len(rows) for symbol, rows in tiers.items()} == {name: len(rows) for name, rows in recorded.items()}
    for rows in tiers.values():
        for lower, upper in pairwise(rows):
            step = upper.maintenance_margin_rate - lower.maintenance_margin_rate
            assert upper.deduction_usd == pytest.approx(lower.deduction_usd + lower.limit_usd * step)


def test_rates_in_percent_are_no_tiers() -> None:
    assert (
        parse_tiers([{"symbol": "BTCUSD", "riskLimitValue": "150", "maintenanceMargin": "1.5", "maxLeverage": "100"}])
        == {}
    )


def test_open_interest_is_one_sided_whichever_field_is_sent(bybit_documented: list[dict[str, Any]]) -> None:
    assert one_sided_oi({"openInterest": "10"}) == 5
    assert one_sided_oi({"openInterest": "10", "singleOpenInterest": "5"}) == 5
    assert math.isnan(one_sided_oi({}))
    example = next(row for row in bybit_documented if row["doc"].endswith("open-interest.mdx"))
    rows = json.loads(example["text"])["result"]["list"]
    assert parse_oi_point(rows[0]) == (1_780_963_200_000, 31_955_346.0)
    del rows[0]["singleOpenInterest"]
    assert parse_oi_point(rows[0]) == (1_780_963_200_000, 31_955_345.5)


def test_recorded_candles_are_read() -> None:
    rows = recorded_json(RAW / "http_get_klines_linear.json")["result"]["list"]
    assert parse_candle(rows[0])[:6] == (1_709_891_679_000, 27450.0, 27460.0, 27440.0, 27455.0, 123.45)


@pytest.mark.parametrize(
    "row", [["0", "1", "1", "1", "-1", "1"], ["0", "2", "1", "1", "1", "1"], ["0", "1"], ["x"], "x"]
)
def test_impossible_candles_are_refused(row: Any) -> None:
    with pytest.raises(UNREADABLE):
        parse_candle(row)


def test_an_open_candle_is_no_bar_and_a_closed_one_is_in_coins() -> None:
    row = dict(recorded_json(RAW / "ws_kline.json")["data"][0])
    assert parse_closed_bar(row, "BTCUSDT", 300_000) is None
    bars = parse_closed_bar({**row, "confirm": True}, "1000PEPEUSDT", 300_000)
    assert bars is not None
    assert bars.close[0] == pytest.approx(16.677)
    assert bars.volume_base[0] == pytest.approx(2081.0)


def test_recorded_forced_closes_name_the_side_of_the_position(liquidation_frames: list[dict[str, Any]]) -> None:
    found = {}
    for frame in liquidation_frames:
        if frame["venue"] == "bybit":
            message = json.loads(frame["frame"])
            found[message["topic"]] = parse_liquidations(message["data"])
    assert len(found) == 5
    bitcoin = found["allLiquidation.BTCUSDT"]
    assert [one.side for one in bitcoin] == [Side.LONG, Side.LONG]
    assert bitcoin[1].notional_usd == pytest.approx(0.038 * 82394.30)
    assert found["allLiquidation.MARSCOINUSDT"][0].side is Side.SHORT


def test_documented_forced_close_is_read(bybit_documented: list[dict[str, Any]]) -> None:
    example = next(row for row in bybit_documented if "all-liquidation" in row["doc"])
    (one,) = parse_liquidations(json.loads(example["text"])["data"])
    assert (one.coin, one.side, one.quantity_base) == ("ROSE", Side.SHORT, 20_000.0)


def test_forced_closes_of_a_thousand_pack_keep_their_value() -> None:
    row = {"T": AT_MS, "s": "1000PEPEUSDT", "S": "Buy", "v": "500", "p": "0.004"}
    (one,) = parse_liquidations([row])
    assert (one.coin, one.quantity_base) == ("PEPE", 500_000.0)
    assert one.notional_usd == pytest.approx(2.0)


def test_a_ticker_is_built_from_its_snapshot_and_later_changes() -> None:
    dialect = _dialect()
    (first,) = dialect.read(_ticker_message(AT_MS, "snapshot", **_WHOLE)).events
    assert isinstance(first, Ticker)
    assert (first.price_usd, first.oi_base, first.funding_interval) == (100.0, 1000.0, timedelta(hours=4))
    (second,) = dialect.read(_ticker_message(AT_MS + 2000, lastPrice="101")).events
    assert isinstance(second, Ticker)
    assert (second.price_usd, second.mark_price_usd, second.oi_base) == (101.0, 100.5, 1000.0)


def test_a_change_before_the_snapshot_is_ignored_and_fast_changes_are_merged() -> None:
    dialect = _dialect()
    assert list(dialect.read(_ticker_message(AT_MS, lastPrice="1")).events) == []
    dialect.read(_ticker_message(AT_MS, "snapshot", **_WHOLE))
    assert list(dialect.read(_ticker_message(AT_MS + 100, markPrice="99")).events) == []
    (late,) = dialect.read(_ticker_message(AT_MS + 1100, lastPrice="102")).events
    assert isinstance(late, Ticker)
    assert (late.price_usd, late.mark_price_usd) == (102.0, 99.0)


def test_a_jump_of_price_or_open_interest_waits_for_no_second() -> None:
    dialect = _dialect()
    dialect.read(_ticker_message(AT_MS, "snapshot", **_WHOLE))
    assert list(dialect.read(_ticker_message(AT_MS + 100, lastPrice="100.05")).events) == []
    (jumped,) = dialect.read(_ticker_message(AT_MS + 200, lastPrice="100.2")).events
    assert isinstance(jumped, Ticker)
    assert jumped.price_usd == 100.2
    assert list(dialect.read(_ticker_message(AT_MS + 300, lastPrice="100.25")).events) == []  # against what was told
    (grown,) = dialect.read(_ticker_message(AT_MS + 400, openInterest="2010")).events
    assert isinstance(grown, Ticker)
    assert grown.price_usd == 100.25
    with pytest.raises(UNREADABLE):
        dialect.read(_ticker_message(AT_MS + 500, lastPrice="many"))
    (good,) = dialect.read(_ticker_message(AT_MS + 600, lastPrice="101")).events
    assert isinstance(good, Ticker)
    assert good.price_usd == 101.0


def test_a_wrong_change_does_not_stay() -> None:
    dialect = _dialect()
    dialect.read(_ticker_message(AT_MS, "snapshot", **_WHOLE))
    with pytest.raises(UNREADABLE):
        dialect.read(_ticker_message(AT_MS + 2000, lastPrice="-5"))
    (good,) = dialect.read(_ticker_message(AT_MS + 4000, markPrice="99")).events
    assert isinstance(good, Ticker)
    assert good.price_usd == 100.0


def test_recorded_ticker_is_read() -> None:
    (ticker,) = _dialect().read(recorded_json(RAW / "ws_ticker_linear.json")).events
    assert isinstance(ticker, Ticker)
    assert (ticker.price_usd, ticker.funding_rate) == (17216.0, -0.000212)
    assert ticker.oi_base == pytest.approx(68744.761 / 2)


def test_a_closed_bar_carries_the_open_interest_of_the_ticker_and_the_bought_volume() -> None:
    dialect = _dialect(trades_of=frozenset({Coin("BTC")}))
    open_ms = AT_MS - AT_MS % 300_000
    dialect.read(_ticker_message(AT_MS, "snapshot", **_WHOLE))
    for at_ms, side, quantity in ((open_ms - 1, "Buy", "7"), (open_ms, "Buy", "2"), (open_ms + 9, "Sell", "3")):
        trade = {"T": at_ms, "s": "BTCUSDT", "S": side, "v": quantity, "p": "100"}
        dialect.read({"topic": "publicTrade.BTCUSDT", "type": "snapshot", "ts": at_ms, "data": [trade]})
    candle = {"start": open_ms, "open": "100", "high": "101", "low": "99", "close": "100", "volume": "5"}
    heard = dialect.read(
        {"topic": "kline.5.BTCUSDT", "ts": open_ms + 300_000, "type": "snapshot", "data": [{**candle, "confirm": True}]}
    )
    (closed,) = heard.events
    assert isinstance(closed, BarClosed)
    assert (closed.bars.oi_base[0], closed.bars.taker_buy_base[0]) == (1000.0, 2.0)


def test_bought_volume_of_a_bar_heard_in_part_is_unknown() -> None:
    taker = TakerVolume(300_000)
    taker.hear(
        [{"T": 300_001, "s": "BTCUSDT", "S": "Buy", "v": "1"}, {"T": 600_000, "s": "BTCUSDT", "S": "Sell", "v": "1"}]
    )
    assert math.isnan(taker.bought(Symbol("BTCUSDT"), 300_000))
    assert taker.bought(Symbol("BTCUSDT"), 600_000) == 0.0
    taker.interrupted()
    assert math.isnan(taker.bought(Symbol("BTCUSDT"), 600_000))


@pytest.mark.parametrize("trades_of", [frozenset(), frozenset({Coin("COIN0001")})])
def test_the_length_of_a_subscription_is_known_beforehand(trades_of: frozenset[Coin]) -> None:
    instruments = [parse_instrument(_contract(f"COIN{i:04d}USDT", f"COIN{i:04d}")) for i in range(90)]
    opening = BybitDialect("ws://nowhere", instruments, trades_of).opening()
    said = sum(len(json.dumps(request["args"], separators=(",", ":"))) for request in opening)
    assert said == sum(topics_length(one, trades_of) for one in instruments) + len(opening)


def test_a_changed_list_is_said_by_its_difference_and_what_was_on_its_way_is_no_fault() -> None:
    dialect = _dialect(("BTCUSDT", "BTC"), ("ETHUSDT", "ETH"))
    sol = parse_instrument(_contract("SOLUSDT", "SOL"))
    eth = parse_instrument(_contract("ETHUSDT", "ETH"))
    dialect.opening()
    leave, come = dialect.follow([eth, sol])
    assert (leave["op"], leave["args"]) == (
        "unsubscribe",
        ["tickers.BTCUSDT", "kline.5.BTCUSDT", "allLiquidation.BTCUSDT"],
    )
    assert (come["op"], come["args"][0]) == ("subscribe", "tickers.SOLUSDT")
    late = dialect.read(_ticker_message(1_700_000_000_000, "snapshot", lastPrice="1"))
    assert (list(late.events), late.is_market) == ([], True)
    assert list(dialect.follow([eth, sol])) == []
    assert dialect.opening()[0]["args"][0] == "tickers.ETHUSDT"


def test_bought_volume_of_a_contract_that_came_in_the_middle_of_a_bar_is_unknown() -> None:
    taker = TakerVolume(300_000)
    taker.hear([{"T": at, "s": "BTCUSDT", "S": "Buy", "v": "1"} for at in (1, 300_000, 600_000)])
    taker.hear([{"T": at, "s": "ETHUSDT", "S": "Buy", "v": "1"} for at in (300_001, 600_000)])
    assert taker.bought(Symbol("BTCUSDT"), 300_000) == 1.0
    assert math.isnan(taker.bought(Symbol("ETHUSDT"), 300_000))
    assert taker.bought(Symbol("ETHUSDT"), 600_000) == 1.0
    taker.forget(Symbol("ETHUSDT"))
    assert math.isnan(taker.bought(Symbol("ETHUSDT"), 600_000))


def test_a_refused_subscription_is_halved_until_the_dead_topic_is_alone() -> None:
    dialect = _dialect(("BTCUSDT", "BTC"), ("DEADUSDT", "DEAD"))
    alive: set[str] = set()
    asked = list(dialect.opening())
    while asked:
        request = asked.pop()
        if any("DEAD" in topic for topic in request["args"]):
            refusal = {"success": False, "ret_msg": "Invalid topic", "op": "subscribe", "req_id": request["req_id"]}
            asked += dialect.read(refusal).replies
        else:
            alive.update(request["args"])
            asked += dialect.read({"success": True, "op": "subscribe", "req_id": request["req_id"]}).replies
    assert alive == {"tickers.BTCUSDT", "kline.5.BTCUSDT", "allLiquidation.BTCUSDT"}


def test_answers_and_pongs_are_no_market_messages() -> None:
    for name in ("ws_subscription_ack.json", "ws_subscription_failure.json"):
        assert not _dialect().read(recorded_json(RAW / name)).is_market
    assert not _dialect().read({"success": True, "ret_msg": "pong", "op": "ping"}).is_market


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(
    topic=st.sampled_from(
        ["tickers.BTCUSDT", "kline.5.BTCUSDT", "allLiquidation.BTCUSDT", "publicTrade.BTCUSDT", "x", ""]
    ),
    data=_JSON | st.dictionaries(st.sampled_from(list(_WHOLE)), _JSON),
    at=st.just(AT_MS) | _JSON,
)
def test_any_nonsense_is_read_or_refused_in_one_way_only(topic: str, data: Any, at: Any) -> None:
    events: list[object] = []
    try:
        events = list(_dialect().read({"topic": topic, "type": "snapshot", "ts": at, "data": data}).events)
    except UNREADABLE:
        events = []
    assert all(isinstance(event, Ticker | BarClosed | CandleRefused | Liquidation) for event in events)


@given(st.integers(1_262_304_000_000, 4_070_908_800_000))
def test_moments_survive_the_way_through_milliseconds(at_ms: int) -> None:
    assert milliseconds(moment(str(at_ms))) == at_ms
