"""CoinGlass joined to the chat and to the stores, where a key is set."""

from random import Random

import aiohttp

from bot.callbacks import ModelChoice
from bot.vendors import VendorSide
from cli.compose.leased import by_one
from config import Settings
from db.leases import Leases
from db.liquidations import LiquidationRepository
from db.pool import Database
from engine.feeds.coinglass.client import REST_URL, CoinGlassClient
from engine.feeds.coinglass.maps import CoinGlassMaps
from engine.feeds.coinglass.stream import STREAM_URL, LiquidationStream
from engine.liquidations.vendor.none import NoVendor
from engine.market.ports import Clock
from engine.market.values import MarketSource

AGENT = "coinglass"


def vendor_side(settings: Settings, session: aiohttp.ClientSession, clock: Clock, source: MarketSource) -> VendorSide:
    """`source` is that of our own market; the vendor's maps stand beside live prices only."""
    ours, code = settings.coinglass, settings.affiliates.coinglass_code
    if ours.api_key is None:
        return VendorSide(NoVendor(), code=code)
    client = CoinGlassClient(session, ours.api_key.get_secret_value(), Random(), base_url=ours.rest_url or REST_URL)
    is_default = ours.is_default_map and source is MarketSource.LIVE
    default = ModelChoice.CG1 if is_default else ModelChoice.HELIX
    return VendorSide(CoinGlassMaps(client, clock, source), default, code)


async def follow_vendor(
    settings: Settings,
    session: aiohttp.ClientSession,
    database: Database,
    clock: Clock,
    source: MarketSource,
    leases: Leases | None = None,
) -> None:
    """Keeps the vendor's stream of forced closes; with `leases` one process of all does. At once over without a key."""
    ours = settings.coinglass
    if ours.api_key is None or source is not MarketSource.LIVE:
        return
    stream = LiquidationStream(
        session,
        ours.api_key.get_secret_value(),
        LiquidationRepository(database, AGENT),
        clock,
        Random(),
        url=ours.ws_url or STREAM_URL,
    )
    await by_one(leases, "coinglass-stream", stream.run)
