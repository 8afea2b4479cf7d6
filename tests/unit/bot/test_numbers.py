import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import numbers


@pytest.mark.parametrize(
    ("usd", "said"),
    [
        (66_586.1, "66,586.1"),
        (2_431.554, "2,431.55"),
        (80.2, "80.2000"),
        (0.000004123, "0.000004123"),
        (0.1, "0.10000"),
    ],
)
def test_a_price_is_said_by_its_size(usd: float, said: str) -> None:
    assert numbers.price(usd) == said


@pytest.mark.parametrize("usd", [125_657.4, 66_586.1, 2_431.554, 0.0371234])
def test_a_level_in_a_button_is_the_level_that_is_written(usd: float) -> None:
    assert numbers.level(numbers.as_shown(usd)) == numbers.level(usd)


@pytest.mark.parametrize(
    ("usd", "said"),
    [
        (1.1e9, "$1.10B"),
        (5.81e9, "$5.81B"),
        (168e6, "$168M"),
        (1.24e6, "$1.2M"),
        (950e3, "$950K"),
        (640, "$640"),
        (0, "$0"),
    ],
)
def test_an_amount_is_said_by_its_size(usd: float, said: str) -> None:
    assert numbers.amount(usd) == said


def test_percents_carry_a_sign_and_zero_is_never_negative() -> None:
    assert numbers.percent(0.025) == "+2.5 %"
    assert numbers.tight_percent(-0.034) == "-3.4%"
    assert numbers.percent(-0.0001) == "+0.0 %"
    assert numbers.percent(-0.00014, 3) == "-0.014 %"


def test_rewards_and_times_are_said_as_on_the_screens() -> None:
    assert (numbers.reward(2.2), numbers.reward(3.71)) == ("2.20", "3.7")
    assert numbers.minutes(292) == "4:52"
    assert numbers.minutes(-3) == "0:00"


@given(st.floats(min_value=1e-9, max_value=1e8))
def test_a_shown_level_is_within_a_hundredth_of_a_percent(usd: float) -> None:
    assert float(numbers.level(usd).replace(",", "")) == pytest.approx(usd, rel=1e-4)


@given(st.floats(min_value=0, max_value=9e12))
def test_an_amount_is_short(usd: float) -> None:
    assert len(numbers.amount(usd)) <= 9
