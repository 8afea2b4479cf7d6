"""What people type after /alert is read as they meant it, or the odd part is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.club.alerts import AlertKind
from engine.club.wishes import Oddity, Wish, figure, parse_wish
from engine.market.windows import Window

BTC = 66_586.1


@pytest.mark.parametrize(
    ("typed", "price_usd", "wish"),
    [
        ("2%", BTC, Wish(AlertKind.LEVEL, distance=0.02, strength=50.0)),
        ("2 % 80", BTC, Wish(AlertKind.LEVEL, distance=0.02, strength=80.0)),
        ("2,5% 80 7d", BTC, Wish(AlertKind.LEVEL, Window.D7, distance=0.025, strength=80.0)),
        ("68000", BTC, Wish(AlertKind.PRICE, price_usd=68_000.0)),
        ("68,000", BTC, Wish(AlertKind.PRICE, price_usd=68_000.0)),
        ("68k", BTC, Wish(AlertKind.PRICE, price_usd=68_000.0)),
        ("at $200000", BTC, Wish(AlertKind.PRICE, price_usd=200_000.0)),
        ("$68000", BTC, Wish(AlertKind.PRICE, price_usd=68_000.0)),
        ("2", 2.1, Wish(AlertKind.PRICE, price_usd=2.0)),
        ("2%", 2.1, Wish(AlertKind.LEVEL, distance=0.02, strength=50.0)),
        ("2", BTC, Wish(AlertKind.LEVEL, distance=0.02, strength=50.0)),
        ("imbalance 80 24h", BTC, Wish(AlertKind.IMBALANCE, Window.H24, share=0.8)),
        ("перекос", BTC, Wish(AlertKind.IMBALANCE, share=0.75)),
        ("Spike", BTC, Wish(AlertKind.SPIKE)),
        ("pico 12h", BTC, Wish(AlertKind.SPIKE, Window.H12)),
    ],
)
def test_what_is_typed_is_what_is_set(typed: str, price_usd: float, wish: Wish) -> None:
    assert parse_wish(typed.split(), price_usd) == wish


@pytest.mark.parametrize(
    ("typed", "oddity"),
    [
        ("", Oddity.DISTANCE),
        ("200%", Oddity.DISTANCE),
        ("nan", Oddity.DISTANCE),
        ("1e309", Oddity.DISTANCE),
        ("-2%", Oddity.DISTANCE),
        ("2% 200", Oddity.STRENGTH),
        ("imbalance 20", Oddity.SHARE),
        ("imbalance 100", Oddity.SHARE),
        ("at nothing", Oddity.PRICE),
        ("at 0", Oddity.PRICE),
    ],
)
def test_what_is_odd_is_named(typed: str, oddity: Oddity) -> None:
    assert parse_wish(typed.split(), BTC) is oddity


@given(st.text(max_size=40), st.none() | st.floats(min_value=1e-9, max_value=1e9))
def test_nothing_typed_breaks_it(typed: str, price_usd: float | None) -> None:
    parse_wish(typed.split(), price_usd)


@pytest.mark.parametrize(("word", "value"), [("0,500", 0.5), ("1,234,567", 1_234_567.0), ("٣", None), ("", None)])
def test_figures_are_read_in_both_ways_of_writing(word: str, value: float | None) -> None:
    assert figure(word) == value
