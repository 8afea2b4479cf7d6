"""How alike two maps are: what is the same scores one, what has nothing in common scores nothing, few bins say so."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engine.liquidations.scan import levels_of
from engine.liquidations.values import LiquidationMap
from engine.liquidations.vendor.likeness import Likeness, Verdict, likeness, pearson, ranks
from engine.liquidations.vendor.resample import edges_between, even_edges, spread_row
from engine.market.values import FloatArray
from tests.unit.renderers.builders import Market, build_map


def own_map(**market: object) -> LiquidationMap:
    return build_map(Market(**market))  # type: ignore[arg-type]  # fields of a made-up market


def compared(one: LiquidationMap, other: LiquidationMap) -> Likeness:
    a, b = levels_of(one), levels_of(other)
    return likeness(one, other, (*a.above, *a.below), (*b.above, *b.below))


def test_a_map_is_like_itself_in_any_unit() -> None:
    one = own_map()
    other = replace(one, long_usd=one.long_usd * 15.6, short_usd=one.short_usd * 15.6)
    found = compared(one, other)
    for side in (found.above, found.below):
        assert side.pearson == pytest.approx(1)
        assert side.spearman == pytest.approx(1)
        assert side.beyond_distance == pytest.approx(1)
    assert found.verdict is Verdict.ALIKE
    assert [(level.ours, level.theirs) for level in found.shared] == [
        (c.name, c.name) for c in (*levels_of(one).above, *levels_of(one).below)
    ]


def test_shuffled_bins_are_hardly_alike() -> None:
    one = own_map()
    order = np.random.default_rng(1).permutation(one.long_usd.shape[1])
    found = compared(one, replace(one, long_usd=one.long_usd[:, order], short_usd=one.short_usd[:, order]))
    assert found.verdict is Verdict.HARDLY


def test_two_maps_that_only_fall_off_with_distance_are_alike_but_not_beyond_it() -> None:
    one = own_map()
    middles = np.sqrt(one.price_edges[:-1] * one.price_edges[1:])
    away = np.abs(np.log(middles / one.price_usd))
    random = np.random.default_rng(5)

    def falling() -> LiquidationMap:
        noise = np.exp(random.normal(0, 0.15, len(away)))
        row = np.asarray(np.exp(-away * 25) * noise, np.float32)
        heat = np.repeat(row[None, :], len(one.bars), axis=0)
        above = middles > one.price_usd
        return replace(one, long_usd=np.where(above, 0, heat), short_usd=np.where(above, heat, 0))

    found = compared(falling(), falling())
    for side in (found.above, found.below):
        assert side.spearman is not None
        assert side.beyond_distance is not None
        assert side.spearman > 0.7
        assert abs(side.beyond_distance) < 0.4


def test_too_few_common_bins_or_nothing_standing_gives_no_figure() -> None:
    one = own_map()
    here = int(np.searchsorted(one.price_edges, one.price_usd))
    few, edges = slice(here - 120, here + 21), one.price_edges[here - 120 : here + 22]
    narrow = replace(one, price_edges=edges, long_usd=one.long_usd[:, few], short_usd=one.short_usd[:, few])
    found = compared(one, narrow)
    assert (found.above.pearson, found.above.spearman, found.above.verdict) == (None, None, Verdict.TOO_FEW)
    assert found.below.verdict is not Verdict.TOO_FEW
    assert found.verdict is found.below.verdict
    empty = replace(one, long_usd=one.long_usd * 0, short_usd=one.short_usd * 0)
    assert likeness(one, empty, (), ()).verdict is Verdict.TOO_FEW


def test_another_price_is_told() -> None:
    one = own_map()
    assert compared(one, replace(one, price_usd=one.price_usd * 1.001)).price_gap == pytest.approx(0.001)


@given(st.lists(st.integers(0, 6).map(float), min_size=3, max_size=80), st.randoms(use_true_random=False))
def test_ranks_share_ties_as_the_text_book_does(values: list[float], random: object) -> None:
    a = np.array(values)
    assert ranks(a).tolist() == stats.rankdata(a).tolist()
    b = np.array([random.uniform(0, 1) + n for n, _ in enumerate(values)])  # type: ignore[attr-defined]  # hypothesis'
    if a.std() > 0 and b.std() > 0:
        assert pearson(ranks(a), ranks(b)) == pytest.approx(stats.spearmanr(a, b).statistic)
        assert pearson(a, b) == pytest.approx(stats.pearsonr(a, b).statistic)


def test_what_does_not_vary_has_no_correlation() -> None:
    assert pearson(np.ones(40), np.arange(40.0)) is None


def recorded_maps(shared_data: Path) -> list[LiquidationMap]:
    """CoinAnk's captures of BTC over a day, summed over venues, oldest first."""
    file = shared_data / "perps" / "provider_maps" / "coinank_liqmap_by_exchange.parquet"
    if not file.exists():
        pytest.skip(f"no recorded vendor maps at {file}")
    captures: dict[tuple[str, float], dict[float, float]] = {}
    for row in pq.read_table(file).to_pylist():
        usd = sum(row[venue] for venue in ("Lighter", "Binance", "Aster", "Hyperliquid", "Okex", "Bybit"))
        captures.setdefault((row["capture_utc"], row["last_price"]), {})[row["price"]] = usd
    return [
        as_map(np.array(sorted(levels)), np.array([levels[at] for at in sorted(levels)]), price_usd)
        for (_, price_usd), levels in sorted(captures.items())
    ]


def as_map(prices: FloatArray, usd: FloatArray, price_usd: float) -> LiquidationMap:
    edges = even_edges(prices[0], prices[-1], 0.001)
    row = spread_row(usd, edges_between(prices), edges)
    above = edges[:-1] >= price_usd
    short, long = np.where(above, row, 0)[None, :], np.where(above, 0, row)[None, :]
    return replace(own_map(), price_edges=edges, long_usd=long, short_usd=short, price_usd=price_usd)


def test_recorded_maps_minutes_apart_are_alike(shared_data: Path) -> None:
    first, second, *_ = recorded_maps(shared_data)
    assert likeness(first, second, (), ()).verdict is Verdict.ALIKE


def test_recorded_maps_hours_apart_rank_alike_by_distance_and_are_hardly_alike_beyond_it(
    shared_data: Path,
) -> None:
    first, *_, last = recorded_maps(shared_data)
    found = likeness(first, last, (), ())
    assert found.above.spearman is not None
    assert found.above.beyond_distance is not None
    assert found.above.spearman > 0.8
    assert found.above.beyond_distance < 0.2
    assert found.verdict is Verdict.HARDLY
