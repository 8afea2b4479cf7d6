"""The process: who may talk to it, what survives it, and the conformance list."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from sandbox.telegram.people import PROBE_ID
from sandbox.telegram.server import FolderInUse, Sandbox, serve
from tests.integration.sandbox_telegram.client import Client

CONFORM = Path(__file__).resolve().parents[4] / "shared" / "tools" / "telegram_conform.py"


@asynccontextmanager
async def process(folder: Path, *options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.telegram", "--folder", str(folder), *options,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        async with asyncio.timeout(20):
            address = (await running.stdout.readline()).decode().strip()
        yield running, address
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


async def test_kill_dash_nine_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    token = "123456789:TESTTESTTESTTESTTESTTESTTESTTESTTES"
    async with process(tmp_path) as (running, address), aiohttp.ClientSession() as http:
        body = {"chat_id": PROBE_ID, "text": "kept"}
        async with http.post(f"{address}/bot{token}/sendMessage", json=body) as sent:
            assert (await sent.json())["ok"]
        async with http.post(f"{address}/api/send", json={"as": "probe", "text": "asked"}) as asked:
            assert (await asked.json())["ok"]
        running.kill()
        await running.wait()
    async with serve(tmp_path) as again, aiohttp.ClientSession() as http:
        client = Client(http, again)
        shown = (await client.look("messages", who_acts="probe"))["messages"]
        assert [m["text"] for m in shown] == ["kept", "asked"]
        assert [u["message"]["text"] for u in await client.updates()] == ["asked"]
        assert (await client.ok("sendMessage", chat_id=PROBE_ID, text="next"))["message_id"] == 3


async def test_it_ends_with_its_parent_and_on_sigterm(tmp_path: Path) -> None:
    async with process(tmp_path / "a", "--parent-pid", "1") as (orphan, _):
        async with asyncio.timeout(5):
            assert await orphan.wait() == 0
    async with process(tmp_path / "b", "--parent-pid", str(os.getpid())) as (child, _):
        child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            assert await child.wait() == 0


async def test_one_folder_serves_one_sandbox(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(FolderInUse):
        async with serve(tmp_path / "telegram"):
            pass


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({"Host": "evil.example"}, "/api/state", 403),
        ({"Host": "evil.example"}, "/", 403),
        ({"Host": "127.0.0.1.evil.example"}, "/api/state", 403),
        ({"Origin": "http://evil.example"}, "/api/state", 403),
        ({"Origin": "null"}, "/api/state", 403),
        ({"Sec-Fetch-Site": "cross-site"}, "/api/events", 403),
        ({"Host": "localhost:1"}, "/api/state", 200),
        ({}, "/api/state", 200),
    ],
)
async def test_only_this_machines_own_page_may_ask(
    client: Client, headers: dict[str, str], path: str, status: int
) -> None:
    async with client.http.get(f"{client.sandbox.base_url}{path}", headers=headers) as answer:
        assert answer.status == status


async def test_a_foreign_page_cannot_call_the_bot_api(client: Client) -> None:
    async with client.http.get(f"{client.root}/getMe", headers={"Origin": "http://evil.example"}) as answer:
        assert answer.status == 403


async def test_the_page_is_served_with_a_strict_policy(client: Client) -> None:
    async with client.http.get(client.sandbox.base_url) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "Not Telegram." in page
    assert "https://" not in page


@pytest.mark.parametrize("fault", ["429", "500", "drop", "drop_after", "slow"])
async def test_trouble_on_request(client: Client, fault: str) -> None:
    await client.person("faults", kind=fault, method="sendMessage", seconds=0.05 if fault == "slow" else 7)
    call = client.api("sendMessage", chat_id=PROBE_ID, text="x")
    if fault.startswith("drop"):
        with pytest.raises(aiohttp.ClientError):
            await call
    else:
        answer = await call
        assert answer["ok"] == (fault == "slow")
        assert answer.get("parameters") == ({"retry_after": 7} if fault == "429" else None)
    shown = (await client.look("messages", who_acts="probe"))["messages"]
    assert len(shown) == (1 if fault in ("slow", "drop_after") else 0)
    assert (await client.look("calls"))["calls"][0]["fault"] == fault
    assert (await client.api("sendMessage", chat_id=PROBE_ID, text="x"))["ok"]


async def test_reset_brings_back_the_first_day(client: Client) -> None:
    await client.person("start", who_acts="member")
    await client.person("reset")
    assert (await client.look("messages", who_acts="member"))["messages"] == []
    assert await client.updates() == []


@pytest.mark.parametrize("garbage", [b"", b"{", b"[]", b"\xff\xfe", b'{"chat_id": {"a": 1}, "text": []}', b'{"as": 5}'])
async def test_garbage_is_answered_not_crashed_on(client: Client, garbage: bytes) -> None:
    for address in (
        f"{client.root}/sendMessage",
        f"{client.root}/sendMediaGroup",
        f"{client.sandbox.base_url}/api/send",
    ):
        async with client.http.post(address, data=garbage, headers={"Content-Type": "application/json"}) as answer:
            assert answer.status in (400, 404)


@pytest.mark.skipif(not CONFORM.exists(), reason="the conformance list is not beside this repository")
async def test_the_conformance_list_is_met_in_full(sandbox: Sandbox) -> None:
    running = await asyncio.create_subprocess_exec(
        sys.executable, str(CONFORM), sandbox.base_url, stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(60):
        output, _ = await running.communicate()
    report = output.decode()
    assert "40 as Telegram, 0 not" in report
    assert "two pollers: [409, 200]" in report
    assert "25 sends to one group -> 5 x 429" in report
