"""With a Telegram token the very same code serves Telegram: live prices, or an honest "no data"."""

import json

import psutil
import pytest

from tests.end_to_end.bot.person import Json, Someone, eventually, words
from tests.end_to_end.processes.conftest import Telegram, free_port, start_venue, venue_at
from tests.end_to_end.processes.helix import TOKEN, Machine, Program, answer_of

pytestmark = pytest.mark.timeout(180)
NAMES = (
    "helix_feed_age_seconds",
    "helix_feed_lag_seconds",
    "helix_board_cycle_seconds",
    "helix_bot_answer_seconds",
    "helix_bot_send_errors_total",
    "helix_feed_alarms_total",
    "helix_log_events_total",
    "helix_bot_inbox",
    "helix_bot_send_queue",
    "helix_ingest_pending_rows",
)


def modules_of(program: Program) -> set[str]:
    """Which of our programs it runs beside itself."""
    children = psutil.Process(program.process.pid).children(recursive=True)
    return {word for child in children for word in child.cmdline() if word.startswith("sandbox.")}


def quoted(log: str) -> bool:
    return TOKEN in log or TOKEN.split(":")[1] in log


async def test_a_token_and_a_venue_make_a_live_bot_without_stand_ins(machine: Machine, live: Telegram) -> None:
    up = machine.helix("up")
    ready = await up.says("Helix is ready")
    assert "https://t.me/helix_demo_bot" in ready
    assert "live" in await up.says("Market:")
    assert modules_of(up) == set()

    admin = live.persona("admin")
    await admin.start()
    hello = (await admin.answers(0))[0]
    assert "Helix" in words(hello)
    scan = await scanned(admin, "BTC 12h")
    assert "Bybit, live" in words(scan)
    picture = await admin.ask("/heatmap BTC 7d")
    assert picture["photo"]
    assert "Bybit, live" in words(picture)
    health = words(await admin.ask("/health"))
    assert "✅ bybit: heard" in health
    assert "❌ binance: nothing heard yet" in health

    assert json.loads(await stored_scan(machine))["source"] == "live"
    page = await metrics(live, machine)
    assert [name for name in NAMES if f"# HELP {name} " not in page] == []
    assert await up.stop() == 0
    assert not quoted(machine.log + up.said)
    assert "Traceback" not in machine.log + up.said


async def scanned(person: Someone, asked: str, within_s: float = 20.0) -> Json:
    """The card, as soon as there are prices for it."""

    async def card() -> Json | None:
        answer = await person.ask(f"/scan {asked}")
        return answer if words(answer).startswith(asked) else None

    return dict(await eventually(card, within_s, every_s=0.5))


async def stored_scan(machine: Machine) -> str:
    """Of another process, as soon as what the bot has in memory is stored as well."""

    async def answer() -> str | None:
        code, said = await answer_of(machine.helix("scan", "btc", "12h", "--json"))
        assert code in (0, 2), said
        return said if code == 0 else None

    return str(await eventually(answer, within_s=40.0))


async def metrics(telegram: Telegram, machine: Machine) -> str:
    """The page whose address the log names at the start."""
    line = next(line for line in machine.log.splitlines() if " metrics url=" in line)
    async with telegram.http.get(line.split("url=")[1]) as answer:
        return await answer.text()


@pytest.mark.long  # waits for three failures and their back-off
async def test_without_the_venue_there_is_no_data_and_the_admin_is_alarmed_until_it_is_back(
    machine: Machine, telegram: Telegram
) -> None:
    port = free_port()
    machine.environment |= venue_at(f"http://127.0.0.1:{port}")
    up = machine.helix("up")
    await up.says("Helix is ready")
    assert modules_of(up) == set()
    admin = telegram.persona("admin")
    await admin.start()
    await admin.answers(0)
    assert "No data for BTC" in words(await admin.ask("/scan BTC 12h"))
    health = words(await admin.ask("/health"))
    assert "❌ market: live, 0 coins, no prices" in health
    assert "❌ bybit: nothing heard yet" in health

    async def alarm() -> str:
        said = [words(message) for message in await admin.messages()]
        return next((text for text in said if "Bybit does not answer" in text), "")

    said = await eventually(alarm, within_s=40)
    assert "3 times in a row" in said
    assert "heard_s_ago=-1" in said

    start_venue(machine, port)
    assert "Bybit, live" in words(await scanned(admin, "BTC 12h", within_s=40))
    assert await up.stop() == 0
    assert "Traceback" not in machine.log + up.said
