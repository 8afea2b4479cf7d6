"""Engines that share one market: this process's part of it, and how all of them are seen from outside."""

import os
import socket

from redis.asyncio import Redis

from bot.ports import HealthLine
from cli.compose.market import LiveMarket
from db.share_leases import RedisShareLeases, ShareTable
from engine.errors import StorageAway
from engine.feeds.pacing import Crowd
from engine.market.share import LeasedShare
from engine.market.share_keeper import ShareKeeper
from engine.market.sharing import Told
from engine.market.values import MarketSource


class Sharing:
    """Made before the market, which it is a part of; `keeper` keeps it once the market is there."""

    def __init__(self, redis: Redis) -> None:
        self.share = LeasedShare()
        self.crowd = Crowd()
        self._redis = redis

    def keeper(self, market: LiveMarket) -> ShareKeeper:
        name = f"{socket.gethostname()}:{os.getpid()}"

        def tell() -> Told:
            memory = market.memory
            contracts = sum(len(memory.contracts(one.venue)) for one in market.ingestions)
            return Told(name, memory.coins_held(), memory.coins_listed(), contracts)

        return ShareKeeper(self.share, RedisShareLeases(self._redis, market.source), self.crowd, tell)


async def engines_line(redis: Redis, source: MarketSource) -> HealthLine | None:
    """Who shares the market, for /health; None where nobody does, as under `helix up`."""
    try:
        told = await ShareTable(redis, source).told()
    except StorageAway as error:
        return HealthLine("engines", False, str(error)[:80])
    if not told:
        return None
    listed, held = max(one.of for one in told), sum(one.coins for one in told)
    parts = ", ".join(f"{one.name} {one.coins}" for one in told)
    left = "" if held >= listed else f", {listed - held} not taken yet"
    return HealthLine("engines", held >= listed, f"{len(told)} share {listed} coins: {parts}{left}")
