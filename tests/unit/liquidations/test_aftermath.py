"""Whether price came to a level, when, and what a day without data says."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.liquidations.aftermath.follow import follow, is_whole, mirrored_usd, reached_at
from engine.liquidations.aftermath.story import TellDay
from engine.liquidations.values import Cluster
from engine.market.as_of import PastMarket
from engine.market.values import Bars, Coin, Side, Venue
from tests.end_to_end.bot.market import NOW, small_market

FIVE_MIN_MS = 300_000
DAY = timedelta(days=1)


def path(highs: list[float], lows: list[float]) -> Bars:
    n = len(highs)
    flat = np.full(n, 100.0)
    open_ms = np.arange(n, dtype=np.int64) * FIVE_MIN_MS
    return Bars(FIVE_MIN_MS, open_ms, flat, np.array(highs), np.array(lows), flat, flat, flat, flat)


def test_a_level_is_reached_when_a_wick_touches_it() -> None:
    bars = path([101.0, 102.0, 101.0], [99.0, 99.0, 98.0])
    assert reached_at(102.0, bars, is_above=True) == datetime.fromtimestamp(600, UTC)
    assert reached_at(102.1, bars, is_above=True) is None
    assert reached_at(98.5, bars, is_above=False) == datetime.fromtimestamp(900, UTC)


def test_each_level_is_followed_on_its_own_side() -> None:
    above = Cluster("A1", Side.SHORT, 102.0, 102.0, 102.0, 1.0, 0.02)
    below = Cluster("B1", Side.LONG, 98.0, 98.0, 98.0, 1.0, -0.02)
    bars = path([102.5], [99.0])
    assert [met.reached_at is not None for met in follow((above, below), bars)] == [True, False]


def test_the_other_level_is_as_far_away_in_log_price() -> None:
    level = Cluster("A1", Side.SHORT, 125.0, 125.0, 125.0, 1.0, 0.25)
    assert mirrored_usd(level, 100.0) == pytest.approx(80.0)


def test_a_path_with_a_hole_is_not_whole() -> None:
    bars = path([101.0] * 4, [99.0] * 4)
    assert is_whole(bars, 0, 4 * FIVE_MIN_MS)
    assert not is_whole(bars.part(0, 3), 0, 4 * FIVE_MIN_MS)
    holed = Bars(FIVE_MIN_MS, bars.open_ms * 2, *bars.columns())
    assert not is_whole(holed, 0, 4 * FIVE_MIN_MS)


async def test_an_earlier_market_sees_nothing_later() -> None:
    market = small_market({"BTC": 66_586.1}, days=3)
    past = PastMarket(market.memory, NOW - DAY, NOW)
    bars = await past.bars(Coin("BTC"), Venue.BYBIT, 1_800_000, 48)
    assert len(bars) == 48
    assert int(bars.open_ms[-1]) + bars.step_ms <= (NOW - DAY).timestamp() * 1000


async def test_a_day_is_told_of_every_coin_with_the_levels_of_its_start() -> None:
    market = small_market(days=20)
    story = await TellDay(market.memory, market.clock)(NOW - DAY, NOW)
    assert story.tally.coins + story.tally.left_out == 6
    assert story.tally.reached <= story.tally.coins
    assert story.shown is not None
    assert story.shown.before.at == story.since
    assert story.shown.after.at == story.until
    assert [met.level for met in story.shown.above] == list(story.shown.scan_before.above)


async def test_a_market_without_a_whole_day_says_so() -> None:
    market = small_market({"BTC": 66_586.1}, days=0.5)
    story = await TellDay(market.memory, market.clock)(NOW - DAY, NOW)
    assert story.shown is None
    assert (story.tally.coins, story.tally.left_out) == (0, 1)
