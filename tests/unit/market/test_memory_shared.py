"""A memory that holds its share only, and what is noted when it is taken over."""

from datetime import timedelta

import pytest

from engine.feeds.ports import Gap
from engine.market.backfill import Backfill
from engine.market.gap_keeping import GapKeeper
from engine.market.memory import MemoryMarket
from engine.market.recalling import StoreReader
from engine.market.share import LeasedShare
from engine.market.sharing import shard_of
from engine.market.taking_over import TAKEN_OVER, TakingOver
from engine.market.trouble import TroubleBook
from engine.market.values import Coin, Liquidation, MarketSource, Side, Venue
from tests.unit.liquidations.records.feeds import HeldFeed
from tests.unit.market.conftest import StandingClock, make_instrument

BTC, ETH = make_instrument(), make_instrument("ETHUSDT", "ETH")
SOURCE = MarketSource.SIMULATED


@pytest.fixture
async def share() -> LeasedShare:
    made = LeasedShare()
    made.extend(float("inf"))
    await made.become([shard_of(BTC.coin)])
    return made


@pytest.fixture
def market(clock: StandingClock, share: LeasedShare) -> MemoryMarket:
    made = MemoryMarket(SOURCE, clock, share=share)
    made.list_instruments(Venue.BYBIT, [BTC, ETH])
    return made


async def test_it_knows_what_is_listed_and_answers_for_its_share(market: MemoryMarket) -> None:
    assert market.listed(Venue.BYBIT) == [BTC, ETH]
    assert (market.coins_held(), market.coins_listed()) == (1, 2)
    assert await market.coins() == ("BTC",)
    assert await market.instruments(Coin("ETH")) == []


async def test_what_it_lets_go_is_forgotten_with_its_forced_closes(
    market: MemoryMarket, share: LeasedShare, clock: StandingClock
) -> None:
    market.recall(Liquidation(Venue.BYBIT, BTC.symbol, BTC.coin, Side.LONG, 100.0, 2.0, clock.now()))
    await share.become([shard_of(ETH.coin)])
    assert market.let_go(Venue.BYBIT) == [BTC]
    assert market.not_followed(Venue.BYBIT) == [ETH]
    market.follow([ETH])
    assert await market.coins() == ("ETH",)
    await share.become([shard_of(one.coin) for one in (BTC, ETH)])
    market.follow(market.not_followed(Venue.BYBIT))
    totals = await market.liquidated(BTC.coin, clock.now() - timedelta(hours=1))
    assert totals is not None
    assert totals.long_usd == 0.0


async def test_the_time_before_an_engine_began_is_noted_once(
    market: MemoryMarket, share: LeasedShare, clock: StandingClock
) -> None:
    gone_at = clock.now() - timedelta(seconds=9)
    await share.become([shard_of(one.coin) for one in (BTC, ETH)], {shard_of(ETH.coin): gone_at})
    market.follow(market.not_followed(Venue.BYBIT))
    feed = HeldFeed({})
    trouble = TroubleBook(Venue.BYBIT, SOURCE, clock, dict, lambda _: None)
    reader = StoreReader(Venue.BYBIT, SOURCE, None, trouble)
    backfill = Backfill(feed, market, reader, clock, trouble, lambda _: None, lambda _: None)
    gaps = GapKeeper(Venue.BYBIT, SOURCE, market, None, clock, trouble)
    taking = TakingOver(Venue.BYBIT, market, reader, backfill, None, clock, gaps, lambda: None)
    for _ in range(2):
        taking.began()
    assert market.open_gaps(Venue.BYBIT) == [Gap(Venue.BYBIT, gone_at, clock.now(), TAKEN_OVER)]
