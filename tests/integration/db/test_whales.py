"""Public accounts in Postgres: what is closed goes, what is old is left out, and following them over faults."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import aiohttp
import asyncpg
import pytest
from aiohttp.test_utils import TestServer

from db.database import Database
from db.whales import WhaleRepository
from engine.errors import NoData, VenueAway
from engine.feeds.hyperliquid.client import HyperliquidAccounts
from engine.market.values import Coin, MarketSource, Side
from engine.whales.follow import EMPTY_EVERY, FORGET_AFTER, LIST_AGAIN, FollowWhales
from engine.whales.read import NONE_SEEN, NOT_LIVE, SEEN_WITHIN, ReadWhales
from engine.whales.values import CoinContext, WhalePosition
from tests.integration.feeds.local_hyperliquid import LocalHyperliquid, address, position

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
BTC, ETH = Coin("BTC"), Coin("ETH")
LIVE = MarketSource.LIVE


class SetClock:
    def __init__(self) -> None:
        self.at = AT

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def store(database: Database) -> WhaleRepository:
    return WhaleRepository(database)


def held(account: int, coin: Coin = BTC, size: float = 10.0, side: Side = Side.LONG) -> WhalePosition:
    return WhalePosition(address(account), coin, side, size, 100.0, 20.0, True, 95.0, size * 100, size * 5, AT)


async def test_an_accounts_positions_are_replaced_as_a_whole(store: WhaleRepository) -> None:
    await store.keep(LIVE, address(1), [held(1), held(1, ETH)], AT)
    await store.keep(LIVE, address(1), [held(1, size=7)], AT + timedelta(minutes=1))
    assert [p.size_base for p in await store.positions(LIVE, BTC, AT)] == [7.0]
    assert await store.positions(LIVE, ETH, AT) == []
    await store.keep(LIVE, address(1), [], AT + timedelta(minutes=2))
    assert await store.positions(LIVE, BTC, AT) == []
    assert await store.account_count(LIVE, AT) == 1


async def test_an_older_look_does_not_overwrite_a_newer_one(store: WhaleRepository) -> None:
    await store.keep(LIVE, address(1), [held(1, size=7)], AT + timedelta(minutes=1))
    await store.keep(LIVE, address(1), [held(1, size=3)], AT)
    assert [p.size_base for p in await store.positions(LIVE, BTC, AT)] == [7.0]


async def test_the_largest_come_first_and_old_looks_are_left_out(store: WhaleRepository) -> None:
    await store.keep(LIVE, address(1), [held(1, size=1)], AT)
    await store.keep(LIVE, address(2), [held(2, size=5)], AT)
    await store.keep(LIVE, address(3), [held(3, size=9)], AT - SEEN_WITHIN)
    positions = await store.positions(LIVE, BTC, AT - timedelta(minutes=5))
    assert [p.account for p in positions] == [address(2), address(1)]
    assert positions[1] == held(1, size=1)


async def test_forgotten_accounts_take_their_positions_along(store: WhaleRepository) -> None:
    await store.keep(LIVE, address(1), [held(1)], AT - FORGET_AFTER)
    await store.keep(LIVE, address(2), [held(2)], AT)
    await store.forget(LIVE, AT - timedelta(days=1))
    assert await store.accounts(LIVE, AT - FORGET_AFTER) == [address(2)]
    assert len(await store.positions(LIVE, BTC, AT - FORGET_AFTER)) == 1


@pytest.mark.parametrize("source", [MarketSource.SIMULATED, MarketSource.RECORDED])
async def test_only_live_rows_can_be_stored(store: WhaleRepository, source: MarketSource) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await store.keep(source, address(1), [held(1)], AT)


async def test_the_answer_says_how_much_of_the_open_interest_was_seen(store: WhaleRepository) -> None:
    clock = SetClock()
    read = ReadWhales(store, LIVE, clock)
    await store.keep(LIVE, address(1), [held(1, size=30)], AT)
    await store.keep(LIVE, address(2), [held(2, size=20, side=Side.SHORT)], AT)
    with pytest.raises(NoData) as refused:
        await read(BTC)
    assert refused.value.reason == NONE_SEEN  # positions without the venue's open interest say nothing
    await store.keep_contexts(LIVE, [CoinContext(BTC, 100.0, 101.0, AT)])
    found = await read(BTC)
    assert found.coverage == pytest.approx(0.25)
    assert (found.total_usd(Side.LONG), found.total_usd(Side.SHORT), found.accounts) == (3_000.0, 2_000.0, 2)
    clock.at += SEEN_WITHIN + timedelta(seconds=1)
    with pytest.raises(NoData):
        await read(BTC)


@pytest.mark.parametrize("source", [MarketSource.SIMULATED, MarketSource.RECORDED])
async def test_beside_other_prices_there_are_no_whales(store: WhaleRepository, source: MarketSource) -> None:
    await store.keep(LIVE, address(1), [held(1)], AT)
    with pytest.raises(NoData) as refused:
        await ReadWhales(store, source, SetClock())(BTC)
    assert refused.value.reason == NOT_LIVE


@pytest.fixture
def local() -> LocalHyperliquid:
    return LocalHyperliquid()


@pytest.fixture
async def venue(local: LocalHyperliquid) -> AsyncIterator[HyperliquidAccounts]:
    async with aiohttp.ClientSession() as session, TestServer(local.app()) as server:
        url = str(server.make_url(""))
        yield HyperliquidAccounts(session, Random(1), rest_url=url, stats_url=url, first_wait_s=0.001)


def following(
    venue: HyperliquidAccounts, store: WhaleRepository, clock: SetClock, extra: Sequence[str] = (), largest: int = 2
) -> FollowWhales:
    return FollowWhales(venue, store, clock, Random(1), extra=extra, largest=largest, first_wait_s=0.001)


async def test_a_round_looks_at_the_largest_and_at_those_the_owner_named(
    venue: HyperliquidAccounts, local: LocalHyperliquid, store: WhaleRepository
) -> None:
    for number in range(1, 5):
        local.hold(number, position("BTC", number, 65_000, 60_000), value=number * 1e6)
    named = local.hold(9, position("BTC", -50, 65_000, 70_000), value=1.0)
    await following(venue, store, SetClock(), [named.upper().replace("0X", "0x")]).look_around()
    found = await ReadWhales(store, LIVE, SetClock())(BTC)
    assert [p.account for p in found.positions] == [named, address(4), address(3)]
    assert found.coverage == pytest.approx(57 / (2 * 27_353.17682))


async def test_accounts_without_positions_are_looked_at_less_often(
    venue: HyperliquidAccounts, local: LocalHyperliquid, store: WhaleRepository
) -> None:
    full, empty = local.hold(1, position("BTC", 1, 65_000, 60_000)), local.hold(2)
    follow = following(venue, store, SetClock())
    for _ in range(EMPTY_EVERY):
        await follow.look_around()
    assert local.users.count(full) == EMPTY_EVERY
    assert local.users.count(empty) == 1


async def test_while_the_leaderboard_is_away_the_known_accounts_are_followed(
    venue: HyperliquidAccounts, local: LocalHyperliquid, store: WhaleRepository
) -> None:
    local.is_board_away, clock = True, SetClock()
    local.hold(1, position("BTC", 2, 65_000, 60_000))
    await store.keep(LIVE, address(1), [held(1)], AT)
    follow = following(venue, store, clock)
    await follow.look_around()
    await follow.look_around()
    assert [p.size_base for p in (await ReadWhales(store, LIVE, clock)(BTC)).positions] == [2.0]
    assert local.asked["leaderboard"] == 1
    clock.at += LIST_AGAIN
    await follow.look_around()
    assert local.asked["leaderboard"] == 2


async def test_one_account_that_cannot_be_read_keeps_its_last_look_and_does_not_stop_the_others(
    venue: HyperliquidAccounts, local: LocalHyperliquid, store: WhaleRepository
) -> None:
    first = local.hold(1, position("BTC", 1, 65_000, 60_000), value=2e6)
    local.hold(2, position("BTC", 2, 65_000, 60_000))
    clock = SetClock()
    follow = following(venue, store, clock)
    await follow.look_around()
    local.broken.add(first)
    clock.at += timedelta(minutes=5)
    await follow.look_around()
    ages = {p.account: clock.at - p.seen_at for p in (await ReadWhales(store, LIVE, clock)(BTC)).positions}
    assert ages == {first: timedelta(minutes=5), address(2): timedelta(0)}


async def test_a_venue_that_is_away_ends_nothing(store: WhaleRepository) -> None:
    class Away:
        async def largest(self, count: int) -> Sequence[str]:
            return [address(1)]

        async def contexts(self, now: datetime) -> Sequence[CoinContext]:
            raise VenueAway("away")

        async def positions(self, account: str, now: datetime) -> Sequence[WhalePosition]:
            raise VenueAway("away")

    follow = FollowWhales(Away(), store, SetClock(), Random(1), first_wait_s=0.001)
    await follow.look_around()
    assert await store.account_count(LIVE, AT - timedelta(days=1)) == 0


async def test_a_coin_named_twice_in_one_look_counts_once(store: WhaleRepository) -> None:
    await store.keep(LIVE, address(1), [held(1), replace(held(1), size_base=4.0)], AT)
    assert [p.size_base for p in await store.positions(LIVE, BTC, AT)] == [4.0]
