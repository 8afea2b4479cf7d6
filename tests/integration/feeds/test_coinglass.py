"""CoinGlass over real HTTP: what it gives, how it refuses, how seldom it is asked."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from random import Random

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from engine.feeds.coinglass.client import CoinGlassClient
from engine.feeds.coinglass.limits import HeaderLimits
from engine.feeds.coinglass.maps import DAY_VENUES, STALE_FOR, CoinGlassMaps, fresh_for
from engine.feeds.pacing import RateLimiter
from engine.liquidations.vendor.none import NoVendor
from engine.liquidations.vendor.refusals import VendorRefused, VendorWhy
from engine.liquidations.vendor.values import VENDOR_MODELS, MapModel
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from tests.integration.feeds.coinglass_answers import AT
from tests.integration.feeds.local_coinglass import HOBBYIST, PROFESSIONAL, LocalCoinGlass

BTC = Coin("BTC")


class SetClock:
    def __init__(self) -> None:
        self.at = AT

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def vendor() -> LocalCoinGlass:
    return LocalCoinGlass()


@pytest.fixture
async def address(vendor: LocalCoinGlass) -> AsyncIterator[str]:
    async with TestServer(vendor.app()) as server:
        yield str(server.make_url(""))


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def client_of(session: aiohttp.ClientSession, address: str, key: str = PROFESSIONAL) -> CoinGlassClient:
    return CoinGlassClient(session, key, Random(1), base_url=address, first_wait_s=0.01)


@pytest.fixture
def maps(session: aiohttp.ClientSession, address: str, clock: SetClock) -> CoinGlassMaps:
    return CoinGlassMaps(client_of(session, address), clock, MarketSource.LIVE)


async def why(question: object) -> VendorWhy:
    with pytest.raises(VendorRefused) as refused:
        await question  # type: ignore[misc]  # any of the client's coroutines
    return refused.value.why


@pytest.mark.parametrize("model", VENDOR_MODELS)
async def test_each_model_is_asked_by_its_own_path_with_our_window_as_range(
    maps: CoinGlassMaps, vendor: LocalCoinGlass, model: MapModel
) -> None:
    told = (await maps.map(BTC, Window.D7, model)).map
    assert (told.model, told.coin, told.window, told.cells_left_out) == (model, BTC, Window.D7, 0)
    assert vendor.asked == {f"model{model.value}": 1}
    assert vendor.params == [{"symbol": "BTC", "range": "7d"}]
    assert len(told.candles) == told.strength.shape[0] == 336
    assert told.candles.step_ms == Window.D7.column_ms
    assert told.now.any()
    assert told.price_usd == pytest.approx(66_586.0)


async def test_the_third_versions_field_names_are_read_too(maps: CoinGlassMaps, vendor: LocalCoinGlass) -> None:
    new = (await maps.map(BTC, Window.H12, MapModel.CG1)).map
    vendor.is_third_version = True
    old = (await maps.map(BTC, Window.H12, MapModel.CG2)).map
    assert len(new.candles) == len(old.candles)
    assert old.now.any()


async def test_many_who_ask_at_once_are_one_question(maps: CoinGlassMaps, vendor: LocalCoinGlass) -> None:
    vendor.go_on.clear()
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(maps.map(BTC, Window.D7, MapModel.CG1)) for _ in range(20)]
        group.create_task(_when_asked(vendor))
    assert vendor.asked["model1"] == 1
    assert len({id(one.result().map) for one in asked}) == 1


async def _when_asked(vendor: LocalCoinGlass) -> None:
    while not vendor.asked:  # noqa: ASYNC110  # the server counts in another task of this loop
        await asyncio.sleep(0)
    vendor.go_on.set()


async def test_an_answer_is_kept_for_a_while_and_then_asked_anew(
    maps: CoinGlassMaps, vendor: LocalCoinGlass, clock: SetClock
) -> None:
    await maps.map(BTC, Window.D7, MapModel.CG1)
    clock.at += timedelta(seconds=40)
    again = await maps.map(BTC, Window.D7, MapModel.CG1)
    assert (again.age, again.is_stale, vendor.asked["model1"]) == (timedelta(seconds=40), False, 1)
    clock.at += fresh_for(Window.D7)
    assert (await maps.map(BTC, Window.D7, MapModel.CG1)).age == timedelta(0)
    assert vendor.asked["model1"] == 2


def test_answers_are_kept_between_one_and_five_minutes() -> None:
    kept = [fresh_for(window).total_seconds() for window in Window]
    assert min(kept) == 60
    assert max(kept) == 300
    assert kept == sorted(kept)


async def test_while_it_is_away_an_earlier_answer_stands_with_its_age_until_it_is_too_old(
    maps: CoinGlassMaps, vendor: LocalCoinGlass, clock: SetClock
) -> None:
    await maps.map(BTC, Window.D7, MapModel.CG1)
    vendor.refuse = [web.Response(status=500) for _ in range(40)]
    clock.at += timedelta(minutes=12)
    old = await maps.map(BTC, Window.D7, MapModel.CG1)
    assert (old.is_stale, old.age) == (True, timedelta(minutes=12))
    clock.at += STALE_FOR
    assert await why(maps.map(BTC, Window.D7, MapModel.CG1)) is VendorWhy.AWAY


async def test_a_no_is_not_asked_again_at_once(maps: CoinGlassMaps, vendor: LocalCoinGlass, clock: SetClock) -> None:
    for _ in range(5):
        assert await why(maps.map(Coin("NOPE"), Window.D7, MapModel.CG1)) is VendorWhy.NO_COIN
    assert vendor.asked["model1"] == 1
    clock.at += timedelta(minutes=1)
    await why(maps.map(Coin("NOPE"), Window.D7, MapModel.CG1))
    assert vendor.asked["model1"] == 2


@pytest.mark.parametrize(
    ("key", "expected"), [("wrong", VendorWhy.BAD_KEY), ("", VendorWhy.BAD_KEY), (HOBBYIST, VendorWhy.PLAN)]
)
async def test_a_wrong_key_and_too_small_a_plan_are_told_apart(
    session: aiohttp.ClientSession, address: str, key: str, expected: VendorWhy
) -> None:
    assert await why(client_of(session, address, key).heatmap(BTC, Window.D7, MapModel.CG1, AT)) is expected


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, {"code": 400, "msg": "bad"}, VendorWhy.NO_COIN),
        (422, {"code": "422", "msg": "unacceptable"}, VendorWhy.NO_COIN),
        (404, None, VendorWhy.NO_COIN),
        (500, {"code": "500", "msg": "x"}, VendorWhy.AWAY),
        (200, {"code": "408", "msg": "timeout"}, VendorWhy.AWAY),
        (403, None, VendorWhy.AWAY),
        (429, None, VendorWhy.QUOTA),
        (200, {"code": "429", "msg": "limit"}, VendorWhy.QUOTA),
        (401, None, VendorWhy.BAD_KEY),
        (200, {"code": "0", "msg": "success"}, VendorWhy.NONSENSE),
        (200, {"code": "0", "data": {"y_axis": []}}, VendorWhy.NONSENSE),
        (200, [1, 2], VendorWhy.NONSENSE),
        (200, {"code": "30001", "msg": "?"}, VendorWhy.NONSENSE),
        (500, {"code": "0", "data": {}}, VendorWhy.AWAY),
    ],
)
async def test_status_and_code_both_have_to_say_yes(
    session: aiohttp.ClientSession, vendor: LocalCoinGlass, address: str, status: int, body: object, expected: VendorWhy
) -> None:
    answer = (
        (lambda: web.Response(status=status, text="no json"))
        if body is None
        else (lambda: web.json_response(body, status=status))
    )
    vendor.refuse = [answer() for _ in range(2)]
    assert await why(client_of(session, address).heatmap(BTC, Window.D7, MapModel.CG1, AT)) is expected


async def test_broken_json_and_an_empty_map_have_their_own_words(
    maps: CoinGlassMaps, vendor: LocalCoinGlass, clock: SetClock
) -> None:
    vendor.is_broken = True
    assert await why(maps.map(BTC, Window.D7, MapModel.CG1)) is VendorWhy.NONSENSE
    vendor.is_broken, vendor.is_empty = False, True
    clock.at += timedelta(minutes=1)
    assert await why(maps.map(BTC, Window.D7, MapModel.CG1)) is VendorWhy.EMPTY


async def test_the_quota_of_the_headers_is_kept_and_told_in_seconds(
    session: aiohttp.ClientSession, vendor: LocalCoinGlass, address: str
) -> None:
    vendor.most = 2
    client = client_of(session, address)
    for model in VENDOR_MODELS[:2]:
        await client.heatmap(BTC, Window.D7, model, AT)
    with pytest.raises(VendorRefused) as refused:
        await client.heatmap(BTC, Window.D7, MapModel.CG3, AT)
    assert refused.value.why is VendorWhy.QUOTA
    assert refused.value.wait_s == pytest.approx(60, abs=5)
    assert vendor.asked.total() == 2  # the third was not even sent


async def test_after_the_minute_it_is_asked_again(
    session: aiohttp.ClientSession, vendor: LocalCoinGlass, address: str
) -> None:
    vendor.most = 1
    limits = HeaderLimits(RateLimiter(30, 0.05), minute_s=0.05)
    client = CoinGlassClient(session, PROFESSIONAL, Random(1), base_url=address, limits=limits)
    await client.heatmap(BTC, Window.D7, MapModel.CG1, AT)
    vendor.used = 0
    assert (await client.heatmap(BTC, Window.D7, MapModel.CG2, AT)).now.any()


async def test_fourteen_days_and_markets_that_are_not_live_are_refused_without_a_question(
    session: aiohttp.ClientSession, vendor: LocalCoinGlass, address: str, clock: SetClock
) -> None:
    live = CoinGlassMaps(client_of(session, address), clock, MarketSource.LIVE)
    assert await why(live.map(BTC, Window.D14, MapModel.CG1)) is VendorWhy.NO_WINDOW
    for source in (MarketSource.SIMULATED, MarketSource.RECORDED):
        other = CoinGlassMaps(client_of(session, address), clock, source)
        assert await why(other.map(BTC, Window.D7, MapModel.CG1)) is VendorWhy.NOT_LIVE
        assert await other.day(BTC) is None
    assert await why(NoVendor().map(BTC, Window.D7, MapModel.CG1)) is VendorWhy.NO_KEY
    assert not vendor.asked


async def test_an_answer_that_takes_too_long_is_no_answer(
    session: aiohttp.ClientSession, vendor: LocalCoinGlass, address: str
) -> None:
    vendor.go_on.clear()
    slow = CoinGlassClient(session, PROFESSIONAL, Random(1), base_url=address, longest_s=0.05)
    assert await why(slow.heatmap(BTC, Window.D7, MapModel.CG1, AT)) is VendorWhy.AWAY
    vendor.go_on.set()
    assert (await client_of(session, address).heatmap(BTC, Window.D7, MapModel.CG1, AT)).now.any()


async def test_the_day_is_measured_and_its_funding_is_a_fraction(
    session: aiohttp.ClientSession, vendor: LocalCoinGlass, address: str, clock: SetClock
) -> None:
    day = await CoinGlassMaps(client_of(session, address, HOBBYIST), clock, MarketSource.LIVE).day(BTC)
    assert day is not None
    assert day.liquidation_venues == DAY_VENUES
    assert (day.long_liquidated_usd, day.short_liquidated_usd) == (12_000_003.0, 6_000_000.0)
    assert (day.oi_usd, day.oi_change, day.volume_usd) == (60e9, 0.0, 66e9)
    assert day.funding_rate == pytest.approx(0.000092)
    assert {asked["interval"] for asked in vendor.params} == {"4h"}  # what the smallest plan may ask


async def test_a_figure_that_is_refused_is_left_out_of_the_day(maps: CoinGlassMaps, vendor: LocalCoinGlass) -> None:
    vendor.refuse = [web.json_response({"code": "0", "data": [{"time": "x"}]})]
    day = await maps.day(BTC)
    assert day is not None
    assert not day.is_empty
    figures = (day.long_liquidated_usd, day.oi_usd, day.funding_rate, day.volume_usd)
    assert figures.count(None) == 1


async def test_without_a_single_figure_there_is_no_day(maps: CoinGlassMaps, vendor: LocalCoinGlass) -> None:
    vendor.is_broken = True
    assert await maps.day(BTC) is None
