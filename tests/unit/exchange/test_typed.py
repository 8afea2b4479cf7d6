"""What people type after /long and /short, in three languages, and what is told when it cannot be read."""

from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from engine.errors import Refused, UnknownCoin
from engine.exchange.typed import TypedTrade, parse_trade, side_said
from engine.exchange.typed_refusals import (
    BadTrade,
    CoinMissing,
    Flaw,
    NumberBad,
    PartEmpty,
    PartTwice,
    TooLong,
    WordUnknown,
)
from engine.exchange.wish import AtPrice, OfMargin, Risk, ShareOfAvailable, Stake, TrailDistance, TrailShare, Wish
from engine.exchange.words import Part
from engine.market.values import Coin, Side
from tests.unit.exchange.markets import D

KNOWN = tuple(Coin(name) for name in ("BTC", "ETH", "SOL", "PEPE", "1INCH", "42", "X", "TON"))
BTC, SOL = Coin("BTC"), Coin("SOL")

READ = {
    "BTC 100 10x": TypedTrade(BTC, Stake(D(100)), D(10)),
    "btc": TypedTrade(BTC),
    "btc 1.000 10x": TypedTrade(BTC, Stake(D(1000)), D(10)),
    "btc risk $1.500 sl 1.005": TypedTrade(BTC, Risk(D(1500)), None, AtPrice(D("1.005"))),
    "btc 0.500 10x": TypedTrade(BTC, Stake(D("0.5")), D(10)),
    "🚀 btc 100 🔥🔥 10x ❤️": TypedTrade(BTC, Stake(D(100)), D(10)),
    "sol 2% 5x tp 76 sl 84": TypedTrade(SOL, ShareOfAvailable(D("0.02")), D(5), AtPrice(D(84)), AtPrice(D(76))),
    "btc risk 10 5x sl 65000": TypedTrade(BTC, Risk(D(10)), D(5), AtPrice(D(65000))),
    "btc risk $10 sl 5%": TypedTrade(BTC, Risk(D(10)), None, OfMargin(D("0.05"))),
    "BTC 10X $1,000": TypedTrade(BTC, Stake(D(1000)), D(10)),
    "btc x10 1,000.50": TypedTrade(BTC, Stake(D("1000.50")), D(10)),
    "BTC/USDT 100usdt 10 x": TypedTrade(BTC, Stake(D(100)), D(10)),
    "btc 100 usdt 2.5x": TypedTrade(BTC, Stake(D(100)), D("2.5")),
    "btc 100$ lev 10": TypedTrade(BTC, Stake(D(100)), D(10)),
    "btc stop 66,010 target 68100": TypedTrade(BTC, stop=AtPrice(D(66010)), target=AtPrice(D(68100))),
    "btc sl=66010, tp:68.1k": TypedTrade(BTC, stop=AtPrice(D(66010)), target=AtPrice(D(68100))),
    "btc stop loss 5 % take profit 20 %": TypedTrade(BTC, stop=OfMargin(D("0.05")), target=OfMargin(D("0.2"))),
    "btc stop at 66010": TypedTrade(BTC, stop=AtPrice(D(66010))),
    "btc 100 at 66000": TypedTrade(BTC, Stake(D(100)), limit_usd=D(66000)),
    "btc 100 @66000": TypedTrade(BTC, Stake(D(100)), limit_usd=D(66000)),
    "btc limit 66'000 100": TypedTrade(BTC, Stake(D(100)), limit_usd=D(66000)),
    "btc at market 100": TypedTrade(BTC, Stake(D(100))),
    "btc trail 1.5%": TypedTrade(BTC, trail=TrailShare(D("0.015"))),
    "btc trailing stop 500": TypedTrade(BTC, trail=TrailDistance(D(500))),
    "btc 100 10х стоп 66010 цель 68100": TypedTrade(BTC, Stake(D(100)), D(10), AtPrice(D(66010)), AtPrice(D(68100))),
    "btc риск 10 плечо 5 стоп 5%": TypedTrade(BTC, Risk(D(10)), D(5), OfMargin(D("0.05"))),
    "btc 0,5% лимит 66\u00a0000": TypedTrade(BTC, ShareOfAvailable(D("0.005")), limit_usd=D(66000)),
    "btc riesgo 10 objetivo 68.100,5 stop 66.010,5": TypedTrade(
        BTC, Risk(D(10)), None, AtPrice(D("66010.5")), AtPrice(D("68100.5"))
    ),
    "btc 100 apalancamiento 10x en 66000": TypedTrade(BTC, Stake(D(100)), D(10), limit_usd=D(66000)),
    "100 sol 5x": TypedTrade(SOL, Stake(D(100)), D(5)),
    "risk 10 sol sl 80": TypedTrade(SOL, Risk(D(10)), None, AtPrice(D(80))),
    "42 100 10x": TypedTrade(Coin("42"), Stake(D(100)), D(10)),
    "42 sol": TypedTrade(SOL, Stake(D(42))),
    "1inch 100": TypedTrade(Coin("1INCH"), Stake(D(100))),
    "x 100 x5": TypedTrade(Coin("X"), Stake(D(100)), D(5)),
    "1000pepe 100 5x": TypedTrade(Coin("PEPE"), Stake(D(100)), D(5)),
    "ton 100": TypedTrade(Coin("TON"), Stake(D(100))),
}


