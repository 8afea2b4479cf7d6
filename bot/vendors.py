"""A vendor's maps in the chat: the picture, the card, and our own map where the vendor has none."""

import asyncio
from dataclasses import dataclass, field

from bot.callbacks import CardPress, ModelChoice
from bot.keyboards.vendor import vendor_keyboard
from bot.pictures.gallery import Gallery, picture_key
from bot.pictures.pool import PicturePool
from bot.show import Own, PhotoCard
from bot.views.reader import Reader
from bot.views.vendor import refusal_text, vendor_caption, vendor_labels, with_line
from engine.liquidations.vendor.as_map import RelativeMap, relative_map
from engine.liquidations.vendor.none import NoVendor
from engine.liquidations.vendor.ports import VendorMaps
from engine.liquidations.vendor.refusals import VendorRefused
from engine.liquidations.vendor.values import Dated
from engine.market.values import Coin
from renderers.heatmap import heatmap_png
from renderers.palette import Theme


@dataclass(frozen=True, slots=True)
class VendorSide:
    """What an installation has of the vendor. `default`: whose map is shown where nobody said."""

    maps: VendorMaps = field(default_factory=NoVendor)
    default: ModelChoice = ModelChoice.HELIX
    code: str | None = None  # for its referral button


@dataclass(frozen=True, slots=True)
class VendorCards:
    """Implements `OtherMaps`."""

    side: VendorSide
    gallery: Gallery
    pool: PicturePool

    def settled(self, card: CardPress) -> CardPress:
        return card.but(model=self.side.default) if card.model is ModelChoice.ANY else card

    async def read(self, card: CardPress) -> tuple[Dated, RelativeMap]:
        """Raises `VendorRefused`."""
        dated = await self.side.maps.map(Coin(card.coin), card.window, card.model.model)
        return dated, await asyncio.to_thread(relative_map, dated.map)

    async def heatmap(self, card: CardPress, reader: Reader, own: Own) -> PhotoCard:
        """Raises `VendorRefused`, but where the vendor's is the default: then ours with a line that says why."""
        try:
            dated, made = await self.read(card)
        except VendorRefused as refusal:
            if card.model is not self.side.default:
                raise
            ours = await own(card.but(model=ModelChoice.HELIX), reader)
            line = reader.t("vendor-own-instead", why=refusal_text(refusal, reader))
            return PhotoCard(ours.picture, with_line(ours.caption, line), ours.keyboard)
        return await self._card(card, dated, made, reader)

    async def _card(self, card: CardPress, dated: Dated, made: RelativeMap, reader: Reader) -> PhotoCard:
        labels, theme = vendor_labels(dated, made, card.model, reader), Theme(reader.prefers.theme)

        async def draw() -> bytes:
            return await self.pool.draw(
                "vendor",
                heatmap_png,
                made.map,
                made.scan,
                theme=theme,
                labels=labels,
                zone=reader.zone,
                hide_weak=card.hide_weak / 100,
            )

        key = picture_key(
            "vendor", made.map.query, dated.map.fetched_at, labels, theme, reader.prefers.zone, card.hide_weak
        )
        day = await self.side.maps.day(Coin(card.coin))
        return PhotoCard(
            await self.gallery.picture(key, draw),
            vendor_caption(dated, made, day, card.model, reader, card.hide_weak),
            vendor_keyboard(card, made.scan, reader),
        )
