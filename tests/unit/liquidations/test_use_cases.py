"""Maps and scans asked of a market held in memory."""

import asyncio
from datetime import timedelta

import numpy as np
import pytest

from engine.errors import NoData, UnknownCoin
from engine.liquidations.map_cache import MapCache
from engine.liquidations.scan import leftovers, levels_of
from engine.liquidations.use_cases import NO_HISTORY, NO_VENUE, BuildMap, ScanCoin
from engine.liquidations.values import LeverageBand, LiquidationMap, MapQuery, Record, ScanState
from engine.market.memory import MemoryMarket
from engine.market.values import Bars, Coin, MarketSource, Venue
from engine.market.windows import Window
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import contract, walk

BTC, ETH = Coin("BTC"), Coin("ETH")


def _market(bars: Bars, coin: str = "BTC") -> tuple[MemoryMarket, StoppedClock]:
    clock = StoppedClock(int(bars.open_ms[-1]) + bars.step_ms)
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    listed = contract(coin)
    market.list_instruments(listed.venue, [listed])
    market.fill(listed.venue, listed.symbol, bars)
    return market, clock


async def test_a_map_is_made_of_the_columns_of_its_window() -> None:
    market, clock = _market(walk(2016))
    heatmap = await BuildMap(market, clock)(MapQuery(BTC, Window.H12))
    assert len(heatmap.bars) == 144
    assert heatmap.at == clock.now()
    assert heatmap.source is MarketSource.SIMULATED
    assert not heatmap.is_short


async def test_the_unfinished_column_is_made_of_the_bars_since() -> None:
    bars = walk(2016 + 3)
    market, clock = _market(bars)
    heatmap = await BuildMap(market, clock)(MapQuery(BTC, Window.D7))
    assert heatmap.price_usd == bars.close[-1]
    assert heatmap.bars.high[-1] == bars.high[-3:].max()
    assert heatmap.bars.volume_base[-1] == pytest.approx(bars.volume_base[-3:].sum())
    assert len(heatmap.bars) <= Window.D7.columns
    assert heatmap.gaps == 0


async def test_where_only_coarser_candles_are_held_they_are_used() -> None:
    market, clock = _market(walk(300, step_ms=900_000))
    heatmap = await BuildMap(market, clock)(MapQuery(BTC, Window.H12))
    assert heatmap.bars.step_ms == 900_000
    assert len(heatmap.bars) == 48


async def test_everybody_who_asks_for_one_bar_gets_the_same_map() -> None:
    market, clock = _market(walk(2016))
    build = BuildMap(market, clock)
    maps = await asyncio.gather(*(build(MapQuery(BTC, Window.H12)) for _ in range(50)))
    assert len({id(heatmap) for heatmap in maps}) == 1


async def test_a_new_bar_makes_a_new_map() -> None:
    bars = walk(400)
    market, clock = _market(bars.part(0, 399))
    build = BuildMap(market, clock)
    before = await build(MapQuery(BTC, Window.H12))
    market.fill(Venue.BYBIT, contract().symbol, bars.part(399, 400))
    clock.now_ms += 300_000
    after = await build(MapQuery(BTC, Window.H12))
    assert (before.price_usd, after.price_usd) == (bars.close[398], bars.close[399])


async def test_a_scan_names_the_levels_of_the_map_beside_it() -> None:
    market, clock = _market(walk(2016, sigma=0.003))
    build = BuildMap(market, clock)
    for window in (Window.H12, Window.D3, Window.D7):
        heatmap, scan = await build(MapQuery(BTC, window)), await ScanCoin(build)(MapQuery(BTC, window))
        levels = levels_of(heatmap)
        assert (scan.above, scan.below) == (levels.above, levels.below)
        assert scan.price_usd == heatmap.price_usd
        assert scan.at == heatmap.at
        assert scan.imbalance is None or 0.5 <= scan.imbalance <= 1.0
        assert scan.confirmation.volume_ratio is not None
        assert scan.record is None
        assert scan.day.oi_usd is not None


