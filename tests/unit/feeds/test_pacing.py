"""How fast is asked, how long is waited, and what a number from outside may be."""

import asyncio
import math
from bisect import bisect_right
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feeds.joining import make_bars, oi_at_close
from engine.feeds.pacing import Backoff, Crowd, RateLimiter
from engine.feeds.reading import UNREADABLE, decimal, json_object, moment, moment_or_none, number, positive


async def test_no_span_of_time_holds_more_than_the_limit() -> None:
    limiter = RateLimiter(5, 0.05)
    taken: list[float] = []

    async def ask() -> None:
        await limiter.take()
        taken.append(asyncio.get_running_loop().time())

    async with asyncio.TaskGroup() as group:
        for _ in range(23):
            group.create_task(ask())
    for i, at in enumerate(taken):
        assert bisect_right(taken, at + 0.05 * 0.99) - i <= 5
    assert taken[-1] - taken[0] >= 0.05 * 4


async def test_a_pause_holds_everybody_back_and_too_much_at_once_is_refused() -> None:
    limiter = RateLimiter(5, 60.0)
    before = asyncio.get_running_loop().time()
    limiter.pause(0.05)
    await limiter.take(5)
    assert asyncio.get_running_loop().time() - before >= 0.05
    with pytest.raises(ValueError, match="at once"):
        await limiter.take(6)


async def test_a_crowd_divides_the_limit_and_large_questions_still_pass() -> None:
    crowd = Crowd()
    limiter = RateLimiter(6, 0.05, crowd)
    crowd.size = 3
    before = asyncio.get_running_loop().time()
    for _ in range(5):
        await limiter.take()
    assert asyncio.get_running_loop().time() - before >= 2 * 0.05  # two at a time
    await limiter.take(5)
    crowd.size = 1
    await limiter.take()


@given(seed=st.integers(), failures=st.integers(1, 60))
def test_waiting_doubles_up_to_a_cap_and_is_never_the_same_for_all(seed: int, failures: int) -> None:
    backoff = Backoff(0.5, 30.0, Random(seed))
    waits = [backoff.failed() for _ in range(failures)]
    for i, wait_s in enumerate(waits):
        whole = min(0.5 * 2**i, 30.0)
        assert whole / 2 <= wait_s <= whole
    assert backoff.failures == failures
    backoff.succeeded()
    assert backoff.failed() <= 0.5


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "", None, "abc", [], {}, "1e999"])
def test_no_nonsense_becomes_a_number(value: object) -> None:
    for read in (number, positive, decimal):
        with pytest.raises(UNREADABLE):
            read(value)


def test_times_outside_reason_are_refused_and_absent_ones_are_none() -> None:
    for value in ("0", "-1", "99999999999999999999", "now", None, 1_672_324_800):  # the last is in seconds
        with pytest.raises(UNREADABLE):
            moment(value)
    assert [moment_or_none(value) for value in ("", "0", 0, None)] == [None] * 4
    with pytest.raises(UNREADABLE):
        json_object("[1]")


@given(
    stamps=st.lists(st.integers(0, 3_000), unique=True, max_size=40).map(sorted),
    opens=st.lists(st.integers(0, 9), unique=True, min_size=1).map(sorted),
)
def test_open_interest_of_a_bar_is_the_last_stamped_inside_it(stamps: list[int], opens: list[int]) -> None:
    step_ms = 300
    bars = make_bars(
        step_ms,
        [(i * step_ms, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0) for i in opens],
        {at: float(at) for at in stamps},
        1,
        10**6,
    )
    for open_ms, oi in zip(bars.open_ms.tolist(), bars.oi_base.tolist(), strict=True):
        inside = [at for at in stamps if open_ms < at <= open_ms + step_ms]
        assert oi == inside[-1] if inside else math.isnan(oi)
    assert len(oi_at_close(bars.open_ms, step_ms, bars.open_ms[:0], bars.oi_base[:0])) == len(opens)


@given(multiplier=st.sampled_from([1, 1_000, 1_000_000]), price=st.floats(1e-3, 1e6), volume=st.floats(0, 1e9))
def test_value_is_the_same_per_contract_and_per_coin(multiplier: int, price: float, volume: float) -> None:
    bars = make_bars(300, [(0, price, price, price, price, volume, volume / 2)], {300: volume}, multiplier, 300)
    assert bars.close[0] * bars.volume_base[0] == pytest.approx(price * volume)
    assert bars.close[0] * bars.oi_base[0] == pytest.approx(price * volume)
    assert bars.taker_buy_base[0] == pytest.approx(bars.volume_base[0] / 2)
