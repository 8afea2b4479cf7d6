"""The map with a member's trade in it."""

from dataclasses import dataclass
from decimal import Decimal

from bot.desk import Desk
from bot.paper.stories import Held
from bot.pictures.gallery import Picture, picture_key
from bot.show import PhotoCard, Show
from bot.texts import Markup
from bot.views import money
from bot.views.card import lines
from bot.views.paper_card import guards_line, position_line
from bot.views.paper_end import trade_line
from bot.views.paper_lists import source_line
from bot.views.picture_labels import heatmap_labels
from bot.views.reader import Reader
from engine.exchange.contract import Contract
from engine.exchange.venues.paper.values import ClosedTrade
from engine.liquidations.values import MapQuery
from engine.market.values import Coin
from engine.market.windows import Window
from renderers.heatmap import heatmap_png
from renderers.palette import Ink, Theme
from renderers.plan_lines import PlanLine


@dataclass(frozen=True, slots=True)
class TradePictures:
    """Raises what `BuildMap` raises."""

    desk: Desk
    show: Show

    async def of_position(self, held: Held, contract: Contract, reader: Reader) -> PhotoCard:
        position, guards = held.position, held.guards
        marks = (
            ("picture-entry", position.entry_usd, Ink.PRICE),
            ("picture-stop", guards.stop_usd or guards.trail_usd, Ink.DOWN),
            ("picture-target", guards.target_usd, Ink.ABOVE),
        )
        picture = await self._picture(position.coin, reader.prefers.window, _lines(marks, contract, reader), reader)
        words = lines(
            position_line(held, contract, reader),
            guards_line(held, contract, reader),
            source_line(self.desk.market.source, reader),
        )
        return PhotoCard(picture, words, None)

    async def of_trade(
        self, trade: ClosedTrade, said: Markup, contract: Contract | None, window: Window, reader: Reader
    ) -> PhotoCard:
        """`said`: how it ended."""
        is_won = trade.net_usdt > 0
        marks = (
            ("picture-entry", trade.entry_usd, Ink.PRICE),
            ("picture-exit", trade.exit_usd, Ink.ABOVE if is_won else Ink.DOWN),
        )
        picture = await self._picture(trade.coin, window, _lines(marks, contract, reader), reader)
        words = lines(said, trade_line(trade, contract, reader), source_line(self.desk.market.source, reader))
        return PhotoCard(picture, words, None)

    async def _picture(self, coin: Coin, window: Window, plan: tuple[PlanLine, ...], reader: Reader) -> Picture:
        heat_map, scan = await self.desk.map_and_scan(MapQuery(coin, window))
        labels, theme = heatmap_labels(heat_map, scan, reader), Theme(reader.prefers.theme)

        async def draw() -> bytes:
            return await self.show.pool.draw(
                "plan", heatmap_png, heat_map, scan, theme=theme, labels=labels, zone=reader.zone, plan=plan
            )

        moment = (heat_map.query, heat_map.at, heat_map.price_usd, heat_map.venues)
        key = picture_key(*moment, theme, labels, reader.prefers.zone, plan)
        return await self.show.gallery.picture(key, draw)


def _lines(
    marks: tuple[tuple[str, Decimal | None, Ink], ...], contract: Contract | None, reader: Reader
) -> tuple[PlanLine, ...]:
    return tuple(
        PlanLine(float(price), reader.t.plain(key, price=money.short(price, contract)), ink)
        for key, price, ink in marks
        if price is not None
    )
