"""Hyperliquid's public accounts over real HTTP: units, names, faults, and a leaderboard of many megabytes."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from engine.errors import VenueAway
from engine.feeds.hyperliquid.client import HyperliquidAccounts
from engine.feeds.hyperliquid.parsing import parse_positions
from engine.feeds.pacing import RateLimiter
from engine.market.values import Side
from tests.integration.feeds.local_hyperliquid import LocalHyperliquid, address, position

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)


@pytest.fixture
def local() -> LocalHyperliquid:
    return LocalHyperliquid()


@pytest.fixture
async def venue(local: LocalHyperliquid, session: aiohttp.ClientSession) -> AsyncIterator[HyperliquidAccounts]:
    async with TestServer(local.app()) as server:
        url = str(server.make_url(""))
        yield HyperliquidAccounts(session, Random(1), rest_url=url, stats_url=url, first_wait_s=0.01)


async def test_positions_are_read_with_side_leverage_and_end(
    venue: HyperliquidAccounts, local: LocalHyperliquid
) -> None:
    account = local.hold(1, position("BTC", 100, 65_200, 61_900), position("ETH", -2_000, 2_010, None, 5, "isolated"))
    btc, eth = await venue.positions(account, AT)
    assert (btc.coin, btc.side, btc.size_base, btc.entry_usd) == ("BTC", Side.LONG, 100.0, 65_200.0)
    assert (btc.leverage, btc.is_cross, btc.liquidation_usd, btc.seen_at) == (20.0, True, 61_900.0, AT)
    assert btc.notional_usd == pytest.approx(6_658_600)
    assert btc.margin_usd == pytest.approx(332_930)
    assert (eth.side, eth.size_base, eth.is_cross, eth.liquidation_usd) == (Side.SHORT, 2_000.0, False, None)


async def test_a_thousand_pepe_is_a_thousand_and_other_peoples_markets_are_left_out(
    venue: HyperliquidAccounts, local: LocalHyperliquid
) -> None:
    account = local.hold(1, position("kPEPE", 1_000_000, 0.005, 0.003), position("xyz:GOLD", 1, 4_000, 3_000))
    (pepe,) = await venue.positions(account, AT)
    assert pepe.coin == "PEPE"
    assert pepe.size_base == 1e9
    assert pepe.entry_usd == pytest.approx(5e-6)
    assert pepe.liquidation_usd == pytest.approx(3e-6)
    contexts = {one.coin: one for one in await venue.contexts(AT)}
    assert set(contexts) == {"BTC", "ETH", "PEPE"}
    assert contexts["PEPE"].oi_base == 5e12
    assert contexts["PEPE"].mark_usd == pytest.approx(4.1e-6)


def test_recorded_answers_read(shared_data: Path) -> None:
    file = shared_data / "perps/raw/nautilus/hyperliquid/http_clearinghouse_state_negative_total_raw_usd.json"
    assert parse_positions(json.loads(file.read_text()), address(1), AT) == []


async def test_a_position_that_cannot_be_read_is_left_out_and_the_others_stay(
    venue: HyperliquidAccounts, local: LocalHyperliquid
) -> None:
    odd = position("BTC", 1, 65_000, 60_000)
    odd["position"]["entryPx"] = "soon"
    account = local.hold(1, odd, position("ETH", 10, 1_900, -5))
    (eth,) = await venue.positions(account, AT)
    assert (eth.coin, eth.liquidation_usd) == ("ETH", None)  # an end below zero is never reached


async def test_the_leaderboards_largest_accounts_come_first_however_long_it_is(
    venue: HyperliquidAccounts, local: LocalHyperliquid
) -> None:
    for number in range(1, 4_001):
        local.hold(number, value=float(number * 1_000))
    assert await venue.largest(3) == [address(4_000), address(3_999), address(3_998)]


async def test_a_leaderboard_that_is_away_or_empty_says_so(venue: HyperliquidAccounts, local: LocalHyperliquid) -> None:
    with pytest.raises(VenueAway, match="no rows"):
        await venue.largest(3)
    local.is_board_away = True
    with pytest.raises(VenueAway, match="403"):
        await venue.largest(3)


async def test_trouble_is_asked_again_and_nonsense_is_not(venue: HyperliquidAccounts, local: LocalHyperliquid) -> None:
    account = local.hold(1, position("BTC", 1, 65_000, 60_000))
    local.refuse = [web.Response(status=502), web.Response(text="<html>")]
    assert len(await venue.positions(account, AT)) == 1
    local.broken.add(account)
    with pytest.raises(VenueAway):
        await venue.positions(account, AT)
    assert local.asked["clearinghouseState"] == 4


async def test_questions_cost_what_the_venue_counts(local: LocalHyperliquid, session: aiohttp.ClientSession) -> None:
    limiter = RateLimiter(100, 60.0)
    async with TestServer(local.app()) as server:
        venue = HyperliquidAccounts(session, Random(1), rest_url=str(server.make_url("")), limiter=limiter)
        await venue.contexts(AT)
        for number in range(10):
            await venue.positions(address(number), AT)
    assert limiter.wait_s(60) <= 0 < limiter.wait_s(61)
