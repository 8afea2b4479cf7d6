"""What the settings make of the vendor."""

from datetime import UTC, datetime

import aiohttp

from bot.callbacks import ModelChoice
from cli.compose.vendor import vendor_side
from config import Settings, load_settings
from engine.market.values import MarketSource

KEY = {"COINGLASS_API_KEY": "k", "COINGLASS_DEFAULT_MAP": "true", "COINGLASS_AFFILIATE_CODE": "ABC"}


class Still:
    def now(self) -> datetime:
        return datetime(2026, 2, 6, tzinfo=UTC)


async def made(settings: Settings, source: MarketSource) -> tuple[bool, ModelChoice, str | None]:
    async with aiohttp.ClientSession() as session:
        side = vendor_side(settings, session, Still(), source)
        return side.maps.has_key, side.default, side.code


async def test_the_vendors_map_is_the_default_beside_live_prices_only() -> None:
    settings = load_settings(KEY)
    assert await made(settings, MarketSource.LIVE) == (True, ModelChoice.CG1, "ABC")
    for source in (MarketSource.SIMULATED, MarketSource.RECORDED):
        assert await made(settings, source) == (True, ModelChoice.HELIX, "ABC")


async def test_without_a_key_there_is_no_vendor_and_the_referral_stays() -> None:
    settings = load_settings({"COINGLASS_AFFILIATE_CODE": "ABC"})
    assert await made(settings, MarketSource.LIVE) == (False, ModelChoice.HELIX, "ABC")
