"""The post office in trouble: a channel that is not there or does not let us, bursts, silence, and other people's
posts. Nothing is said twice, nothing is lost unseen."""

from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from bot.posts.office import PostOffice
from bot.posts.opening import office_of
from bot.posts.trouble import write_trouble
from bot.sending.anchors import Anchors
from bot.telegram import build_bot
from engine.club.people import Locale, Preferences
from engine.club.posts import Said
from engine.market.values import MarketSource
from jobs.levels_day import LevelsDay
from sandbox.telegram.people import CHANNEL_ID
from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.market import SetClock, small_market
from tests.end_to_end.bot.person import Someone, eventually, words
from tests.end_to_end.bot.posting import NOTES, claimed, note, pool_of, time_passes
from tests.end_to_end.bot.running import ADMIN, Place, bot_parts, running
from tests.end_to_end.processes.helix import NOBODY

WRITERS = {**NOTES, "channel-trouble": write_trouble}


@dataclass
class House:
    deps: BotDependencies
    admin: Someone

    @property
    def channel(self) -> Someone:
        return replace(self.admin, chat=str(CHANNEL_ID))

    def office(self, **changes: Any) -> PostOffice:
        """Of a process of its own."""
        deps = replace(self.deps, **changes)
        return replace(office_of(deps, deps.links("helix_demo_bot")), writers=WRITERS)

    async def put(self, key: str, **more: object) -> None:
        assert await self.deps.stores.posts.put(note(key, key, **more))

    async def said(self, *offices: PostOffice) -> list[str]:
        """In the channel, once everything that is due was seen to."""
        for office in offices or (self.office(),):
            await office.send_due()
        return [words(message) for message in await self.channel.messages()]

    async def later(self) -> None:
        await time_passes(self.deps)

    async def rows(self) -> Sequence[tuple[str, str]]:
        """State and note of each note."""
        found = await pool_of(self.deps).fetch("SELECT * FROM posts WHERE kind = 'note' ORDER BY made_at, post_key")
        return [(row["state"], row["note"] or "") for row in found]

    async def warnings(self) -> list[str]:
        await self.office().send_due()
        return [text for m in await self.admin.messages() if (text := words(m)).startswith("⚠️")]

    async def in_the_channel(self, status: str) -> None:
        await self.admin.call("promote", chat="channel", who="bot", status=status)


@pytest.fixture
async def house(place: Place, telegram: Sandbox, http: ClientSession, lent_painters: Executor) -> AsyncIterator[House]:
    admin = Someone(http, telegram.base_url)
    await admin.start()
    market = small_market(days=20)
    async with bot_parts(place, market, lambda: lent_painters, channel=str(CHANNEL_ID)) as deps:
        yield House(deps, admin)


async def test_asking_about_a_post_leaves_what_others_said_as_it_is(house: House) -> None:
    """Two processes: one died before it sent "b", another one said "c" in the place where "b" would stand."""
    await house.put("a")
    assert await house.said() == ["a"]
    await house.put("b")
    (due,) = await claimed(house.deps, "note")
    assert await house.deps.stores.posts.intend(due, Said("b", due.newest_id), 60.0)
    await house.put("c")
    await house.channel.send("good morning")
    assert await house.said() == ["a", "good morning", "c"]
    await house.later()
    assert await house.said() == ["a", "good morning", "c", "b"]


async def test_while_no_admin_can_read_the_channel_it_is_asked_later_and_in_the_end_given_up(house: House) -> None:
    clock = house.deps.market.clock
    await house.put("a")
    await house.said()
    await house.put("b", good_until=clock.now() + timedelta(minutes=30))
    await house.admin.fault("drop_after", method="sendMessage", calls=1)
    await house.said()
    await house.admin.call("block")
    for _ in range(3):
        await house.later()
        assert await house.said() == ["a", "b"]
    assert (await house.rows())[1] == ("intent", "Forbidden: bot was blocked by the user")
    late = replace(house.deps.market, clock=SetClock(clock.now() + timedelta(hours=1)))
    await house.later()
    assert await house.said(house.office(market=late)) == ["a", "b"]
    assert (await house.rows())[1] == ("dropped", "unknown: Forbidden: bot was blocked by the user")


