"""Hyperliquid's public accounts joined to the stores and the chat."""

from random import Random

import aiohttp

from cli.compose.leased import by_one
from config import Settings
from db.leases import Leases
from db.pool import Database
from db.whales import WhaleRepository
from engine.feeds.hyperliquid.client import REST_URL, HyperliquidAccounts
from engine.feeds.hyperliquid.leaderboard import STATS_URL
from engine.market.ports import Clock
from engine.market.values import MarketSource
from engine.whales.follow import FollowWhales
from engine.whales.read import ReadWhales


def read_whales(database: Database, source: MarketSource, clock: Clock) -> ReadWhales:
    return ReadWhales(WhaleRepository(database), source, clock)


async def follow_whales(
    settings: Settings,
    session: aiohttp.ClientSession,
    database: Database,
    clock: Clock,
    source: MarketSource,
    leases: Leases | None = None,
) -> None:
    """Beside live prices only; with `leases` one process of all does it."""
    ours = settings.hyperliquid
    if source is not MarketSource.LIVE or (ours.largest == 0 and not ours.accounts):
        return
    venue = HyperliquidAccounts(
        session, Random(), rest_url=ours.rest_url or REST_URL, stats_url=ours.stats_url or STATS_URL
    )
    follow = FollowWhales(venue, WhaleRepository(database), clock, Random(), extra=ours.accounts, largest=ours.largest)
    await by_one(leases, "whales", follow.run)
