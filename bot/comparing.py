"""Two maps of one coin beside each other: ours and the vendor's, or two of our own where there is no vendor's."""

import asyncio
from dataclasses import dataclass

from bot.callbacks import ModelChoice
from bot.desk import Desk
from bot.keyboards.compare import compare_keyboard
from bot.keyboards.models import ComparePress
from bot.pictures.gallery import Gallery, picture_key
from bot.pictures.pool import PicturePool
from bot.show import PhotoCard
from bot.vendors import VendorCards
from bot.views.compare import Beside, Compared, compare_caption, compare_labels, verdict_text
from bot.views.reader import Reader
from engine.liquidations.values import LeverageBand, LiquidationMap, MapQuery, Scan
from engine.liquidations.vendor.likeness import Likeness, likeness
from engine.liquidations.vendor.refusals import VendorRefused
from engine.market.values import Coin
from renderers.compare import compare_png
from renderers.grid import MapPanel
from renderers.palette import Theme


@dataclass(frozen=True, slots=True)
class Comparing:
    desk: Desk
    vendors: VendorCards
    gallery: Gallery
    pool: PicturePool

    async def photo(self, asked: ComparePress, reader: Reader) -> PhotoCard:
        """Raises what `BuildMap` raises, and `VendorRefused` where a vendor's map was asked for by name."""
        found = await self._found(asked)
        answered = asked.but(model=found.model)
        theme, verdict = Theme(reader.prefers.theme), verdict_text(found, reader)
        labels = compare_labels(found, reader)

        async def draw() -> bytes:
            panels = [MapPanel(found.ours, found.our_scan), MapPanel(found.theirs, found.their_scan)]
            return await self.pool.draw(
                "compare", compare_png, panels, theme=theme, labels=labels, verdict=verdict, zone=reader.zone
            )

        moments = (found.ours.query, found.ours.at, found.ours.price_usd, found.theirs.at, found.theirs.price_usd)
        key = picture_key("compare", *moments, found.model, verdict, labels, theme, reader.prefers.zone)
        picture = await self.gallery.picture(key, draw)
        return PhotoCard(picture, compare_caption(found, reader), compare_keyboard(answered, reader))

    async def _found(self, asked: ComparePress) -> Compared:
        """Whoever named nobody gets the vendor's first model where it can be had."""
        if not asked.model.is_own:
            return await self._with_vendor(asked, asked.model)
        if asked.model is ModelChoice.HELIX or not self.vendors.side.maps.has_key:
            return await self._two_own(asked, None)
        try:
            return await self._with_vendor(asked, ModelChoice.CG1)
        except VendorRefused as refusal:
            return await self._two_own(asked, refusal)

    async def _with_vendor(self, asked: ComparePress, model: ModelChoice) -> Compared:
        dated, made = await self.vendors.read(asked.card(model))
        ours, scan = await self.desk.map_and_scan(MapQuery(Coin(asked.coin), asked.window))
        alike = await _alike(ours, scan, made.map, made.scan)
        return Compared(Beside.VENDOR, model, ours, scan, made.map, made.scan, alike, dated)

    async def _two_own(self, asked: ComparePress, refusal: VendorRefused | None) -> Compared:
        """Two venues of the coin; where it has one only, all positions beside those of 50x and more."""
        coin = Coin(asked.coin)
        venues = (await self.desk.venues(coin))[:2]
        if len(venues) == 2:
            kind = Beside.VENUES
            queries = [MapQuery(coin, asked.window, venue) for venue in venues]
        else:
            kind = Beside.LEVERAGE
            queries = [MapQuery(coin, asked.window, None, band) for band in (LeverageBand.ALL, LeverageBand.HIGH)]
        (ours, our_scan), (theirs, their_scan) = [await self.desk.map_and_scan(query) for query in queries]
        alike = await _alike(ours, our_scan, theirs, their_scan)
        return Compared(kind, ModelChoice.HELIX, ours, our_scan, theirs, their_scan, alike, None, refusal)


async def _alike(ours: LiquidationMap, our_scan: Scan, theirs: LiquidationMap, their_scan: Scan) -> Likeness:
    named = [(*scan.above, *scan.below) for scan in (our_scan, their_scan)]
    return await asyncio.to_thread(likeness, ours, theirs, *named)