async def test_leftovers_are_levels_that_have_stood_for_a_day() -> None:
    market, clock = _market(walk(2016, sigma=0.001))
    heatmap = await BuildMap(market, clock)(MapQuery(BTC, Window.D7))
    levels = levels_of(heatmap)
    assert set(leftovers(heatmap)) <= {*levels.above, *levels.below}


async def test_a_coin_listed_today_has_too_little_data_for_a_week() -> None:
    market, clock = _market(walk(200))
    scan = await ScanCoin(BuildMap(market, clock))(MapQuery(BTC, Window.D7))
    assert scan.state is ScanState.TOO_LITTLE_DATA


class _Measured:
    """The same record for all that was measured."""

    async def record(self, coin: Coin, window: Window, source: MarketSource) -> Record | None:
        return Record(189, 80, 84, timedelta(hours=12))


async def test_a_filtered_map_has_no_record_for_whole_maps_were_measured() -> None:
    market, clock = _market(walk(600))
    ask = ScanCoin(BuildMap(market, clock), _Measured())
    assert (await ask(MapQuery(BTC, Window.H12))).record is not None
    assert (await ask(MapQuery(BTC, Window.H12, leverage=LeverageBand.HIGH))).record is None
    assert (await ask(MapQuery(BTC, Window.H12, next(iter(await market.instruments(BTC))).venue))).record is None


async def test_an_unknown_coin_is_refused_with_the_nearest_names() -> None:
    market, clock = _market(walk(10))
    with pytest.raises(UnknownCoin) as refusal:
        await BuildMap(market, clock)(MapQuery(Coin("BTCC"), Window.H12))
    assert refusal.value.nearest == ("BTC",)


async def test_no_data_says_why() -> None:
    market, clock = _market(walk(400))
    listed = contract("ETH")
    market.list_instruments(listed.venue, [listed, contract()])
    with pytest.raises(NoData) as nothing:
        await BuildMap(market, clock)(MapQuery(ETH, Window.H12))
    assert nothing.value.reason == NO_HISTORY
    with pytest.raises(NoData) as elsewhere:
        await BuildMap(market, clock)(MapQuery(BTC, Window.H12, Venue.BINANCE))
    assert elsewhere.value.reason == NO_VENUE


async def test_old_candles_are_no_data_for_today() -> None:
    market, clock = _market(walk(400))
    clock.now_ms += 2 * 86_400_000
    with pytest.raises(NoData):
        await BuildMap(market, clock)(MapQuery(BTC, Window.H12))


async def test_a_failed_build_is_tried_again_by_the_next_in_line() -> None:
    market, clock = _market(walk(200))
    heatmap = await BuildMap(market, clock)(MapQuery(BTC, Window.H12))
    tries: list[int] = []

    async def fail_once() -> LiquidationMap:
        tries.append(1)
        await asyncio.sleep(0)
        if len(tries) == 1:
            raise NoData("BTC", NO_HISTORY)
        return heatmap

    cache, key = MapCache(), (MapQuery(BTC, Window.H12), 0)
    answers = await asyncio.gather(*(cache.get(key, fail_once) for _ in range(3)), return_exceptions=True)
    assert [isinstance(answer, NoData) for answer in answers] == [True, False, False]
    assert len(tries) == 2


async def test_the_cache_forgets_what_was_asked_longest_ago() -> None:
    market, clock = _market(walk(200))
    heatmap = await BuildMap(market, clock)(MapQuery(BTC, Window.H12))
    cache = MapCache(capacity=2)

    async def make() -> LiquidationMap:
        return heatmap

    for bar in (1, 2, 1, 3):
        await cache.get((MapQuery(BTC, Window.H12), bar), make)
    assert len(cache) == 2


async def test_the_scan_of_random_markets_holds_together() -> None:
    for seed in range(5):
        market, clock = _market(walk(2016, seed=seed, sigma=0.002 * (seed + 1)))
        scan = await ScanCoin(BuildMap(market, clock))(MapQuery(BTC, Window.D3))
        assert np.isfinite([scan.above_usd, scan.below_usd, scan.band]).all()
        for leg in (scan.plan.ride, scan.plan.fade):
            if leg is not None:
                assert sum(leg.weights) == pytest.approx(1.0)
                assert leg.side.sign * (leg.target_usd - leg.stop_usd) > 0
