"""Posts of an earlier form are carried into the one office: nothing that stands in a channel is forgotten."""

import asyncio

import psycopg

from db.migrate import migrate
from db.people.posts import PostRepository
from db.pool import Database, open_pool
from engine.club.posts import SentPost
from engine.liquidations.ledger.heads import POST_KIND, head_from, head_key
from engine.market.values import MarketSource

HASH = "ab" * 32


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


async def sent(url: str, kind: str) -> list[SentPost]:
    async with open_pool(url, size=1) as pool:
        return list(await PostRepository(Database(pool)).sent(MarketSource.SIMULATED, kind))


async def test_a_post_knows_its_market_by_its_key(postgres_url: str) -> None:
    await asyncio.to_thread(migrate, postgres_url, upto="0102")
    row = "('levels-day:simulated:2026-02-06', -100300, 'levels-day', 'sent', 7)"
    run(postgres_url, f"INSERT INTO posts (post_key, chat_id, kind, state, message_id) VALUES {row}")
    await asyncio.to_thread(migrate, postgres_url)
    (one,) = await sent(postgres_url, "levels-day")
    assert (one.post.key, one.post.source, one.message_id) == (
        "levels-day:simulated:2026-02-06",
        MarketSource.SIMULATED,
        7,
    )


async def test_posted_heads_vouch_for_the_ledger_as_before(postgres_url: str) -> None:
    await asyncio.to_thread(migrate, postgres_url, upto="0300")
    run(
        postgres_url,
        f"""INSERT INTO ledger_heads (source, day, number, hash, entries, maps, coins, made_at, agent)
        VALUES ('simulated', '2026-02-06', 24, '\\x{HASH}', 24, 20, 2, now(), 'ledger')""",
        """INSERT INTO ledger_posts (source, day, chat, state, chat_id, message_id) VALUES
        ('simulated', '2026-02-06', '@helix', 'sent', -100300, 7),
        ('simulated', '2026-02-06', '1001', 'due', 1001, NULL)""",
    )
    await asyncio.to_thread(migrate, postgres_url)
    (one,) = await sent(postgres_url, POST_KIND)
    made = head_from(one.post.source, one.post.body)
    assert (made.head.number, made.head.hash.hex(), made.entries, made.maps, made.coins) == (24, HASH, 24, 20, 2)
    assert (one.post.key, one.post.chat_id, one.message_id) == (head_key(made.head), -100300, 7)
