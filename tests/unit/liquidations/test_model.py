"""The model: machine code against the plain form, and what must hold whatever the market does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from engine.liquidations.leverage import (
    DEFAULT_MIX,
    CoinClass,
    isolated_liquidation_price,
    leverage_nodes,
    liquidation_shift,
    nodes_for,
)
from engine.liquidations.model import build_map
from engine.liquidations.model_flow import measure_flow, taker_share
from engine.liquidations.model_grid import grid_over, node_shifts
from engine.liquidations.model_plain import run_plain
from engine.liquidations.model_run import Feed, make_feed, run_columns
from engine.liquidations.values import LeverageBand, LiquidationMap, MapQuery
from engine.market.folding import fold
from engine.market.values import Bars, Coin, Instrument, MarketSource, Side, Venue
from engine.market.windows import Window
from tests.unit.liquidations.golden import golden_cases
from tests.unit.liquidations.markets import contract, replaced, walk, without_rows

NODES = leverage_nodes(100.0, DEFAULT_MIX[CoinClass.MAJOR])


def _feed(bars: Bars, shown: int = 0) -> Feed:
    grid = grid_over(float(bars.low.min()), float(bars.high.max()), 0.002)
    return make_feed(bars, int(bars.open_ms[-1]) + bars.step_ms, grid, NODES, 0.005, shown)


def _map(bars: Bars, window: Window = Window.H12, band: LeverageBand = LeverageBand.ALL) -> LiquidationMap:
    return _map_of({Venue.BYBIT: bars}, [contract()], MapQuery(Coin("BTC"), window, leverage=band))


def _map_of(bars: dict[Venue, Bars], instruments: list[Instrument], query: MapQuery) -> LiquidationMap:
    end = max(int(b.open_ms[-1]) + b.step_ms for b in bars.values())
    return build_map(bars, instruments, query, MarketSource.SIMULATED, datetime.fromtimestamp(end / 1000, UTC))


@pytest.mark.parametrize("shown", [0, 9])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_machine_code_says_what_the_plain_form_says(seed: int, shown: int) -> None:
    bars = walk(60, seed=seed, sigma=0.01)
    fast, plain = run_columns(_feed(bars, shown)), run_plain(_feed(bars, shown))
    largest = float(plain.long_usd.max())
    assert largest > 0
    assert fast.long_usd == pytest.approx(plain.long_usd, rel=1e-4, abs=largest * 1e-6)
    assert fast.short_usd == pytest.approx(plain.short_usd, rel=1e-4, abs=largest * 1e-6)
    assert fast.consumed_long_usd == pytest.approx(plain.consumed_long_usd, rel=1e-4, abs=largest * 1e-5)
    assert fast.consumed_short_usd == pytest.approx(plain.consumed_short_usd, rel=1e-4, abs=largest * 1e-5)
    assert np.array_equal(fast.peak_long, plain.peak_long)


def test_the_last_column_is_the_same_when_nothing_else_is_kept() -> None:
    feed = _feed(walk(100))
    assert run_columns(feed, keep_columns=False).long_usd[0] == pytest.approx(run_columns(feed).long_usd[-1])


def test_longs_stand_below_price_and_shorts_above() -> None:
    heatmap = _map(walk(144))
    centres = np.sqrt(heatmap.price_edges[:-1] * heatmap.price_edges[1:])
    for column in range(len(heatmap.bars)):
        close = heatmap.bars.close[column]
        assert centres[heatmap.long_usd[column] > 0].max() <= close * 1.0006
        assert centres[heatmap.short_usd[column] > 0].min() >= close / 1.0006
    assert (heatmap.long_usd >= 0).all()
    assert np.isfinite(heatmap.long_usd).all()


def test_price_empties_what_it_goes_through() -> None:
    calm = walk(100, sigma=0.0005)
    crash = walk(10, price=float(calm.close[-1]) * 0.9, sigma=0.0005)
    low = np.concatenate([calm.low, crash.low])
    low[100] = crash.low[0] * 0.98
    columns = [np.concatenate([a, b]) for a, b in zip(calm.columns(), crash.columns(), strict=True)]
    at = calm.open_ms[0] + np.arange(110, dtype=np.int64) * calm.step_ms
    bars = replaced(Bars(calm.step_ms, at, *columns), low=low, taker_buy_base=np.full(110, np.nan))
    heatmap = _map(bars)
    inside = (heatmap.price_edges[:-1] > low[100]) & (heatmap.price_edges[1:] < calm.close[-1] * 0.97)
    assert heatmap.long_usd[99, inside].sum() > 0
    assert heatmap.long_usd[100, inside].sum() < 0.05 * heatmap.long_usd[99, inside].sum()
    assert heatmap.consumed_long_usd[100] > 0.5 * heatmap.long_usd[99, inside].sum()
    swept = max(heatmap.swept, key=lambda level: level.notional_usd)
    assert swept.side is Side.LONG
    assert swept.swept_at == datetime.fromtimestamp(bars.open_ms[100] / 1000, UTC)
    assert swept.born_at < swept.swept_at
    assert low[100] <= swept.price_usd <= calm.close[-1]


def test_neither_side_ever_exceeds_open_interest() -> None:
    bars = replaced(walk(300), volume_base=np.full(300, 1e6))
    heatmap = _map(bars)
    ceiling = bars.oi_base * bars.high * 1.2  # levels above price are worth more than the position at its entry
    assert (heatmap.long_usd.sum(axis=1) <= ceiling).all()
    assert (heatmap.short_usd.sum(axis=1) <= ceiling).all()


def test_falling_open_interest_takes_from_what_stands() -> None:
    bars = walk(100)
    oi = np.full(100, 1000.0)
    falling = oi.copy()
    falling[60:] = 500.0
    kept, halved = _map(replaced(bars, oi_base=oi)), _map(replaced(bars, oi_base=falling))
    assert halved.long_usd[60].sum() == pytest.approx(0.5 * kept.long_usd[60].sum(), rel=0.1)


def test_one_day_bar_means_what_its_five_minute_bars_mean() -> None:
    fine = replaced(walk(12 * 48, sigma=0.001, seed=5), oi_base=np.full(12 * 48, 1000.0))
    nodes = nodes_for(contract())
    end = int(fine.open_ms[-1]) + fine.step_ms
    coarse = fold(fine, 3_600_000)
    a, b = measure_flow(fine, end, nodes), measure_flow(coarse, end, nodes)
    assert b.survival.prod(axis=0) == pytest.approx(a.survival.prod(axis=0), rel=0.01)
    assert b.born_long.sum() < a.born_long.sum()  # what is born and dies inside the hour is not counted


def test_without_open_interest_turnover_alone_makes_a_map() -> None:
    bars = replaced(walk(144), oi_base=np.full(144, np.nan))
    assert _map(bars).now_long_usd.sum() > 0


def test_without_taker_volume_the_candle_stands_in() -> None:
    bars = replaced(walk(50), taker_buy_base=np.full(50, np.nan))
    share = taker_share(bars)
    assert ((share > 0.24) & (share < 0.76)).all()
    up = bars.close > bars.open
    assert (share[up] > 0.5).all()
    assert (share[~up] <= 0.5).all()


def test_gaps_are_counted_and_do_not_break_the_map() -> None:
    heatmap = _map(without_rows(walk(144), [50, 51, 52, 90]))
    assert heatmap.gaps == 4
    assert len(heatmap.long_usd) == len(heatmap.bars) == 140
    assert not heatmap.is_short


def test_a_short_history_says_from_when() -> None:
    heatmap = _map(walk(30))
    assert heatmap.is_short
    assert heatmap.at - heatmap.starts_at == timedelta(minutes=150)


def test_higher_leverage_alone_is_a_part_of_the_whole_and_lies_nearer() -> None:
    bars = walk(144)
    every, mid, high = (_map(bars, band=band) for band in LeverageBand)
    assert (mid.long_usd <= every.long_usd * 1.0001).all()
    assert (high.long_usd <= mid.long_usd * 1.0001).all()
    assert 0 < high.now_long_usd.sum() < mid.now_long_usd.sum() < every.now_long_usd.sum()
    centres = np.sqrt(every.price_edges[:-1] * every.price_edges[1:])
    assert np.average(centres, weights=mid.now_long_usd) > np.average(centres, weights=every.now_long_usd)


def test_a_contract_that_stops_at_twenty_has_nothing_at_fifty() -> None:
    query = MapQuery(Coin("BTC"), Window.H12, leverage=LeverageBand.HIGH)
    heatmap = _map_of({Venue.BYBIT: walk(144)}, [contract(max_leverage=20.0)], query)
    assert heatmap.now_long_usd.sum() == heatmap.now_short_usd.sum() == heatmap.consumed_long_usd.sum() == 0.0


def test_venues_are_summed_on_the_columns_of_the_largest() -> None:
    bybit, binance = walk(144), walk(144)
    query = MapQuery(Coin("BTC"), Window.H12)
    instruments = [contract(), contract(venue=Venue.BINANCE)]
    both = _map_of({Venue.BYBIT: bybit, Venue.BINANCE: binance}, instruments, query)
    alone = _map_of({Venue.BYBIT: bybit}, instruments, query)
    other = _map_of({Venue.BINANCE: binance}, instruments, query)
    assert both.venues == (Venue.BYBIT, Venue.BINANCE)
    assert both.now_long_usd.sum() == pytest.approx(alone.now_long_usd.sum() + other.now_long_usd.sum(), rel=1e-4)
    assert both.bars is bybit
    assert len(both.long_usd) == 144


@pytest.mark.parametrize("window", list(Window))
def test_every_window_makes_a_map_of_its_columns(window: Window) -> None:
    bars = walk(window.columns, step_ms=window.column_ms, price=0.000004, sigma=0.01)
    heatmap = _map(bars, window)
    assert heatmap.long_usd.shape == (window.columns, len(heatmap.price_edges) - 1)
    assert heatmap.long_usd.dtype == np.float32
    assert heatmap.now_long_usd.sum() > 0
    assert heatmap.now_short_usd.sum() > 0
    steps = np.diff(np.log(heatmap.price_edges))
    assert steps == pytest.approx(np.full(len(steps), np.log1p(window.bin_width("BTC"))))


def test_leverage_nodes_stand_apart_at_round_leverages() -> None:
    shifts = node_shifts(NODES, 0.005, Side.LONG, 0.0005)
    assert (shifts.last[1:] <= shifts.first[:-1]).all()
    assert (shifts.first >= 0).all()
    assert (shifts.last >= shifts.first).all()
    assert {10.0, 20.0, 25.0, 50.0, 100.0} <= set(NODES.leverage.tolist())
    assert pytest.approx(1.0) == NODES.shares.sum()


def test_the_contracts_largest_leverage_is_a_node_and_none_lies_beyond() -> None:
    assert nodes_for(contract("PEPE", max_leverage=12.5)).leverage[-1] == 12.5
    assert nodes_for(contract("PEPE", max_leverage=25.0)).leverage.max() == 25.0


def test_few_births_are_of_the_highest_leverage() -> None:
    shares = dict(zip(NODES.leverage.tolist(), NODES.shares.tolist(), strict=True))
    assert shares[5.0] > shares[10.0] > shares[20.0] > shares[75.0] > 0


@pytest.mark.parametrize("case", golden_cases("iso_liq"))
def test_isolated_liquidation_prices_are_the_venues(case: dict[str, Any]) -> None:
    i = case["inputs"]
    names = ("entry", "qty", "leverage", "mmr", "mm_deduction", "extra_margin", "taker_fee")
    price = isolated_liquidation_price(Side(i["side"]), *(float(i[name]) for name in names))
    wanted = max(float(case["expected"]["liq_price"]), 0.0)  # where the formula gives no price, there is none
    assert price == pytest.approx(wanted, rel=1e-9, abs=float(case["tolerance"].get("abs", 0)))


def test_the_models_shift_is_the_venues_price_without_extra_margin() -> None:
    for side, sign in ((Side.LONG, -1), (Side.SHORT, 1)):
        shift = float(liquidation_shift(np.array([20.0]), 0.005, side)[0])
        price = isolated_liquidation_price(side, 100.0, 1.0, 20.0, 0.005)
        assert 100.0 * np.exp(sign * shift) == pytest.approx(price)
