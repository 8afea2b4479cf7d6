"""/accuracy and the day's head in the real bot: words, pictures, ways back, in three languages and in a group."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession

from bot.dependencies import BotDependencies
from bot.heads import read_back
from bot.posts.opening import office_of
from bot.posts.reading import ChatReader
from db.ledger import LedgerRepository
from db.ledger_heads import HeadRepository
from db.people.posts import PostRepository
from db.pool import Database, open_pool
from engine.liquidations.ledger.heads import POST_KIND, PostedAt, find_heads, head_from
from engine.liquidations.ledger.scoring import Flag
from engine.liquidations.ledger.standing import stand
from engine.market.values import Coin, MarketSource
from jobs.heads import HeadPoster
from sandbox.telegram.people import CHANNEL_ID
from tests.end_to_end.bot.conftest import GROUP, Town
from tests.end_to_end.bot.market import NOW, SetClock, SmallMarket
from tests.end_to_end.bot.person import Someone, buttons, eventually, words
from tests.end_to_end.bot.running import ADMIN, Place, bot_parts, running
from tests.unit.liquidations.ledger.made import HOUR, frozen, map_draft
from tests.unit.liquidations.ledger.skill import scores_of

SOURCE = MarketSource.SIMULATED
SINCE = NOW.replace(minute=0, second=0) - timedelta(days=20)
MIDNIGHT = datetime(2026, 2, 6, tzinfo=UTC)
SKILLS = {"BTC": 0.0, "SOL": 0.25, "DOGE": -0.1}


async def keep_standings(ledger: LedgerRepository) -> None:
    for seed, (coin, skill) in enumerate(SKILLS.items()):
        bad = scores_of(6, skill, seed, Coin(coin), SINCE - 6 * HOUR, frozenset({Flag.GAP}))
        scores = [*bad, *scores_of(480, skill, seed, Coin(coin), SINCE)]
        await ledger.save_standing(stand(SOURCE, Coin(coin), NOW, scores, len(scores), {"stale": 2}))
    few = scores_of(12, 0.1, 5, Coin("ETH"), NOW.replace(minute=0, second=0) - timedelta(hours=13))
    await ledger.save_standing(stand(SOURCE, Coin("ETH"), NOW, few, 13, {}))


async def keep_heads(ledger: LedgerRepository) -> None:
    for n in range(6):
        hour_at = MIDNIGHT - timedelta(hours=12) + n * HOUR
        await ledger.append(SOURCE, [map_draft(frozen(Coin(coin), hour_at)) for coin in SKILLS])


@pytest.fixture
async def deps(place: Place, market: SmallMarket, lent_painters: Executor) -> AsyncIterator[BotDependencies]:
    """A bot of the test's own, on a ledger with three coins judged and one too young."""
    async with open_pool(place.postgres_url, size=2) as pool:
        ledger = LedgerRepository(Database(pool))
        await keep_standings(ledger)
        await keep_heads(ledger)
        await HeadRepository(Database(pool)).make_due(SOURCE, MIDNIGHT - timedelta(days=3), MIDNIGHT, NOW)
    async with bot_parts(place, market, lambda: lent_painters) as made, running(made):
        yield made


@pytest.fixture
async def someone(deps: BotDependencies, place: Place, http: ClientSession) -> Someone:
    person = Someone(http, place.api_base)
    await person.start()
    await person.answers(0)
    return person


async def test_the_overview_answers_in_its_first_line_and_counts_every_hour(someone: Someone) -> None:
    said = words(await someone.ask("/accuracy"))
    assert said.startswith("How good were the maps? Edge shown on 1 coin of 4.")
    assert "Edge on 1 coins, none so far on 2, too little data on 1." in said
    assert "18 left out for gaps" in said
    assert "SOL +" in said
    assert "DOGE -" in said
    assert "Head of 5 February 2026: entry 18" in said
    assert said.splitlines()[-1].startswith("SIMULATED · measured") or "measured" in said.splitlines()[-1]


