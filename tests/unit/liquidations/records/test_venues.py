"""Several venues: each by itself and all of them summed, from one run a venue, and only where none has a hole."""

from datetime import UTC, datetime

import numpy as np
import pytest

from engine.liquidations.model import build_map
from engine.liquidations.records.instants import study
from engine.liquidations.values import MapQuery
from engine.market.folding import fold
from engine.market.values import Bars, Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.hunting.cases import study_map
from tests.unit.liquidations.markets import contract, walk, without_rows
from tests.unit.scanners.hunting.markets import ROWS, STEP_MS, plan_of

BYBIT, BINANCE = contract(), contract(venue=Venue.BINANCE)
CASES, HOUR_MS = 32, 3_600_000


@pytest.fixture(scope="module")
def bars() -> Bars:
    return walk((CASES + 1) * ROWS, sigma=0.003)


def _other(bars: Bars) -> Bars:
    """The same prices, other traders."""
    return Bars(bars.step_ms, bars.open_ms, *bars.columns()[:4], *(column * 3 for column in bars.columns()[4:]))


def _utc(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def test_one_venue_is_its_own_sum(bars: Bars) -> None:
    plan = plan_of((BYBIT, bars))
    studied = study(plan, plan.instants[0])
    assert plan.together == (Venue.BYBIT,)
    assert studied[None] is studied[Venue.BYBIT]


def test_the_sum_is_the_map_of_both_and_each_venue_keeps_its_own(bars: Bars) -> None:
    plan = plan_of((BYBIT, bars), (BINANCE, _other(bars)))
    assert plan.together == (Venue.BYBIT, Venue.BINANCE)
    assert len(plan.summed) == CASES
    at_ms = plan.instants[3]
    past, studied = plan.pasts[0], study(plan, at_ms)
    seen = {one.instrument.venue: one.seen(at_ms) for one in plan.pasts}
    both = build_map(
        {venue: held for venue, held in seen.items() if held is not None},
        [BYBIT, BINANCE],
        MapQuery(Coin("BTC"), Window.H12),
        MarketSource.RECORDED,
        _utc(at_ms),
        keep_columns=False,
    )
    after = past.after(at_ms)
    assert after is not None
    assert studied[None] == study_map(both, after)
    assert studied[Venue.BYBIT] == study(plan_of((BYBIT, bars)), at_ms)[Venue.BYBIT]


def test_a_moment_with_a_hole_at_one_venue_is_no_case_of_the_sum(bars: Bars) -> None:
    plan = plan_of((BYBIT, bars), (BINANCE, without_rows(_other(bars), [10 * ROWS])), window=Window.H12)
    missing = set(plan.instants) - set(plan.summed)
    hole_ms = int(bars.open_ms[10 * ROWS])
    assert missing == {hole_ms, hole_ms + 12 * HOUR_MS}  # it is in the path of one and in the map of the next
    assert all(None not in study(plan, at) for at in missing)
    assert all(Venue.BYBIT in study(plan, at) for at in missing)


def test_a_venue_with_too_short_a_history_is_left_out_of_the_sum_and_kept_by_itself(bars: Bars) -> None:
    young = _other(bars).last(10 * ROWS)
    for order in (((BYBIT, bars), (BINANCE, young)), ((BINANCE, young), (BYBIT, bars))):
        plan = plan_of(*order)
        assert plan.together == (Venue.BYBIT,)
        assert len(plan.summed) == CASES
        assert len(plan.usable[Venue.BINANCE]) == 9
        assert study(plan, plan.instants[-1])[Venue.BINANCE].aims


def test_where_no_venue_has_enough_all_are_summed(bars: Bars) -> None:
    plan = plan_of((BYBIT, bars.last(12 * ROWS)), (BINANCE, _other(bars).last(10 * ROWS)))
    assert plan.together == (Venue.BYBIT, Venue.BINANCE)


def test_a_coarser_venue_shows_no_bar_that_closes_after_the_map(bars: Bars) -> None:
    shifted = walk((CASES + 1) * ROWS + 1, sigma=0.003)  # its newest bar ends five minutes into a quarter
    coarse = fold(_other(bars), 900_000)
    plan = plan_of((BYBIT, shifted), (BINANCE, coarse))
    for at_ms in plan.instants:
        for past in plan.pasts:
            seen = past.seen(at_ms)
            assert seen is None or int(seen.open_ms[-1]) + seen.step_ms == at_ms
    assert plan.usable[Venue.BINANCE] == ()
    assert plan.together == (Venue.BYBIT,)


def test_a_coin_without_any_history_has_no_moments() -> None:
    plan = plan_of((BYBIT, Bars.empty(STEP_MS)))
    assert (plan.instants, plan.together, plan.tried) == ((), (), 0)


def test_a_price_that_stands_still_is_studied_without_a_fault() -> None:
    still = np.full(3 * ROWS, 100.0)
    bars = walk(3 * ROWS)
    flat = Bars(bars.step_ms, bars.open_ms, still, still, still, still, *bars.columns()[4:])
    plan = plan_of((BYBIT, flat))
    assert plan.instants
    past = study(plan, plan.instants[0])[None]
    assert (past.up, past.down) == (0.0, 0.0)
    assert not any(aim.is_reached for aim in past.aims.values() if aim.level_usd != past.price_usd)
