"""Day heads: made once, put down once a chat, and what finds a ledger that was rewritten and chained anew."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import psycopg

from db.database import Database
from db.ledger import LedgerRepository
from db.ledger_heads import HeadRepository
from db.people.posts import PostRepository
from engine.club.posts import Said
from engine.liquidations.ledger.chain import Draft, Kind, Tip, chained, entry_hash
from engine.liquidations.ledger.heads import POST_KIND, head_from, head_key
from engine.liquidations.ledger.verify import given, verify
from engine.market.values import Coin, MarketSource
from jobs.heads import HeadPoster
from tests.end_to_end.bot.market import SetClock
from tests.integration.ledger.conftest import unguarded
from tests.integration.ledger.forging import forge
from tests.unit.liquidations.ledger.made import HOUR, NOON, SIMULATED, frozen, map_draft

CHANNEL = -100500
DAY = date(2026, 2, 6)
MIDNIGHT = datetime(2026, 2, 7, tzinfo=UTC)


@dataclass
class Audience:
    """Implements `Chats`."""

    ids: Sequence[int] = (CHANNEL,)

    async def chats(self) -> Sequence[int]:
        return self.ids


async def a_day(ledger: LedgerRepository, since: datetime = NOON, hours: int = 12) -> None:
    for n in range(hours):
        hour_at = since + n * HOUR
        await ledger.append(SIMULATED, [map_draft(frozen(Coin(coin), hour_at)) for coin in ("BTC", "ETH")])


def poster(database: Database, at: datetime, *chats: int) -> HeadPoster:
    audience = Audience(chats or (CHANNEL,))
    return HeadPoster(SIMULATED, HeadRepository(database), PostRepository(database), audience, SetClock(at))


async def test_a_head_is_made_when_the_day_is_over_and_put_down_once_a_chat(
    ledger: LedgerRepository, database: Database
) -> None:
    await a_day(ledger)
    assert await poster(database, MIDNIGHT + timedelta(minutes=4)).look() == 0
    one = poster(database, MIDNIGHT + timedelta(minutes=6))
    assert [await one.look() for _ in range(2)] == [1, 0]
    assert await poster(database, MIDNIGHT + timedelta(minutes=7)).look() == 0, "another process finds it put already"
    made = (await HeadRepository(database).newest(SIMULATED))[0]
    last = (await ledger.newest_entries(SIMULATED, None, 1))[0][0]
    assert (made.head.day, made.head.number, made.head.hash) == (DAY, last.number, last.hash)
    assert (made.entries, made.maps, made.coins) == (24, 24, 2)
    (due,) = await PostRepository(database).claim(SIMULATED, [POST_KIND], 10, 60.0)
    assert (due.post.key, due.post.chat_id) == ("ledger-head:simulated:2026-02-06", CHANNEL)
    assert head_from(SIMULATED, due.post.body) == made
    assert await poster(database, MIDNIGHT + HOUR, 1001, 1002).look() == 2  # without a channel


async def test_a_post_is_worth_sending_for_ten_days_and_heads_of_the_last_week_are_put_down(
    ledger: LedgerRepository, database: Database
) -> None:
    await a_day(ledger, hours=24 * 10)
    assert await poster(database, MIDNIGHT + timedelta(days=9, hours=1)).look() == 7
    due = await PostRepository(database).claim(SIMULATED, [POST_KIND], 20, 60.0)
    assert [one.post.good_until for one in due][-1] == MIDNIGHT + timedelta(days=9 + 10)


async def test_while_the_channel_is_not_found_nothing_is_put_down_and_later_all_is(
    ledger: LedgerRepository, database: Database
) -> None:
    await a_day(ledger)
    one = poster(database, MIDNIGHT + HOUR)
    one.chats = Audience(())
    assert await one.look() == 0
    one.chats = Audience()
    assert await one.look() == 1


async def test_heads_follow_each_other_from_day_to_day(ledger: LedgerRepository, database: Database) -> None:
    await a_day(ledger, hours=36)
    await poster(database, MIDNIGHT + timedelta(days=2)).look()
    second, first = await HeadRepository(database).newest(SIMULATED)
    entries = [entry async for page in ledger.every_entry(SIMULATED) for entry, _ in page]
    assert entry_hash(first.head.hash, entries[first.head.number]) == entries[first.head.number].hash
    assert second.head.number == len(entries)
    assert (first.previous, second.previous) == (None, first.head.hash)


async def test_after_a_crash_the_next_process_knows_what_may_have_been_said_and_after_which_message(
    ledger: LedgerRepository, database: Database, ledger_url: str
) -> None:
    await a_day(ledger)
    await poster(database, MIDNIGHT + HOUR).look()
    posts = PostRepository(database)
    (first,) = await posts.claim(SIMULATED, [POST_KIND], 1, 60.0)
    assert first.said is None
    assert await posts.intend(first, Said("the head", 41), 60.0)  # and it dies
    assert await posts.claim(SIMULATED, [POST_KIND], 1, 60.0) == []  # its time is not over yet
    with psycopg.connect(ledger_url, autocommit=True) as connection:
        connection.execute("UPDATE posts SET not_before = now() - interval '1 second'")
    (second,) = await posts.claim(SIMULATED, [POST_KIND], 1, 60.0)
    assert (second.attempt, second.said) == (2, Said("the head", 41))
    assert not await posts.intend(first, Said("the head", 50), 60.0), "a holder that was away too long sends nothing"
    await posts.put_off(first, 0.0, "too late to say so")
    assert await posts.claim(SIMULATED, [POST_KIND], 1, 60.0) == []
    await posts.confirm(second, 42)
    assert await posts.sent_id(head_key((await HeadRepository(database).newest(SIMULATED))[0].head), CHANNEL) == 42
    assert [sent.message_id for sent in await posts.sent(SIMULATED, POST_KIND)] == [42]


async def test_heads_of_another_market_are_left_to_its_own_process(
    ledger: LedgerRepository, database: Database
) -> None:
    await a_day(ledger)
    await poster(database, MIDNIGHT + HOUR).look()
    posts = PostRepository(database)
    assert await posts.claim(MarketSource.LIVE, [POST_KIND], 1, 60.0) == []
    assert await posts.sent(MarketSource.LIVE, POST_KIND) == []


async def test_a_day_on_which_nothing_was_written_has_no_head(ledger: LedgerRepository, database: Database) -> None:
    await a_day(ledger, hours=2)
    await poster(database, MIDNIGHT + timedelta(days=3)).look()
    assert [made.head.day for made in await HeadRepository(database).newest(SIMULATED)] == [DAY]


async def test_a_rewritten_and_fully_rechained_ledger_is_found_by_the_posted_head(
    ledger: LedgerRepository, database: Database, ledger_url: str
) -> None:
    """One map made better, every hash after it and every stored head computed anew: the database agrees with itself."""
    await a_day(ledger)
    heads = HeadRepository(database)
    await poster(database, MIDNIGHT + HOUR).look()
    posted = (await heads.newest(SIMULATED))[0].head  # what people have in the channel
    await forge(ledger_url, 7)

    stored = (await heads.newest(SIMULATED))[0].head
    assert stored.hash != posted.hash
    assert (await verify(SIMULATED, ledger.every_entry(SIMULATED), [])).holds
    assert (await verify(SIMULATED, ledger.every_entry(SIMULATED), [given(stored)])).holds
    found = await verify(SIMULATED, ledger.every_entry(SIMULATED), [given(posted)])
    assert not found.holds
    assert found.unmatched == [given(posted)]
    assert found.fault is not None
    assert found.fault.number == 1
    assert f"to {posted.number}" in found.fault.why


async def test_one_changed_row_is_found_without_any_head(
    ledger: LedgerRepository, database: Database, ledger_url: str
) -> None:
    await a_day(ledger)
    unguarded(ledger_url, f"UPDATE ledger_bodies SET body = '\\x{zlib.compress(b'better').hex()}' WHERE number = 5")
    found = await verify(SIMULATED, ledger.every_entry(SIMULATED), [])
    assert found.fault is not None
    assert found.fault.number == 5
    unguarded(ledger_url, "UPDATE ledger_bodies SET body = 'no zlib' WHERE number = 4")
    assert (await verify(SIMULATED, ledger.every_entry(SIMULATED), [])).fault is not None
    unguarded(ledger_url, "DELETE FROM ledger_entries WHERE number = 3")
    found = await verify(SIMULATED, ledger.every_entry(SIMULATED), [])
    assert found.fault is not None
    assert found.fault.number == 4  # follows entry 2


def test_the_hash_of_an_entry_can_be_computed_by_hand() -> None:
    """As docs/ledger.md says it, without any code of ours."""
    entry = chained(SIMULATED, Tip(0, bytes(32)), [Draft(Kind.MAP, Coin("BTC"), NOON, NOON - HOUR / 4, b"x")])[0]
    lines = [
        "helix-ledger 1",
        "simulated",
        "1",
        "map",
        "BTC",
        "2026-02-06T12:00:00.000000Z",
        "2026-02-06T11:45:00.000000Z",
        sha256(b"x").hexdigest(),
        "0" * 64,
    ]
    assert sha256(("\n".join(lines) + "\n").encode()).digest() == entry.hash
