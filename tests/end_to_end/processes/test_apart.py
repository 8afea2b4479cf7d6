"""Engine, bots and jobs as processes of their own, on one database and one Redis."""

import asyncio
import json

import psycopg
import pytest

from tests.end_to_end.bot.person import Someone, eventually, words
from tests.end_to_end.processes.conftest import Telegram, free_port
from tests.end_to_end.processes.helix import Machine
from tests.end_to_end.processes.test_token import scanned

pytestmark = pytest.mark.timeout(180)
ASKED = ("BTC 12h", "ETH 24h", "BTC 3d", "ETH 7d")
LEASE_S = 15.0
SECRET = "a-secret-of-sixteen-or-more"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def answered_in_order(person: Someone) -> None:
    """Asked at once, each is answered once, in the order asked."""
    sent = [await person.send(f"/scan {asked}") for asked in ASKED]

    async def answers() -> list[str] | None:
        after = [m for m in await person.messages(sent[0]["message_id"]) if m["from"]["is_bot"]]
        said = [
            text for m in after if not (text := words(m)).startswith("⚠️")
        ]  # Binance is away: an alarm may come between
        return said if len(said) >= len(ASKED) else None

    said = await eventually(answers, within_s=LEASE_S + 15)
    assert [text[: len(asked)] for text, asked in zip(said, ASKED, strict=True)] == list(ASKED), said


@pytest.mark.long  # waits for a dead bot's lease
async def test_bots_share_the_work_and_take_over_and_the_engine_may_come_and_go(
    machine: Machine, live: Telegram, postgres_url: str
) -> None:
    engine = machine.helix("engine")
    await engine.says("feed_filled")
    first = machine.helix("bot")
    await first.says(" ready ")
    second, jobs = machine.helix("bot"), machine.helix("jobs")
    await second.says(" ready ")
    await jobs.says("upkeep_done")
    people = [live.persona(name) for name in ("admin", "member", "stranger")]
    for person in people:
        await person.start()
        await person.answers(0)
    for asked in ASKED:
        await scanned(people[0], asked, within_s=40.0)  # what the engine has read is stored a little later
    await asyncio.gather(*map(answered_in_order, people))

    await first.kill()
    await answered_in_order(people[1])
    await second.says(" ready ")

    await engine.kill()
    with psycopg.connect(postgres_url, autocommit=True) as connection:  # as if it had ended hours ago
        connection.execute("DELETE FROM ohlcv WHERE open_at > now() - interval '3 hours'")
    restarted = machine.helix("engine")
    await restarted.says("feed_filled")
    assert words(await people[0].ask("/scan BTC 12h")).startswith("BTC 12h")
    for program in (restarted, second, jobs):
        assert await program.stop() == 0, program.said
        assert "Traceback" not in program.said


async def test_web_hook_calls_are_checked_stored_and_handled_once(machine: Machine, live: Telegram) -> None:
    port = free_port()
    hook = {
        "TELEGRAM_WEBHOOK_URL": "https://helix.example.com/telegram",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_WEBHOOK_PORT": str(port),
    }
    bot = machine.helix("bot", **hook)
    await bot.says(" ready ")
    admin = live.persona("admin")
    sent = await admin.start()
    update = json.dumps({"update_id": 770001, "message": _as_telegram(sent)})

    async def post(secret: str) -> int:
        url = f"http://127.0.0.1:{port}/telegram"
        async with live.http.post(url, data=update, headers={HEADER: secret}) as answer:
            return answer.status

    assert await post("not-the-secret-at-all") == 401
    assert [await post(SECRET), await post(SECRET)] == [200, 200]
    assert "Helix" in words((await admin.answers(sent["message_id"]))[0])
    assert await post(SECRET) == 200
    await asyncio.sleep(1.0)  # nothing is to come: there is no event to wait for
    assert len([m for m in await admin.messages() if m["from"]["is_bot"]]) == 1
    assert SECRET not in bot.said
    assert await bot.stop() == 0


def _as_telegram(sent: dict[str, object]) -> dict[str, object]:
    """The message as Telegram brings it: without what the page adds."""
    return {name: sent[name] for name in ("message_id", "from", "chat", "date", "text", "entities") if name in sent}
