"""In groups, channels and comment threads."""

from concurrent.futures import Executor

from aiohttp import ClientSession

from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.conftest import GROUP, Town
from tests.end_to_end.bot.market import SmallMarket
from tests.end_to_end.bot.person import Someone, buttons, data_of, eventually, words
from tests.end_to_end.bot.running import Place, bot_parts, running


def in_group(someone: Someone, chat: str = GROUP) -> Someone:
    return Someone(someone.http, someone.base_url, someone.who, chat)


async def test_the_same_map_is_posted_once_a_minute_and_others_are_pointed_to_it(town: Town) -> None:
    first = in_group(await town.newcomer(in_group=True))
    second = in_group(await town.newcomer(in_group=True))
    posted = await first.ask("/heatmap SOL 14d")
    assert posted["photo"]
    pointer = await second.ask("/heatmap sol 2w")
    assert words(pointer).startswith("The same map was posted ")
    assert pointer["reply_to_message"]["message_id"] == posted["message_id"]
    assert "photo" not in pointer


async def test_a_strangers_tap_is_told_whose_card_it_is(town: Town) -> None:
    owner = in_group(await town.newcomer(in_group=True))
    other = in_group(await town.newcomer(in_group=True))
    card = await owner.ask("/scan ETH 3d")
    answer = await other.press(card, "7d")
    assert answer["text"].startswith(f"{owner.who.title()} asked for this one.")
    assert words(await owner.again(card)) == words(card)
    await owner.press(card, "7d")
    assert words(await owner.again(card)).startswith("ETH 7d")


async def test_a_group_card_links_to_ones_own(town: Town) -> None:
    owner = in_group(await town.newcomer(in_group=True))
    card = await owner.ask("/scan DOGE 3d")
    link = next(b for b in buttons(card) if b["text"] == "Open your own ↗")
    assert link["url"] == "https://t.me/helix_demo_bot?start=scan_DOGE_3d"
    assert card["reply_to_message"]["from"]["first_name"] == owner.who.title()


async def test_an_alert_in_a_group_needs_a_private_chat_first(town: Town) -> None:
    passer_by = in_group(await town.newcomer(started=False, in_group=True))
    card = await passer_by.ask("/heatmap PEPE 3d")
    level = next(b["text"] for b in buttons(card) if b["text"][0] in "AB" and b["text"][1].isdecimal())
    await passer_by.press(card, level)
    answer = await passer_by.press(await passer_by.again(card), "🔔 At")
    assert answer["text"].startswith("Alerts go to your private chat")


async def test_what_is_personal_is_not_shown_in_a_group(town: Town) -> None:
    someone = in_group(await town.newcomer(in_group=True))
    for command in ("/settings", "/alerts"):
        said = await someone.ask(command)
        assert [b["text"] for b in buttons(said)] == ["Open Helix ↗"]


async def test_small_talk_in_a_group_is_left_alone(town: Town) -> None:
    someone = in_group(await town.newcomer(in_group=True))
    sent = await someone.send("btc 12h is going up, I think")
    await someone.send("/help@some_other_bot")
    answer = await someone.ask("/help")
    between = [m for m in await someone.messages(sent["message_id"]) if m["message_id"] < answer["message_id"]]
    assert all(m["from"]["id"] == sent["from"]["id"] for m in between)


async def test_an_anonymous_admin_is_answered_and_anybody_may_press(town: Town) -> None:
    ana = town.persona("admin", GROUP)
    sent = await ana.send("/scan AAVE 24h", anonymous=True)
    card = (await ana.answers(sent["message_id"]))[0]
    assert words(card).startswith("AAVE 24h")
    other = in_group(await town.newcomer(in_group=True))
    await other.press(card, "3d")
    assert words(await ana.again(card)).startswith("AAVE 3d")


async def test_a_channels_buttons_are_links(town: Town) -> None:
    ana = town.persona("admin", "-100300")
    sent = await ana.send("/heatmap BTC 12h")
    card = (await ana.answers(sent["message_id"]))[0]
    assert card["photo"]
    assert buttons(card)
    assert all(b["url"].startswith("https://t.me/helix_demo_bot?start=") for b in buttons(card))


async def test_a_question_in_a_comment_thread_is_answered_there(town: Town) -> None:
    ana = town.persona("admin", "-100301")
    root = await ana.send("What do you think?")
    sent = await ana.send("/scan BTC 3d", reply_to=root["message_id"])
    card = (await ana.answers(sent["message_id"]))[0]
    assert card["reply_to_message"]["message_id"] == sent["message_id"]


async def test_a_group_that_became_a_supergroup_is_followed(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana = Someone(http, telegram.base_url, "admin", "-5001")
    async with bot_parts(place, market, lambda: lent_painters) as deps, running(deps):
        await ana.ask("/help")
        moved = await ana.call("migrate-to-supergroup", chat="-5001")

        async def followed() -> bool:
            return bool(await deps.stores.chats.present_id(-5001) == moved["chat_id"])  # type: ignore[attr-defined]

        await eventually(followed)
        sent = await deps.bot.send_message(-5001, "Still here")
        assert sent.chat.id == moved["chat_id"]


async def test_a_forged_owner_does_not_open_another_persons_alerts(town: Town) -> None:
    owner = in_group(await town.newcomer(in_group=True))
    other = in_group(await town.newcomer(in_group=True))
    card = await owner.ask("/scan BTC 14d")
    stolen = data_of(card, "7d").rsplit(":", 1)[0] + ":0"
    answer = await other.forge(card, stolen)
    assert answer is not None
