"""What cannot work stops with one line and an exit code, and without a traceback."""

import asyncio
import json
from pathlib import Path

import pytest
from aiohttp import web

from tests.end_to_end.processes.conftest import Telegram, free_port
from tests.end_to_end.processes.helix import TOKEN, Machine, answer_of, bare

pytestmark = pytest.mark.timeout(120)
BAD = {"LOG_LEVEL": "loud", "TELEGRAM_WEBHOOK_PORT": "99999", "BYBIT_API_KEY": "half-a-pair", "TIMEZONE": "Atlantis"}
WORKERS = ("up", "bot", "engine", "jobs")


@pytest.fixture
def alone(tmp_path: Path) -> Machine:
    """A folder without servers: whoever is refused must not have started any."""
    return bare(tmp_path / "alone", {})


async def outcomes(machine: Machine, *commands: tuple[str, ...], **settings: str) -> list[tuple[int, str]]:
    """Two at a time: a start is an import of everything."""
    room = asyncio.Semaphore(2)

    async def one(command: tuple[str, ...]) -> tuple[int, str]:
        async with room:
            return await answer_of(machine.helix(*command, **settings))

    return list(await asyncio.gather(*map(one, commands)))


def one_line(said: str) -> bool:
    return len(said.strip().splitlines()) == 1 and "Traceback" not in said


async def test_bad_settings_stop_every_start_with_one_message_of_every_fault(alone: Machine) -> None:
    for code, said in await outcomes(alone, *((name,) for name in WORKERS), ("doctor",), ("scan", "BTC"), **BAD):
        assert code == 4, said
        assert "Traceback" not in said
        assert all(name in said for name in BAD), said
        assert "BYBIT_API_SECRET" in said
        assert "half-a-pair" not in said
    assert not alone.home.exists()


async def test_the_doctor_tells_faults_to_programs_too(alone: Machine) -> None:
    [(code, said)] = await outcomes(alone, ("doctor", "--json"), **BAD)
    assert code == 4
    told = json.loads(said)
    assert not told["ok"]
    assert {"settings"} == {check["name"] for check in told["checks"]}


async def test_simulated_prices_are_refused_beside_a_token(alone: Machine) -> None:
    wish = {"MARKET_SOURCE": "simulated", "TELEGRAM_BOT_TOKEN": TOKEN}
    wish |= {"TELEGRAM_API_BASE_URL": "http://127.0.0.1:9"}  # whatever stands for Telegram
    for code, said in await outcomes(alone, ("up",), ("bot",), ("engine",), **wish):
        assert code == 4, said
        assert "MARKET_SOURCE" in said
        assert "Traceback" not in said
    assert not alone.home.exists()


async def test_a_bot_without_a_token_and_without_a_chat_page_is_refused(alone: Machine) -> None:
    [(code, said)] = await outcomes(alone, ("bot",))
    assert code == 4
    assert "TELEGRAM_BOT_TOKEN is missing" in said


async def test_a_wrong_token_stops_the_start(machine: Machine, telegram: Telegram) -> None:
    wrong = "111111111:" + "A" * 35
    for code, said in await outcomes(machine, ("up",), ("bot",), TELEGRAM_BOT_TOKEN=wrong):
        assert code == 4, said
        assert "Telegram refuses TELEGRAM_BOT_TOKEN" in said.splitlines()[-1]
        assert "Traceback" not in said
        assert wrong not in said


async def test_servers_that_do_not_answer_stop_the_start_with_one_line(machine: Machine) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    database = {"DATABASE_URL": f"postgresql://helix:secret-word@{nobody}/helix"}
    [no_database] = await outcomes(machine, ("jobs",), **database)
    [no_redis] = await outcomes(machine, ("jobs",), REDIS_URL=f"redis://{nobody}")
    assert (no_database[0], no_redis[0]) == (4, 3)
    assert "database does not answer" in no_database[1].splitlines()[-1]
    assert "Not now: redis" in no_redis[1].splitlines()[-1]
    assert all("Traceback" not in said and "secret-word" not in said for _, said in (no_database, no_redis))


async def test_a_taken_web_hook_port_stops_the_start(machine: Machine, telegram: Telegram) -> None:
    runner = web.AppRunner(web.Application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port := free_port()).start()
    hook = {
        "TELEGRAM_WEBHOOK_URL": "https://helix.example.com/telegram",
        "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-sixteen-or-more",
        "TELEGRAM_WEBHOOK_PORT": str(port),
    }
    [(code, said)] = await outcomes(machine, ("bot",), **hook)
    await runner.cleanup()
    assert code == 4, said
    assert f"Port {port}" in said.splitlines()[-1]
    assert "Traceback" not in said


async def test_a_scan_where_nothing_ever_ran_says_what_to_do(machine: Machine) -> None:
    [(code, said)] = await outcomes(machine, ("scan", "BTC"))
    assert code == 2
    assert "helix up" in said
    assert one_line(said)


async def test_what_is_not_a_command_or_an_option_ends_with_2(alone: Machine) -> None:
    for code, said in await outcomes(alone, ("dance",), ("scan", "BTC", "--loudly"), ("up", "--replay")):
        assert code == 2
        assert "Traceback" not in said
