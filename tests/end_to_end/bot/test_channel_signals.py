"""Confirmed signals in the channel: each once, with its picture, answered when it ends, whatever dies in between."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from redis.asyncio import Redis

from bot.posts.office import PostOffice
from bot.posts.opening import office_of
from db.people.posts import PostRepository
from db.pool import open_redis
from db.signal_news import SignalNewsRepository
from db.signal_stream import SignalAnnouncements
from engine.errors import StorageAway
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.signals.announcing import Announcer
from engine.signals.values import Ending, SignalState
from jobs.signal_news import SignalNewsPoster
from tests.end_to_end.bot.market import NOW, SmallMarket, small_market
from tests.end_to_end.bot.person import Someone, buttons, words
from tests.end_to_end.bot.posting import AwayAfterSending, Died, DiesAfterSending, DiesBeforeSending
from tests.end_to_end.bot.running import Place
from tests.end_to_end.bot.signals import HOUR, Scene, silent_scene

CHANNEL = "-100300"
SIMULATED = MarketSource.SIMULATED


class Teller:
    """What a process with a bot does for the channel."""

    def __init__(self, scene: Scene, posts: type[PostRepository]) -> None:
        stores = replace(scene.deps.stores, posts=posts(scene.database))
        deps = replace(scene.deps, stores=stores)
        self.office: PostOffice = office_of(deps, deps.links("helix_demo_bot"))
        self.poster = SignalNewsPoster(
            SIMULATED, SignalNewsRepository(scene.database), self.office.book, self.office.audience
        )

    async def tell(self) -> int:
        await self.poster.look()
        return await self.office.send_due()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.poster.run())
            group.create_task(self.office.run())


class Studio:
    """A scene, and tellers that come and go as processes do."""

    def __init__(self, scene: Scene, redis: Redis, http: ClientSession, base_url: str) -> None:
        self.scene, self.redis = scene, redis
        self.channel = Someone(http, base_url, "admin", CHANNEL)
        self.announcer = Announcer(scene.book, SignalAnnouncements(redis))

    def teller(self, posts: type[PostRepository] = PostRepository) -> Teller:
        return Teller(self.scene, posts)

    async def confirmed(self, coin: str = "BTC", **more: Any):
        signal = await self.scene.signal(coin, at=NOW - timedelta(minutes=1), **more)
        await self.announcer.announce()
        return signal

    async def posts(self) -> list[dict[str, Any]]:
        return [m for m in await self.channel.messages() if m.get("photo") or "No. " in words(m)]

    async def later(self) -> None:
        """The claims of whoever died run out."""
        await self.scene.database.run("UPDATE posts SET not_before = clock_timestamp()")

    async def states(self) -> list[str]:
        rows = await self.scene.database.rows("SELECT * FROM posts WHERE chat_id < 0 ORDER BY made_at, post_key")
        return [f"{row['kind']} {row['state']}" for row in rows]


@pytest.fixture
async def studio(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[Studio]:
    market: SmallMarket = small_market({"BTC": 66_586.1, "ETH": 1_950.0})
    redis = open_redis(place.redis_url)
    async with silent_scene(place, market, http, lent_painters, channel=CHANNEL) as made:
        await made.admin.start()  # what stands in the channel is read by forwarding it to an admin
        yield Studio(made, redis, http, place.api_base)
    await redis.aclose()


async def test_a_confirmed_signal_is_posted_once_with_its_picture(studio: Studio) -> None:
    await studio.confirmed()
    assert await studio.teller().tell() == 1
    assert await studio.teller().tell() == 0
    (post,) = await studio.posts()
    assert post["photo"]
    assert words(post).startswith("📍 BTC 12h: signal long at 66,590.0\nRide to A2: long 66,590")
    assert "All signals: none has ended yet." in words(post)
    assert "SIMULATED" in words(post).splitlines()[-1]
    assert [b["url"].split("=")[1] for b in buttons(post)] == ["signal_1", "scan_BTC_12h"]


async def test_its_end_answers_the_post(studio: Studio) -> None:
    signal = await studio.confirmed()
    await studio.teller().tell()
    await studio.scene.end(signal, SignalState.HIT, Ending.TARGET, 68_100.0, NOW)
    await studio.announcer.announce()
    assert await studio.teller().tell() == 1
    first, answer = await studio.posts()
    assert answer["reply_to_message"]["message_id"] == first["message_id"]
    assert words(answer).startswith("BTC 12h long: hit after 1 min: +2.20 for 1 risked")


async def test_a_spike_that_confirms_a_coin_on_many_windows_is_one_post_while_it_lives(studio: Studio) -> None:
    first = await studio.confirmed()
    for window in (Window.H24, Window.D3):
        await studio.confirmed(window=window)
    for _ in range(2):
        await studio.teller().tell()
    (post,) = await studio.posts()
    assert words(post).startswith("📍 BTC 12h")
    await studio.scene.end(first, SignalState.STOPPED, Ending.STOP, 66_010.0, NOW)
    await studio.announcer.announce()
    for _ in range(2):
        await studio.teller().tell()
    told = sorted(words(one).split(":")[0] for one in await studio.posts())
    assert told == ["BTC 12h long", "📍 BTC 12h", "📍 BTC 24h"]


async def test_what_only_waits_is_not_posted_nor_how_it_ended(studio: Studio) -> None:
    signal = await studio.confirmed(is_confirmed=False)
    await studio.scene.end(signal, SignalState.EXPIRED, Ending.LEFT_RANGE, 66_000.0, NOW)
    await studio.announcer.announce()
    assert await studio.teller().tell() == 0
    assert await studio.posts() == []


async def test_nothing_is_posted_before_the_stream_was_told(studio: Studio) -> None:
    await studio.scene.signal(at=NOW - timedelta(minutes=1))
    assert await studio.teller().tell() == 0
    await studio.announcer.announce()
    assert await studio.teller().tell() == 1


async def test_old_news_is_not_posted_and_neither_is_its_end(studio: Studio) -> None:
    signal = await studio.scene.signal(at=NOW - HOUR)
    await studio.announcer.announce()
    assert await studio.teller().tell() == 0
    assert await studio.states() == ["signal dropped"]
    await studio.scene.end(signal, SignalState.HIT, Ending.TARGET, 68_100.0, NOW)
    await studio.announcer.announce()
    assert await studio.teller().tell() == 0
    assert await studio.states() == ["signal dropped"]


async def test_two_tellers_at_once_post_everything_once(studio: Studio) -> None:
    for coin in ("BTC", "ETH"):
        await studio.confirmed(coin)
    await asyncio.gather(*(studio.teller().tell() for _ in range(3)))
    assert len(await studio.posts()) == 2


@pytest.mark.parametrize("death", [DiesBeforeSending, DiesAfterSending])
async def test_a_death_before_or_after_the_send_posts_it_exactly_once(
    death: type[PostRepository], studio: Studio
) -> None:
    await studio.confirmed("ETH")
    await studio.teller().tell()  # so that a message of the channel is known
    await studio.confirmed()
    with pytest.raises(Died):
        await studio.teller(death).tell()
    assert await studio.teller().tell() == 0  # still claimed
    for _ in range(3):
        await studio.later()
        await studio.teller().tell()
    assert sum(words(post).startswith("📍 BTC") for post in await studio.posts()) == 1
    assert await studio.states() == ["signal sent"] * 2


@pytest.mark.parametrize("death", [DiesBeforeSending, DiesAfterSending])
async def test_a_death_before_or_after_the_end_is_told_tells_it_exactly_once(
    death: type[PostRepository], studio: Studio
) -> None:
    signal = await studio.confirmed()
    await studio.teller().tell()
    await studio.scene.end(signal, SignalState.HIT, Ending.TARGET, 68_100.0, NOW)
    await studio.announcer.announce()
    with pytest.raises(Died):
        await studio.teller(death).tell()
    for _ in range(3):
        await studio.later()
        await studio.teller().tell()
    assert [words(post).split(":")[0] for post in await studio.posts()] == ["📍 BTC 12h", "BTC 12h long"]
    assert await studio.states() == ["signal sent", "signal-end sent"]


async def test_a_store_that_goes_away_after_the_send_posts_it_exactly_once(studio: Studio) -> None:
    await studio.confirmed("ETH")
    await studio.teller().tell()
    await studio.confirmed()
    with pytest.raises(StorageAway):
        await studio.teller(AwayAfterSending).tell()
    for _ in range(2):
        await studio.later()
        await studio.teller().tell()
    assert len(await studio.posts()) == 2


async def test_where_nothing_can_be_asked_it_is_given_up_rather_than_posted_twice(studio: Studio) -> None:
    await studio.confirmed()
    with pytest.raises(Died):
        await studio.teller(DiesAfterSending).tell()
    await studio.later()
    assert await studio.teller().tell() == 0
    assert await studio.states() == ["signal dropped"]
    assert len(await studio.posts()) == 1


@pytest.mark.parametrize("kind", ["drop_after", "drop", "500"])
async def test_an_answer_that_is_lost_makes_one_post(kind: str, studio: Studio) -> None:
    await studio.confirmed("ETH")
    await studio.teller().tell()
    await studio.confirmed()
    await studio.scene.admin.fault(kind, method="sendPhoto", calls=1)
    for _ in range(3):
        await studio.teller().tell()
        await studio.later()
    assert sum(words(post).startswith("📍 BTC") for post in await studio.posts()) == 1


async def test_the_first_post_of_a_channel_whose_answer_is_lost_is_not_sent_again(studio: Studio) -> None:
    await studio.confirmed()
    await studio.scene.admin.fault("drop_after", method="sendPhoto", calls=1)
    for _ in range(3):
        await studio.teller().tell()
        await studio.later()
    assert len(await studio.posts()) == 1


async def test_without_a_map_the_words_are_posted_alone(studio: Studio) -> None:
    signal = await studio.scene.signal(at=NOW - timedelta(minutes=1))
    await studio.scene.database.run("UPDATE signal_states SET coin = 'GONE'")
    await studio.announcer.announce()
    assert await studio.teller().tell() == 1
    (post,) = await studio.posts()
    assert "photo" not in post
    assert words(post).startswith("📍 GONE 12h: signal long")
    assert signal.coin == Coin("BTC")


async def test_a_running_teller_posts_by_itself(studio: Studio) -> None:
    async with asyncio.TaskGroup() as group:
        running = group.create_task(studio.teller().run())
        before = await studio.channel.newest_id()
        await studio.confirmed()
        found = await studio.channel.answers(before)
        running.cancel()
    assert words(found[0]).startswith("📍 BTC 12h")


async def test_another_markets_signals_stay_out(studio: Studio) -> None:
    await studio.confirmed()
    await studio.scene.database.run("UPDATE signal_states SET source = 'live'")
    assert await studio.teller().tell() == 0
