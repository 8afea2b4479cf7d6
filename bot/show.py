"""Puts cards together: engine values, words, picture and buttons."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from aiogram.types import BufferedInputFile, InlineKeyboardMarkup

from bot.callbacks import CardPress, TopPress
from bot.desk import Desk
from bot.keyboards.cards import beside_windows, card_keyboard
from bot.keyboards.top import nine_keyboard
from bot.pictures.gallery import Gallery, Picture, picture_key
from bot.pictures.pool import PicturePool
from bot.views.card import Card
from bot.views.heatmap import heatmap_caption
from bot.views.picture_labels import beside_labels, heatmap_labels
from bot.views.reader import Reader
from bot.views.scan import scan_text
from bot.views.state import source_text
from bot.whale_layer import NO_LAYER, Layer, layer_of
from engine.errors import EngineError, NoData, StorageAway
from engine.liquidations.values import LiquidationMap, MapQuery, Scan
from engine.market.values import Coin
from engine.whales.read import NONE_SEEN, ReadWhales
from renderers.grid import MapPanel, nine_maps_png, side_by_side_png
from renderers.heatmap import heatmap_png
from renderers.interactive import heatmap_html
from renderers.palette import Theme

_NINE = 9


@dataclass(frozen=True, slots=True)
class PhotoCard:
    picture: Picture
    caption: str
    keyboard: InlineKeyboardMarkup | None


class OtherMaps(Protocol):
    """Maps that are not ours."""

    def settled(self, card: CardPress) -> CardPress:
        """With the installation's choice where nobody said whose map."""
        ...

    async def heatmap(self, card: CardPress, reader: Reader, own: "Own") -> PhotoCard: ...


Own = Callable[[CardPress, Reader], Awaitable[PhotoCard]]


@dataclass(frozen=True, slots=True)
class Show:
    """`others` None: there are no maps but ours."""

    desk: Desk
    gallery: Gallery
    pool: PicturePool
    others: OtherMaps | None = None
    whales: ReadWhales | None = None

    async def scan(self, card: CardPress, reader: Reader) -> Card:
        """Raises what `ScanCoin` raises."""
        scan = await self.desk.scan(card.query)
        return Card(scan_text(scan, reader), card_keyboard(card, scan, reader))

    async def heatmap(self, card: CardPress, reader: Reader) -> PhotoCard:
        """Raises what `BuildMap` raises, and `VendorRefused` for a map that is not ours."""
        if self.others is None:
            return await self._own(card, reader)
        card = self.others.settled(card)
        return await (self._own(card, reader) if card.model.is_own else self.others.heatmap(card, reader, self._own))

    async def _own(self, card: CardPress, reader: Reader) -> PhotoCard:
        heat_map, scan = await self.desk.map_and_scan(card.query)
        swept = await self.desk.swept(heat_map)
        layer = await self._layer(card, heat_map, scan, reader)
        labels = replace(heatmap_labels(heat_map, scan, reader), whales=layer.key)
        theme = Theme(reader.prefers.theme)

        async def draw() -> bytes:
            return await self.pool.draw(
                "heatmap",
                heatmap_png,
                heat_map,
                scan,
                theme=theme,
                labels=labels,
                zone=reader.zone,
                hide_weak=card.hide_weak / 100,
                whales=layer.marks,
            )

        key = picture_key(*_moment(heat_map), theme, labels, reader.prefers.zone, card.hide_weak, layer.marks)
        return PhotoCard(
            await self.gallery.picture(key, draw),
            layer.under(heatmap_caption(heat_map, scan, swept, reader, card.hide_weak)),
            card_keyboard(card, scan, reader),
        )

    async def _layer(self, card: CardPress, heat_map: LiquidationMap, scan: Scan, reader: Reader) -> Layer:
        if not card.whales:
            return NO_LAYER
        if self.whales is None:
            raise NoData(card.coin, NONE_SEEN)
        return layer_of(await self.whales(Coin(card.coin)), heat_map, scan, reader)

    async def zoom_file(self, card: CardPress, reader: Reader) -> BufferedInputFile:
        heat_map, scan = await self.desk.map_and_scan(card.query)
        html = await self.pool.draw(
            "html",
            heatmap_html,
            heat_map,
            scan,
            theme=Theme(reader.prefers.theme),
            labels=heatmap_labels(heat_map, scan, reader),
            zone=reader.zone,
            language=reader.prefers.locale.value,
        )
        return BufferedInputFile(html, f"helix-{card.coin}-{card.window.value}.html")

    async def beside(self, card: CardPress, reader: Reader) -> PhotoCard:
        """Four windows of one coin in one picture."""
        queries = [
            MapQuery(Coin(card.coin), w, card.venue.venue, card.leverage.band) for w in beside_windows(card.window)
        ]
        pairs = await self._pairs(queries)
        t, shown = reader.t, ", ".join(heat_map.query.window.value for heat_map, _ in pairs)
        title = t.plain("picture-beside", coin=card.coin)
        picture = await self._grid("beside", title, pairs, reader)
        source = source_text(pairs[0][0].source, pairs[0][0].venues, reader, pairs[0][1])
        return PhotoCard(picture, t("beside-caption", coin=card.coin, windows=shown, source=source), None)

    async def nine(self, top: TopPress, coins: Sequence[Coin], reader: Reader, first: int = 1) -> PhotoCard:
        """`top`: where it was asked for; `first`: the rank of the first coin. Under it a way into each map and back."""
        window = top.window
        ranks = {coin: rank for rank, coin in enumerate(coins[:_NINE], first)}
        pairs = await self._pairs([MapQuery(coin, window) for coin in ranks])
        t, shown = reader.t, ", ".join(heat_map.query.coin for heat_map, _ in pairs)
        picture = await self._grid("nine", t.plain("picture-nine", window=window.value), pairs, reader, ranks)
        source = source_text(pairs[0][0].source, pairs[0][0].venues, reader, pairs[0][1])
        drawn = {heat_map.query.coin: ranks[heat_map.query.coin] for heat_map, _ in pairs}
        caption = t("nine-caption", window=window.value, coins=shown, source=source)
        return PhotoCard(picture, caption, nine_keyboard(top, drawn, reader))

    async def _pairs(self, queries: Sequence[MapQuery]) -> Sequence[tuple[LiquidationMap, Scan]]:
        """Those that can be drawn. Raises `NoData` when none can."""
        pairs = []
        for query in queries:
            try:
                pairs.append(await self.desk.map_and_scan(query))
            except StorageAway:
                raise
            except EngineError:
                continue
        if not pairs:
            raise NoData(queries[0].coin if queries else "-", "reason-no-history")
        return pairs

    async def _grid(
        self,
        kind: str,
        title: str,
        pairs: Sequence[tuple[LiquidationMap, Scan]],
        reader: Reader,
        ranks: Mapping[Coin, int] | None = None,
    ) -> Picture:
        labels, theme = beside_labels(pairs, title, reader, ranks), Theme(reader.prefers.theme)
        panels = [MapPanel(heat_map, scan) for heat_map, scan in pairs]
        paint = nine_maps_png if kind == "nine" else side_by_side_png

        async def draw() -> bytes:
            return await self.pool.draw(kind, paint, panels, theme=theme, labels=labels, zone=reader.zone)

        moments = [part for heat_map, _ in pairs for part in _moment(heat_map)]
        return await self.gallery.picture(picture_key(kind, *moments, theme, labels, reader.prefers.zone), draw)


def _moment(heat_map: LiquidationMap) -> tuple[object, ...]:
    return heat_map.query, heat_map.at, heat_map.price_usd, heat_map.venues
