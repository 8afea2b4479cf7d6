"""Bars and prices that cannot be right are told from those that can."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.market.quality import (
    Flag,
    FlagKind,
    bar_flags,
    contract_flags,
    in_order,
    is_believable,
    is_other_unit,
    is_other_unit_by_turnover,
    other_unit_rows,
    price_flags,
    stale_flag,
)
from engine.market.values import Bars, ContractStatus, FloatArray, Venue
from tests.unit.market.conftest import STEP_MS, bars_in_a_row, make_instrument

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
HOUR_MS = 3_600_000


def _flags(bars: Bars) -> list[tuple[FlagKind, float | None]]:
    return [(flag.kind, flag.value) for flag in bar_flags(Venue.BYBIT, bars)]


def test_bars_in_a_row_have_nothing_to_say() -> None:
    assert _flags(bars_in_a_row(144)) == []


def test_a_wick_of_ninety_percent_is_told_with_its_depth() -> None:
    bars = bars_in_a_row(10)
    low = bars.low.copy()
    low[3] = 10.0
    assert _flags(replace(bars, low=low)) == [(FlagKind.WICK, pytest.approx(-0.9))]
    high = bars.high.copy()
    high[3] = 1_010.0
    assert _flags(replace(bars, high=high)) == [(FlagKind.WICK, pytest.approx(9.0))]


def test_a_day_without_data_is_told_in_hours() -> None:
    whole = bars_in_a_row(20, step_ms=HOUR_MS)
    bars = Bars(HOUR_MS, np.append(whole.open_ms[:10], whole.open_ms[10:] + 24 * HOUR_MS), *whole.columns())
    assert _flags(bars) == [(FlagKind.HOLE, 24.0)]


@pytest.mark.parametrize(("missing", "told"), [(3, []), (4, [(FlagKind.HOLE, 4 / 12)])])
def test_up_to_three_missing_bars_are_an_ordinary_hiccup(missing: int, told: list[object]) -> None:
    whole = bars_in_a_row(20)
    bars = Bars(STEP_MS, np.append(whole.open_ms[:10], whole.open_ms[10:] + missing * STEP_MS), *whole.columns())
    assert _flags(bars) == [pytest.approx(one) for one in told] or _flags(bars) == told


def test_one_missing_day_of_a_years_map_is_told_although_it_is_one_bar() -> None:
    whole = bars_in_a_row(20, step_ms=24 * HOUR_MS)
    bars = Bars(whole.step_ms, np.append(whole.open_ms[:9], whole.open_ms[10:]), *(c[1:] for c in whole.columns()))
    assert _flags(bars) == [(FlagKind.HOLE, 24.0)]


def test_bars_that_stopped_coming_are_told_after_three() -> None:
    assert stale_flag(NOW - timedelta(minutes=15), STEP_MS, NOW) is None
    assert stale_flag(NOW - timedelta(hours=2), STEP_MS, NOW) == Flag(FlagKind.STALE, value=2.0)


def test_a_day_without_a_trade_is_told() -> None:
    bars = bars_in_a_row(300)
    silent = replace(bars, volume_base=np.where(np.arange(300) >= 12, 0.0, 10.0))
    assert _flags(silent) == [(FlagKind.NO_VOLUME, 24.0)]
    assert _flags(silent.part(0, 299)) == []  # the first of these 288 traded


def test_a_listing_of_five_minutes_and_an_announced_end_are_told() -> None:
    young = replace(make_instrument(), listed_at=NOW - timedelta(minutes=5), ends_at=NOW + timedelta(days=3))
    young = replace(young, status=ContractStatus.PRE_MARKET)
    kinds = [(flag.kind, flag.value, flag.at) for flag in contract_flags(young, NOW)]
    assert kinds == [
        (FlagKind.YOUNG, 5.0, NOW - timedelta(minutes=5)),
        (FlagKind.ENDING, None, NOW + timedelta(days=3)),
        (FlagKind.PRE_MARKET, None, None),
    ]
    assert contract_flags(replace(make_instrument(), listed_at=NOW - timedelta(days=2)), NOW) == []


def test_venues_that_disagree_are_told_and_a_foreign_price_is_left_out() -> None:
    assert price_flags({Venue.BYBIT: 100.0, Venue.BINANCE: 100.5}, Venue.BYBIT) == []
    (apart,) = price_flags({Venue.BYBIT: 105.0, Venue.BINANCE: 100.0}, Venue.BYBIT)
    assert (apart.kind, apart.venue, apart.value) == (FlagKind.DISAGREE, None, pytest.approx(0.05))
    (foreign,) = price_flags({Venue.BYBIT: 100.0, Venue.BINANCE: 900.0}, Venue.BYBIT)
    assert (foreign.kind, foreign.venue, foreign.value) == (FlagKind.VENUE_LEFT_OUT, Venue.BINANCE, pytest.approx(8.0))


@pytest.mark.parametrize("price", [66_586.1, 110.0, 0.0000041])
def test_open_interest_in_dollars_is_known_by_its_jump_and_by_the_turnover(price: float) -> None:
    coins = 3e9 / price
    assert is_other_unit(coins * price * 1.02, coins, price)
    assert is_other_unit(coins, coins * price, price)  # and back again
    assert not is_other_unit(coins * 1.5, coins, price)
    assert is_other_unit_by_turnover(coins * price, price, 5e9)
    assert not is_other_unit_by_turnover(coins, price, 5e9)
    assert is_believable(coins, price, 5e9)
    assert is_believable(coins, price, 0.0)  # nothing to compare with


def test_for_a_coin_of_about_a_dollar_both_units_look_alike_and_nothing_is_refused() -> None:
    assert not is_other_unit(200.0, 100.0, 2.0)
    assert not is_other_unit_by_turnover(200.0, 2.0, 1.0)


def _history(oi: FloatArray, step_ms: int = STEP_MS) -> Bars:
    bars = bars_in_a_row(len(oi), step_ms)
    return replace(bars, close=np.full(len(oi), 100.0), oi_base=oi)


@given(st.integers(1, 9), st.integers(0, 19))
def test_the_rows_of_a_history_that_came_in_dollars_are_found_wherever_they_stand(rows: int, start: int) -> None:
    oi = np.linspace(50.0, 80.0, 20)
    given_rows = slice(start, min(start + rows, 20))
    oi[given_rows] *= 100.0
    assert list(np.flatnonzero(other_unit_rows(_history(oi)))) == list(range(20))[given_rows]


@given(st.lists(st.floats(0.4, 2.4), min_size=2, max_size=60))
def test_open_interest_that_only_moves_fast_is_kept(moves: list[float]) -> None:
    assert not other_unit_rows(_history(100.0 * np.cumprod(np.array(moves)))).any()


def test_a_young_contract_that_grew_a_hundredfold_in_a_day_is_kept_while_its_turnover_fits() -> None:
    oi = np.append([0.5] * 3, [50.0] * 10)
    assert not other_unit_rows(_history(oi, step_ms=24 * HOUR_MS)).any()
    oi = np.append([50.0] * 10, [50_000.0] * 3)
    bars = replace(_history(oi, step_ms=24 * HOUR_MS), close=np.full(13, 1_000.0))
    assert list(np.flatnonzero(other_unit_rows(bars))) == [10, 11, 12]


def test_flags_come_by_weight_and_each_kind_once_a_venue() -> None:
    given_flags = [
        Flag(FlagKind.WICK, Venue.BYBIT, -0.6),
        Flag(FlagKind.CLOCK, Venue.BYBIT, 3_600.0),
        Flag(FlagKind.WICK, Venue.BYBIT, -0.9),
    ]
    assert [(flag.kind, flag.value) for flag in in_order(given_flags)] == [
        (FlagKind.CLOCK, 3_600.0),
        (FlagKind.WICK, -0.9),
    ]


def test_no_bars_are_no_fault_of_theirs() -> None:
    assert bar_flags(Venue.BYBIT, Bars.empty(STEP_MS)) == []
