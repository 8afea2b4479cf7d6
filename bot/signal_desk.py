"""Puts the cards of signals together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.access import SIGNAL_DELAYS
from bot.commands import Role
from bot.dependencies import BotDependencies
from bot.desk import Desk
from bot.keyboards.signals import PAGE_SIZE, SignalPress, list_keyboard, picture_keyboard, signal_keyboard
from bot.pictures.gallery import Picture, picture_key
from bot.ports import Accuracy
from bot.show import PhotoCard, Show
from bot.signal_parts import SignalParts
from bot.tune_desk import TuneDesk
from bot.views.card import Card
from bot.views.picture_labels import heatmap_labels
from bot.views.reader import Place, Reader
from bot.views.signal_card import SignalStory, picture_caption, plan_lines, signal_text
from bot.views.signals import SignalPage, signals_text
from engine.liquidations.values import MapQuery
from engine.market.values import Coin
from engine.signals.tuning import ALL_COINS
from engine.signals.values import Signal, SignalKind
from renderers.heatmap import heatmap_png
from renderers.palette import Theme


@dataclass(frozen=True, slots=True)
class SignalDesk:
    parts: SignalParts
    desk: Desk
    show: Show
    accuracy: Accuracy | None

    def delay(self, role: Role, reader: Reader) -> timedelta:
        """What is said in a group or a channel everybody there reads, guests too."""
        return SIGNAL_DELAYS[role if reader.place is Place.PRIVATE else Role.GUEST]

    async def find(self, signal_id: int, role: Role, reader: Reader) -> Signal | None:
        """None: there is none, or it is too early for this reader."""
        return await self.parts.reads.find(self.desk.market.source, signal_id, self._known_by(role, reader))

    async def list_card(self, asked: SignalPress, role: Role, reader: Reader) -> Card:
        source, known_by, reads = self.desk.market.source, self._known_by(role, reader), self.parts.reads
        found, total = await reads.page(source, asked.tab, known_by, PAGE_SIZE, (asked.page - 1) * PAGE_SIZE)
        pages = max(-(-total // PAGE_SIZE), 1)
        here = asked.but(page=min(asked.page, pages), owner=reader.owner)
        if here.page != asked.page:
            found, total = await reads.page(source, asked.tab, known_by, PAGE_SIZE, (here.page - 1) * PAGE_SIZE)
        page = SignalPage(
            asked.tab,
            found,
            (here.page - 1) * PAGE_SIZE + 1,
            total,
            await reads.counts(source, known_by),
            await self._prices([one.coin for one in found]),
            self.parts.tuner.book.of(ALL_COINS),
            self.delay(role, reader),
        )
        return Card(signals_text(page, source, reader), list_keyboard(here, found, pages, reader))

    async def card(self, signal: Signal, asked: SignalPress, role: Role, reader: Reader) -> Card:
        where = (signal.source, signal.kind, signal.coin, signal.window)
        replayed = None
        if signal.kind is SignalKind.IMBALANCE:
            replayed = (await self.parts.tuner.past(signal.coin, signal.window)).tally
        record = (
            None if self.accuracy is None else await self.accuracy.record(signal.coin, signal.window, signal.source)
        )
        story = SignalStory(
            signal,
            await self.price(signal.coin),
            await self.parts.reads.tally(*where, self._known_by(role, reader)),
            replayed if replayed is not None and replayed.cases else None,
            record,
        )
        here = asked.but(id=signal.signal_id, owner=reader.owner)
        return Card(signal_text(story, reader), signal_keyboard(here, signal, reader))

    async def photo(self, signal: Signal, asked: SignalPress, reader: Reader) -> PhotoCard:
        """The map of now with the signal's plan in it. Raises what `BuildMap` raises."""
        here = asked.but(id=signal.signal_id, owner=reader.owner)
        caption = picture_caption(signal, await self.price(signal.coin), reader)
        return PhotoCard(await self.picture(signal, reader), caption, picture_keyboard(here, reader))

    async def picture(self, signal: Signal, reader: Reader) -> Picture:
        query = MapQuery(signal.coin, signal.window)
        heat_map, scan = await self.desk.map_and_scan(query)
        labels, theme = heatmap_labels(heat_map, scan, reader), Theme(reader.prefers.theme)
        plan = plan_lines(signal, reader)

        async def draw() -> bytes:
            return await self.show.pool.draw(
                "plan", heatmap_png, heat_map, scan, theme=theme, labels=labels, zone=reader.zone, plan=plan
            )

        moment = (heat_map.query, heat_map.at, heat_map.price_usd, heat_map.venues)
        return await self.show.gallery.picture(picture_key(*moment, theme, labels, reader.prefers.zone, plan), draw)

    async def price(self, coin: Coin) -> float | None:
        for instrument in await self.desk.market.instruments(coin):
            ticker = await self.desk.market.ticker(coin, instrument.venue)
            if ticker is not None and ticker.price_usd > 0:
                return ticker.price_usd
        return None

    async def _prices(self, coins: Sequence[Coin]) -> dict[str, float]:
        found = {coin: await self.price(coin) for coin in coins}
        return {coin: price for coin, price in found.items() if price is not None}

    def _known_by(self, role: Role, reader: Reader) -> datetime:
        return reader.now - self.delay(role, reader)


def signal_desks(deps: BotDependencies, desk: Desk, show: Show) -> dict[str, Any]:
    """What handlers of signals and thresholds name as parameters; nothing where nothing makes signals."""
    if deps.signals is None:
        return {}
    parts = deps.signals
    return {
        "signal_desk": SignalDesk(parts, desk, show, deps.market.accuracy),
        "tune_desk": TuneDesk(parts.tuner, parts.audit, desk),
    }
