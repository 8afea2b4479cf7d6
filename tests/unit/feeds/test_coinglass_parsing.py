"""CoinGlass's JSON to values: its documentation's own examples, its traps, and what is no map at all."""

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.feeds.coinglass.parsing import milliseconds_of, parse_forced_close, parse_map, parse_series
from engine.feeds.coinglass.stream import _read
from engine.feeds.reading import UNREADABLE
from engine.liquidations.vendor.values import MapModel, VendorMap
from engine.market.values import Coin
from engine.market.windows import Window
from tests.integration.feeds.coinglass_answers import heatmap

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
OHLC = ("open", "high", "low", "close")
SERIES = {
    "futures/liquidation/aggregated-history": ("aggregated_long_liquidation_usd", "aggregated_short_liquidation_usd"),
    "futures/liquidation/history": ("long_liquidation_usd", "short_liquidation_usd"),
    "futures/open-interest/aggregated-history": OHLC,
    "futures/open-interest/history": OHLC,
    "futures/funding-rate/oi-weight-history": OHLC,
    "futures/funding-rate/history": OHLC,
    "futures/aggregated-taker-buy-sell-volume/history": ("aggregated_buy_volume_usd", "aggregated_sell_volume_usd"),
}


def read(data: Any) -> VendorMap:
    return parse_map(data, MapModel.CG1, Coin("BTC"), Window.D7, AT)


def small(**changes: Any) -> dict[str, Any]:
    """Three prices, two candles, round numbers."""
    data: dict[str, Any] = {
        "y_axis": [100, 110, 130],
        "liquidation_leverage_data": [[0, 0, 5.0], [0, 2, 1.0], [1, 2, 4.0]],
        "price_candlesticks": [
            [1_722_676_500, "104", "106", "103", "105", "1050"],
            [1_722_676_800, "105", "107", "104", "106", "2120"],
        ],
    }
    return data | changes


def documented(shared_data: Path) -> list[dict[str, Any]]:
    raw = shared_data / "perps" / "raw"
    files = [raw / "coinglass_v4_doc_examples.jsonl.gz", raw / "coinglass_v4_skill_doc_examples.jsonl.gz"]
    if not all(file.exists() for file in files):
        pytest.skip(f"CoinGlass's documentation examples are not in {raw}")
    return [json.loads(line) for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]


def answer_of(example: dict[str, Any]) -> Any:
    """The example without its comments and its marks of omission; None where it is no JSON even so."""
    text = re.sub(r"//[^\n]*", "", example["text"])
    text = re.sub(r"^\s*\.+\s*$", "", text, flags=re.MULTILINE)
    text = re.sub(r",(\s*[\]}])", r"\1", text)
    try:
        return json.loads(text)
    except ValueError:
        return None


def test_every_documented_heatmap_reads_and_its_shortened_axes_leave_cells_out(shared_data: Path) -> None:
    examples = [e for e in documented(shared_data) if "heatmap" in e["doc"] and "Liquidation" in e["doc"]]
    assert {e["endpoint"].rsplit("/", 2)[-2] for e in examples} == {"heatmap", "aggregated-heatmap"}
    assert len(examples) == 6
    for example in examples:
        told = read(answer_of(example)["data"])
        assert told.prices.tolist() == [47_968.54, 48_000.0, 48_031.46]
        assert told.candles.close.tolist() == [61_539.9, 61_590.5]
        assert told.candles.open_ms.tolist() == [1_722_676_500_000, 1_722_676_800_000]
        assert told.candles.step_ms == 300_000
        assert told.cells_left_out == 3  # the example keeps three prices of more than 120
        assert not told.now.any()


def test_every_documented_history_reads(shared_data: Path) -> None:
    found = set()
    for example in documented(shared_data):
        path = example["endpoint"].split("/api/")[-1]
        answer = answer_of(example)
        rows = answer["data"] if answer is not None and isinstance(answer["data"], list) else [{}]
        if path not in SERIES or not {"time", *SERIES[path]} <= set(rows[0]):
            continue
        series = parse_series(rows, *SERIES[path])
        assert len(series) == len(rows)
        assert (np.diff(series.at_ms) > 0).all()
        found.add(path)
    assert found == set(SERIES)


