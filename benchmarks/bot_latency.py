"""Update in, answer out: /scan and /heatmap through the HTTP stand-in, real Postgres, Valkey and pictures.

The stand-in and the people run in processes of their own. Run: `python -m benchmarks.bot_latency [--seconds 30]`.
Goals on 2 cores at 10 requests a second over 50 coins and all windows: /scan p95 <= 100 ms, /heatmap p95 <= 150 ms;
50 people asking for the same picture at once cost one drawing.
"""

import argparse
import asyncio
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import quote

import numpy as np
import structlog
from aiohttp import ClientSession
from prometheus_client import REGISTRY

from bot.dependencies import BotDependencies
from bot.pictures.pool import painters
from db.embedded import Conditions, EmbeddedServers, Wanted
from db.migrate import migrate
from engine.errors import EngineError
from engine.liquidations.values import MapQuery
from engine.market.values import Coin
from engine.market.windows import Window
from tests.end_to_end.bot.market import SmallMarket, small_market
from tests.end_to_end.bot.running import Place, bot_parts, running

COINS = {f"C{number:02d}": 10.0 ** random.Random(number).uniform(-5, 4) for number in range(49)} | {"BTC": 66_586.1}
PEOPLE = 50
TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTESTTES"


@contextmanager
def stand_in(folder: Path) -> Iterator[str]:
    """The local Telegram in a process of its own."""
    command = [sys.executable, "-m", "sandbox.telegram", "--folder", str(folder), "--port", "0"]
    with subprocess.Popen([*command, "--parent-pid", str(os.getpid())], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1].rstrip("/")
        finally:
            process.terminate()


class Crowd:
    """People with accounts, who ask and wait for their answer."""

    def __init__(self, http: ClientSession, base_url: str) -> None:
        self._http, self._base_url = http, base_url

    async def gather(self) -> None:
        for number in range(PEOPLE):
            key = f"p{number}"
            body = {"as": "admin", "key": key, "first_name": key, "language_code": "en", "started": True}
            async with self._http.post(f"{self._base_url}/api/people", json=body) as answer:
                assert (await answer.json())["ok"]

    async def ask(self, number: int, text: str) -> float:
        """Seconds until the answer is in the chat."""
        started = time.perf_counter()
        who = f"p{number % PEOPLE}"
        async with self._http.post(f"{self._base_url}/api/send", json={"as": who, "text": text}) as answer:
            sent = await answer.json()
        path = f"messages?as={who}&chat=bot&after={sent['message_id']}&wait=20&from_bot=1"
        async with self._http.get(f"{self._base_url}/api/{path}") as answer:
            messages = (await answer.json())["messages"]
        assert messages, text
        return time.perf_counter() - started


async def steady(crowd: Crowd, command: str, rate: float, seconds: float) -> list[float]:
    """Requests at even distances, whatever the answers do."""
    chooser, found = random.Random(7), []
    windows, coins = list(Window), list(COINS)

    async def one(number: int) -> None:
        text = f"/{command} {chooser.choice(coins)} {chooser.choice(windows).value}"
        found.append(await crowd.ask(number, text))

    async with asyncio.TaskGroup() as group:
        started = time.perf_counter()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(started + number / rate - time.perf_counter(), 0))
            group.create_task(one(number))
    return found


async def together(crowd: Crowd) -> tuple[list[float], float]:
    """Everybody asks for the same picture at once; seconds, and how many drawings that cost."""
    before = drawn()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(crowd.ask(number, "/heatmap BTC 14d min=33")) for number in range(PEOPLE)]
    return [task.result() for task in tasks], drawn() - before


def drawn() -> float:
    return REGISTRY.get_sample_value("helix_pictures_total", {"origin": "drawn"}) or 0.0


def line(name: str, seconds: list[float]) -> str:
    p50, p95, worst = np.percentile(np.array(seconds) * 1000, [50, 95, 100])
    return f"{name:<26}{len(seconds):>6}{p50:>9.0f}{p95:>9.0f}{worst:>9.0f}"


@asynccontextmanager
async def everything(folder: Path, market: SmallMarket) -> AsyncIterator[tuple[BotDependencies, str]]:
    wanted, conditions = Wanted(postgres=True, valkey=True), Conditions(durable=True)
    with (
        EmbeddedServers(folder / "servers", lambda _: None, wanted=wanted, conditions=conditions) as servers,
        stand_in(folder / "telegram") as base_url,
    ):
        database_url, redis_url = servers.addresses.database_url, servers.addresses.redis_url
        assert database_url is not None
        assert redis_url is not None
        await asyncio.to_thread(migrate, database_url)
        place = Place(database_url, redis_url, base_url, TOKEN)
        async with bot_parts(place, market, lambda: painters(2)) as deps, running(deps):
            await deps.pool.warm()
            yield deps, base_url


async def warm_maps(market: SmallMarket) -> None:
    for coin in COINS:
        for window in Window:
            try:
                await market.maps(MapQuery(Coin(coin), window))
            except EngineError as error:
                print(f"no map: {quote(str(error))}")


async def main(seconds: float) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    market = small_market(COINS, days=366)
    await warm_maps(market)
    with tempfile.TemporaryDirectory() as folder:
        async with everything(Path(folder), market) as (_, base_url), ClientSession() as http:
            crowd = Crowd(http, base_url)
            await crowd.gather()
            for number in range(PEOPLE):
                await crowd.ask(number, "/terms")
            print(f"{'ms':<26}{'asked':>6}{'p50':>9}{'p95':>9}{'worst':>9}")
            print(line("/scan, 10 a second", await steady(crowd, "scan", 10, seconds)))
            print(line("/heatmap, 10 a second", await steady(crowd, "heatmap", 10, seconds)))
            print(line("/heatmap again, known", await steady(crowd, "heatmap", 10, seconds)))
            same, drawings = await together(crowd)
            print(line("the same picture, at once", same), f"  drawings: {drawings:.0f}")
            print(f"load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    asyncio.run(main(parser.parse_args().seconds))
