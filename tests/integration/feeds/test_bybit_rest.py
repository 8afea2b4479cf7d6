"""Bybit's REST over a real socket: pages, joins, and what happens when the venue says no."""

import numpy as np
import pytest
from aiohttp import web

from engine.errors import VenueAway
from engine.feeds.bybit.feed import BybitFeed
from engine.market.values import Instrument
from engine.market.windows import STEPS_MS
from tests.integration.feeds.local_bybit import LocalBybit, price_at

KLINE = "/v5/market/kline"


async def _contract(feed: BybitFeed, coin: str) -> Instrument:
    return next(one for one in await feed.instruments() if one.coin == coin)


async def test_contracts_come_over_all_pages_with_their_tiers(feed: BybitFeed, venue: LocalBybit) -> None:
    instruments = await feed.instruments()
    assert [one.coin for one in instruments] == ["BTC", "ETH", "PEPE"]
    assert all(one.tiers[0].maintenance_margin_rate == 0.005 for one in instruments)
    assert venue.asked["/v5/market/instruments-info"] == 3  # two pages, and those before their coin's first day
    assert venue.asked["/v5/market/risk-limit"] == 2


async def test_contracts_come_without_tiers_when_those_are_not_told(feed: BybitFeed, venue: LocalBybit) -> None:
    no = {"retCode": 10001, "retMsg": "params error", "result": {}}
    venue.refuse["/v5/market/risk-limit"] = [web.json_response(no)]
    assert [one.tiers for one in await feed.instruments()] == [(), (), ()]


@pytest.mark.parametrize("step_ms", STEPS_MS)
async def test_history_joins_open_interest_at_each_close_and_leaves_the_open_bar_out(
    feed: BybitFeed, venue: LocalBybit, step_ms: int
) -> None:
    bitcoin = await _contract(feed, "BTC")
    to_ms = venue.now_ms + 10 * step_ms
    from_ms = venue.now_ms // step_ms * step_ms - 250 * step_ms
    bars = await feed.history(bitcoin, step_ms, from_ms, to_ms)
    assert list(bars.open_ms) == list(range(from_ms, venue.now_ms - step_ms + 1, step_ms))
    assert list(bars.open) == [price_at(int(at)) for at in bars.open_ms]
    assert list(bars.close) == [price_at(int(at) + step_ms - 300_000) for at in bars.open_ms]
    assert list(bars.oi_base) == [(int(at) + step_ms) // 300_000 for at in bars.open_ms]
    assert np.isnan(bars.taker_buy_base).all()


async def test_a_long_history_is_read_page_by_page(feed: BybitFeed, venue: LocalBybit) -> None:
    bitcoin = await _contract(feed, "BTC")
    from_ms = venue.now_ms // 300_000 * 300_000 - 2_500 * 300_000
    bars = await feed.history(bitcoin, 300_000, from_ms, venue.now_ms)
    assert len(bars) == 2_500
    assert np.isfinite(bars.oi_base).all()
    assert venue.asked[KLINE] == 3
    assert venue.asked["/v5/market/open-interest"] == 13


async def test_a_thousand_pack_is_told_per_coin(feed: BybitFeed, venue: LocalBybit) -> None:
    pepe = await _contract(feed, "PEPE")
    bars = await feed.history(pepe, 300_000, venue.now_ms - 600_000, venue.now_ms)
    assert bars.close[-1] == pytest.approx(price_at(int(bars.open_ms[-1])) / 1000)
    assert bars.volume_base[-1] == 10_000.0
    assert bars.oi_base[-1] == (int(bars.open_ms[-1]) + 300_000) // 300_000 * 1000


async def test_tickers_are_those_of_known_contracts(feed: BybitFeed) -> None:
    tickers = await feed.tickers(await feed.instruments())
    assert [one.coin for one in tickers] == ["BTC", "ETH", "PEPE"]
    assert tickers[0].oi_base == 1000.0


async def test_passing_faults_are_tried_again(feed: BybitFeed, venue: LocalBybit) -> None:
    bitcoin = await _contract(feed, "BTC")
    venue.refuse[KLINE] = [
        web.Response(status=500),
        web.json_response({"retCode": 10006, "retMsg": "Too many visits!", "result": {}}),
        web.Response(text="<html>busy</html>"),
    ]
    assert len(await feed.history(bitcoin, 300_000, venue.now_ms - 600_000, venue.now_ms)) == 1
    assert venue.asked[KLINE] == 4


async def test_a_venue_that_stays_away_is_away_after_four_attempts(feed: BybitFeed, venue: LocalBybit) -> None:
    venue.is_down = True
    with pytest.raises(VenueAway):
        await feed.server_time_ms()
    assert venue.asked["/v5/market/time"] == 4


async def test_a_refusal_of_the_question_is_not_repeated(feed: BybitFeed, venue: LocalBybit) -> None:
    venue.refuse["/v5/market/time"] = [web.json_response({"retCode": 10001, "retMsg": "params error", "result": {}})]
    with pytest.raises(VenueAway, match="params error"):
        await feed.server_time_ms()
    assert venue.asked["/v5/market/time"] == 1


async def test_after_a_ban_nothing_more_is_asked(feed: BybitFeed, venue: LocalBybit) -> None:
    venue.refuse["/v5/market/time"] = [web.Response(status=403, text="access too frequent")]
    with pytest.raises(VenueAway):
        await feed.server_time_ms()
    with pytest.raises(VenueAway, match="shut us out"):
        await feed.instruments()
    assert sum(venue.asked.values()) == 1


async def test_a_row_that_cannot_be_read_costs_that_row_only(feed: BybitFeed, venue: LocalBybit) -> None:
    bitcoin = await _contract(feed, "BTC")
    row = [str(venue.now_ms - 600_000), "100", "100", "100", "100", "1", "1"]
    result = {"list": [row, ["nonsense"], [row[0], "-1", "1", "1", "1", "1", "1"], None]}
    answer = {"retCode": 0, "retMsg": "OK", "result": result, "time": venue.now_ms}
    venue.refuse[KLINE] = [web.json_response(answer)]
    assert len(await feed.history(bitcoin, 300_000, venue.now_ms - 900_000, venue.now_ms)) == 1
