"""Day heads: made once, said exactly once, and what finds a ledger that was rewritten and chained anew."""

import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import psycopg
import pytest

from db.database import Database
from db.ledger import LedgerRepository
from db.ledger_heads import HeadRepository
from engine.liquidations.ledger.chain import Draft, Kind, Tip, chained, entry_hash
from engine.liquidations.ledger.heads import DuePost, NotPosted
from engine.liquidations.ledger.verify import given, verify
from engine.market.values import Coin
from jobs.heads import HeadPoster
from tests.end_to_end.bot.market import SetClock
from tests.integration.ledger.conftest import unguarded
from tests.integration.ledger.forging import forge
from tests.unit.liquidations.ledger.made import HOUR, NOON, SIMULATED, frozen, map_draft

DAY = date(2026, 2, 6)
MIDNIGHT = datetime(2026, 2, 7, tzinfo=UTC)


@dataclass
class Chats:
    """Implements `HeadSpeaker`: what was said, and how often it fails first."""

    failures: list[Exception] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)
    probes: int = 0

    async def chat_id(self, chat: str) -> int:
        return -100500 if chat == "@helix" else int(chat)

    async def newest(self, chat_id: int) -> int | None:
        return None

    async def found(self, post: DuePost, chat_id: int) -> int | None:
        self.probes += 1
        line = post.made.head.hash.hex()
        return next((n for n, (chat, text) in enumerate(self.said, 1) if chat == chat_id and text == line), None)

    async def say(self, post: DuePost, chat_id: int) -> int:
        if self.failures and isinstance(self.failures[0], NotPosted):
            raise self.failures.pop(0)
        self.said.append((chat_id, post.made.head.hash.hex()))
        if self.failures:
            raise self.failures.pop(0)  # it was said, and the process dies
        return len(self.said)


async def a_day(ledger: LedgerRepository, since: datetime = NOON, hours: int = 12) -> None:
    for n in range(hours):
        hour_at = since + n * HOUR
        await ledger.append(SIMULATED, [map_draft(frozen(Coin(coin), hour_at)) for coin in ("BTC", "ETH")])


def poster(database: Database, chats: Chats, at: datetime, *names: str) -> HeadPoster:
    return HeadPoster(SIMULATED, HeadRepository(database), chats, SetClock(at), names or ("@helix",))


async def posts(database: Database) -> list[tuple[str, str]]:
    return [(row["chat"], row["state"]) for row in await database.rows("SELECT * FROM ledger_posts ORDER BY chat, day")]


async def test_a_head_is_made_when_the_day_is_over_and_said_once_a_chat(
    ledger: LedgerRepository, database: Database
) -> None:
    await a_day(ledger)
    chats = Chats()
    assert await poster(database, chats, MIDNIGHT + timedelta(minutes=4)).post_due() == 0
    assert await poster(database, chats, MIDNIGHT + timedelta(minutes=6)).post_due() == 1
    assert await poster(database, chats, MIDNIGHT + timedelta(minutes=7)).post_due() == 0
    made = (await HeadRepository(database).newest(SIMULATED))[0]
    last = (await ledger.newest_entries(SIMULATED, None, 1))[0][0]
    assert (made.head.day, made.head.number, made.head.hash) == (DAY, last.number, last.hash)
    assert (made.entries, made.maps, made.coins) == (24, 24, 2)
    assert chats.said == [(-100500, last.hash.hex())]
    assert await posts(database) == [("@helix", "sent")]
    assert await poster(database, Chats(), MIDNIGHT + HOUR, "1001", "1002").post_due() == 2  # without a channel


async def test_heads_follow_each_other_from_day_to_day(ledger: LedgerRepository, database: Database) -> None:
    await a_day(ledger, hours=36)
    await poster(database, Chats(), MIDNIGHT + timedelta(days=2)).post_due()
    second, first = await HeadRepository(database).newest(SIMULATED)
    entries = [entry async for page in ledger.every_entry(SIMULATED) for entry, _ in page]
    assert entry_hash(first.head.hash, entries[first.head.number]) == entries[first.head.number].hash
    assert second.head.number == len(entries)


async def test_a_crash_after_the_send_does_not_say_it_twice(
    ledger: LedgerRepository, database: Database, ledger_url: str
) -> None:
    await a_day(ledger)
    chats = Chats(failures=[KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        await poster(database, chats, MIDNIGHT + HOUR).post_due()
    assert await posts(database) == [("@helix", "intent")]
    assert await poster(database, chats, MIDNIGHT + HOUR).post_due() == 0  # its time is not over yet
    with psycopg.connect(ledger_url, autocommit=True) as connection:
        connection.execute("UPDATE ledger_posts SET not_before = now() - interval '1 second'")
    assert await poster(database, chats, MIDNIGHT + HOUR).post_due() == 1
    assert (len(chats.said), chats.probes) == (1, 1)
    assert await posts(database) == [("@helix", "sent")]


async def test_what_telegram_does_not_take_is_tried_again_for_a_week(
    ledger: LedgerRepository, database: Database, ledger_url: str
) -> None:
    await a_day(ledger)
    chats = Chats(failures=[NotPosted("away")])
    assert await poster(database, chats, MIDNIGHT + HOUR).post_due() == 0
    assert await posts(database) == [("@helix", "due")]
    with psycopg.connect(ledger_url, autocommit=True) as connection:
        connection.execute("UPDATE ledger_posts SET not_before = now() - interval '1 second', attempts = 179")
    chats.failures = [NotPosted("kicked")]
    assert await poster(database, chats, MIDNIGHT + HOUR).post_due() == 0
    assert await posts(database) == [("@helix", "dropped")]


async def test_a_send_that_nobody_answered_is_asked_about_before_it_is_repeated(
    ledger: LedgerRepository, database: Database
) -> None:
    await a_day(ledger)
    chats = Chats(failures=[NotPosted("no answer", is_unknown=True)])
    assert await poster(database, chats, MIDNIGHT + HOUR).post_due() == 0
    assert await posts(database) == [("@helix", "intent")]


async def test_a_day_on_which_nothing_was_written_has_no_head(ledger: LedgerRepository, database: Database) -> None:
    await a_day(ledger, hours=2)
    await poster(database, Chats(), MIDNIGHT + timedelta(days=3)).post_due()
    assert [made.head.day for made in await HeadRepository(database).newest(SIMULATED)] == [DAY]


async def test_a_rewritten_and_fully_rechained_ledger_is_found_by_the_posted_head(
    ledger: LedgerRepository, database: Database, ledger_url: str
) -> None:
    """One map made better, every hash after it and every stored head computed anew: the database agrees with itself."""
    await a_day(ledger)
    heads = HeadRepository(database)
    await poster(database, Chats(), MIDNIGHT + HOUR).post_due()
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