async def test_an_admin_who_can_read_again_settles_it(house: House) -> None:
    await house.put("a")
    await house.said()
    await house.put("b")
    await house.admin.fault("drop_after", method="sendMessage", calls=1)
    await house.said()
    await house.admin.call("block")
    await house.later()
    await house.said()
    await house.admin.call("unblock")
    await house.later()
    assert await house.said() == ["a", "b"]
    assert [state for state, _ in await house.rows()] == ["sent", "sent"]


async def test_a_post_whose_fate_nobody_can_tell_is_given_up_once_and_the_admins_hear_of_it(house: House) -> None:
    """The first of a channel: no message is known that it would stand after."""
    await house.put("a")
    await house.admin.fault("drop_after", method="sendMessage", calls=1)
    for _ in range(3):
        await house.later()
        assert await house.said() == ["a"]
    assert [state for state, _ in await house.rows()] == ["dropped"]
    (warning,) = await house.warnings()
    assert warning.startswith(f"⚠️ A post may be missing in {CHANNEL_ID}\nWhich one: a\n")


async def test_what_could_not_even_be_sent_is_no_riddle(house: House) -> None:
    """Nobody answers at Telegram's address, as without a network: then nothing has arrived."""
    deps = house.deps
    stores = deps.stores
    cut_off = build_bot(
        deps.bot.token, answers=stores.answers, people=stores.people, chats=stores.chats, redis=deps.redis,
        api_base=NOBODY,
    )  # fmt: skip
    await house.put("a")
    assert await house.said(house.office(bot=cut_off)) == []
    await cut_off.session.close()
    assert [state for state, _ in await house.rows()] == ["due"]
    await house.later()
    assert await house.said() == ["a"]


@pytest.mark.parametrize(
    ("status", "words_of_telegram"),
    [
        ("member", "Bad Request: need administrator rights in the channel chat"),
        ("left", "Forbidden: bot is not a member of the channel chat"),
        ("kicked", "Forbidden: bot was kicked from the channel chat"),
    ],
)
async def test_a_channel_that_does_not_let_us_is_tried_again_and_admins_are_told_once_a_day(
    house: House, status: str, words_of_telegram: str
) -> None:
    await house.in_the_channel(status)
    for key in ("a", "b"):
        await house.put(key)
    for _ in range(3):
        await house.office().send_due()
        await house.later()
    assert await house.rows() == [("due", words_of_telegram)] * 2
    (warning,) = await house.warnings()
    assert warning.startswith(f"⚠️ {CHANNEL_ID} does not take my posts\nTelegram says: {words_of_telegram}\n")
    tomorrow = SetClock(house.deps.market.clock.now() + timedelta(days=1))
    await house.later()
    await house.office(market=replace(house.deps.market, clock=tomorrow)).send_due()
    assert len(await house.warnings()) == 2
    await house.in_the_channel("administrator")
    await house.later()
    assert await house.said() == ["a", "b"]


@pytest.mark.parametrize(
    ("locale", "said"),
    [(Locale.ES, "No encuentro el canal @no_such_channel"), (Locale.RU, "Не нахожу канал @no_such_channel")],
)
async def test_a_channel_that_is_not_found_is_said_to_admins_in_their_language(
    house: House, locale: Locale, said: str
) -> None:
    await house.deps.stores.people.meet(ADMIN, "Ana", None, Preferences(locale, "UTC"), has_started=True)
    office = house.office(channel="@no_such_channel")
    clock = house.deps.market.clock
    job = LevelsDay(office.book, office.audience, clock, MarketSource.SIMULATED, ZoneInfo("UTC"))
    for _ in range(2):
        assert not await job.look()
        assert await house.office(channel="@no_such_channel").audience.chats() == ()
    (warning,) = await house.warnings()
    assert warning.startswith(f"⚠️ {said}")


