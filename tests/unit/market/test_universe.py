"""Names of contracts and what people type, read into coins."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import UnknownCoin
from engine.market.universe import coin_unit, nearest_coins, parse_coin, symbol_unit
from engine.market.values import Coin

KNOWN = [
    Coin(c)
    for c in [
        "BTC",
        "ETH",
        "SOL",
        "XRP",
        "PEPE",
        "SHIB",
        "DOGE",
        "KAS",
        "1INCH",
        "4",
        "2Z",
        "D",
        "WIF",
        "BONK",
        "SATS",
        "1000X",
        "币安人生",
    ]
]
UNIVERSE = Path("../shared/data/perps/raw/binance_usdtm_universe_2026-08-06.json.gz")


@pytest.mark.parametrize(
    ("base", "coin", "multiplier"),
    [
        ("BTC", "BTC", 1),
        ("1000PEPE", "PEPE", 1_000),
        ("10000SATS", "SATS", 10_000),
        ("1000000MOG", "MOG", 1_000_000),
        ("10000000AIDOGE", "AIDOGE", 10_000_000),
        ("1MBABYDOGE", "BABYDOGE", 1_000_000),
        ("SHIB1000", "SHIB", 1_000),
        ("kPEPE", "PEPE", 1_000),
        ("KAS", "KAS", 1),
        ("1INCH", "1INCH", 1),
        ("1000X", "1000X", 1),
        ("0G", "0G", 1),
        ("4", "4", 1),
        ("币安人生", "币安人生", 1),
    ],
)
def test_a_contract_name_tells_its_coin_and_how_many_it_holds(base: str, coin: str, multiplier: int) -> None:
    unit = coin_unit(base)
    assert (unit.coin, unit.multiplier) == (coin, multiplier)
    assert symbol_unit(base + "USDT") == unit


def test_a_quote_is_taken_off_once_and_never_the_whole_name() -> None:
    assert symbol_unit("BTCPERP").coin == "BTC"
    assert symbol_unit("USDT").coin == "USDT"
    assert symbol_unit("USDCUSDT").coin == "USDC"


@pytest.mark.parametrize(
    ("typed", "coin"),
    [
        ("btc", "BTC"),
        (" $btc ", "BTC"),
        ("BTCUSDT", "BTC"),
        ("BTC/USDT", "BTC"),
        ("BTC/USDT:USDT", "BTC"),
        ("btc-perp", "BTC"),
        ("BYBIT:BTCUSDT.P", "BTC"),
        ("bitcoin", "BTC"),
        ("ВТС", "BTC"),  # Cyrillic letters
        ("ＢＴＣ", "BTC"),
        ("kPEPE", "PEPE"),
        ("kpepe", "PEPE"),
        ("1000pepe", "PEPE"),
        ("1000PEPEUSDT", "PEPE"),
        ("SHIB1000USDT", "SHIB"),
        ("kas", "KAS"),
        ("1inch", "1INCH"),
        ("1000x", "1000X"),
        ("4", "4"),
        ("2zusdt", "2Z"),
        ("币安人生", "币安人生"),
    ],
)
def test_people_may_write_a_coin_as_they_are_used_to(typed: str, coin: str) -> None:
    assert parse_coin(typed, KNOWN) == coin


def test_a_wrong_coin_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(UnknownCoin) as refused:
        parse_coin("pepp", KNOWN)
    assert refused.value.nearest[0] == "PEPE"
    assert nearest_coins("etherum", KNOWN)[0] == "ETH"


@given(st.text(max_size=5000))
def test_whatever_is_typed_gives_a_known_coin_or_is_refused(typed: str) -> None:
    try:
        coin = parse_coin(typed, KNOWN)
    except UnknownCoin as refused:
        nearest, said = refused.nearest, refused.typed
    else:
        nearest, said = (coin,), ""
    assert set(nearest) <= set(KNOWN)
    assert len(said) <= 40


@pytest.mark.skipif(not UNIVERSE.exists(), reason="the recorded Binance universe is not there")
def test_every_contract_of_binance_is_found_by_its_coin_and_by_its_own_name() -> None:
    listed = json.loads(gzip.decompress(UNIVERSE.read_bytes()))["coins"]
    symbols = [symbol for symbol in listed if symbol.endswith("USDT")]
    known = sorted({symbol_unit(symbol).coin for symbol in symbols})
    for symbol in symbols:
        unit = symbol_unit(symbol)
        assert parse_coin(unit.coin, known) == unit.coin
        assert parse_coin(symbol.lower(), known) == unit.coin
    numbered = {str(unit.coin) for unit in map(symbol_unit, symbols) if unit.coin[0].isdigit()}
    assert numbered == {"1INCH", "1000X", "0G", "2Z", "4", "42"}
