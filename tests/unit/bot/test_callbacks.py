"""What buttons carry: short enough, read back as written, nonsense refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.callbacks import (
    AlertPress,
    CardAction,
    CardKind,
    CardPress,
    LevelPress,
    LeverageChoice,
    ModelChoice,
    SettingsPage,
    SettingsPress,
    TopAction,
    TopPress,
    TopTab,
    VenueChoice,
    owner_code,
)
from bot.keyboards.models import ComparePress
from bot.keyboards.vendor import VendorLevelPress
from bot.keyboards.whales import WhalesPress
from bot.learning_callbacks import LearnAction, LearnPress
from engine.market.windows import Window

coins = st.from_regex(r"\A[A-Z0-9]{1,20}\Z")
owners = st.integers(min_value=0, max_value=2**52).map(owner_code)
windows = st.sampled_from(Window)
NEWER = (ComparePress, VendorLevelPress, WhalesPress)


@given(coins, windows, owners, st.sampled_from(CardAction), st.integers(0, 95), st.integers(0, 999))
def test_a_card_fits_and_reads_back(
    coin: str, window: Window, owner: str, action: CardAction, weak: int, page: int
) -> None:
    card = CardPress(
        do=action,
        kind=CardKind.HEATMAP,
        coin=coin,
        window=window,
        venue=VenueChoice.BINANCE,
        leverage=LeverageChoice.HIGH,
        hide_weak=weak,
        top_page=page,
        owner=owner,
        model=ModelChoice.CG3,
        whales=True,
    )
    packed = card.pack()
    assert len(packed.encode()) <= 64
    assert CardPress.unpack(packed) == card


@given(coins, windows, owners, st.floats(min_value=1e-8, max_value=1e6))
def test_a_level_fits_and_keeps_its_price(coin: str, window: Window, owner: str, price: float) -> None:
    level = LevelPress(
        kind=CardKind.SCAN, coin=coin, window=window, name="A12", price=float(f"{price:.5g}"), hide_weak=90, owner=owner
    )
    read = LevelPress.unpack(level.pack())
    assert read.price == pytest.approx(price, rel=1e-4)
    alert = AlertPress(coin=coin, window=window, name="B12", price=level.price, ahead=1)
    assert AlertPress.unpack(alert.pack()) == alert


@given(coins, windows, owners, st.sampled_from(ModelChoice), st.floats(min_value=1e-8, max_value=1e6))
def test_a_comparison_and_a_vendors_level_fit(
    coin: str, window: Window, owner: str, model: ModelChoice, price: float
) -> None:
    asked = ComparePress(coin=coin, window=window, model=model, owner=owner)
    assert ComparePress.unpack(asked.pack()) == asked
    level = VendorLevelPress(coin=coin, window=window, model=model, name="B3", price=float(f"{price:.5g}"), owner=owner)
    assert VendorLevelPress.unpack(level.pack()).price == pytest.approx(price, rel=1e-4)
    whales = WhalesPress(coin=coin, page=99, owner=owner)
    assert WhalesPress.unpack(whales.pack()) == whales


@given(windows, owners, st.sampled_from(TopTab), st.integers(1, 999))
def test_a_page_of_the_board_fits(window: Window, owner: str, tab: TopTab, page: int) -> None:
    top = TopPress(do=TopAction.OPEN, window=window, tab=tab, page=page, owner=owner)
    assert TopPress.unpack(top.pack()) == top


@given(st.sampled_from(LearnAction), st.integers(0, 99), st.integers(1, 99), st.from_regex(r"\A([ls][0-9]{4})?\Z"))
def test_a_press_of_a_lesson_fits_and_reads_back(do: LearnAction, lesson: int, screen: int, code: str) -> None:
    press = LearnPress(do=do, lesson=lesson, screen=screen, code=code)
    assert LearnPress.unpack(press.pack()) == press


@given(st.text(max_size=64))
def test_anything_else_is_refused_as_nonsense_not_as_a_crash(data: str) -> None:
    for kind in (
        CardPress,
        LevelPress,
        AlertPress,
        TopPress,
        SettingsPress,
        ComparePress,
        VendorLevelPress,
        WhalesPress,
        LearnPress,
    ):
        try:
            kind.unpack(data)
        except (TypeError, ValueError, ValidationError):
            continue


def test_every_zone_on_a_button_fits() -> None:
    from bot.keyboards.screens import ZONES

    for zone in ZONES:
        assert len(SettingsPress(page=SettingsPage.ZONE, value=zone).pack().encode()) <= 64


def test_owners_differ() -> None:
    assert len({owner_code(number) for number in range(1, 5000)}) == 4999
