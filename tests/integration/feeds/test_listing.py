"""Contracts that come and go while the venue is listened to."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from engine.feeds.bybit.feed import BybitFeed
from engine.market.values import Coin, ContractStatus, Instrument, Venue
from tests.integration.feeds.conftest import VenueClock
from tests.integration.feeds.local_bybit import LocalBybit
from tests.integration.feeds.test_ingestion import KeptRows, Running, started

QUICK = timedelta(milliseconds=30)
BTC, ETH, PEPE = Coin("BTC"), Coin("ETH"), Coin("PEPE")


def _at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


async def _coins(run: Running) -> Sequence[Coin]:
    return sorted(await run.market.coins())


def _listed(run: Running) -> list[str]:
    return sorted(one.coin for one in run.market.contracts(Venue.BYBIT))


async def test_a_coin_that_is_delisted_in_the_middle_goes_at_once_and_says_when_it_ended(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    store = KeptRows()
    async with started(Running(feed, clock, store, relist_every=QUICK)) as run:
        await run.ingestion.filled.wait()
        ended_ms = venue.now_ms - 60_000
        venue.over["ETHUSDT"] = {"baseCoin": "ETH", "status": "Closed", "deliveryTime": str(ended_ms)}
        await venue.subscribed.wait()
        del venue.listed["ETHUSDT"]
        await run.see(lambda: store.ended)
        assert _listed(run) == ["BTC", "PEPE"]
        (ended,) = await run.market.ended(ETH)
        assert (ended.status, ended.ends_at) == (ContractStatus.CLOSED, _at(ended_ms))
        assert store.ended == [ended]
        assert [one.symbol for one in store.instruments] == ["BTCUSDT", "1000PEPEUSDT"]
        await run.see(lambda: "tickers.ETHUSDT" not in venue.topics)
        await venue.say_ticker(lastPrice="123")  # the others go on, on the same connection
        await run.see(lambda: run.price() == 123)
        assert venue.opened == 1


async def test_a_contract_goes_when_its_announced_end_comes_even_while_the_venue_does_not_answer(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    ends_ms = venue.now_ms + 3_600_000
    venue.listed["ETHUSDT"]["deliveryTime"] = str(ends_ms)
    async with started(Running(feed, clock, KeptRows(), relist_every=QUICK)) as run:
        await run.ingestion.listed.wait()
        assert [one.ends_at for one in await run.market.instruments(ETH)] == [_at(ends_ms)]
        venue.is_down = True
        venue.now_ms = ends_ms + 1_000
        await run.see(lambda: _listed(run) == ["BTC", "PEPE"])
        (ended,) = await run.market.ended(ETH)
        assert ended.ends_at == _at(ends_ms)
        venue.is_down = False


async def test_a_new_listing_is_followed_from_its_first_minutes_on(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    async with started(Running(feed, clock, KeptRows(), relist_every=QUICK)) as run:
        await run.ingestion.filled.wait()
        listed_ms = venue.now_ms - 10 * 60_000
        venue.listed["NEWUSDT"] = {"baseCoin": "NEW", "launchTime": str(listed_ms)}
        await run.see(lambda: "NEW" in _listed(run))
        await run.see(lambda: "tickers.NEWUSDT" in venue.topics)
        (contract,) = await run.market.instruments(Coin("NEW"))
        assert contract.listed_at == _at(listed_ms)
        await run.see(lambda: len(run.market.opens(Venue.BYBIT, contract.symbol)))  # its first bar, from REST
        assert venue.opened == 1
        assert run.market.open_gaps(Venue.BYBIT) == []


async def test_a_pre_market_contract_is_there_once_it_can_be_traded(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    auction = {"baseCoin": "PRE", "status": "PreLaunch", "preListingInfo": {"curAuctionPhase": "CallAuction"}}
    venue.pre_market["PREUSDT"] = auction
    async with started(Running(feed, clock, KeptRows(), relist_every=QUICK)) as run:
        await run.ingestion.listed.wait()
        assert "PRE" not in await _coins(run)
        venue.pre_market["PREUSDT"] = {**auction, "preListingInfo": {"curAuctionPhase": "ContinuousTrading"}}
        await run.see(lambda: "PRE" in _listed(run))
        (contract,) = await run.market.instruments(Coin("PRE"))
        assert contract.status is ContractStatus.PRE_MARKET


async def test_a_list_that_lost_most_of_its_contracts_is_the_venues_fault_and_not_believed(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    venue.page_size = 100  # so that none is asked for in halves
    async with started(Running(feed, clock, KeptRows(), relist_every=QUICK)) as run:
        await run.ingestion.filled.wait()
        listed = dict(venue.listed)
        venue.listed.clear()
        asked = venue.asked["/v5/market/instruments-info"]
        await run.see(lambda: venue.asked["/v5/market/instruments-info"] > asked + 4)
        assert _listed(run) == ["BTC", "ETH", "PEPE"]
        venue.listed.update(listed)


async def test_what_ended_while_helix_was_away_is_found_at_the_next_start(
    feed: BybitFeed, clock: VenueClock, venue: LocalBybit
) -> None:
    store = KeptRows()
    async with started(Running(feed, clock, store)) as run:
        await run.ingestion.listed.wait()
    del venue.listed["ETHUSDT"]
    async with started(Running(feed, clock, store)) as run:
        await run.ingestion.listed.wait()
        gone: Sequence[Instrument] = await run.market.ended(ETH)
        assert [(one.symbol, one.status) for one in gone] == [("ETHUSDT", ContractStatus.CLOSED)]
    assert [one.symbol for one in store.ended] == ["ETHUSDT"]
