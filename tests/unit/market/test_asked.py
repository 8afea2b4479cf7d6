"""The words after a command, read into a coin, a window and the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Refused, UnknownWindow
from engine.market.asked import Asked, parse_asked, parse_window
from engine.market.values import Coin
from engine.market.windows import Window

KNOWN = [Coin(c) for c in ["BTC", "ETH", "SOL", "PEPE", "D", "W", "H", "4", "2Z"]]


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        *((window.value, window) for window in Window),
        ("12 h", Window.H12),
        ("1d", Window.H24),
        ("1D", Window.H24),
        ("72h", Window.D3),
        ("1w", Window.D7),
        ("week", Window.D7),
        ("2w", Window.D14),
        ("1m", Window.D30),
        ("1mo", Window.D30),
        ("3mo", Window.D90),
        ("6 months", Window.D180),
        ("12mo", Window.Y1),
        ("365d", Window.Y1),
        ("24", Window.H24),
        ("7д", Window.D7),
        ("12 часов", Window.H12),
        ("1 año", Window.Y1),
    ],
)
def test_windows_are_understood_as_people_write_them(typed: str, window: Window) -> None:
    assert parse_window(typed) is window


@pytest.mark.parametrize(
    "typed", ["48h", "5", "0d", "", "h", "12hh", "-7d", "7.5d", "٣٣d", "99999d", "💩", "12h; DROP"]
)
def test_other_windows_are_refused(typed: str) -> None:
    with pytest.raises(UnknownWindow):
        parse_window(typed)


@pytest.mark.parametrize(
    ("text", "coin", "window", "rest"),
    [
        ("", None, None, ()),
        ("btc", "BTC", None, ()),
        ("BTCUSDT 1d", "BTC", Window.H24, ()),
        ("pepe 12 h", "PEPE", Window.H12, ()),
        ("7d sol", "SOL", Window.D7, ()),
        ("7 дней btc", "BTC", Window.D7, ()),
        ("12h", None, Window.H12, ()),
        ("eth 1w min=75 ex=bybit", "ETH", Window.D7, ("min=75", "ex=bybit")),
        ("4 24h", "4", Window.H24, ()),
        ("2z", "2Z", None, ()),
        ("d 7d", "D", Window.D7, ()),
        ("7d w", "W", Window.D7, ()),
        ("btc please", "BTC", None, ("please",)),
    ],
)
def test_a_command_is_read_word_by_word(
    text: str, coin: str | None, window: Window | None, rest: tuple[str, ...]
) -> None:
    assert parse_asked(text, KNOWN) == Asked(None if coin is None else Coin(coin), window, rest)


def test_a_window_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownWindow) as refused:
        parse_asked("btc 48h", KNOWN)
    assert refused.value.typed == "48h"


@given(st.text(max_size=5000))
def test_garbage_is_refused_and_never_breaks_the_parser(text: str) -> None:
    try:
        asked = parse_asked(text, KNOWN)
    except Refused:
        return
    assert asked.coin is None or asked.coin in KNOWN