def test_documented_codes_are_texts(shared_data: Path) -> None:
    codes = [answer["code"] for e in documented(shared_data) if (answer := answer_of(e)) is not None]
    assert len(codes) > 80
    assert all(code == "0" for code in codes)


def test_levels_now_are_those_of_the_last_column_only() -> None:
    told = read(small())
    assert told.now.tolist() == [0.0, 0.0, 4.0]
    assert told.now_column == 1


def test_a_last_candle_without_cells_does_not_empty_the_map() -> None:
    told = read(small(liquidation_leverage_data=[[0, 0, 5.0], [0, 2, 1.0]]))
    assert told.now_column == 0
    assert told.now.tolist() == [5.0, 0.0, 1.0]


def test_bins_lie_half_way_between_uneven_prices() -> None:
    edges = read(small()).price_edges
    assert len(edges) == 4
    assert edges[1:3].tolist() == pytest.approx([np.sqrt(100 * 110), np.sqrt(110 * 130)])
    assert edges[0] < 100 < edges[1]
    assert edges[2] < 130 < edges[3]


def test_texts_are_numbers_and_useless_cells_are_left_out_and_counted() -> None:
    cells = [["1", "2", "4.5"], [1, 1, None], [1, 9, 3], [-1, 0, 3], [1, 0, -2], [1, 2], "x", [1, 0, float("nan")]]
    told = read(small(liquidation_leverage_data=cells))
    assert told.now.tolist() == [0.0, 0.0, 4.5]
    assert told.cells_left_out == 7


def test_stamps_may_be_seconds_or_milliseconds() -> None:
    assert milliseconds_of(1_722_676_500) == milliseconds_of("1722676500000") == 1_722_676_500_000
    with pytest.raises(ValueError):
        milliseconds_of(0)


def test_candles_out_of_order_and_twice_are_put_right() -> None:
    first, second = small()["price_candlesticks"]
    told = read(small(price_candlesticks=[second, first, [*second[:4], "107", "2140"]]))
    assert told.candles.close.tolist() == [105.0, 107.0]
    assert told.candles.volume_base.tolist() == [10.0, 20.0]


@pytest.mark.parametrize(
    "change",
    [
        {"y_axis": None},
        {"y_axis": [100]},
        {"y_axis": [110, 100, 130]},
        {"y_axis": [0, 100, 130]},
        {"price_candlesticks": []},
        {"price_candlesticks": [[1_722_676_500, "1", "1", "1", "1", "1"]]},
        {"price_candlesticks": [[1, "1", "1", "1", "1", "1"], [2, "1", "1", "1", "1", "1"]]},
        {"price_candlesticks": [["a"], ["b"]]},
        {"liquidation_leverage_data": {"0": 1}},
        {"liquidation_leverage_data": [["a", "b", "c"]]},
    ],
)
def test_what_is_no_map_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(UNREADABLE):
        read(small(**change))


@pytest.mark.parametrize("data", [None, [], "x", 7])
def test_what_is_no_object_is_refused(data: Any) -> None:
    with pytest.raises(UNREADABLE):
        read(data)


def test_a_full_size_answer_reads_whole() -> None:
    told = read(heatmap(levels=391))
    assert told.strength.shape == (336, 391)
    assert told.cells_left_out == 0
    assert told.now.sum() > 0


def test_a_documented_message_of_the_stream_reads() -> None:
    message = {
        "channel": "liquidationOrders",
        "data": [
            {"baseAsset": "BTC", "exName": "Binance", "price": 56738.0, "side": 2, "symbol": "BTCUSDT",
             "time": 1725416318379, "volUsd": 3858.184},
            {"baseAsset": "", "exName": "Binance", "price": 1, "side": 2, "symbol": "", "time": 1, "volUsd": 1},
        ],
    }  # fmt: skip
    (close,) = _read(json.dumps(message))
    assert (close.coin, close.venue, close.at_ms) == ("BTC", "Binance", 1_725_416_318_379)
    assert _read('{"event": "subscribe"}') == []
    assert _read("[1, 2]") == []
    assert _read("nonsense") == []
    with pytest.raises(UNREADABLE):
        parse_forced_close({**message["data"][0], "side": 3})
