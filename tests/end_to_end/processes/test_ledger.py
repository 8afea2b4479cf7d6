"""`helix ledger` as a program: what it says and how it ends, on a whole ledger, a forged one and an empty one."""

import json
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.database import Database
from db.ledger import LedgerRepository
from db.ledger_heads import HeadRepository
from db.migrate import migrate
from db.pool import open_pool
from engine.liquidations.ledger.chain import Draft, Kind
from engine.liquidations.ledger.heads import Head, find_heads, head_line
from engine.liquidations.ledger.missed import Missed, Why, missed_body
from engine.market.values import Coin, MarketSource
from sandbox.telegram.people import CHANNEL_ID
from tests.end_to_end.bot.person import eventually, words
from tests.end_to_end.processes.conftest import Telegram
from tests.end_to_end.processes.helix import TOKEN, Machine, answer_of
from tests.integration.ledger.conftest import unguarded
from tests.integration.ledger.forging import forge
from tests.unit.liquidations.ledger.made import HOUR, NOON, SIMULATED, frozen, map_draft

pytestmark = pytest.mark.timeout(180)
MIDNIGHT = datetime(2026, 2, 7, tzinfo=UTC)


@pytest.fixture
async def head(postgres_url: str) -> Head:
    """The head of a day of two coins, as it was posted."""
    migrate(postgres_url)
    async with open_pool(postgres_url, size=2) as pool:
        ledger, heads = LedgerRepository(Database(pool)), HeadRepository(Database(pool))
        for n in range(12):
            drafts = [map_draft(frozen(Coin(coin), NOON + n * HOUR)) for coin in ("BTC", "ETH")]
            await ledger.append(SIMULATED, drafts)
        await heads.make_due(SIMULATED, MIDNIGHT - timedelta(days=3), MIDNIGHT, MIDNIGHT)
        return (await heads.newest(SIMULATED))[0].head


async def run(machine: Machine, *arguments: str) -> tuple[int, str]:
    return await answer_of(machine.helix("ledger", *arguments))


async def test_a_whole_ledger_holds_with_and_without_heads(machine: Machine, head: Head, tmp_path: Path) -> None:
    code, said = await run(machine, "verify")
    assert code == 0, said
    assert "ok     simulated: 24 entries, 24 bodies" in said
    assert "only the chain itself vouches" in said
    file = tmp_path / "heads.txt"
    file.write_text(f"Helix Signals\nThe ledger's head\n{head_line(head)}\nThe head before: 9f3c…\n")
    code, said = await run(machine, "verify", "--heads", str(file), "--head", f"2026-02-06={head.hash.hex()}")
    assert code == 0, said
    assert "head of 2026-02-06 is in the chain" in said
    assert "only the chain itself" not in said


async def test_a_rewritten_and_rechained_ledger_is_found_by_the_copied_head(
    machine: Machine, head: Head, postgres_url: str
) -> None:
    await forge(postgres_url, 7)
    assert (await run(machine, "verify"))[0] == 0
    code, said = await run(machine, "verify", "--head", f"2026-02-06={head.hash.hex()}", "--json")
    assert code == 1, said
    found = json.loads(said[said.index("{") :])
    assert found["holds"] is False
    assert found["chains"][0]["heads_unmatched"][0]["hash"] == head.hash.hex()
    assert found["chains"][0]["first_fault"] is not None


async def test_a_changed_map_is_named_by_its_entry(machine: Machine, head: Head, postgres_url: str) -> None:
    body = zlib.compress(b"a better map").hex()
    unguarded(postgres_url, f"UPDATE ledger_bodies SET body = '\\x{body}' WHERE number = 5")
    code, said = await run(machine, "verify")
    assert code == 1, said
    assert "WRONG  simulated: entry 5: its body is not the one that was hashed" in said


async def test_it_shows_entries_and_heads_and_refuses_what_makes_no_sense(
    machine: Machine, head: Head, tmp_path: Path
) -> None:
    code, said = await run(machine, "head")
    assert (code, said.strip()) == (0, head_line(head))
    code, said = await run(machine, "show", "btc", "--most", "2")
    assert code == 0, said
    assert [line.split()[2:4] for line in said.strip().splitlines()] == [["map", "BTC"]] * 2
    (tmp_path / "none.txt").write_text("no head here")
    for wrong in (
        ("verify", "--head", "yesterday=12"),
        ("verify", "--heads", str(tmp_path / "none.txt")),
        ("verify", "--from-telegram"),
        ("show", "NOSUCHCOIN"),
    ):
        code, said = await run(machine, *wrong)
        assert code not in (0, 1), (wrong, said)
        assert "Traceback" not in said
        assert len(said) < 2000