async def test_a_coin_says_its_share_beside_distance_and_rules_and_its_verdict(someone: Someone) -> None:
    sol = words(await someone.ask("/accuracy SOL"))
    assert sol.startswith("SOL: how often it was right · edge shown")
    assert "lay in the map's strongest tenth of prices; distance alone" in sol
    assert "480 hours. Edge shown." in sol
    assert "480 hours count; left out 6 (feed interrupted 6); missed 2." in sol
    assert "No edge shown so far." in words(await someone.ask("/accuracy BTC"))
    young = words(await someone.ask("/accuracy ETH"))
    assert young.startswith("ETH: how often it was right · too little data")
    assert (
        "Where: too little data so far: 12 of 30 hours with forced closes told with their price, 2 of 14 days." in young
    )
    unknown = words(await someone.ask("/accuracy AAVE"))
    assert "no hour of AAVE was scored yet" in unknown
    assert "12h (0/30)" in unknown


async def test_every_screen_has_a_way_back(someone: Someone) -> None:
    card = await someone.ask("/accuracy")
    await someone.press(card, "Coins")
    coins = await someone.again(card)
    rows = words(coins).splitlines()
    assert all(len(row) <= 34 and row.isascii() for row in rows if row[:3] in ("SOL", "BTC", "DOG", "ETH"))
    assert [row[:4].strip() for row in rows[2:6]] == ["SOL", "BTC", "DOGE", "ETH"]
    await someone.press(coins, "SOL")
    await someone.press(await someone.again(card), "How it is measured")
    assert words(await someone.again(card)).startswith("How it is measured")
    await someone.press(await someone.again(card), "‹ SOL")
    assert words(await someone.again(card)).startswith("SOL: how often")
    await someone.press(await someone.again(card), "‹ All coins")
    assert words(await someone.again(card)).startswith("How good were the maps?")
    await someone.press(await someone.again(card), buttons(card)[-1]["text"])


async def test_the_months_picture_comes_with_its_verdict_and_a_way_back(someone: Someone) -> None:
    titles = {"/accuracy SOL": "SOL, February 2026 · Edge shown.", "/accuracy": "All coins, February 2026"}
    for asked, title in titles.items():
        card = await someone.ask(asked)
        await someone.press(card, "🖼", wait_s=20)
        sent = (await someone.messages())[-1]
        assert sent["photo"]
        assert words(sent).startswith(title)
        assert "measured" in words(sent)
        await someone.press(sent, "‹")
        assert words((await someone.messages())[-1]) == words(card)
    card = await someone.ask("/accuracy AAVE")
    assert (await someone.press(card, "🖼"))["text"].startswith("No hour of this month")


async def test_a_forged_press_is_answered(someone: Someone) -> None:
    card = await someone.ask("/accuracy")
    for data in ("ac:c::999", "ac:o:NOSUCHCOIN:1", "ac:m:NOSUCHCOIN:1", "ac:x::1", "ac:o:btc':1"):
        await someone.forge(card, data)
    assert await someone.ask("/accuracy")


@pytest.mark.parametrize(
    ("language", "title", "verdict"),
    [
        ("es", "¿Qué tan buenos fueron los mapas?", "Por ahora, ninguna ventaja demostrada."),
        ("ru", "Насколько хороши были карты?", "Преимущества пока не видно."),
    ],
)
async def test_it_is_said_in_the_readers_language(
    deps: BotDependencies, place: Place, http: ClientSession, language: str, title: str, verdict: str
) -> None:
    await Someone(http, place.api_base).call("people", key="guest", first_name="Guest", language_code=language)
    guest = Someone(http, place.api_base, "guest")
    await guest.start()
    await guest.answers(0)
    assert words(await guest.ask("/accuracy")).startswith(title)
    said = words(await guest.ask("/accuracy BTC"))
    assert verdict in said
    card = await guest.ask("/accuracy")
    await guest.press(card, buttons(card)[0]["text"], wait_s=20)
    assert (await guest.messages())[-1]["photo"]


