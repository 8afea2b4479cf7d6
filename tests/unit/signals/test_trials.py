"""The past month, looked through without a glance at the future, and agreeing with the living rule."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.liquidations.model import build_map
from engine.liquidations.scan import scan_map
from engine.liquidations.values import DayFigures, MapQuery
from engine.market.folding import fold
from engine.market.values import Bars, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.spikes import confirm
from engine.scanners.thresholds import DEFAULT_THRESHOLDS, SameForAll, Thresholds
from engine.signals.judging import judge_bars
from engine.signals.life import hear
from engine.signals.record import Tally, won_for_one
from engine.signals.trials.finding import Figures, Finder, figures_of
from engine.signals.trials.replay import Replayed, replay, replay_all
from engine.signals.trials.values import EXPIRED, HIT, OPEN, STOPPED, Trials, no_moments, packed, unpacked
from engine.signals.values import Confirms, Ends, Opening, Signal, SignalState
from tests.end_to_end.bot.market import NOW, _instrument, walk

SIMULATED = MarketSource.SIMULATED
SOL = _instrument("SOL")
BARS = walk("SOL", 80.0, 6.0, NOW)
STEP = timedelta(minutes=5)


def find(bars: Bars, window: Window = Window.H12, columns: Bars | None = None):
    finder = Finder(bars, bars if columns is None else columns, SOL, window, SIMULATED)
    figures = figures_of(bars)
    return finder.moments(figures, finder.candidates(figures, int(bars.open_ms[300])).tolist())


MOMENTS = find(BARS)


def test_figures_are_those_the_living_rule_sees() -> None:
    figures = figures_of(BARS)
    for row in range(20, len(BARS), 97):
        seen = confirm(BARS.part(row - 12, row + 1))
        assert figures.at(row) == pytest.approx((seen.volume_ratio, seen.oi_change_1h, seen.move_5m))


def test_figures_across_a_hole_are_unknown() -> None:
    rows = np.delete(np.arange(40), 20)
    holed = Bars(BARS.step_ms, BARS.open_ms[rows], *(column[rows] for column in BARS.columns()))
    figures = figures_of(holed)
    assert np.isnan(figures.volume_ratio[20:32]).all()
    assert not np.isnan(figures.volume_ratio[32:]).any()


def test_what_lies_after_a_moment_changes_only_how_it_ended() -> None:
    cut = 900
    wild = BARS.high.copy(), BARS.low.copy(), BARS.close.copy(), BARS.volume_base.copy()
    for column, factor in zip(wild, (1.3, 0.8, 1.1, 9.0), strict=True):
        column[cut:] *= factor
    other = find(replace(BARS, high=wild[0], low=wild[1], close=wild[2], volume_base=wild[3]))
    at_ms = int(BARS.open_ms[cut])
    before, after = MOMENTS[MOMENTS["at_ms"] <= at_ms], other[other["at_ms"] <= at_ms]
    assert len(before) > 20
    for name in ("at_ms", "share", "volume_ratio", "oi_change_1h", "move_5m"):
        assert np.array_equal(before[name], after[name], equal_nan=True), name
    known = before["end_ms"] <= at_ms
    assert np.array_equal(before["outcome"][known], after["outcome"][known])


def test_the_newest_moments_are_still_open() -> None:
    outcomes = MOMENTS["outcome"]
    assert {HIT, STOPPED} <= set(outcomes.tolist())
    last_end = int(BARS.open_ms[-1]) + BARS.step_ms
    assert (MOMENTS["end_ms"][outcomes == OPEN] > last_end).all()
    assert (MOMENTS["end_ms"][outcomes == EXPIRED] <= last_end).all()


def test_a_moment_before_a_hole_stays_open_instead_of_expiring() -> None:
    rows = np.delete(np.arange(len(BARS)), np.arange(1000, 1030))
    holed = find(Bars(BARS.step_ms, BARS.open_ms[rows], *(column[rows] for column in BARS.columns())))
    hole_ms = int(BARS.open_ms[1000])
    near = holed[(holed["at_ms"] < hole_ms) & (holed["end_ms"] > hole_ms)]
    assert len(near)
    assert set(near["outcome"].tolist()) == {OPEN}


def test_a_window_of_coarser_columns_uses_the_map_of_the_last_closed_one() -> None:
    bars, window = walk("SOL", 80.0, 9.0, NOW), Window.D3
    columns = fold(bars, window.column_ms)
    found = find(bars, window, columns)
    assert len(found) > 10
    for moment in found[:: len(found) // 5]:
        at = datetime.fromtimestamp(int(moment["at_ms"]) / 1000, UTC)
        closed = columns.between(0, int(moment["at_ms"]) - window.column_ms + 1).last(window.columns)
        heatmap = build_map({Venue.BYBIT: closed}, [SOL], MapQuery(SOL.coin, window), SIMULATED, at, keep_columns=False)
        seen = scan_map(heatmap, confirm(bars.last(13)), DayFigures(None, None, None, None, None))
        assert moment["share"] == pytest.approx(seen.imbalance, rel=1e-6)


def living_rule(limits: Thresholds) -> Replayed:
    """Bar by bar through the rule that runs live, with nothing but what had closed."""
    living: Signal | None = None
    signals, tally, won = 0, Tally(), 0.0
    for row in range(300, len(BARS)):
        at = datetime.fromtimestamp((int(BARS.open_ms[row]) + BARS.step_ms) / 1000, UTC)
        if living is not None and living.state is SignalState.CONFIRMED:
            verdict = judge_bars(living, BARS.part(row - 1, row + 1), has_waited=True)
            living = living.but(judged_at=verdict.judged_at)
            if verdict.ends is not None:
                ride, end = living.grounds.ride(), verdict.ends.price_usd
                won += won_for_one(living.side.sign, ride.entries_usd[0], ride.stop_usd, end)
                tally, living = tally + Tally(**{verdict.ends.state.value: 1}), None
        query = MapQuery(SOL.coin, Window.H12)
        seen = {Venue.BYBIT: BARS.part(row - 143, row + 1)}
        heatmap = build_map(seen, [SOL], query, SIMULATED, at, keep_columns=False)
        scan = scan_map(heatmap, confirm(BARS.part(row - 12, row + 1)), DayFigures(None, None, None, None, None))
        for step in hear(living, scan, limits, float(BARS.close[row]), at):
            if isinstance(step, Opening):
                living = _signal(step)
            elif isinstance(step, Confirms) and living is not None:
                living = living.but(state=SignalState.CONFIRMED, grounds=step.grounds, judged_at=step.judged_at)
                living = living.but(state_at=step.at, expires_at=step.at + timedelta(hours=12))
            elif isinstance(step, Ends):
                living = None
            signals += living is not None and living.state is SignalState.CONFIRMED and not isinstance(step, Ends)
    return Replayed(signals, tally, won)


def _signal(step: Opening) -> Signal:
    state = SignalState.CONFIRMED if step.is_confirmed else SignalState.NEW
    return Signal(
        1, SIMULATED, step.coin, step.window, step.kind, step.side, step.at, step.expires_at, state, step.at,
        step.grounds.price_usd, step.grounds, step.judged_at, step.at,
    )  # fmt: skip


@pytest.mark.parametrize("limits", [DEFAULT_THRESHOLDS, Thresholds(volume_ratio=2.0, lopsided_from=0.6)])
def test_a_replay_gives_what_the_living_rule_would_have_said(limits: Thresholds) -> None:
    lived, replayed = living_rule(limits), replay(MOMENTS, limits)
    assert lived.signals > 3
    assert (replayed.signals, replayed.tally) == (lived.signals, lived.tally)
    assert replayed.won == pytest.approx(lived.won, rel=1e-4)


def test_looser_thresholds_let_more_through_and_a_living_signal_blocks() -> None:
    moments = no_moments(4)
    moments["share"], moments["volume_ratio"], moments["outcome"] = 0.8, [1.6, 1.7, 3.0, 1.6], [HIT, HIT, STOPPED, OPEN]
    moments["at_ms"], moments["end_ms"], moments["won"] = [0, 10, 30, 40], [20, 30, 35, 99], [2, 2, -1, 0]
    assert replay(moments, DEFAULT_THRESHOLDS) == Replayed(3, Tally(hit=1, stopped=1), 1.0)
    assert replay(moments, Thresholds(volume_ratio=1.65)) == Replayed(2, Tally(hit=1, stopped=1), 1.0)
    assert replay(moments, Thresholds(volume_ratio=3.0)) == Replayed(0, Tally())
    assert replay(moments, Thresholds(lopsided_from=0.81)) == Replayed(0, Tally())
    moments["share"] = [0.70, 0.85, 0.851, 0.8]
    assert replay(moments, DEFAULT_THRESHOLDS).signals == 2  # 0.70 is in, and blocks the second


def test_an_unknown_figure_passes_nothing() -> None:
    moments = no_moments(1)
    moments["share"] = 0.8
    for name in ("volume_ratio", "oi_change_1h", "move_5m"):
        moments[name] = np.nan
    assert replay(moments, DEFAULT_THRESHOLDS).signals == 0


def test_moments_survive_packing_and_other_bytes_are_refused() -> None:
    assert np.array_equal(unpacked(packed(MOMENTS))["at_ms"], MOMENTS["at_ms"])
    with pytest.raises(ValueError, match="another layout"):
        unpacked(packed(np.zeros(3)))  # type: ignore[arg-type]


def test_all_coins_together_are_the_sum() -> None:
    one = Trials(SIMULATED, SOL.coin, Window.H12, Venue.BYBIT, "v", NOW, NOW, MOMENTS)
    alone, both = replay_all([one], SameForAll()), replay_all([one, one], SameForAll())
    assert both == alone + alone


def test_near_fresh_rows_are_those_some_threshold_could_pass() -> None:
    nan = np.nan
    figures = Figures(np.array([1.21, 1.2, nan, nan]), np.array([nan, nan, 0.011, 0.01]), np.array([0.0, 0, 0, -0.006]))
    assert figures.near_fresh().tolist() == [0, 2, 3]
