"""The drawn path of each famous day keeps what is known of it."""

from decimal import Decimal

import numpy as np
import pytest

from engine.club.lessons.course import LESSONS
from engine.club.lessons.moves.famous import MOVES
from engine.club.lessons.moves.path import BAR_MINUTES, BARS, bars_of
from engine.club.lessons.moves.values import DAY_MINUTES, Move

EACH_MOVE = pytest.mark.parametrize("move", MOVES, ids=lambda move: move.key)


@EACH_MOVE
def test_a_day_has_its_real_open_high_low_and_close(move: Move) -> None:
    bars = bars_of(move)
    assert len(bars) == BARS
    real = (move.open_usd, move.high_usd, move.low_usd, move.close_usd)
    drawn = (bars.open[0], bars.high.max(), bars.low.min(), bars.close[-1])
    assert tuple(Decimal(str(price)) for price in drawn) == real


@EACH_MOVE
def test_the_extremes_lie_in_the_candles_of_their_minutes(move: Move) -> None:
    bars = bars_of(move)
    for point in move.waypoints:
        if point.is_exact and 0 < point.minute < DAY_MINUTES:
            row = point.minute // BAR_MINUTES
            assert bars.low[row] <= float(point.price_usd) <= bars.high[row]


@EACH_MOVE
def test_candles_are_candles_and_join(move: Move) -> None:
    bars = bars_of(move)
    assert (bars.low <= np.minimum(bars.open, bars.close)).all()
    assert (bars.high >= np.maximum(bars.open, bars.close)).all()
    assert (bars.close[:-1] == bars.open[1:]).all()
    assert (np.diff(bars.open_ms) == BAR_MINUTES * 60_000).all()
    assert np.allclose(bars.close * 100, np.rint(bars.close * 100), atol=1e-6), "on the cent"


@EACH_MOVE
def test_a_day_is_drawn_the_same_every_time(move: Move) -> None:
    first = bars_of(move)
    bars_of.cache_clear()
    assert all((one == other).all() for one, other in zip(first.columns(), bars_of(move).columns(), strict=True))


@EACH_MOVE
def test_waypoints_run_through_the_whole_day_and_the_real_ones_bound_the_drawn(move: Move) -> None:
    minutes = [point.minute for point in move.waypoints]
    assert minutes[0] == 0
    assert minutes[-1] == DAY_MINUTES
    assert minutes == sorted(set(minutes))
    exact = [point.price_usd for point in move.waypoints if point.is_exact]
    assert {move.high_usd, move.low_usd, move.open_usd, move.close_usd} <= set(exact)


def test_each_lesson_stands_on_a_day_of_its_own_and_leaves_most_of_the_move_unseen() -> None:
    assert [lesson.number for lesson in LESSONS] == [1, 2, 3, 4, 5, 6]
    assert {lesson.move for lesson in LESSONS} == set(MOVES)
    for lesson in LESSONS:
        bars = bars_of(lesson.move)
        entry, rest = bars.open[lesson.entry_bar], bars.part(lesson.entry_bar, len(bars))
        reach = max(rest.high.max() / entry, entry / rest.low.min())
        assert reach > 1.08, lesson.number
