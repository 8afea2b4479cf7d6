"""What is in doubt about the data stands on the map and on the scan, however they were asked for."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from engine.errors import CoinEnded, HistoryLoading, NoData
from engine.feeds.ports import CandleRefused
from engine.liquidations.doubts import JUST_LISTED
from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.liquidations.values import MapQuery, Scan
from engine.market.folding import fold
from engine.market.loading import Loading
from engine.market.memory import MemoryMarket
from engine.market.quality import FlagKind
from engine.market.values import Bars, Coin, Instrument, MarketSource, Symbol, Ticker, Venue
from engine.market.windows import STEPS_MS, Window
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import contract, replaced, walk, without_rows

BTC = Coin("BTC")
H12 = MapQuery(BTC, Window.H12)


class Town:
    """A market with some venues of one coin, and its scans."""

    def __init__(self, bars: dict[Venue, Bars], *listed: Instrument) -> None:
        newest = max((int(held.open_ms[-1]) + held.step_ms for held in bars.values()), default=1_767_225_600_000)
        self.clock = StoppedClock(newest)
        self.market = MemoryMarket(MarketSource.LIVE, self.clock)
        for one in listed or [contract(venue=venue) for venue in bars]:
            self.market.list_instruments(one.venue, [one])
        for venue, held in bars.items():
            for step_ms in reversed(STEPS_MS):
                self.market.fill(venue, Symbol("BTCUSDT"), fold(held, step_ms))
        self.maps = BuildMap(self.market, self.clock)
        self.scans = ScanCoin(self.maps)

    def say(self, venue: Venue, price: float, oi: float = 1_000.0) -> None:
        at, eight = self.clock.now(), timedelta(hours=8)
        self.market.apply(Ticker(venue, Symbol("BTCUSDT"), BTC, price, price, oi, 0.0, eight, None, 1e6, 0.0, at))

    async def kinds(self, query: MapQuery = H12) -> list[FlagKind]:
        heatmap, scan = await self.maps(query), await self.scans(query)
        assert heatmap.flags == scan.flags
        return [flag.kind for flag in scan.flags]

    async def scan(self) -> Scan:
        return await self.scans(H12)


async def test_good_data_leaves_no_flag() -> None:
    assert await Town({Venue.BYBIT: walk(400), Venue.BINANCE: walk(400)}).kinds() == []


async def test_venues_that_disagree_by_five_percent_are_told_on_the_map_of_both_and_on_that_of_one() -> None:
    town = Town({Venue.BYBIT: walk(400), Venue.BINANCE: walk(400)})
    town.say(Venue.BYBIT, 105.1)
    town.say(Venue.BINANCE, 100.0)
    (flag,) = (await town.scan()).flags
    assert (flag.kind, flag.value) == (FlagKind.DISAGREE, pytest.approx(0.051))
    assert await town.kinds(replace(H12, venue=Venue.BYBIT)) == []  # one venue alone disagrees with nobody


async def test_a_venue_with_a_foreign_price_is_left_out_of_the_sum_and_told() -> None:
    far = walk(400)
    far = Bars(far.step_ms, far.open_ms, *(column * 9 for column in far.columns()[:4]), *far.columns()[4:])
    town = Town({Venue.BYBIT: walk(400), Venue.BINANCE: far})
    town.say(Venue.BYBIT, 100.0, oi=2_000.0)
    town.say(Venue.BINANCE, 900.0, oi=100.0)
    scan = await town.scan()
    assert scan.venues == (Venue.BYBIT,)
    assert [(flag.kind, flag.venue) for flag in scan.flags] == [(FlagKind.VENUE_LEFT_OUT, Venue.BINANCE)]


async def test_a_deep_wick_is_kept_told_and_moves_no_band() -> None:
    bars = walk(400)
    low = bars.low.copy()
    low[350] *= 0.1
    town, plain = Town({Venue.BYBIT: replaced(bars, low=low)}), Town({Venue.BYBIT: bars})
    scan = await town.scan()
    assert [flag.kind for flag in scan.flags] == [FlagKind.WICK]
    assert scan.band == (await plain.scan()).band
    assert (await town.maps(H12)).bars.low.min() == low.min()


async def test_a_day_without_data_and_a_day_without_a_trade_are_told() -> None:
    bars = walk(2016)
    week = MapQuery(BTC, Window.D7)
    assert await Town({Venue.BYBIT: without_rows(bars, list(range(800, 1_088)))}).kinds(week) == [FlagKind.HOLE]
    silent = replaced(bars, volume_base=np.zeros(2016), taker_buy_base=np.zeros(2016))
    assert await Town({Venue.BYBIT: silent}).kinds() == [FlagKind.NO_VOLUME]


async def test_a_map_that_stands_while_nothing_new_comes_grows_old_visibly() -> None:
    town = Town({Venue.BYBIT: walk(400)})
    assert await town.kinds() == []
    town.clock.now_ms += 20 * 60_000
    assert await town.kinds() == [FlagKind.STALE]


async def test_what_the_market_refused_lately_is_told_with_a_map_made_before() -> None:
    town = Town({Venue.BYBIT: walk(400)})
    assert await town.kinds() == []
    town.market.apply(CandleRefused(Venue.BYBIT, Symbol("BTCUSDT"), "half"))
    town.say(Venue.BYBIT, 100.0, oi=100_000.0)  # a hundred times: the price
    assert await town.kinds() == [FlagKind.OI_REFUSED, FlagKind.HALF_CANDLE]


async def test_a_coin_listed_five_minutes_ago_is_there_with_one_bar_and_told_as_young() -> None:
    bars = walk(1)
    listed = replace(contract(), listed_at=StoppedClock(int(bars.open_ms[0])).now())
    town = Town({Venue.BYBIT: bars}, listed)
    assert await town.kinds() == [FlagKind.YOUNG]
    assert len((await town.maps(H12)).bars) == 1


async def test_a_coin_listed_a_moment_ago_has_no_bar_yet_and_says_so() -> None:
    town = Town({}, replace(contract(), listed_at=StoppedClock(1_767_225_600_000).now() - timedelta(minutes=3)))
    with pytest.raises(NoData) as refused:
        await town.scan()
    assert refused.value.reason == JUST_LISTED


async def test_while_history_is_loaded_a_coin_without_bars_says_how_far_it_is() -> None:
    town = Town({}, contract())
    town.market.load(Venue.BYBIT, Loading(34, 100, 360.0))
    with pytest.raises(HistoryLoading) as refused:
        await town.scan()
    assert (refused.value.share, refused.value.left_s) == (0.34, 360.0)
    town.market.load(Venue.BYBIT, Loading(100, 100))
    with pytest.raises(NoData) as nothing:
        await town.scan()
    assert not isinstance(nothing.value, HistoryLoading)


async def test_while_history_is_loaded_a_map_of_a_part_of_it_says_so() -> None:
    town = Town({Venue.BYBIT: walk(60)})
    town.market.load(Venue.BYBIT, Loading(34, 100, None))
    assert await town.kinds() == [FlagKind.LOADING]


async def test_an_announced_delisting_is_told_and_a_delisted_coin_is_over_at_once() -> None:
    bars = walk(400)
    ends_at = StoppedClock(int(bars.open_ms[-1])).now() + timedelta(hours=2)
    town = Town({Venue.BYBIT: bars}, replace(contract(), ends_at=ends_at))
    assert await town.kinds() == [FlagKind.ENDING]
    town.market.list_instruments(Venue.BYBIT, [])
    with pytest.raises(CoinEnded) as over:
        await town.scan()
    assert over.value.ended_at == ends_at
    assert list(await town.market.coins()) == []
