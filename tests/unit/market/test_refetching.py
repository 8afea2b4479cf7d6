"""What the venue answers when it is asked once more."""

from typing import cast

import numpy as np

from engine.feeds.ports import Feed
from engine.market.memory import MemoryMarket
from engine.market.refetching import NewestBars, differ
from engine.market.values import Bars, Coin, Instrument, MarketSource, Venue
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import contract, replaced, walk

BTC = contract("BTC")


class Answering:
    """A feed of which only the history is asked."""

    venue = BTC.venue

    def __init__(self, bars: Bars) -> None:
        self._bars = bars

    async def history(self, instrument: Instrument, step_ms: int, from_ms: int, to_ms: int) -> Bars:
        assert instrument == BTC
        return self._bars.between(from_ms, to_ms)


async def _asked(answer: Bars, held: Bars) -> tuple[bool, MemoryMarket]:
    clock = StoppedClock(int(answer.open_ms[-1]) + answer.step_ms + 60_000)
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    market.list_instruments(BTC.venue, [BTC])
    market.fill(BTC.venue, BTC.symbol, held)
    newest = NewestBars([cast(Feed, Answering(answer))], market, clock)
    return await newest.newest(BTC.coin, BTC.venue), market


async def test_the_same_bars_change_nothing_and_a_corrected_one_is_taken_over() -> None:
    bars = walk(50)
    assert not (await _asked(bars, bars))[0]
    volume = bars.volume_base.copy()
    volume[-1] *= 2
    differs, market = await _asked(replaced(bars, volume_base=volume), bars)
    assert differs
    assert (await market.bars(BTC.coin, BTC.venue, bars.step_ms, 1)).volume_base.tolist() == [volume[-1]]


async def test_a_bar_the_stream_missed_counts_and_what_nobody_delivered_does_not() -> None:
    bars = walk(50)
    assert (await _asked(bars, bars.part(0, 49)))[0]
    untold = replaced(bars, taker_buy_base=np.full(50, np.nan), oi_base=np.full(50, np.nan))
    assert not (await _asked(untold, bars))[0]
    assert not differ(bars, bars.last(0))


async def test_a_coin_or_venue_that_is_not_here_is_no_question() -> None:
    clock = StoppedClock(1_770_379_200_000)
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    newest = NewestBars([cast(Feed, Answering(walk(50)))], market, clock)
    assert not await newest.newest(Coin("BTC"), Venue.BYBIT)
    assert not await newest.newest(Coin("BTC"), Venue.BINANCE)
