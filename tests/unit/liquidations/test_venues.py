"""Venues beside each other: each scaled to its own open interest, summed, and one coin only where prices agree."""

from datetime import UTC, datetime

import numpy as np
import pytest

from engine.liquidations.doubts import without_foreign
from engine.liquidations.model import build_map
from engine.liquidations.values import LiquidationMap, MapQuery
from engine.market.values import Bars, Coin, FloatArray, MarketSource, Venue
from engine.market.windows import Window
from tests.unit.liquidations.markets import contract, replaced, walk

QUERY = MapQuery(Coin("BTC"), Window.H12)
BYBIT, BINANCE = Venue.BYBIT, Venue.BINANCE


def _map(bars: dict[Venue, Bars]) -> LiquidationMap:
    lead = next(iter(bars.values()))
    at = datetime.fromtimestamp((int(lead.open_ms[-1]) + lead.step_ms) / 1000, UTC)
    return build_map(bars, [contract(venue=venue) for venue in bars], QUERY, MarketSource.SIMULATED, at)


def _coins(heatmap: LiquidationMap, usd: FloatArray) -> FloatArray:
    """(t,) coins that stand at the end of each column."""
    middles = np.sqrt(heatmap.price_edges[:-1] * heatmap.price_edges[1:])
    return np.asarray((np.asarray(usd, np.float64) / middles).sum(axis=1))


def test_no_side_of_any_venue_ever_holds_more_than_the_venues_own_open_interest() -> None:
    """For a hundred bars nobody knows the open interest and turnover alone makes positions; then it is told."""
    bars = walk(144)
    for oi in (1_000.0, 10.0):
        told = np.append(np.full(100, np.nan), np.full(44, oi))
        heatmap = _map({BYBIT: replaced(bars, oi_base=told)})
        longs, shorts = _coins(heatmap, heatmap.long_usd), _coins(heatmap, heatmap.short_usd)
        assert longs[100:].max() <= oi * 1.001
        assert shorts[100:].max() <= oi * 1.001
    assert max(longs[:100].max(), shorts[:100].max()) > 10.0  # so that the bound had something to do


def test_a_map_of_all_venues_is_the_sum_of_each_venues_map() -> None:
    bybit = walk(144)
    binance = replaced(bybit, oi_base=bybit.oi_base * 3, volume_base=bybit.volume_base * 2)
    both, alone = _map({BINANCE: binance, BYBIT: bybit}), [_map({BYBIT: bybit}), _map({BINANCE: binance})]
    assert both.venues == (BINANCE, BYBIT)
    for side in ("long_usd", "short_usd", "consumed_long_usd", "consumed_short_usd"):
        summed = sum(getattr(one, side) for one in alone)
        np.testing.assert_allclose(getattr(both, side), summed, rtol=1e-4, atol=1.0)


def test_a_venue_with_a_tenth_of_the_open_interest_weighs_a_tenth() -> None:
    large = walk(144)
    small = replaced(
        large,
        oi_base=large.oi_base / 10,
        volume_base=large.volume_base / 10,
        taker_buy_base=large.taker_buy_base / 10,
    )
    whole, tenth = _map({BYBIT: large}), _map({BYBIT: small})
    np.testing.assert_allclose(tenth.long_usd, whole.long_usd / 10, rtol=1e-3, atol=1.0)
    both = _map({BYBIT: large, BINANCE: small})  # whose tiers differ a little, and with them the places of its levels
    for side in ("long_usd", "short_usd"):
        assert getattr(both, side).sum() == pytest.approx(getattr(whole, side).sum() * 1.1, rel=0.02)


def test_a_wick_of_ninety_percent_makes_no_endless_grid_and_leaves_nothing_below_it() -> None:
    bars = walk(144)
    plain = _map({BYBIT: bars})
    low, high = bars.low.copy(), bars.high.copy()
    low[100] = bars.low[100] * 0.1
    deep = _map({BYBIT: replaced(bars, low=low)})
    assert len(deep.price_edges) < 4 * len(plain.price_edges)
    assert np.isfinite(deep.long_usd).all()
    assert deep.long_usd[100].sum() <= 0.02 * plain.long_usd[100].sum()  # it swept them
    assert deep.price_edges[0] >= bars.low.min() * 0.4
    high[100] = bars.high[100] * 1_000
    tall = _map({BYBIT: replaced(bars, high=high)})
    assert len(tall.price_edges) < 4 * len(plain.price_edges)


def test_an_ordinary_crash_keeps_its_grid_to_the_last_bin() -> None:
    bars = walk(144)
    low = bars.low.copy()
    low[100] = np.minimum(bars.open, bars.close).min() * 0.6
    heatmap = _map({BYBIT: replaced(bars, low=low)})
    assert heatmap.price_edges[0] < low[100]


@pytest.mark.parametrize(("factor", "kept"), [(1.0, 2), (1.05, 2), (1.4, 1), (0.001, 1)])
def test_a_venue_whose_price_is_another_coins_is_left_out(factor: float, kept: int) -> None:
    bars = walk(20)
    columns = [column * factor for column in bars.columns()[:4]]
    other = Bars(bars.step_ms, bars.open_ms, *columns, *bars.columns()[4:])
    assert len(without_foreign({BYBIT: bars, BINANCE: other})) == kept
