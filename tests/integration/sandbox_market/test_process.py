import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import psutil

START_S = 60.0
SMALL = ("--coins", "BTC,PEPE", "--history-days", "3", "--speed", "60", "--seed", "9", "--ip-limit", "0")


def _spawn(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


@asynccontextmanager
async def _started(folder: Path) -> AsyncIterator[tuple[subprocess.Popen[str], str]]:
    with _spawn(sys.executable, "-m", "sandbox.market", "--folder", str(folder), *SMALL) as process:
        assert process.stdout is not None
        try:
            address = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), START_S)
            yield process, address.strip()
        finally:
            process.kill()


async def _candles(address: str, **query: Any) -> list[list[str]]:
    url = f"{address}/v5/market/kline?category=linear&symbol=BTCUSDT&interval=1"
    async with aiohttp.ClientSession() as session, session.get(url, params=query) as response:
        rows: list[list[str]] = (await response.json())["result"]["list"]
        return rows


async def test_a_killed_process_comes_back_with_everything_it_had_published(tmp_path: Path) -> None:
    folder = tmp_path / "mär kt"
    async with _started(folder) as (process, address):
        begin = published = await _candles(address, limit=1)
        async with asyncio.timeout(START_S):
            while len(published) < 6:
                published = await _candles(address, start=begin[0][0], limit=1000)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    async with _started(folder) as (_, address):
        again = await _candles(address, start=begin[0][0], limit=1000)
    closed = {row[0]: row for row in published[1:]}  # newest first: the one in progress may have grown
    assert closed == {row[0]: row for row in again if row[0] in closed}
    assert len(again) >= len(published)


async def test_a_stop_signal_ends_it_in_seconds_and_a_second_process_is_refused(tmp_path: Path) -> None:
    async with _started(tmp_path) as (process, _):
        command = [sys.executable, "-m", "sandbox.market", "--folder", str(tmp_path), *SMALL]
        second = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=START_S)
        assert second.returncode == 3
        assert "another market runs" in second.stderr
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 5) == 0


async def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, os, time\n"
        f"child = subprocess.Popen([sys.executable, '-m', 'sandbox.market', '--folder', {str(tmp_path)!r}, "
        "*sys.argv[1:], '--parent-pid', str(os.getpid())], stdout=subprocess.PIPE, text=True)\n"
        "print(child.pid, child.stdout.readline(), flush=True)\n"
        "time.sleep(60)\n"
    )
    with _spawn(sys.executable, "-c", code, *SMALL) as parent:
        assert parent.stdout is not None
        line = await asyncio.wait_for(asyncio.to_thread(parent.stdout.readline), START_S)
        child = psutil.Process(int(line.split()[0]))
        parent.kill()
        parent.wait()
    await asyncio.to_thread(psutil.wait_procs, [child], 5)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
