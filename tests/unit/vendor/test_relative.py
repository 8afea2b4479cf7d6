"""A vendor's map as our pictures read it: shape kept, sides by price, amounts in percent of the strongest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feeds.coinglass.parsing import parse_map
from engine.liquidations.vendor.as_map import STRONGEST, relative_map
from engine.liquidations.vendor.resample import edges_between, even_edges, spread_row
from engine.liquidations.vendor.values import MapModel, VendorMap
from engine.market.values import Coin, Side
from engine.market.windows import Window
from tests.integration.feeds.coinglass_answers import AT, heatmap


def vendor_map(window: Window = Window.D7, seed: int = 3) -> VendorMap:
    return parse_map(heatmap(window=window, seed=seed), MapModel.CG1, Coin("BTC"), window, AT)


@pytest.mark.parametrize("window", [w for w in Window if w is not Window.D14])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_window_becomes_a_map_with_levels_named_as_ours(window: Window, seed: int) -> None:
    made = relative_map(vendor_map(window, seed))
    assert made.map.long_usd.shape == made.map.short_usd.shape == (len(made.map.bars), len(made.map.price_edges) - 1)
    assert np.diff(np.log(made.map.price_edges)).std() < 1e-9
    named = (*made.scan.above, *made.scan.below)
    assert max(level.notional_usd for level in named) == pytest.approx(STRONGEST)
    assert all(0 < level.notional_usd <= STRONGEST + 1e-9 for level in named)
    assert all(level.peak_usd >= made.map.price_usd for level in made.scan.above)
    assert all(level.peak_usd <= made.map.price_usd for level in made.scan.below)
    if made.scan.magnet is not None:
        assert made.scan.magnet in named


def test_cells_are_in_percent_of_the_strongest_and_parted_by_price() -> None:
    made = relative_map(vendor_map())
    both = made.map.long_usd + made.map.short_usd
    assert both.max() == pytest.approx(STRONGEST)
    middles = np.sqrt(made.map.price_edges[:-1] * made.map.price_edges[1:])
    assert not made.map.now_short_usd[middles < made.map.price_usd].any()
    assert not made.map.now_long_usd[middles > made.map.price_usd].any()


def test_no_dollar_of_the_vendor_survives_the_conversion() -> None:
    """The same map in units a thousand times as large says the same."""
    told = vendor_map()
    larger = VendorMap(
        told.model, told.coin, told.window, told.fetched_at, told.candles, told.prices, told.price_edges,
        told.strength * 1000, told.now_column,
    )  # fmt: skip
    one, other = relative_map(told), relative_map(larger)
    assert np.allclose(one.map.long_usd, other.map.long_usd, rtol=1e-4, atol=1e-4)
    assert [c.name for c in one.scan.above] == [c.name for c in other.scan.above]


def test_columns_after_the_last_level_are_left_off_but_price_is_the_newest() -> None:
    told = vendor_map()
    early = VendorMap(
        told.model, told.coin, told.window, told.fetched_at, told.candles, told.prices, told.price_edges,
        told.strength, 300,
    )  # fmt: skip
    made = relative_map(early)
    assert len(made.map.bars) == 301
    assert made.map.price_usd == told.price_usd
    assert made.map.at < relative_map(told).map.at


def test_a_map_without_a_level_is_refused() -> None:
    told = vendor_map()
    told.strength[:] = 0
    with pytest.raises(ValueError, match="without a level"):
        relative_map(told)


@given(st.lists(st.floats(0, 1e9), min_size=3, max_size=60), st.integers(1, 400), st.randoms(use_true_random=False))
def test_resampling_loses_nothing_whatever_the_bins(amounts: list[float], bins: int, random: object) -> None:
    gaps = np.array([random.uniform(0.001, 0.2) for _ in amounts])  # type: ignore[attr-defined]  # hypothesis' own
    prices = 100 * np.exp(np.cumsum(gaps))
    edges = edges_between(prices)
    onto = even_edges(edges[0] * 0.99, edges[-1] * 1.01, np.log(edges[-1] / edges[0]) / bins)
    spread = spread_row(np.array(amounts), edges, onto)
    assert (spread >= -1e-6 * max(amounts)).all()
    assert spread.sum() == pytest.approx(sum(amounts), rel=1e-9)


def test_an_uneven_bin_fills_its_own_span_only() -> None:
    edges = np.array([100.0, 101.0, 110.0, 111.0])
    onto = even_edges(100.0, 111.0, 0.001)
    spread = spread_row(np.array([0.0, 90.0, 0.0]), edges, onto)
    inside = (onto[:-1] >= 101.0) & (onto[1:] <= 110.0)
    assert spread[inside].std() < 1e-9
    assert spread[(onto[1:] < 101.0) | (onto[:-1] > 110.0)].sum() == 0


def test_sides_of_named_levels_are_those_of_the_positions() -> None:
    made = relative_map(vendor_map())
    assert {c.side for c in made.scan.above} <= {Side.SHORT}
    assert {c.side for c in made.scan.below} <= {Side.LONG}