async def test_an_empty_ledger_says_that_there_is_too_little(town: Town) -> None:
    guest = await town.newcomer()
    said = words(await guest.ask("/accuracy"))
    assert said.startswith("How good were the maps? Too little data so far")
    card = await guest.ask("/accuracy")
    await guest.press(card, "Coins")
    assert words(await guest.again(card)).startswith("Coins: too little data so far")
    insider = await town.newcomer(in_group=True)
    insider.chat = GROUP
    assert words(await insider.ask("/accuracy BTC")).startswith("BTC: how often it was right · too little data")


def poster_of(deps: BotDependencies, heads: HeadRepository, channel: str | None) -> HeadPoster:
    """What is put down is sent by the bot that runs."""
    office = office_of(replace(deps, channel=channel), deps.links(""))
    return HeadPoster(SOURCE, heads, office.book, office.audience, SetClock(MIDNIGHT + HOUR))


async def posted_heads(place: Place) -> list[PostedAt]:
    async with open_pool(place.postgres_url, size=1) as pool:
        sent = await PostRepository(Database(pool)).sent(SOURCE, POST_KIND)
    return [PostedAt(head_from(SOURCE, one.post.body).head.day, one.post.chat_id, one.message_id) for one in sent]


async def test_the_head_is_posted_in_the_channel_and_can_be_read_back_from_there(
    deps: BotDependencies, place: Place, http: ClientSession, someone: Someone
) -> None:
    channel = replace(someone, chat="channel")
    async with open_pool(place.postgres_url, size=2) as pool:
        heads = HeadRepository(Database(pool))
        poster = poster_of(deps, heads, "@helix_signals_demo")
        assert [await poster.look() for _ in range(2)] == [1, 0]
        made = (await heads.newest(SOURCE))[0]
        at = await eventually(lambda: posted_heads(place))
        (posted,) = await channel.messages()
        assert find_heads(words(posted)) == [made.head]
        assert "18 maps of 3 coins" in words(posted)
        assert (at[0].chat_id, at[0].message_id) == (CHANNEL_ID, posted["message_id"])
        reader = ChatReader(deps.bot, (ADMIN,))
        before = len(await someone.messages())
        witness = (await read_back(reader, SOURCE, at))[0]
        assert (witness.head, witness.why) == (made.head, "")
        gone = replace(at[0], message_id=posted["message_id"] + 7)
        assert (await read_back(reader, SOURCE, [gone]))[0].why.startswith("the message is gone")
        nobody = ChatReader(deps.bot, ())
        assert (await read_back(nobody, SOURCE, at))[0].why.startswith("the message cannot be read")
        assert len(await someone.messages()) == before  # the copy is removed


async def test_a_head_whose_sender_died_after_the_send_is_found_in_the_channel(
    deps: BotDependencies, place: Place, someone: Someone
) -> None:
    channel = replace(someone, chat="channel")
    async with open_pool(place.postgres_url, size=2) as pool:
        await channel.send("Welcome")
        await poster_of(deps, HeadRepository(Database(pool)), "@helix_signals_demo").look()
        at = await eventually(lambda: posted_heads(place))
        said = words((await channel.messages())[-1])
        as_left = "state = 'intent', not_before = now(), message_id = NULL, said = $1, anchor_id = $2"
        await pool.execute(f"UPDATE posts SET {as_left}", said, at[0].message_id - 1)
        assert await eventually(lambda: posted_heads(place)) == at
    assert len(await channel.messages()) == 2


async def test_without_a_channel_admins_are_told_in_their_language(
    deps: BotDependencies, place: Place, someone: Someone
) -> None:
    async with open_pool(place.postgres_url, size=2) as pool:
        before = await someone.newest_id()
        assert await poster_of(deps, HeadRepository(Database(pool)), None).look() == 1
    said = words((await someone.answers(before))[0])
    assert said.startswith("The ledger's head of 5 February 2026")
