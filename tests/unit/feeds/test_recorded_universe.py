"""Which contracts of the venues' real lists are coins, and why the others are left out."""

import gzip
import json
from collections import Counter
from typing import Any

import pytest

from engine.feeds.binance import parsing as binance
from engine.feeds.bybit import contracts as bybit
from engine.market.universe import coin_unit
from engine.market.values import ContractStatus
from tests.unit.feeds.conftest import PERPS, needs, recorded_json

_FILTERS = [{"filterType": "PRICE_FILTER", "tickSize": "0.1"}, {"filterType": "LOT_SIZE", "stepSize": "1"}]


@pytest.fixture(scope="module")
def binance_rows() -> list[dict[str, Any]]:
    """Binance's 697 perpetuals of 6 August 2026 in the venue's own spelling, as far as they were recorded."""
    path = needs(PERPS / "raw/binance_usdtm_universe_2026-08-06.json.gz")
    listed = json.loads(gzip.decompress(path.read_bytes()))["coins"]
    return [
        {
            "symbol": symbol,
            "contractType": "PERPETUAL",
            "status": row["status"],
            "baseAsset": row["base"],
            "quoteAsset": symbol.removeprefix(row["base"]),
            "underlyingSubType": row["subtype"],
            "onboardDate": row["onboard"],
            "deliveryDate": 4_133_404_800_000,
            "filters": _FILTERS,
        }
        for symbol, row in listed.items()
    ]


def test_of_the_697_recorded_contracts_of_binance_525_are_coins_in_usdt_that_trade(
    binance_rows: list[dict[str, Any]],
) -> None:
    reasons = Counter(binance.left_out(row) for row in binance_rows)
    assert sum(reasons.values()) == 697
    assert reasons == {
        None: 525,
        "not traded now": 122,
        "not in USDT": 44,
        "an index": 3,
        "follows a metal or a currency": 3,
    }


def test_indices_and_gold_of_the_recorded_list_are_named_and_no_coin_is_among_them(
    binance_rows: list[dict[str, Any]],
) -> None:
    by_reason: dict[str | None, set[str]] = {}
    for row in binance_rows:
        by_reason.setdefault(binance.left_out(row), set()).add(row["symbol"])
    assert by_reason["an index"] == {"DEFIUSDT", "BTCDOMUSDT", "ALLUSDT"}
    assert by_reason["follows a metal or a currency"] == {"USDCUSDT", "PAXGUSDT", "XAUTUSDT"}
    assert {"BTCUSDC", "ETHBTC", "BTCUSD1"} <= by_reason["not in USDT"]
    assert {"FTTUSDT", "GAIBUSDT"} <= by_reason["not traded now"]  # one is over, the other has not begun


def test_every_recorded_coin_is_read_whole_and_no_two_contracts_are_one_coin(
    binance_rows: list[dict[str, Any]],
) -> None:
    found = [binance.parse_instrument(row, {}, {}) for row in binance_rows if binance.left_out(row) is None]
    twice = [coin for coin, count in Counter(one.coin for one in found).items() if count > 1]
    assert twice == []
    assert all(one.ends_at is None and one.status is ContractStatus.TRADING for one in found)
    assert all(one.listed_at is not None for one in found)


@pytest.mark.parametrize(
    ("bases", "coin"),
    [
        (("1000PEPE", "kPEPE", "PEPE"), "PEPE"),
        (("1000SHIB", "SHIB1000", "SHIB"), "SHIB"),
        (("1MBABYDOGE", "1000000BABYDOGE"), "BABYDOGE"),
        (("RAYSOL", "RAYDIUM", "RAY"), "RAY"),
        (("1000NEIROCTO", "NEIRO"), "NEIRO"),
        (("1000TURBO", "TURBO"), "TURBO"),
        (("BEAMX", "BEAM"), "BEAM"),
    ],
)
def test_one_coin_has_one_name_whatever_a_venue_calls_it(bases: tuple[str, ...], coin: str) -> None:
    assert {coin_unit(base).coin for base in bases} == {coin}


def _bybit(**changed: Any) -> dict[str, Any]:
    row = recorded_json(PERPS / "raw/nautilus/bybit/http_get_instruments_linear.json")["result"]["list"][0]
    return {**row, "deliveryTime": "0", **changed}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"symbolType": "stock", "baseCoin": "TSLA"}, "no coin"),
        ({"symbolType": "commodity", "baseCoin": "XAU"}, "no coin"),
        ({"symbolType": "forex", "baseCoin": "EUR"}, "no coin"),
        ({"baseCoin": "XAUT"}, "follows a metal or a currency"),
        ({"quoteCoin": "USDC", "settleCoin": "USDC"}, "not in USDT"),
        ({"contractType": "LinearFutures"}, "no perpetual"),
        ({"status": "Closed"}, "not traded now"),
        ({"status": "PreLaunch", "preListingInfo": {"curAuctionPhase": "CallAuction"}}, "not traded now"),
        ({"status": "PreLaunch", "preListingInfo": {"curAuctionPhase": "ContinuousTrading"}}, None),
    ],
)
def test_bybit_says_in_these_fields_what_is_a_coin_that_trades(changed: dict[str, Any], reason: str | None) -> None:
    assert bybit.left_out(_bybit(**changed)) == reason


def test_the_recorded_contracts_of_bybit_are_two_coins_and_a_stock() -> None:
    raw = PERPS / "raw/nautilus/bybit"
    names = ("http_get_instruments_linear.json", "http_get_instruments_linear_symbol_type.json")
    rows = [row for name in names for row in recorded_json(raw / name)["result"]["list"]]
    assert {row["symbol"]: bybit.left_out(row) for row in rows} == {
        "BTCUSDT": None,
        "ETHUSDT": None,
        "TSLAUSDT": "no coin",
    }


def test_an_announced_delisting_is_known_before_it_comes() -> None:
    at_ms = 1_791_600_000_000
    coming = bybit.parse_instrument(_bybit(deliveryTime=str(at_ms)))
    assert coming.is_open
    assert coming.ends_at is not None
    assert int(coming.ends_at.timestamp() * 1000) == at_ms
    row = {"symbol": "XUSDT", "baseAsset": "X", "status": "SETTLING", "deliveryDate": at_ms, "filters": _FILTERS}
    over = binance.parse_instrument(row, {}, {})
    assert (over.status, over.ends_at) == (ContractStatus.SETTLING, coming.ends_at)
