"""Finer bars made into coarser ones equal bars made from the same trades at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.market.columns import BarColumns, merged
from engine.market.folding import fold
from engine.market.series import Series
from engine.market.values import Bars
from engine.market.windows import STEPS_MS
from tests.unit.market.conftest import START_MS, STEP_MS, MakeBars, make_instrument


def _bars_of_trades(prices: np.ndarray, quantities: np.ndarray, bought: np.ndarray, step_ms: int) -> Bars:
    """Straight from one trade a minute, the slow and obvious way."""
    per_bar = step_ms // 60_000
    rows = [slice(i, i + per_bar) for i in range(0, len(prices) - per_bar + 1, per_bar)]
    columns = [
        [prices[row][0] for row in rows],
        [prices[row].max() for row in rows],
        [prices[row].min() for row in rows],
        [prices[row][-1] for row in rows],
        [quantities[row].sum() for row in rows],
        [quantities[row][bought[row]].sum() for row in rows],
        [quantities[: row.stop].sum() for row in rows],
    ]
    open_ms = START_MS + step_ms * np.arange(len(rows), dtype=np.int64)
    return Bars(step_ms, open_ms, *(np.array(column, np.float64) for column in columns))


def assert_same(left: Bars, right: Bars) -> None:
    assert left.step_ms == right.step_ms
    np.testing.assert_array_equal(left.open_ms, right.open_ms)
    for a, b in zip(left.columns(), right.columns(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12)


@given(seed=st.integers(0, 2**32 - 1), hours=st.integers(1, 30), step_ms=st.sampled_from(STEPS_MS[1:]))
def test_folded_bars_equal_bars_made_at_once(seed: int, hours: int, step_ms: int) -> None:
    rng = np.random.default_rng(seed)
    minutes = hours * 60
    trades = (rng.uniform(90, 110, minutes), rng.uniform(0, 5, minutes), rng.random(minutes) < 0.5)
    assert_same(fold(_bars_of_trades(*trades, STEP_MS), step_ms), _bars_of_trades(*trades, step_ms))


@given(order=st.permutations(list(range(24))))
def test_a_series_fed_bar_by_bar_in_any_order_folds_to_the_same_bars(order: list[int]) -> None:
    rng = np.random.default_rng(7)
    fine = _bars_of_trades(rng.uniform(90, 110, 120), rng.uniform(0, 5, 120), rng.random(120) < 0.5, STEP_MS)
    series = Series(make_instrument())
    for row in order:
        series.close(fine.part(row, row + 1))
    for step_ms in STEPS_MS[1:5]:
        assert_same(series.held(step_ms), fold(fine, step_ms))


def test_a_bucket_with_a_missing_row_is_left_out_unless_less_is_asked_for(make_bars: MakeBars) -> None:
    holed = merged(make_bars(3), make_bars(8, start_ms=START_MS + 4 * STEP_MS))
    assert list(fold(holed, 900_000).open_ms) == [START_MS, START_MS + 1_800_000, START_MS + 2_700_000]
    assert len(fold(holed, 900_000, share=0.6)) == 4


def test_unknown_taker_volume_stays_unknown_and_open_interest_is_the_last_known() -> None:
    nan = np.nan
    fine = Bars(
        STEP_MS,
        START_MS + STEP_MS * np.arange(3, dtype=np.int64),
        *(np.ones(3) for _ in range(5)),
        np.array([1.0, nan, 1.0]),
        np.array([5.0, 6.0, nan]),
    )
    coarse = fold(fine, 900_000)
    assert np.isnan(coarse.taker_buy_base[0])
    assert coarse.oi_base[0] == 6.0


def test_a_step_that_does_not_fit_is_refused(make_bars: MakeBars) -> None:
    with pytest.raises(ValueError, match="no multiple"):
        fold(make_bars(3, step_ms=900_000), 1_000_000)


def test_a_later_word_on_a_row_wins_but_never_hides_a_number(make_bars: MakeBars) -> None:
    first, second = make_bars(2), make_bars(3, price=200.0)
    second.oi_base[:] = np.nan
    both = merged(first, second)
    assert list(both.open) == [200.0, 200.0, 200.0]
    assert list(both.oi_base[:2]) == [50.0, 51.0]
    assert np.isnan(both.oi_base[2])


@given(capacity=st.integers(1, 40), chunks=st.lists(st.integers(1, 30), max_size=6))
def test_columns_keep_the_newest_rows_whatever_way_they_came(capacity: int, chunks: list[int]) -> None:
    held = BarColumns(STEP_MS, capacity)
    rows = 0
    for chunk in chunks:
        open_ms = START_MS + STEP_MS * np.arange(rows, rows + chunk, dtype=np.int64)
        held.add(Bars(STEP_MS, open_ms, *(open_ms.astype(np.float64) for _ in range(7))))
        rows += chunk
    newest = held.last(capacity)
    assert list(newest.open_ms) == [START_MS + STEP_MS * i for i in range(max(rows - capacity, 0), rows)]
    assert list(newest.close) == list(newest.open_ms)


def test_what_a_reader_holds_does_not_change_when_more_bars_come(make_bars: MakeBars) -> None:
    held = BarColumns(STEP_MS, 4)
    bars = make_bars(6)
    held.add(bars.part(0, 4))
    before = held.last(4)
    held.add(bars.part(4, 5))
    assert list(before.open_ms) == list(bars.open_ms[:4])
