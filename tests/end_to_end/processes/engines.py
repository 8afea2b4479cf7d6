"""Real engines over one market, looked at through the same database and Redis as everybody looks."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import psycopg
from redis.asyncio import Redis

from db.share_leases import ShareTable
from engine.market.sharing import SHARDS, shard_of
from engine.market.values import Coin, MarketSource
from tests.end_to_end.processes.helix import Machine, Program

BAR = timedelta(minutes=5)
HEALED_S = 10.0
SIGNALS = "helix:stream:signals"


@dataclass(slots=True)
class Engines:
    """Several `helix engine` of one machine."""

    machine: Machine
    redis: Redis
    database_url: str
    coins: tuple[str, ...]
    running: list[Program] = field(default_factory=list)

    @property
    def table(self) -> ShareTable:
        return ShareTable(self.redis, MarketSource.LIVE)

    def add(self) -> Program:
        self.running.append(self.machine.helix("engine"))
        return self.running[-1]

    async def kill(self, program: Program) -> set[str]:
        """By `kill -9`; the coins it had."""
        had = await self.coins_of(program)
        await program.kill()
        self.running.remove(program)
        return had

    async def coins_of(self, program: Program) -> set[str]:
        told = {one.name.rpartition(":")[2]: one for one in await self.table.told()}
        holders = await self.table.holders()
        member = await self._member_of(program)
        assert str(program.process.pid) in told, program.said
        return {coin for coin in self.coins if holders.get(shard_of(Coin(coin))) == member}

    async def _member_of(self, program: Program) -> str:
        stored = await self.redis.hgetall("helix:{share:live}:told")
        return next(one for one, text in stored.items() if json.loads(text)["name"].endswith(f":{program.process.pid}"))

    async def is_shared(self, without: int = 0) -> bool:
        """Every shard is held, evenly, by those who live but so many, and every coin is worked on by somebody."""
        told, holders = await self.table.told(), await self.table.holders()
        parts = Counter(holders.values())
        return (
            len(told) == len(parts) == len(self.running) - without
            and len(holders) == SHARDS
            and max(parts.values()) - min(parts.values()) <= 1
            and sum(one.coins for one in told) == len(self.coins)
        )

    async def holes(self, coins: set[str], since: datetime) -> dict[str, list[str]]:
        """Five-minute bars, or their open interest, closed since then by a moment ago, that are not stored."""
        last = datetime.fromtimestamp((datetime.now(UTC).timestamp() - 30) // 300 * 300, UTC)
        due = [last - n * BAR for n in range(1, (last - since) // BAR + 1)]
        connection = await psycopg.AsyncConnection.connect(self.database_url, autocommit=True)
        async with connection:
            bars = await connection.execute(
                "SELECT coin, open_at FROM ohlcv WHERE step_ms = 300000 AND open_at >= %s", [since - BAR]
            )
            held = set(await bars.fetchall())
            interest = await connection.execute("SELECT coin, at FROM open_interest WHERE at >= %s", [since - BAR])
            stamped = set(await interest.fetchall())
        missing = {
            coin: [f"{at:%H:%M}" for at in due if (coin, at) not in held or (coin, at + BAR) not in stamped]
            for coin in sorted(coins)
        }
        return {coin: times for coin, times in missing.items() if times}

    async def is_whole(self, coins: set[str], since: datetime) -> bool:
        return not await self.holes(coins, since)

    async def forget(self, coins: set[str], since: datetime) -> None:
        """As if whoever had them had been dead since then."""
        connection = await psycopg.AsyncConnection.connect(self.database_url, autocommit=True)
        async with connection:
            for table, column in (("ohlcv", "open_at"), ("open_interest", "at")):
                await connection.execute(
                    f"DELETE FROM {table} WHERE coin = ANY (%s) AND {column} >= %s",  # type: ignore[arg-type]
                    [list(coins), since],
                )

    async def announced(self) -> list[str]:
        """Ids of the signals on the stream, as often as they are there."""
        bodies = [json.loads(fields["body"]) for _, fields in await self.redis.xrange(SIGNALS)]
        return [json.dumps(body, sort_keys=True) for body in bodies]


async def seconds_until(truth: Callable[[], Awaitable[object]], within_s: float) -> float:
    """How long it took."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    while True:
        if await truth():
            return loop.time() - started
        assert loop.time() - started < within_s, f"not within {within_s} s"
        await asyncio.sleep(0.05)