async def test_an_empty_ledger_says_so(machine: Machine) -> None:
    code, said = await run(machine, "verify")
    assert code == 0
    assert "The ledger is empty: nothing was frozen yet." in said
    code, said = await run(machine, "verify", "--head", f"2026-02-06={'00' * 32}")
    assert code == 1, said


async def a_day_of_live(postgres_url: str, days_ago: int) -> datetime:
    """Three entries at its noon."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)
    said = [Missed(MarketSource.LIVE, Coin(coin), noon, 1, Why.STALE) for coin in ("BTC", "ETH", "SOL")]
    drafts = [Draft(Kind.MISSED, one.coin, noon, noon, missed_body(one)) for one in said]
    async with open_pool(postgres_url, size=1) as pool:
        await LedgerRepository(Database(pool)).append(MarketSource.LIVE, drafts)
    return noon


async def test_jobs_posts_yesterdays_head_and_verify_reads_it_back_from_the_channel(
    machine: Machine, telegram: Telegram, postgres_url: str
) -> None:
    """Nothing of the database is believed: the head comes from the channel, and a ledger forged since is found."""
    migrate(postgres_url)
    machine.environment |= {"TELEGRAM_CHANNEL_ID": "@helix_signals_demo", "MARKET_SOURCE": "live"}
    await telegram.persona("admin").start()
    yesterday = await a_day_of_live(postgres_url, 1)
    jobs = machine.helix("jobs")
    await jobs.says("post_sent")
    channel = replace(telegram.persona("admin"), chat="channel")
    posted = (await channel.messages())[-1]
    assert find_heads(words(posted))[0].number == 3

    code, answer = await run(machine, "verify", "--from-telegram")
    assert code == 0, answer
    assert f"head of {yesterday:%Y-%m-%d} is in the chain" in answer
    unguarded(postgres_url, "DELETE FROM ledger_bodies WHERE number = 3", "DELETE FROM ledger_entries WHERE number = 3")
    code, answer = await run(machine, "verify", "--from-telegram")
    assert code == 1, answer
    assert "is not there any more" in answer
    gone = {"chat_id": CHANNEL_ID, "message_id": posted["message_id"]}
    async with telegram.http.post(f"{telegram.url}/bot{TOKEN}/deleteMessage", json=gone) as answered:
        assert answered.status == 200
    code, answer = await run(machine, "verify", "--from-telegram")
    assert code == 1, answer
    assert "the message is gone" in answer
    assert await jobs.stop() == 0


async def test_jobs_killed_while_a_head_is_on_its_way_does_not_post_it_twice(
    machine: Machine, telegram: Telegram, postgres_url: str
) -> None:
    """Telegram takes the message after the process that sent it is gone; the next process reads it in the channel."""
    migrate(postgres_url)
    machine.environment |= {"TELEGRAM_CHANNEL_ID": "@helix_signals_demo", "MARKET_SOURCE": "live"}
    admin = telegram.persona("admin")
    channel = replace(admin, chat="channel")
    await admin.start()
    await a_day_of_live(postgres_url, 2)
    first = machine.helix("jobs")
    await first.says("post_sent")
    await a_day_of_live(postgres_url, 1)
    await admin.fault("slow", method="sendMessage", seconds=3, calls=1)

    async def on_its_way() -> bool:
        async with open_pool(postgres_url, size=1) as pool:
            return await pool.fetchval("SELECT count(*) FROM posts WHERE state = 'intent' AND said IS NOT NULL") == 1

    await eventually(on_its_way, within_s=30)
    await first.kill()
    assert len(await channel.messages()) == 1
    assert await channel.answers(1), "it arrived all the same"
    unguarded(postgres_url, "UPDATE posts SET not_before = now() WHERE state = 'intent'")
    second = machine.helix("jobs")
    assert "end=found" in await second.says("post_sent")
    assert len(await channel.messages()) == 2
    code, answer = await run(machine, "verify", "--from-telegram")
    assert code == 0, answer
    assert answer.count("is in the chain") == 2
    assert await second.stop() == 0