async def test_of_a_burst_the_chat_gets_what_telegram_allows_and_the_days_post_has_its_turn(house: House) -> None:
    """Of thirty at once nineteen go; the others wait for the next minute, the oldest first, or are no news by then."""
    clock = house.deps.market.clock
    for number in range(30):
        await house.put(f"s{number:02}", good_until=clock.now() + timedelta(minutes=30))
    await house.put("the day")
    for _ in range(5):
        await house.said()
    assert await house.said() == [f"s{number:02}" for number in range(19)]
    waits = await pool_of(house.deps).fetch(
        "SELECT extract(epoch FROM not_before - now()) AS s, note FROM posts WHERE state = 'due'"
    )
    assert len(waits) == 12
    assert all(30 < wait["s"] < 61 and wait["note"] == "the chat is crowded" for wait in waits)
    await house.deps.redis.delete(f"helix:quota:{house.deps.bot.id}:group:{CHANNEL_ID}")  # the minute is over
    late = replace(house.deps.market, clock=SetClock(clock.now() + timedelta(minutes=31)))
    await house.later()
    office = house.office(market=late)
    assert (await house.said(office, office))[19:] == ["the day"]
    assert [note for state, note in await house.rows() if state == "dropped"] == ["too late"] * 11


async def test_after_a_burst_the_oldest_goes_first(house: House) -> None:
    for number in range(21):
        await house.put(f"s{number:02}")
    for _ in range(3):
        await house.said()
    await house.deps.redis.delete(f"helix:quota:{house.deps.bot.id}:group:{CHANNEL_ID}")
    await house.later()
    assert (await house.said())[19:] == ["s19"]  # and Telegram's own twentieth of the minute


async def test_told_to_wait_by_telegram_it_waits_and_others_are_served(house: House) -> None:
    await house.put("a")
    await house.admin.fault("429", method="sendMessage", calls=1, seconds=40)
    assert await house.said() == []
    ((state, _),) = await house.rows()
    assert state == "due"
    assert await house.deps.stores.posts.put(note("b", "b", chat_id=ADMIN))
    assert await house.office().send_due() == 1
    assert words((await house.admin.messages())[-1]) == "b"


async def test_an_admin_who_never_pressed_start_is_waited_for(house: House) -> None:
    stranger = replace(house.admin, who="stranger")
    assert await house.deps.stores.posts.put(note("a", "a", chat_id=1003))
    await house.office().send_due()
    assert [state for state, _ in await house.rows()] == ["due"]
    assert await house.warnings() == []
    await stranger.start()
    await house.later()
    await house.office().send_due()
    assert words((await stranger.messages())[-1]) == "a"


async def test_what_is_refused_for_ten_days_is_given_up(house: House) -> None:
    await house.in_the_channel("member")
    await house.put("a")
    await house.office().send_due()
    await pool_of(house.deps).execute("UPDATE posts SET not_before = now(), attempts = 1500")
    await house.office().send_due()
    assert await house.rows() == [("dropped", "given up")]


async def test_what_answers_a_post_that_was_never_said_is_not_said(house: House) -> None:
    await house.put("a", good_until=house.deps.market.clock.now() - timedelta(seconds=1))
    await house.put("b", reply_to_key="a")
    for _ in range(3):
        assert await house.said() == []
    assert [why for _, why in await house.rows()] == ["too late", "nothing to answer"]


async def test_posts_of_another_market_wait_for_their_own_process(house: House) -> None:
    await house.put("a", source=MarketSource.LIVE)
    assert await house.said() == []
    assert await house.rows() == [("due", "")]


async def test_two_offices_at_once_say_everything_once(house: House) -> None:
    for number in range(12):
        await house.put(f"{number:02}")
    await house.said(*(house.office() for _ in range(4)))
    assert await house.said() == [f"{number:02}" for number in range(12)]


async def test_where_others_post_the_newest_message_of_the_channel_is_known(house: House) -> None:
    anchors = Anchors(house.deps.redis, house.deps.bot.id)

    async def known() -> bool:
        return await anchors.newest(CHANNEL_ID) == 40

    async with running(house.deps):
        for number in range(40):
            await house.channel.send(f"human {number}")
        assert await eventually(known)