@pytest.mark.parametrize("text", READ)
def test_a_typed_trade_is_read(text: str) -> None:
    assert parse_trade(text, KNOWN) == READ[text]


@pytest.mark.parametrize("text", ["٣ sol", "sol ٣", "sol ３"])
def test_digits_of_any_script_are_the_numbers_they_are(text: str) -> None:
    assert parse_trade(text, KNOWN) == TypedTrade(SOL, Stake(D(3)))


@pytest.mark.parametrize(
    ("text", "word", "flaw"),
    [
        ("BTC -5 1000x", "-5", Flaw.NEGATIVE),
        ("BTC $-5", "$-5", Flaw.NEGATIVE),
        ("BTC −5", "−5", Flaw.NEGATIVE),
        ("-5 btc", "-5", Flaw.NEGATIVE),
        ("btc sl -5%", "-5%", Flaw.NEGATIVE),
        ("btc -10x", "-10x", Flaw.NEGATIVE),
        ("btc 1e309", "1e309", Flaw.NOT_PLAIN),
        ("btc 1e2", "1e2", Flaw.NOT_PLAIN),
        ("btc 10²", "10²", Flaw.NOT_PLAIN),
        ("btc 1٣", "1٣", Flaw.NOT_PLAIN),
        ("btc 1.2.3", "1.2.3", Flaw.NOT_PLAIN),
        ("btc 10xx", "10xx", Flaw.NOT_PLAIN),
        ("btc 0x1f", "0x1f", Flaw.NOT_PLAIN),
        ("btc x10x", "x10x", Flaw.NOT_PLAIN),
        ("btc nan", "nan", Flaw.NO_NUMBER),
        ("btc sNaN", "snan", Flaw.NO_NUMBER),
        ("btc inf", "inf", Flaw.NO_NUMBER),
        ("btc -Infinity", "-infinity", Flaw.NO_NUMBER),
        ("btc 0 10x", "0", Flaw.ZERO),
        ("btc 100 0x", "0x", Flaw.ZERO),
        ("btc 9999999999999", "9999999999999", Flaw.TOO_LARGE),
        ("btc 101%", "101%", Flaw.OVER_ALL),
        ("btc sl 101%", "101%", Flaw.OVER_ALL),
        ("btc risk 10%", "10%", Flaw.UNIT),
        ("btc sl 10x", "10x", Flaw.UNIT),
        ("btc at 5%", "5%", Flaw.UNIT),
    ],
)
def test_a_number_that_is_none_is_named_with_its_flaw(text: str, word: str, flaw: Flaw) -> None:
    with pytest.raises(NumberBad) as refused:
        parse_trade(text, KNOWN)
    assert (refused.value.word, refused.value.flaw) == (word, flaw)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("btc 100 10", Part.SIZE),
        ("btc 100 2%", Part.SIZE),
        ("btc 100 risk 10", Part.SIZE),
        ("btc risk 10 100", Part.SIZE),
        ("btc 1 000 10x", None),
        ("btc 10x 5x", Part.LEVERAGE),
        ("btc sl 1 stop 2", Part.STOP),
    ],
)
def test_what_is_said_twice_is_not_guessed(text: str, part: Part | None) -> None:
    with pytest.raises(PartTwice if part else BadTrade) as refused:
        parse_trade(text, KNOWN)
    if isinstance(refused.value, PartTwice):
        assert refused.value.part is part


