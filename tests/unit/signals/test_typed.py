"""What an admin types after /signal."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Refused, UnknownCoin
from engine.market.values import Coin, Side
from engine.market.windows import Window
from engine.signals.manual import TooFar, WrongSide, checked_ride
from engine.signals.typed import BadSignal, TypedSignal, parse_signal, price_of

KNOWN = [Coin("BTC"), Coin("ETH"), Coin("PEPE")]
WHOLE = TypedSignal(Coin("BTC"), Side.LONG, 66590.0, 66010.0, 68100.0, Window.H12, "")


@pytest.mark.parametrize(
    "text",
    [
        "BTC long 66590 stop 66010 target 68100 12h",
        "btc LONG 66,590 stop 66,010 target 68,100 12 h",
        "btc buy at 66590 sl 66010 tp 68100 12h",
        "BTCUSDT long entry=66590 sl=66010 tp=68100 12h",
        "btc long 66590 66010 68100 12h",
        "btc 12h target 68.1k stop: 66010 long @ 66590",
        "btc лонг вход 66590 стоп 66010 цель 68100 12ч",
        "btc largo entrada 66590 stop 66010 objetivo 68100 12h",
        "btc long from $66590, stop loss $66010, take profit $68100 12h",
    ],
)
def test_the_same_signal_in_many_spellings(text: str) -> None:
    assert parse_signal(text, KNOWN) == WHOLE


def test_what_is_left_is_the_admins_text() -> None:
    typed = parse_signal("BTC long 66590 stop 66010 target 68100 7d breakout above 66k, risk little", KNOWN)
    assert (typed.window, typed.text) == (Window.D7, "breakout above 66k, risk little")


def test_text_may_hold_words_that_are_parts() -> None:
    typed = parse_signal("eth short 2000 stop 2050 target 1900 sell the news at 2010 target later", KNOWN)
    assert (typed.target_usd, typed.text) == (1900.0, "sell the news at 2010 target later")


def test_without_entry_and_window_they_are_open() -> None:
    typed = parse_signal("eth short stop 2050 target 1900", KNOWN)
    assert (typed.side, typed.entry_usd, typed.window) == (Side.SHORT, None, None)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", ("side", "stop", "target")),
        ("btc", ("side", "stop", "target")),
        ("btc long", ("stop", "target")),
        ("btc long 66590 stop 66010", ("target",)),
        ("btc 66590 stop 66010 target 68100", ("side",)),
        ("btc long stop -5 target 0", ("stop", "target")),
    ],
)
def test_what_is_missing_is_named(text: str, missing: tuple[str, ...]) -> None:
    with pytest.raises(BadSignal) as refused:
        parse_signal(text, KNOWN)
    assert refused.value.missing == missing


def test_an_unknown_coin_is_said_so() -> None:
    with pytest.raises(UnknownCoin):
        parse_signal("btx long 1 stop 0.9 target 2", KNOWN)


@pytest.mark.parametrize(
    ("word", "price"),
    [("66,590.5", 66590.5), ("0,45", 0.45), ("1,234", 1234.0), ("66.5k", 66500.0), ("0.0000041", 0.0000041)],
)
def test_prices_in_many_spellings(word: str, price: float) -> None:
    assert price_of(word) == pytest.approx(price)


@pytest.mark.parametrize("word", ["", "0", "-1", "1e5", "nan", "inf", "12h", "1,2,3", "9" * 20])
def test_what_is_no_price(word: str) -> None:
    assert price_of(word) is None


@given(st.text(max_size=200))
def test_anything_typed_is_understood_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        parse_signal("btc " + text, KNOWN)


def ride(side: Side, entry: float | None, stop: float, target: float, price: float = 100.0):
    return checked_ride(TypedSignal(Coin("BTC"), side, entry, stop, target, None, ""), price)


def test_a_right_one_has_its_reward_for_one_fees_in() -> None:
    leg = ride(Side.LONG, 100.0, 98.0, 104.0)
    assert leg.reward_for_one == pytest.approx((4 - 0.00055 * 204) / (2 + 0.00055 * 198))
    assert ride(Side.SHORT, None, 102.0, 96.0).entries_usd == (100.0,)


@pytest.mark.parametrize(
    ("side", "entry", "stop", "target", "part", "against"),
    [
        (Side.LONG, 100.0, 101.0, 104.0, "stop", "entry"),
        (Side.LONG, 100.0, 98.0, 99.0, "target", "entry"),
        (Side.SHORT, 100.0, 98.0, 96.0, "stop", "entry"),
        (Side.SHORT, 100.0, 102.0, 104.0, "target", "entry"),
        (Side.LONG, 97.0, 95.0, 99.0, "target", "price"),
        (Side.LONG, 103.0, 101.0, 105.0, "stop", "price"),
        (Side.LONG, 100.0, 100.0, 104.0, "stop", "entry"),
    ],
)
def test_stop_and_target_on_the_wrong_side_are_refused_with_the_numbers(
    side: Side, entry: float, stop: float, target: float, part: str, against: str
) -> None:
    with pytest.raises(WrongSide) as refused:
        ride(side, entry, stop, target)
    assert (refused.value.part, refused.value.against) == (part, against)


def test_a_slip_of_the_finger_is_refused() -> None:
    with pytest.raises(TooFar) as refused:
        ride(Side.LONG, 100.0, 98.0, 1040.0)
    assert refused.value.part == "target"