@pytest.mark.parametrize(("text", "part"), [("btc sl", Part.STOP), ("btc 100 tp sl 5", Part.TARGET)])
def test_a_part_without_its_number_is_named(text: str, part: Part) -> None:
    with pytest.raises(PartEmpty) as refused:
        parse_trade(text, KNOWN)
    assert refused.value.part is part


@pytest.mark.parametrize("text", ["", "   ", "100", "100 10x", "-5", "sl 100", ",", "100 market"])
def test_without_a_coin_one_is_asked_for(text: str) -> None:
    with pytest.raises(CoinMissing):
        parse_trade(text, KNOWN)


def test_words_that_mean_nothing_are_named() -> None:
    with pytest.raises(WordUnknown) as refused:
        parse_trade("btc 100 moon", KNOWN)
    assert refused.value.word == "moon"


def test_an_unknown_coin_brings_the_nearest() -> None:
    with pytest.raises(UnknownCoin) as refused:
        parse_trade("solx 100 10x", KNOWN)
    assert "SOL" in refused.value.nearest


def test_a_long_text_is_refused_and_never_cut() -> None:
    with pytest.raises(TooLong):
        parse_trade("btc 100 " + " " * 300 + "sl 5%", KNOWN)


def test_what_was_not_said_is_filled_in() -> None:
    wish = parse_trade("btc sl 5%", KNOWN).wish(Side.LONG, Stake(D(100)), D(10))
    assert wish == Wish(Side.LONG, Stake(D(100)), D(10), OfMargin(D("0.05")))


def test_the_example_of_every_refusal_can_be_typed() -> None:
    assert parse_trade(BadTrade.example, KNOWN).coin == BTC


_WORDS = "btc sol 42 100 2% 10x x10 tp sl stop at @ @66000 risk $10 trail 1.5% -5 1e309 nan ∞ ٣ , . % x $ = 1,000 цель"
PIECES = st.sampled_from(_WORDS.split(" "))


@settings(max_examples=2000, deadline=None)
@given(st.text(max_size=60) | st.lists(PIECES | st.text(max_size=6), max_size=12).map(" ".join))
@example("btc " + "9" * 290)
@example("btc \u0661\u0660x")
@example("\x00")
def test_any_text_is_a_trade_or_a_refusal(text: str) -> None:
    try:
        trade = parse_trade(text, KNOWN)
    except Refused:
        return
    numbers = (trade.leverage, trade.limit_usd, *(getattr(trade.size, "usdt", None),))
    assert all(n is None or (isinstance(n, Decimal) and n.is_finite() and n > 0) for n in numbers)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("long btc 100 10x", (Side.LONG, "btc 100 10x")),
        ("Лонг btc 100 10х", (Side.LONG, "btc 100 10х")),
        ("/шорт sol", (Side.SHORT, "sol")),
        ("CORTO", (Side.SHORT, "")),
        ("largo  eth 5%", (Side.LONG, "eth 5%")),
        ("btc long", None),
        ("longer", None),
        ("  ", None),
    ],
)
def test_a_trade_may_begin_with_its_side_in_three_languages(text: str, said: tuple[Side, str] | None) -> None:
    assert side_said(text) == said
